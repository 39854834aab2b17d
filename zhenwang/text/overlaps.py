"""Which of many official pages is found on one page: an index over their sketches, asked once for each page.

Ten thousand sets of a thousand hashes are too many to be intersected one by one. Sorted together they are one array,
and the hashes of a page are looked up in it: a directory by their first bits leads to within a few places of each. So
a page costs the same among one thousand sets as among twenty-five thousand. Banded MinHash (LSH) would find pages that
are alike as wholes; a mirror with junk around it is not, and is held in the page all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhenwang.domain.sketch import Sketch
from zhenwang.text.fingerprint import hashes_of

_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_LEAST_BITS, _MOST_BITS = 4, 24
_BUCKET_BITS = 1  # two hashes to a place of the directory, so that it stays small beside them


@dataclass(frozen=True, slots=True)
class Matches:
    """Hashes of a page that sets hold as their own: pair *i* says that set ``owners[i]`` holds hash ``places[i]``."""

    owners: NDArray[np.int64]
    places: NDArray[np.int64]

    def counted(self, weights: NDArray[np.float64] | None = None) -> Iterator[tuple[int, float]]:
        """Sets that hold any, ascending, with how many of the page's hashes, each counted as its weight."""
        owners, which = np.unique(self.owners, return_inverse=True)
        sums = np.bincount(which, None if weights is None else weights[self.places], len(owners))
        yield from zip(owners.tolist(), sums.tolist(), strict=True)


class Overlaps:
    """Eight bytes a hash: 32 bits of it, and whose it is. Among 25,000 sets two hashes in a million meet by chance.

    Hashes that more than ``most_sharing`` of the sets hold belong to none of them: they are the platform's template or
    a public text. ``own`` counts what is left to each set.
    """

    def __init__(self, sketches: Sequence[Sketch], most_sharing: int) -> None:
        sizes = [len(sample) for sample in sketches]
        hashes = np.concatenate([np.empty(0, np.uint64), *(hashes_of(sample) for sample in sketches)])
        owners = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
        # One sort of hash and owner together is several times faster than one that carries the other along.
        packed = np.sort((hashes * _SPREAD) >> _HALF << _HALF | owners)
        short, owners32 = (packed >> _HALF).astype(np.uint32), packed.astype(np.uint32)
        first = np.flatnonzero(np.r_[True, short[1:] != short[:-1]]) if len(short) else np.empty(0, np.int64)
        counts = np.diff(first, append=len(short))
        rare = np.repeat(counts <= most_sharing, counts)
        self._hashes, self._owners = short[rare], owners32[rare]
        self._most_sharing = most_sharing
        self.own: NDArray[np.int64] = np.bincount(self._owners, minlength=len(sizes))
        bits = min(max(len(self._hashes).bit_length() - _BUCKET_BITS, _LEAST_BITS), _MOST_BITS)
        self._shift = np.uint32(32 - bits)
        counted = np.bincount(self._hashes >> self._shift, minlength=1 << bits)
        self._starts = (np.cumsum(counted) - counted).astype(np.int32)
        self._deepest = int(counted.max())

    def matches(self, seen: Sketch) -> Matches:
        """Which sets hold which hashes of ``seen``; places are those in ``hashes_of(seen)``."""
        hashes = hashes_of(seen)
        # In the order of the index: to jump about in it costs more than to sort.
        ordered = np.sort((hashes * _SPREAD) >> _HALF << _HALF | np.arange(len(hashes), dtype=np.uint64))
        wanted, places = (ordered >> _HALF).astype(np.uint32), ordered.astype(np.uint32).astype(np.int64)
        at = self._starts[wanted >> self._shift]
        owners: list[NDArray[np.int64]] = []
        found: list[NDArray[np.int64]] = []
        for _ in range(self._deepest):
            inside = at < len(self._hashes)
            at, wanted, places = at[inside], wanted[inside], places[inside]
            there = self._hashes[at]
            same = there == wanted
            order = np.argsort(places[same])
            owners.append(self._owners[at[same]].astype(np.int64)[order])
            found.append(places[same][order])
            further = there <= wanted
            at, wanted, places = at[further] + 1, wanted[further], places[further]
            if not len(at):
                break
        nothing = np.empty(0, np.int64)
        return Matches(np.concatenate([nothing, *owners]), np.concatenate([nothing, *found]))

    def shares(self, seen: Sketch) -> NDArray[np.float64]:
        """How much of each set's own hashes is in ``seen``, which must be whole; 0 for a set without any."""
        hits = np.bincount(self.matches(seen).owners, minlength=len(self.own))
        return hits / np.maximum(self.own, 1)
