"""Measures how official pictures are found again after transforms, and what is found wrongly. Prints Markdown.

usage: python -m corpora.mark_looks_measure FOLDER --font FONT [--pictures FOLDER]... [--count 10000]

FOLDER as for ``mark_looks``; how far each picture reaches is what ships. The pictures that are none are others than
those learned from, and the transforms have the parameters that the issue names.
"""

from __future__ import annotations

import argparse
import io
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from PIL import Image

from corpora.mark_looks import Reference, references
from corpora.mark_looks_thresholds import Seen, header, image_of, index_of, others, shows
from corpora.mark_looks_transforms import Transform, as_png, recompressed, transforms
from detectors._pictures import BESIDE_EMBLEM, WHOLE
from zhenwang.domain.appearance import Appearance
from zhenwang.domain.mark_look import BITS, LookKind, read_mark_looks
from zhenwang.pictures.appearance import appearance_of
from zhenwang.pictures.colours import has_colours_of
from zhenwang.pictures.look_alike import KnownViews, views_in
from zhenwang.pictures.reference import reference_views

Change = tuple[int, str, Appearance | None]
"""A reference by its place, a transform, and what the picture then looks like (None: it is too small to be read)."""
Finder = Callable[[Appearance], set[int]]


def _found_by(known: Sequence[Reference], reaches: Sequence[tuple[int, int]]) -> Finder:
    index = index_of(known)

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
        return {place for place, one in enumerate(known) if _least(hashes, _plain_views(one)) <= reach[place]}

    return find


def _plain_views(reference: Reference) -> list[int]:
    return [view[0] for name, view in reference.views.items() if name in ("whole", "mark")]


def _least(seen: Sequence[int], known: Sequence[int]) -> int:
    return min(((one ^ other).bit_count() for one in seen for other in known), default=65)


def transformed(known: Sequence[Reference], changes: Mapping[str, Transform], times: int = 4) -> Iterator[Change]:
    """Every reference under every transform: its place, the transform, and what came of it (None: too small)."""
    for place, reference in enumerate(known):
        image = image_of(reference)
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
    _print_headers(known, asked.font)


def _least_over(known: Sequence[Reference], seen: Sequence[Seen], *, parts: bool) -> list[int]:
    """The most bits of one hash at which nothing is found wrongly: chosen on these very pictures, to its favour."""
    least = [64] * len(known)
    for one in seen:
        hashes = [
            bits for name, bits in one.appearance.hashes if name == "phash" or (parts and name.startswith("phash:"))
        ]
        for place, reference in enumerate(known):
            if not shows(one, reference):
                least[place] = min(least[place], _least(hashes, _plain_views(reference)) - 1)
    return least


def _hit(known: Sequence[Reference], place: int, found: set[int]) -> bool:
    return any(known[one].whose == known[place].whose for one in found)


def _print_recall(known: Sequence[Reference], changes: Sequence[Change], finders: Mapping[str, Finder]) -> None:
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


def _print_kinds(known: Sequence[Reference], changes: Sequence[Change], find: Finder) -> None:
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
            (one.kind, known[place].id)
            for one in seen
            for place in find(one.appearance)
            if not shows(one, known[place])
        ]
        print(f"- {name}: {len(wrong)} false matches on {len(seen):,} pictures {wrong[:5]}")
    held = [one for one in seen if one.holds]
    told = sum(any(shows(one, known[place]) for place in finders["and colours"](one.appearance)) for one in held)
    print(f"- the emblem is found in {told} of {len(held)} headers of other places that hold it\n")


def _print_left_out(
    known: Sequence[Reference],
    reaches: Sequence[tuple[int, int]],
    changes: Sequence[Change],
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


def _print_headers(known: Sequence[Reference], font: str, count: int = 800, asked: int = 400) -> None:
    """How near a header with the emblem comes to the headers of other places: why only the very header will do."""
    emblems = [image for one in known if one.chosen.kind is LookKind.EMBLEM if (image := image_of(one)) is not None]

    def made(seed: str) -> bytes:
        draw = random.Random(seed)
        return as_png(header(draw, draw.choice(emblems), font))

    held = KnownViews.of(reference_views(made(f"held {number}"), every=False).values() for number in range(count))
    nearest: list[int] = []
    own: list[int] = []
    for number in range(asked):
        for seed, found in ((f"other {number}", nearest), (f"held {number}", own)):
            body = recompressed(Image.open(io.BytesIO(made(seed))), random.Random(number))
            views = views_in(seen) if (seen := appearance_of(as_png(body))) else {}
            near = held.nearest(view for name, view in views.items() if name in WHOLE)
            found.append(min(near.values(), default=BITS) if found is nearest else near.get(number, BITS))
    nearest.sort()
    told = f"the nearest is {nearest[0]} bits away, the median one {nearest[asked // 2]};"
    print(f"\n- {asked} headers of other places against {count}: {told}")
    print(f"  {sum(far <= BESIDE_EMBLEM for far in nearest)} within {BESIDE_EMBLEM}")
    print(f"- {asked} of those headers themselves, as JPEG 30: {sum(far <= BESIDE_EMBLEM for far in own)} within")


if __name__ == "__main__":
    main()
