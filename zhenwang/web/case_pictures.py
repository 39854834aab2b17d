"""Pictures of the suspect beside those of the official page, each pair with what differs; all drawn anew by us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from zhenwang.domain.look import Look, Picture
from zhenwang.domain.registry import OfficialSite
from zhenwang.pictures.appearance import perceptual_hash
from zhenwang.pictures.difference import Difference, difference
from zhenwang.store.faults import BlobDamagedError
from zhenwang.web.house import House

MOST_PAIRS = 3
ALIKE = ((4, "same"), (12, "near"), (20, "partly"))
"""Bits of a 64-bit perceptual hash up to which two pictures are called so; more is ``apart``."""
_ROLES = ("screenshot", "logo", "image", "icon")


@dataclass(frozen=True, slots=True)
class Pair:
    """Picture ``suspect`` of the look and ``official`` of the official page, counted from 1; 0 where there is none.

    ``bits`` is the distance of their hashes, ``alike`` the word for it, ``share`` how many per cent of them differ.
    """

    suspect: int
    official: int = 0
    bits: int | None = None
    alike: str = ""
    share: int = 0


def pairs(look: Look | None, official: Sequence[bytes]) -> tuple[Pair, ...]:
    """The look's pictures, those of pages and logos first, each with the official one that looks most like it."""
    pictures = look.pictures if look else ()
    order = sorted(range(len(pictures)), key=lambda at: _place(pictures[at]))
    shown = [at for at in order if pictures[at].role != "icon" or len(pictures) == 1]
    found = [_pair(at + 1, pictures[at], official) for at in shown[: 4 * MOST_PAIRS]]
    found.sort(key=lambda pair: pair.bits if pair.bits is not None else 99)
    return tuple(found[:MOST_PAIRS])


def official_pictures(house: House, site: OfficialSite | None) -> tuple[bytes, ...]:
    """As served; empty when it is not known whose site is imitated, or none was kept."""
    try:
        return house.registry_in_use.pictures(site) if site else ()
    except (BlobDamagedError, OSError):
        return ()


@lru_cache(maxsize=128)
def compared(official: bytes, suspect: bytes) -> Difference | None:
    """What differs, remembered: a page asks for the words, then for the picture."""
    return difference(official, suspect)


def _pair(number: int, picture: Picture, official: Sequence[bytes]) -> Pair:
    mine = perceptual_hash(picture.body)
    near = [((mine ^ other).bit_count(), at) for at, body in enumerate(official, 1)
            if mine is not None and (other := perceptual_hash(body)) is not None]  # fmt: skip
    if not near:
        return Pair(number)
    bits, at = min(near)
    if bits > ALIKE[-1][0]:
        return Pair(number, 0, bits, "apart")
    differs = compared(official[at - 1], picture.body)
    alike = next(word for most, word in ALIKE if bits <= most)
    return Pair(number, at, bits, alike, round(100 * differs.share) if differs else 0)


def _place(picture: Picture) -> int:
    return _ROLES.index(picture.role) if picture.role in _ROLES else len(_ROLES)
