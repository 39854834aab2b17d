"""Learns how far each official picture reaches: not quite up to the nearest of many pictures that are no mark.

The pictures are made by rule, or files of folders that are named; of a folder's files half are for learning and half
for measuring (``mark_looks_measure``), by their names, so that an icon in two sizes is in one half. Headers with the
real emblem before the name of some other place are no header of ours: they keep the headers of single sites apart.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from PIL import Image, ImageDraw, ImageFont

from corpora.mark_looks import Reference
from corpora.mark_looks_negatives import pictures
from corpora.mark_looks_transforms import as_png
from zhenwang.domain.appearance import Appearance
from zhenwang.domain.mark_look import LookKind
from zhenwang.pictures.appearance import appearance_of
from zhenwang.pictures.colours import has_colours_of
from zhenwang.pictures.look_alike import KnownViews, views_in
from zhenwang.pictures.opening import MAX_BYTES, opened

MARGIN = 10
"""Bits kept between a reference and the nearest picture that is none."""
BONUS = 6
"""Bits that a reference may reach farther where the colours agree: too few pictures are in its colours to learn
more from them.
"""
_MOST = 160
"""No reference reaches farther, however lonely it is: unlike pictures begin at about 190."""
_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".ico", ".webp")
_PLACES = "武丛台崇明河海滨青柳云岭江汉南北东西山川平安宁德阳城关金水"


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture that is not what some references show. ``holds`` is true when an emblem of the state is in it."""

    kind: str
    appearance: Appearance
    holds: bool = False


def learn(known: Sequence[Reference], font: str, folders: Iterable[Path], count: int) -> list[tuple[int, int]]:
    """For each reference how far it reaches, and how far when the colours agree."""
    index = index_of(known)
    plain, coloured = [_MOST + MARGIN + 1] * len(known), [_MOST + MARGIN + 1] * len(known)
    for seen in others(known, font, folders, count, measuring=False):
        for place, far in index.nearest(list(views_in(seen.appearance).values())).items():
            if not shows(seen, known[place]):
                plain[place] = min(plain[place], far)
                if has_colours_of(seen.appearance.colours, known[place].colours):
                    coloured[place] = min(coloured[place], far)
    reaches = [max(0, near - 1 - MARGIN) for near in plain]
    bright = [max(0, near - 1 - MARGIN) for near in coloured]
    return [(reach, min(wider, reach + BONUS)) for reach, wider in zip(reaches, bright, strict=True)]


def index_of(known: Sequence[Reference]) -> KnownViews:
    """The views of all of them, by place."""
    return KnownViews.of(one.views.values() for one in known)


def shows(seen: Seen, reference: Reference) -> bool:
    """Whether finding the reference in that picture would be right."""
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
    emblems = [image for one in known if one.chosen.kind is LookKind.EMBLEM if (image := image_of(one)) is not None]
    for number in range(count // 10):
        draw = random.Random(f"{seed} header {number}")
        if seen := appearance_of(as_png(header(draw, draw.choice(emblems), font))):
            yield Seen("other header", seen, holds=True)


def _files(folders: Iterable[Path], *, measuring: bool) -> Iterator[Path]:
    """Half of the files by their names, so that the same icon in two sizes is in the same half."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            mine = (crc32(path.stem.encode()) % 2 == 1) is measuring
            if mine and path.suffix.lower() in _SUFFIXES and path.is_file() and path.stat().st_size < MAX_BYTES:
                yield path


def image_of(reference: Reference) -> Image.Image | None:
    """The picture, or the part of it that is the mark."""
    found = opened(reference.body)
    if found is None:
        return None
    image = found.image.convert("RGBA")
    return image.crop((0, 0, image.height, image.height)) if reference.chosen.part else image


def header(draw: random.Random, emblem: Image.Image, font: str) -> Image.Image:
    """The emblem before the name of some place, as every government's site has it."""
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
