"""Opening a picture's bytes: bounded from its header before any pixel is decoded, decoded once, one frame."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image

from zhenwang.pictures.icon import picture_in

MAX_BYTES = 4_000_000
MAX_PIXELS = 4_000_000
MAX_SHOT_BYTES = 16_000_000
MAX_SHOT_PIXELS = 12_000_000
"""A whole portal of 1,280 by 9,000 pixels, 48 MB while it is decoded."""
LEAST_SIDE = 16
"""Pixels under which a picture is a bullet, not a logo."""
SHOT_WIDTH = 800

# ICO is left out: it may hold a PNG whose own size its header does not tell. ``picture_in`` takes it out.
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
UNREADABLE = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, EOFError, ArithmeticError, RuntimeError,
    MemoryError, AssertionError, struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow's parsers are known to raise on hostile bytes, measured over malformed files of every format above."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A decoded picture in mode L, RGB or RGBA. ``shot`` says that it is taken for a picture of a whole page."""

    image: Image.Image
    shot: bool


def opened(body: bytes, role: str = "image") -> Opened | None:
    """The picture in the bytes of a PNG, JPEG, GIF, WebP, BMP or ICO; None when it is too large, broken or none.

    ``role`` as in ``Picture``. SVG is a program, and not run here.
    """
    bound = MAX_SHOT_BYTES if role == "screenshot" else MAX_BYTES
    if not body or len(body) > bound:
        return None
    try:
        with Image.open(io.BytesIO(picture_in(body)), formats=FORMATS) as image:
            width, height = image.size
            shot = role == "screenshot" and width >= SHOT_WIDTH
            if min(width, height) < LEAST_SIDE or width * height > (MAX_SHOT_PIXELS if shot else MAX_PIXELS):
                return None
            # What a browser paints has no transparency, and a page of 12 million pixels none to spare.
            return Opened(image.convert("RGB") if shot else plain(image), shot)
    except UNREADABLE:
        return None


def plain(image: Image.Image) -> Image.Image:
    """A picture decoded, without palette, and with transparency only where the file speaks of it: L, RGB or RGBA."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode.startswith("I"):
        # Sixteen bits a pixel, of which Pillow would keep what is above 255 as white.
        return image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if image.mode in ("L", "RGB"):
        image.load()
        return image
    return image.convert("L" if image.mode == "1" else "RGB")
