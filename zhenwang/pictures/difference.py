"""Where two pictures differ, as a picture of its own, and how far apart they are."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from zhenwang.pictures.hashes import hashes_of
from zhenwang.pictures.opening import opened
from zhenwang.pictures.views import on_paper, small

SHOWN = (480, 480)
"""Pixels that both are scaled into before they are compared."""
APART = 40
"""Of 255 in some channel: more than scaling and recompression move a pixel."""
_MARK = (196, 30, 30)
_FADED = 0.35


@dataclass(frozen=True, slots=True)
class Difference:
    """``png`` shows the second picture faded, with what differs in red. ``share`` is how much of it differs, 0..1;
    ``bits`` how many of the 64 bits of their perceptual hashes differ, None where one has no shape.
    """

    png: bytes
    share: float
    bits: int | None


def difference(official: bytes, suspect: bytes) -> Difference | None:
    """Both as served, each opened within the usual bounds; None when one cannot be read."""
    first, second = opened(official), opened(suspect)
    if first is None or second is None:
        return None
    try:
        one, other = on_paper(first.image).convert("RGB"), on_paper(second.image).convert("RGB")
        bits = distance(one, other)
        other.thumbnail(SHOWN)
        return _marked(one.resize(other.size, Image.Resampling.LANCZOS), other, bits)
    except MemoryError:
        return None


def distance(one: Image.Image, other: Image.Image) -> int | None:
    """Bits in which the perceptual hashes of two pictures without transparency differ, 0..64."""
    hashes = [hashes_of(small(picture).grey).get("phash") for picture in (one, other)]
    return None if None in hashes else ((hashes[0] or 0) ^ (hashes[1] or 0)).bit_count()


def _marked(one: Image.Image, other: Image.Image, bits: int | None) -> Difference:
    red, green, blue = ImageChops.difference(one, other).split()
    apart = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(lambda level: 255 * (level > APART))
    share = float((np.asarray(apart) > 0).mean())
    # A single pixel is not seen: what differs is drawn with its surroundings.
    mask = apart.filter(ImageFilter.MaxFilter(5))
    faded = Image.blend(Image.new("RGB", other.size, "white"), other.convert("L").convert("RGB"), _FADED)
    drawn = Image.composite(Image.new("RGB", other.size, _MARK), faded, mask)
    written = io.BytesIO()
    drawn.save(written, "PNG")
    return Difference(written.getvalue(), share, bits)
