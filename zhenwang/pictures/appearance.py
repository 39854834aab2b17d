"""What a picture looks like: decoded once, hashed, and never trusted."""

from __future__ import annotations

import functools
import io
import struct
import zlib

from PIL import Image, ImageStat

from zhenwang.domain.appearance import Appearance

MAX_BYTES = 4_000_000
MAX_PIXELS = 4_000_000

# ICO is left out: it may hold a PNG whose own size its header does not tell.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
# What Pillow's parsers are known to raise on hostile bytes, measured over malformed files of every format above.
_UNREADABLE = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, EOFError, ArithmeticError, RuntimeError,
    MemoryError, AssertionError, struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
_FLAT = 4.0  # grey levels of standard deviation under which a picture has no shape to compare
_SIDE = 16  # pixels under which it is a bullet, not a logo


def appearance_of(body: bytes, role: str = "image") -> Appearance | None:  # noqa: ARG001
    """What a picture looks like; None when it cannot be read, is too large, or has no shape."""
    hashed = perceptual_hash(body)
    return Appearance(0, 0, (("phash", hashed),)) if hashed is not None else None


@functools.lru_cache(maxsize=256)
def perceptual_hash(body: bytes) -> int | None:
    """64-bit DCT hash of an image's first frame on white; None when it cannot be read, is too large, or has no shape.

    The size is judged from the header, before any pixel is decoded.
    """
    import imagehash  # scipy comes with it: half a second that a page without pictures need not pay

    if not body or len(body) > MAX_BYTES:
        return None
    try:
        with Image.open(io.BytesIO(body), formats=_FORMATS) as image:
            width, height = image.size
            if min(width, height) < _SIDE or width * height > MAX_PIXELS:
                return None
            grey = _on_white(image)
        if ImageStat.Stat(grey).stddev[0] < _FLAT:
            return None
        return int(str(imagehash.phash(grey)), 16)
    except _UNREADABLE:
        return None


def _on_white(image: Image.Image) -> Image.Image:
    rgba = image.convert("RGBA")
    white = Image.new("RGBA", rgba.size, "white")
    return Image.alpha_composite(white, rgba).convert("L")
