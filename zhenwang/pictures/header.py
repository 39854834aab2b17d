"""The head of a page or banner: what in it is about as large and as square as an emblem."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from zhenwang.pictures.views import LEAST, Box, figure_of, small

MAX_SQUARES, MAX_LINES = 8, 3
"""Parts that are looked at of one head."""
BAND = 0.18
"""Height of a page's head by the page's width: 230 pixels of 1,280."""
_WIDTH = 640  # to which a head is scaled for looking around in it
_SQUARE = 1.5
_CUTS = 3  # columns, rows, and columns again: deeper, and characters fall apart


def squares(band: Image.Image) -> Iterator[Box]:
    """Boxes of what stands for itself in a head: against its ground, and, where that is a picture, of the red and gold
    in it. At most ``MAX_SQUARES``, in pixels of ``band``, from the left.
    """
    scale = min(1.0, _WIDTH / band.width)
    size = max(1, round(band.width * scale)), max(1, round(band.height * scale))
    looked_at = band.convert("RGB").resize(size, Image.Resampling.BOX)
    pixels = np.asarray(looked_at)
    red, blue = pixels[..., 0].astype(np.int16), pixels[..., 2].astype(np.int16)
    found: dict[Box, None] = {}
    for mask in (figure_of(looked_at), (red - blue > 80) & (red > 110)):
        found |= dict.fromkeys(box for box in _cut(mask, (0, 0, *size), _CUTS) if _emblem_sized(box, size))
    for left, top, right, bottom in sorted(found)[:MAX_SQUARES]:
        yield round(left / scale), round(top / scale), round(right / scale), round(bottom / scale)


def lines(band: Image.Image) -> Iterator[Box]:
    """Boxes of what stands in one line of a head, cut at its widest gap: the logo with its words before the search box.
    At most ``MAX_LINES``, from the top.
    """
    figure = small(band).figure
    scale = band.height / figure.shape[0]
    found = (_line(figure, top, foot) for top, foot in _runs(np.any(figure, axis=1)) if foot - top >= LEAST)
    for box in islice((box for box in found if box[2] - box[0] > _SQUARE * (box[3] - box[1])), MAX_LINES):
        left, top, right, bottom = (round(side * scale) for side in box)
        yield left, top, right, bottom


def _line(figure: NDArray[np.bool_], top: int, foot: int) -> Box:
    runs = list(_runs(np.any(figure[top:foot], axis=0)))
    gaps = [after[0] - before[1] for before, after in pairwise(runs)]
    widest = max(range(len(gaps)), key=gaps.__getitem__, default=-1)
    last = widest if widest >= 0 and gaps[widest] > foot - top else len(runs) - 1
    return runs[0][0], top, runs[last][1], foot


def _emblem_sized(box: Box, size: tuple[int, int]) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    least = max(LEAST, size[1] // 8)
    return min(width, height) >= least and max(width, height) <= _SQUARE * min(width, height) and width < size[0] // 3


def _cut(mask: NDArray[np.bool_], box: Box, cuts: int, *, upright: bool = True) -> Iterator[Box]:
    """Every box that white lines cut out, in turn upright and level ones (Nagy and Seth 1984)."""
    left, top, right, bottom = box
    drawn = np.any(mask[top:bottom, left:right], axis=0 if upright else 1)
    for begin, end in _runs(drawn):
        part = (left + begin, top, left + end, bottom) if upright else (left, top + begin, right, top + end)
        if cuts > 1:
            yield from _cut(mask, part, cuts - 1, upright=not upright)
        elif not upright:
            yield part
        else:
            # The last upright cut leaves boxes that are too high; their content says how high they are.
            rows = np.flatnonzero(mask[part[1] : part[3], part[0] : part[2]].any(axis=1))
            yield part[0], part[1] + int(rows[0]), part[2], part[1] + int(rows[-1]) + 1


def _runs(drawn: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Begin and end of what is drawn along a line, where gaps shorter than two pixels are none."""
    closed = drawn.copy()
    closed[1:-1] |= drawn[:-2] & drawn[2:]
    edges = np.flatnonzero(np.diff(closed.astype(np.int8), prepend=0, append=0)).tolist()
    yield from zip(edges[::2], edges[1::2], strict=True)
