"""A known picture as the views by which it is found again: on other grounds, cut, turned and recoloured.

A hash of 64 bits does not survive a tenth cut off, so the known picture is hashed as it would look with a tenth cut off
here or there, and the seen one is compared with all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

import numpy as np
from PIL import Image

from zhenwang.pictures.hashes import hashes_of
from zhenwang.pictures.look_alike import KINDS
from zhenwang.pictures.opening import opened
from zhenwang.pictures.views import LEAST, on_paper, small, views_of

GROUNDS = {"white": (255, 255, 255), "red": (193, 18, 28), "blue": (20, 86, 160), "dark": (64, 64, 64)}
_TURN = 5
_STEPS = ((0, 0), (1, 0), (0, 1), (2, 0), (0, 2), (1, 1))
"""Twentieths cut off at the two ends of a side."""
_WHOLE = _STEPS[0]
_COMMON = (*((cut, _WHOLE) for cut in _STEPS[1:]), *((_WHOLE, cut) for cut in _STEPS[3:]))


def reference_views(body: bytes, part: str = "", *, every: bool = True) -> dict[str, tuple[int, ...]]:
    """The hashes of a known picture's views in the order of ``KINDS``; empty when the picture cannot be read.

    ``part`` is the view of it that is the mark itself, when other things stand beside it (``mark``). Not ``every`` view
    is kept of the logos of thousands of sites: about 16 instead of 50.
    """
    found = opened(body)
    if found is None:
        return {}
    drawn = _scaled(found.image.convert("RGBA"))
    parts = dict(views_of(small(on_paper(drawn))))
    views: dict[str, tuple[int, ...]] = {}
    for name, image in _variants(drawn, parts, part, every=every):
        hashed = _hashed(image)
        if hashed and hashed not in views.values():
            views[name] = hashed
    return views


def _scaled(image: Image.Image) -> Image.Image:
    """No larger than what a picture is compared at, so that its parts are found in its own pixels."""
    scale = min(1.0, 128 / min(image.size), 1024 / max(image.size))
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.LANCZOS) if scale < 1 else image


def _variants(
    drawn: Image.Image, parts: dict[str, tuple[int, int, int, int]], part: str, *, every: bool
) -> Iterator[tuple[str, Image.Image]]:
    if not part:
        yield "whole", on_paper(drawn)
        if "inner" in parts:
            yield "inner", on_paper(drawn).crop(parts["inner"])
    mark = drawn.crop(parts.get(part or "trim", parts[""]))
    yield "mark", on_paper(mark)
    if np.asarray(mark)[..., 3].min() < 128:
        for name, ground in list(GROUNDS.items())[: None if every else 3]:
            yield name, _on(mark, ground)
    yield from _cuts(on_paper(mark), every=every)
    yield from _turns(mark)
    if not every:
        return
    *bands, alpha = mark.split()
    for number, order in enumerate(list(permutations(bands))[1:]):
        yield f"recoloured_{number}", on_paper(Image.merge("RGBA", (*order, alpha)))
    if max(mark.size) <= 1.6 * min(mark.size):
        yield "head", on_paper(mark).crop((0, 0, mark.width, 3 * mark.height // 4))


def _cuts(mark: Image.Image, *, every: bool) -> Iterator[tuple[str, Image.Image]]:
    """Up to a tenth less of width and height, in steps of a twentieth: at 36 places, or at the commonest eight."""
    for (left, right), (top, foot) in product(_STEPS, _STEPS) if every else _COMMON:
        box = (
            round(mark.width * left / 20),
            round(mark.height * top / 20),
            round(mark.width * (1 - right / 20)),
            round(mark.height * (1 - foot / 20)),
        )
        yield f"cut_{left}{right}{top}{foot}", mark.crop(box)


def _turns(mark: Image.Image) -> Iterator[tuple[str, Image.Image]]:
    """Turned by five degrees, with its corners cut off and with room for them."""
    for name, angle in (("left", _TURN), ("right", -_TURN)):
        yield f"turned_{name}", on_paper(mark.rotate(angle, Image.Resampling.BICUBIC))
        yield f"turned_whole_{name}", on_paper(mark.rotate(angle, Image.Resampling.BICUBIC, expand=True))


def _on(mark: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", mark.size, (*ground, 255)), mark).convert("RGB")


def _hashed(image: Image.Image) -> tuple[int, ...]:
    grey = image.convert("L")
    made = hashes_of(grey) if min(grey.size) >= LEAST else {}
    return tuple(made[kind] for kind in KINDS) if made else ()
