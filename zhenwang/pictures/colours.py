"""The colours of a picture's figure as a histogram, and whether one picture has those of another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from zhenwang.pictures.views import Small

GREYS, HUES = 4, 8
"""Bins: black, dark grey, light grey, white, then hues of 45 degrees from red on, red in the middle of the first."""
_PALE = 64  # saturation of 255 under which a colour is a grey
_MUCH, _SOME = 40, 8  # of 255


def colours_of(picture: Small) -> tuple[int, ...]:
    """The share of each bin among what is not background, 0..255."""
    every = 1 + max(picture.grey.size) // 256
    hsv = np.asarray(picture.colour.convert("HSV"))[::every, ::every][picture.figure[::every, ::every]]
    if not hsv.size:
        return ()
    hue = ((hsv[:, 0].astype(np.int32) * HUES + 128) // 256) % HUES
    bins = np.where(hsv[:, 1] < _PALE, hsv[:, 2] >> 6, GREYS + hue)
    counts = np.bincount(bins, minlength=GREYS + HUES)
    return tuple(int(share) for share in counts * 255 // len(hsv))


def has_colours_of(seen: Sequence[int], known: Sequence[int]) -> bool:
    """Whether each strong colour of a known mark is in a picture too. Words beside a mark may add further ones."""
    if len(seen) != len(known) or not any(share >= _MUCH for share in known[GREYS:]):
        return False
    return all(have >= _SOME for have, share in zip(seen[GREYS:], known[GREYS:], strict=True) if share >= _MUCH)
