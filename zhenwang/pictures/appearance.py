"""What a picture looks like: decoded once, scaled down once, hashed, and never trusted."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from PIL import Image

from zhenwang.domain.appearance import Appearance
from zhenwang.pictures.codes import codes_in
from zhenwang.pictures.colours import colours_of
from zhenwang.pictures.hashes import hashes_of
from zhenwang.pictures.header import BAND, lines, squares
from zhenwang.pictures.opening import Opened, opened
from zhenwang.pictures.views import Small, on_paper, small, views_of

_BANNER_WIDTH, _BANNER_SHAPE = 480, 2.5


def appearance_of(body: bytes, role: str = "image") -> Appearance | None:
    """What a picture looks like, and what the codes in it say; None when it cannot be read or is too large.

    Its size is judged from its header before any pixel is decoded. ``role`` is that of ``Picture``: of a
    ``screenshot`` at least 800 pixels wide the head is looked into as well. A picture without shape has no hashes.
    """
    found = opened(body, role)
    try:
        return _appearance(found) if found else None
    except MemoryError:
        return None


@functools.lru_cache(maxsize=256)
def perceptual_hash(body: bytes) -> int | None:
    """The 64-bit DCT hash of a picture's first frame on its paper; None when it cannot be read or has no shape."""
    found = opened(body)
    if found is None:
        return None
    return hashes_of(small(on_paper(found.image)).grey).get("phash")


def _appearance(found: Opened) -> Appearance:
    image = on_paper(found.image)
    picture = small(image)
    codes = codes_in(image.convert("L") if image.size != picture.grey.size else picture.grey)
    hashes = [*_of_parts(picture), *_of_head(image, shot=found.shot)]
    return Appearance(*image.size, tuple(hashes), colours_of(picture), codes)


def _of_parts(picture: Small) -> Iterator[tuple[str, int]]:
    for name, box in views_of(picture):
        yield from _named(picture.grey.crop(box), name)


def _of_head(image: Image.Image, *, shot: bool) -> Iterator[tuple[str, int]]:
    """The head of a page, its left third, its lines, and what in it or in a banner is like an emblem in size."""
    width, height = image.size
    if not shot and (width < _BANNER_WIDTH or width < _BANNER_SHAPE * height):
        return
    band = image.crop((0, 0, width, min(height, round(width * BAND)))) if shot else image
    if shot:
        head = small(band).grey
        yield from _named(head, "header")
        yield from _named(head.crop((0, 0, head.width // 3, head.height)), "header_left")
        for number, box in enumerate(lines(band)):
            yield from _named(small(band.crop(box)).grey, f"line{number}")
    for number, box in enumerate(squares(band)):
        yield from _named(small(band.crop(box)).grey, f"square{number}")


def _named(view: Image.Image, name: str) -> Iterator[tuple[str, int]]:
    for kind, bits in hashes_of(view).items():
        yield f"{kind}:{name}" if name else kind, bits
