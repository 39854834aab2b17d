"""Learns how far each official picture reaches, and measures what is found and what is found wrongly.

usage: python -m corpora.mark_looks_thresholds FOLDER --font FONT [--pictures FOLDER]... [--count 10000]

Learning takes the nearest of many pictures that are no mark, and stays below it. Measuring takes others: made from
another seed, icons of other names, and the parameters of the issue for the transforms. Prints Markdown.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from PIL import Image, ImageDraw, ImageFont

from corpora.mark_looks import Reference, references
from corpora.mark_looks_negatives import pictures
from corpora.mark_looks_transforms import Transform, as_png, transforms
from zhenwang.domain.appearance import Appearance
from zhenwang.domain.mark_look import LookKind, read_mark_looks
from zhenwang.pictures.appearance import appearance_of
from zhenwang.pictures.colours import has_colours_of
from zhenwang.pictures.look_alike import BITS, KnownViews, views_in
from zhenwang.pictures.opening import opened

MARGIN = 6
"""Bits kept between a reference and the nearest picture that is none."""
_MOST = 160
"""No reference reaches farther, however lonely it is: unlike pictures begin at about 190."""
_PLACES = "武丛台崇明河海滨青柳云岭江汉南北东西山川平安宁德阳城关金水"


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture that is not what some references show. ``holds`` is true when an emblem of the state is in it."""

    kind: str
    appearance: Appearance
    holds: bool = False


def learn(known: Sequence[Reference], font: str, folders: Iterable[Path], count: int) -> list[tuple[int, int]]:
    """For each reference how far it reaches, and how far when the colours agree."""
    index = _index(known)
    plain, coloured = [_MOST + MARGIN + 1] * len(known), [_MOST + MARGIN + 1] * len(known)
    for seen in others(known, font, folders, count, measuring=False):
        for place, far in index.nearest(list(views_in(seen.appearance).values())).items():
            if not _is(seen, known[place]):
                plain[place] = min(plain[place], far)
                if has_colours_of(seen.appearance.colours, known[place].colours):
                    coloured[place] = min(coloured[place], far)
    return [
        (max(0, near - 1 - MARGIN), max(0, bright - 1 - MARGIN)) for near, bright in zip(plain, coloured, strict=True)
    ]


def _index(known: Sequence[Reference]) -> KnownViews:
    return KnownViews.of(one.views.values() for one in known)


def _is(seen: Seen, reference: Reference) -> bool:
    return seen.holds and reference.chosen.kind is LookKind.EMBLEM


