"""Perceptual hashes of grey pictures: what stays of a picture when it is scaled, recompressed and recoloured a little.

``phash``, ``dhash`` and ``whash`` (at scale 32) are those of imagehash, bit for bit but where two numbers that it
compares are equal in exact arithmetic: there it goes by their rounding, and here the bit is not set.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Bits = NDArray[np.bool_]
_SCALE, _SIDE = 32, 8
_WIDE = 1.8
"""Width by height from which the details of a picture are looked for along it."""
FLAT = 4.0
"""Grey levels of standard deviation under which a picture has no shape to compare."""
_DETAILS = ("detail0", "detail1", "detail2", "detail3")


def hashes_of(view: Image.Image) -> Mapping[str, int]:
    """``phash``, ``dhash``, ``whash`` and ``detail0`` .. ``detail3`` of a grey (mode L) picture, 64 bits each.

    The details are a difference hash of 16 by 16 pixels, or of 32 by 8 where the picture is wide, in four columns.
    Empty for a picture that has no shape.
    """
    small = np.asarray(view.resize((_SCALE, _SCALE), Image.Resampling.LANCZOS), np.float64)
    if small.std() < FLAT:
        return {}
    width, height = (32, 8) if view.width >= _WIDE * view.height else (16, 16)
    details = np.split(_dhash(view, width, height), 4, axis=1)
    made = {"phash": _phash(small), "dhash": _dhash(view, _SIDE, _SIDE), "whash": _whash(small)}
    return {name: _packed(bits) for name, bits in (*made.items(), *zip(_DETAILS, details, strict=True))}


def _phash(small: NDArray[np.float64]) -> Bits:
    """Signs of the low frequencies of a discrete cosine transform against their median (Krawetz 2011)."""
    basis = _cosines()
    low = np.round(basis @ small @ basis.T, 6)
    return np.asarray(low > _median(low))


def _dhash(view: Image.Image, width: int, height: int) -> Bits:
    """Whether each pixel is brighter than the one to its left (Krawetz 2013)."""
    pixels = np.asarray(view.resize((width + 1, height), Image.Resampling.LANCZOS))
    return np.asarray(pixels[:, 1:] > pixels[:, :-1])


def _whash(small: NDArray[np.float64]) -> Bits:
    """Haar's lowest band is the mean of each square; which of them are brighter than the median one."""
    cell = _SCALE // _SIDE
    means = small.reshape(_SIDE, cell, _SIDE, cell).sum(axis=(1, 3))
    return np.asarray(means > _median(means))


def _median(numbers: NDArray[np.float64]) -> float:
    """As numpy's, at a tenth of what that costs for so few."""
    ordered = np.sort(numbers, axis=None)
    return float((ordered[len(ordered) // 2 - 1] + ordered[len(ordered) // 2]) / 2)


def _packed(bits: Bits) -> int:
    return int.from_bytes(np.packbits(bits.ravel()).tobytes(), "big")


@functools.cache
def _cosines() -> NDArray[np.float64]:
    """The first rows of the cosine transform of 32 numbers (type 2, not normalised)."""
    order, place = np.arange(_SIDE)[:, None], np.arange(_SCALE)[None, :]
    return np.asarray(2 * np.cos(np.pi * order * (2 * place + 1) / (2 * _SCALE)))
