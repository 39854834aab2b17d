"""The parts of a picture that are compared, each for itself: the whole, the whole without its border, the mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, right and bottom outside."""

SHORT, LONG = 128, 1024
"""Sides of the one small picture from which every hash is made. The mark in a wide banner must stay recognisable."""
DARK = (64, 64, 64, 255)
_APART = 30  # of 255 in some channel: more than JPEG blurs a plain background
_PLAIN = 0.4  # of the border in one colour, or there is no background to cut off
_SQUARE = 1.6  # longer than this, a part is no emblem
LEAST = 12
"""Pixels under which a part says nothing."""
_LIGHT = 200  # mean grey of what is drawn, from which it was made for a dark page


@dataclass(frozen=True, slots=True)
class Small:
    """A picture in colour without transparency, ``grey`` the same in grey; ``figure`` is what is not background."""

    colour: Image.Image
    grey: Image.Image
    figure: NDArray[np.bool_]


def small(image: Image.Image) -> Small:
    """A picture without transparency, scaled down once if it is larger than comparing needs."""
    width, height = image.size
    scale = min(1.0, SHORT / min(width, height), LONG / max(width, height))
    if scale < 1.0:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=1.5)
    colour = image if image.mode == "RGB" else image.convert("RGB")
    return Small(colour, image.convert("L"), figure_of(colour))


def on_paper(image: Image.Image) -> Image.Image:
    """A picture on the paper that it was made for: white, or dark when all that it draws is light."""
    if image.mode != "RGBA":
        return image
    pixels = np.asarray(image.resize((64, 64), Image.Resampling.BOX))
    drawn = pixels[..., 3] > 127
    light = bool(drawn.any()) and not drawn.all() and float(pixels[drawn][:, :3].mean()) > _LIGHT
    paper = Image.new("RGBA", image.size, DARK if light else "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def figure_of(picture: Image.Image) -> NDArray[np.bool_]:
    """Where a picture (mode RGB) differs from the commonest colour of its border; everywhere when that has none."""
    pixels = np.asarray(picture)
    border = np.concatenate((pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]))
    coarse = border >> 4
    keys = coarse[:, 0].astype(np.int32) << 8 | coarse[:, 1].astype(np.int32) << 4 | coarse[:, 2]
    common = int(np.bincount(keys, minlength=4096).argmax())
    paper = tuple(np.median(border[keys == common], axis=0).astype(int).tolist())
    red, green, blue = ImageChops.difference(picture, Image.new("RGB", picture.size, paper)).split()
    apart = np.asarray(ImageChops.lighter(ImageChops.lighter(red, green), blue)) > _APART
    drawn = np.concatenate((apart[0], apart[-1], apart[:, 0], apart[:, -1]))
    return np.asarray(apart if drawn.mean() <= 1 - _PLAIN else np.ones_like(apart))


def views_of(picture: Small) -> Iterator[tuple[str, Box]]:
    """The parts by name, the whole first under the empty one; a part that is another is left out.

    ``trim`` is without the plain border, ``inner`` without the border that was under that one, ``head`` the upper three
    quarters of it; ``mark`` what stands before the first gap of a row, ``before`` and ``above`` what stands before the
    widest gap of a row and of a column, ``left`` and ``right`` the squares at the two ends of what is wide.
    """
    whole = (0, 0, *picture.grey.size)
    seen = {whole}
    yield "", whole
    for name, box in _parts(picture, _trimmed(picture.figure, whole)):
        if box not in seen and min(box[2] - box[0], box[3] - box[1]) >= LEAST:
            seen.add(box)
            yield name, box


def _parts(picture: Small, trim: Box) -> Iterator[tuple[str, Box]]:
    left, top, right, bottom = trim
    width, height = right - left, bottom - top
    yield "trim", trim
    yield "inner", _inner(picture, trim)
    if _square(trim):
        yield "head", (left, top, right, top + 3 * height // 4)
    row = _gaps(np.any(picture.figure[top:bottom, left:right], axis=0), height)
    column = _gaps(np.any(picture.figure[top:bottom, left:right], axis=1), width)
    if row:
        first = _trimmed(picture.figure, (left, top, left + row[0][0], bottom))
        if _square(first):
            yield "mark", first
        yield "before", _trimmed(picture.figure, (left, top, left + _widest(row), bottom))
    if column:
        yield "above", _trimmed(picture.figure, (left, top, right, top + _widest(column)))
    if width >= _SQUARE * height:
        yield "left", _trimmed(picture.figure, (left, top, left + height, bottom))
        yield "right", _trimmed(picture.figure, (right - height, top, right, bottom))


def _trimmed(figure: NDArray[np.bool_], box: Box) -> Box:
    """The smallest box around what is drawn inside a box; the box itself when nothing is."""
    left, top, right, bottom = box
    part = figure[top:bottom, left:right]
    columns, rows = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
    if not columns.size:
        return box
    return left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1


def _inner(picture: Small, trim: Box) -> Box:
    left, top, right, bottom = trim
    figure = figure_of(picture.colour.crop(trim))
    found = _trimmed(figure, (0, 0, right - left, bottom - top))
    return left + found[0], top + found[1], left + found[2], top + found[3]


def _gaps(drawn: NDArray[np.bool_], across: int) -> list[tuple[int, int]]:
    """Where a row or column of things is interrupted: begin and end of every gap worth the name."""
    edges = np.flatnonzero(np.diff(drawn.astype(np.int8), prepend=1, append=1))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(begin, end) for begin, end in pairs if end - begin >= max(2, across // 25) and begin >= across // 4]


def _widest(gaps: list[tuple[int, int]]) -> int:
    return max(gaps, key=lambda gap: (gap[1] - gap[0], -gap[0]))[0]


def _square(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return max(width, height) <= _SQUARE * max(1, min(width, height))