def others(
    known: Sequence[Reference], font: str, folders: Iterable[Path], count: int, *, measuring: bool
) -> Iterator[Seen]:
    """Pictures that are no reference: made ones, the files of the folders, and headers with the real emblem."""
    seed = "measure" if measuring else "learn"
    for kind, body in pictures(count, seed, font):
        if seen := appearance_of(body):
            yield Seen(kind, seen)
    for path in _files(folders, measuring=measuring):
        if seen := appearance_of(path.read_bytes()):
            yield Seen("file", seen)
    emblems = [image for one in known if one.chosen.kind is LookKind.EMBLEM if (image := _image(one)) is not None]
    for number in range(count // 10):
        draw = random.Random(f"{seed} header {number}")
        if seen := appearance_of(as_png(_header(draw, draw.choice(emblems), font))):
            yield Seen("other header", seen, holds=True)


def _files(folders: Iterable[Path], *, measuring: bool) -> Iterator[Path]:
    """Half of the files by their names, so that the same icon in two sizes is in the same half."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".ico", ".webp") and path.is_file():
                if (crc32(path.stem.encode()) % 2 == 1) is measuring and path.stat().st_size < 4_000_000:
                    yield path


def _image(reference: Reference) -> Image.Image | None:
    found = opened(reference.body)
    if found is None:
        return None
    image = found.image.convert("RGBA")
    return image.crop((0, 0, image.height, image.height)) if reference.chosen.part else image


def _header(draw: random.Random, emblem: Image.Image, font: str) -> Image.Image:
    """The emblem before the name of some other place, as every government's site has it."""
    high = draw.randint(50, 110)
    name = (
        "".join(draw.sample(_PLACES, 2))
        + draw.choice(("市", "县", "区"))
        + draw.choice(("人民政府", "教育局", "水利局"))
    )
    face = ImageFont.truetype(font, round(high * draw.uniform(0.35, 0.6)))
    ink = draw.choice(((200, 16, 20), (20, 60, 150), (0, 0, 0)))
    image = Image.new("RGBA", (high + round(face.getlength(name)) + 24, high), "white")
    mark = emblem.resize((round(high * 0.94), round(high * 0.94)), Image.Resampling.LANCZOS)
    image.alpha_composite(mark, (2, 2))
    pen, top = ImageDraw.Draw(image), draw.uniform(0.05, 0.3)
    pen.text((high + 10, high * top), name, fill=ink, font=face)
    if draw.random() < 0.5:
        small = ImageFont.truetype(font, max(9, high // 6))
        pen.text((high + 12, high * 0.78), f"www.{draw.randrange(10**6)}.gov.cn", fill=ink, font=small)
    return image


Finder = Callable[[Appearance], set[int]]


def _found_by(known: Sequence[Reference], reaches: Sequence[tuple[int, int]]) -> Finder:
    index = _index(known)

    def find(seen: Appearance) -> set[int]:
        near = index.nearest(list(views_in(seen).values()))
        return {
            place for place, far in near.items()
            if far <= reaches[place][has_colours_of(seen.colours, known[place].colours)]
        }  # fmt: skip

    return find


def _one_hash(known: Sequence[Reference], reach: Sequence[int], *, parts: bool) -> Finder:
    """What imagehash's ``phash`` alone finds, of the whole picture or of its parts too."""

    def find(seen: Appearance) -> set[int]:
        hashes = [bits for name, bits in seen.hashes if name == "phash" or (parts and name.startswith("phash:"))]
        return {
            place for place, one in enumerate(known)
            if _least(hashes, [view[0] for name, view in one.views.items() if name in ("whole", "mark")]) <= reach[place]
        }  # fmt: skip

    return find


def _least(seen: Sequence[int], known: Sequence[int]) -> int:
    return min(((one ^ other).bit_count() for one in seen for other in known), default=65)


def transformed(
    known: Sequence[Reference], changes: Mapping[str, Transform], times: int = 4
) -> Iterator[tuple[int, str, Appearance | None]]:
    """Every reference under every transform: its place, the transform, and what came of it (None: too small)."""
    for place, reference in enumerate(known):
        image = _image(reference)
        for name, change in changes.items() if image else ():
            for time in range(times):
                draw = random.Random(f"measure {reference.id} {name} {time}")
                yield place, name, appearance_of(as_png(change(image, draw))) if image else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--font", required=True)
    parser.add_argument("--pictures", type=Path, action="append", default=[])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    asked = parser.parse_args()
    known = list(references(asked.folder))
    with (asked.seeds / "mark_looks.csv").open(encoding="utf-8", newline="") as handle:
        shipped = {look.id: (look.reach, look.reach_in_colour) for look in read_mark_looks(handle, "mark_looks.csv")[0]}
    reaches = [shipped[one.id] for one in known]
    seen = list(others(known, asked.font, asked.pictures, asked.count, measuring=True))
    changes = list(transformed(known, transforms(asked.font, measuring=True)))
    alone = _least_over(known, seen, parts=False)
    with_parts = _least_over(known, seen, parts=True)
    finders = {
        "phash of the whole": _one_hash(known, alone, parts=False),
        "and of its parts": _one_hash(known, with_parts, parts=True),
        "known views too": _found_by(known, [(reach, reach) for reach, _ in reaches]),
        "and colours": _found_by(known, reaches),
    }
    _print_recall(known, changes, finders)
    _print_kinds(known, changes, finders["and colours"])
    _print_false(known, seen, finders)
    _print_left_out(known, reaches, changes)


def _least_over(known: Sequence[Reference], seen: Sequence[Seen], *, parts: bool) -> list[int]:
    """The most bits of one hash at which nothing is found wrongly: chosen on these very pictures, to its favour."""
    least = [64] * len(known)
    for one in seen:
        hashes = [
            bits for name, bits in one.appearance.hashes if name == "phash" or (parts and name.startswith("phash:"))
        ]
        for place, reference in enumerate(known):
            if not _is(one, reference):
                views = [view[0] for name, view in reference.views.items() if name in ("whole", "mark")]
                least[place] = min(least[place], _least(hashes, views) - 1)
    return least


def _hit(known: Sequence[Reference], place: int, found: set[int]) -> bool:
    return any(known[one].whose == known[place].whose for one in found)


def _print_recall(
    known: Sequence[Reference], changes: Sequence[tuple[int, str, Appearance | None]], finders: Mapping[str, Finder]
) -> None:
    print(f"| transform | pictures | {' | '.join(finders)} |\n|---|--:|{'--:|' * len(finders)}")
    names = list(dict.fromkeys(name for _, name, _ in changes))
    total = [0.0] * len(finders)
    for name in names:
        tried = [(place, seen) for place, of, seen in changes if of == name and seen]
        shares = [
            sum(_hit(known, place, find(seen)) for place, seen in tried) / len(tried) for find in finders.values()
        ]
        total = [one + share for one, share in zip(total, shares, strict=True)]
        print(f"| {name} | {len(tried)} | {' | '.join(f'{share:.2f}' for share in shares)} |")
    print(f"| **mean** | | {' | '.join(f'**{one / len(names):.3f}**' for one in total)} |\n")


def _print_kinds(
    known: Sequence[Reference], changes: Sequence[tuple[int, str, Appearance | None]], find: Finder
) -> None:
    names = list(dict.fromkeys(name for _, name, _ in changes))
    print(f"| kind | {' | '.join(names)} |\n|---|{'--:|' * len(names)}")
    for kind in dict.fromkeys(one.chosen.kind for one in known):
        shares = []
        for name in names:
            tried = [
                _hit(known, place, find(seen))
                for place, of, seen in changes
                if of == name and seen and known[place].chosen.kind is kind
            ]
            shares.append(f"{sum(tried) / len(tried):.2f}" if tried else "-")
        print(f"| {kind} | {' | '.join(shares)} |")
    print()


def _print_false(known: Sequence[Reference], seen: Sequence[Seen], finders: Mapping[str, Finder]) -> None:
    for name, find in finders.items():
        wrong = [
            (one.kind, known[place].id) for one in seen for place in find(one.appearance) if not _is(one, known[place])
        ]
        print(f"- {name}: {len(wrong)} false matches on {len(seen):,} pictures {wrong[:5]}")
    held = [one for one in seen if one.holds]
    told = sum(any(_is(one, known[place]) for place in finders["and colours"](one.appearance)) for one in held)
    print(f"- the emblem is found in {told} of {len(held)} headers of other places that hold it\n")


def _print_left_out(
    known: Sequence[Reference],
    reaches: Sequence[tuple[int, int]],
    changes: Sequence[tuple[int, str, Appearance | None]],
) -> None:
    """What other pictures of the same mark find, when the one that was changed is not known."""
    print("| mark | pictures of it | found without itself |\n|---|--:|--:|")
    for whose in dict.fromkeys(one.whose for one in known):
        members = [place for place, one in enumerate(known) if one.whose == whose]
        if len(members) < 2:
            continue
        hits = []
        for left_out in members:
            rest = [place for place in range(len(known)) if place != left_out]
            find = _found_by([known[place] for place in rest], [reaches[place] for place in rest])
            for place, _, seen in changes:
                if place == left_out and seen:
                    hits.append(any(known[rest[one]].whose == whose for one in find(seen)))
        print(f"| {' '.join(whose)} | {len(members)} | {sum(hits) / len(hits):.2f} |")


if __name__ == "__main__":
    main()
