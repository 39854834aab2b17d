"""A picture that somebody sent, drawn anew: its pixels and nothing else of the file, and what the codes in it say.

What comes out is a PNG of our own making. Where it was taken, with which telephone, and whatever was hidden behind or
between the pixels (EXIF, XMP, comments, a second file in the first) stays behind.
"""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import dataclass

from PIL import Image, ImageOps

from zhenwang.pictures.codes import codes_in
from zhenwang.pictures.opening import FORMATS, MAX_SHOT_BYTES, MAX_SHOT_PIXELS, UNREADABLE, plain

MAX_BYTES = MAX_SHOT_BYTES
MAX_PIXELS = MAX_SHOT_PIXELS
"""Pixels that are decoded."""
MAX_PHOTO_PIXELS = 64_000_000
"""Pixels of a JPEG, which its decoder hands out at a half, a quarter or an eighth of its sides."""
LONGEST = 2_000
"""Pixels of the longer side of what is drawn; a screenshot of a telephone is still legible."""
LEAST = 8
MAX_PNG = 5_000_000
"""Bytes of what is drawn: a noisy photograph is drawn smaller until it fits."""
_SIDES = (LONGEST, 1_400, 1_000, 600)
_COMPRESSION = 4  # of zlib: a tenth more than the usual 6, in a third of the time
REFUSED = ("", "no_picture", "heic", "too_large", "too_small", "broken", "unread")
"""Why there is no picture: another kind of file, a format of some telephones, beyond the bounds, too small to show
anything, damaged; and ``unread``, when reading it was stopped or broke.
"""
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


@dataclass(frozen=True, slots=True)
class Redrawn:
    """``png`` is empty when nothing could be drawn, and ``refused`` says why (one of ``REFUSED``)."""

    png: bytes = b""
    codes: tuple[str, ...] = ()
    refused: str = ""


def redrawn(body: bytes) -> Redrawn:
    """The first frame of a PNG, JPEG, GIF, WebP or BMP as a new PNG of at most 2,000 pixels a side, upright.

    Its size is judged from its header, before any pixel is decoded. Raises MemoryError only.
    """
    why = kind_refused(body)
    if why:
        return Redrawn(refused=why)
    try:
        with Image.open(io.BytesIO(body), formats=FORMATS) as image:
            why = _prepared(image)
            return Redrawn(refused=why) if why else _drawn(image)
    except MemoryError:
        raise
    except Image.DecompressionBombError:
        return Redrawn(refused="too_large")
    except UNREADABLE:
        return Redrawn(refused="broken")


def kind_refused(body: bytes) -> str:
    """Why bytes are not worth opening, by their length and their first bytes; empty when they are."""
    if not body:
        return "no_picture"
    if len(body) > MAX_BYTES:
        return "too_large"
    if body[4:8] == b"ftyp" and body[8:12] in _HEIC:
        return "heic"
    known = body.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM"))
    return "" if known or (body[:4] == b"RIFF" and body[8:12] == b"WEBP") else "no_picture"


def _prepared(image: Image.Image) -> str:
    """Why the picture is not to be decoded; a large JPEG is told to come out smaller."""
    width, height = image.size
    if min(width, height) < LEAST:
        return "too_small"
    if image.format == "JPEG" and MAX_PIXELS < width * height <= MAX_PHOTO_PIXELS:
        times = next(times for times in (2, 4, 8) if width * height / times**2 <= MAX_PIXELS)
        image.draft("RGB", (width // times, height // times))
    return "too_large" if image.width * image.height > MAX_PIXELS else ""


def _drawn(image: Image.Image) -> Redrawn:
    with suppress(*UNREADABLE):  # which way is up is told by the metadata, which may be anything
        ImageOps.exif_transpose(image, in_place=True)
    whole = plain(image)
    small = whole.copy()
    small.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
    codes = codes_in(_grey(small)) or (codes_in(_grey(whole)) if whole.size != small.size else ())
    del whole
    return Redrawn(_png(small), codes)


def _png(image: Image.Image) -> bytes:
    for side in _SIDES:
        image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        clean = Image.frombytes(image.mode, image.size, image.tobytes())
        written = io.BytesIO()
        clean.save(written, "PNG", compress_level=_COMPRESSION)
        if written.tell() <= MAX_PNG:
            break
    return written.getvalue()


def _grey(image: Image.Image) -> Image.Image:
    """On white paper: a code drawn in black on nothing is to be read."""
    if image.mode != "RGBA":
        return image.convert("L")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("L")
