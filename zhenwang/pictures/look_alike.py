"""How far two views of pictures are apart, by every hash that was made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from zhenwang.domain.appearance import Appearance
from zhenwang.pictures.hash_search import HashIndex

KINDS = ("phash", "dhash", "detail0", "detail1", "detail2", "detail3")
BITS = 448
"""The greatest distance: ``phash`` counts twice, for it alone knows nothing of neighbouring pixels."""
SHORTLIST = 22
"""Bits of ``phash`` that may differ before the other hashes are asked at all."""
FAR = 200
"""Bits from which a picture is told from nothing: unlike ones are 224 apart on average."""
_WEIGHTS = np.array((2, 1, 1, 1, 1, 1), np.int32)

View = Sequence[int]
"""The hashes of one view in the order of ``KINDS``."""


def views_in(appearance: Appearance) -> Mapping[str, tuple[int, ...]]:
    """The views of a picture by name, the whole under the empty one; those that lack a hash are left out."""
    held: dict[str, dict[str, int]] = {}
    for name, bits in appearance.hashes:
        kind, _, view = name.partition(":")
        held.setdefault(view, {})[kind] = bits
    return {view: tuple(of[kind] for kind in KINDS) for view, of in held.items() if of.keys() >= set(KINDS)}


def packed(views: Iterable[View]) -> bytes:
    """Views in 48 bytes each, little-endian."""
    return np.array([*views], "<u8").tobytes()


def unpacked(views: bytes) -> tuple[tuple[int, ...], ...]:
    """Undoes ``packed``; what is cut off at the end is left out."""
    whole = len(views) // (8 * len(KINDS))
    table = np.frombuffer(views, "<u8", whole * len(KINDS)).reshape(whole, len(KINDS))
    return tuple(tuple(row) for row in table.tolist())


class KnownViews:
    """Views of known pictures, each under the number of whom it belongs to."""

    @classmethod
    def of(cls, pictures: Iterable[Iterable[View]]) -> KnownViews:
        """The views of pictures, numbered as they come."""
        pairs = [(view, number) for number, views in enumerate(pictures) for view in views]
        return cls([view for view, _ in pairs], [number for _, number in pairs])

    def __init__(self, views: Sequence[View], owners: Sequence[int]) -> None:
        self._views = np.array(views, np.uint64).reshape(len(views), len(KINDS))
        self._owners = np.array(owners, np.intp)
        self._index = HashIndex(self._views[:, 0])
        self._count = int(self._owners.max(initial=-1)) + 1

    def nearest(self, seen: Iterable[View]) -> dict[int, int]:
        """Of every owner that is near some view seen, the least distance, 0 to ``FAR``."""
        least = np.full(self._count, BITS, np.int32)
        for view in np.array([*seen], np.uint64).reshape(-1, len(KINDS)):
            places = self._index.near(int(view[0]), SHORTLIST)
            bits = np.bitwise_count(self._views[places] ^ view) @ _WEIGHTS
            np.minimum.at(least, self._owners[places], bits)
        return {int(owner): int(least[owner]) for owner in np.flatnonzero(least <= FAR)}
