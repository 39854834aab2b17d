"""Which of many official pages is found on one page: an index over their sketches, asked once for each page.

Ten thousand sets of a thousand hashes are too many to be intersected one by one. Sorted together they are one array,
and the hashes of a page are looked up in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from zhenwang.domain.sketch import Sketch
from zhenwang.text.fingerprint import hashes_of


class Overlaps:
    """Twelve bytes a hash. Hashes that more than ``most_sharing`` of the sets hold belong to none of them: they are
    the platform's template or a public text. ``own`` counts what is left to each set.
    """

    def __init__(self, sketches: Sequence[Sketch], most_sharing: int) -> None:
        sizes = [len(sample) for sample in sketches]
        hashes = np.concatenate([np.empty(0, np.uint64), *(hashes_of(sample) for sample in sketches)])
        owners = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        order = np.argsort(hashes, kind="stable")
        hashes, owners = hashes[order], owners[order]
        starts = np.flatnonzero(np.diff(hashes, prepend=hashes[:1] - np.uint64(1)))
        counts = np.diff(starts, append=len(hashes))
        rare = np.repeat(counts <= most_sharing, counts)
        self._hashes, self._owners = hashes[rare], owners[rare]
        self._most_sharing = most_sharing
        self.own: NDArray[np.int64] = np.bincount(self._owners, minlength=len(sizes))

    def shares(self, seen: Sketch) -> NDArray[np.float64]:
        """How much of each set's own hashes is in ``seen``, which must be whole; 0 for a set without any."""
        wanted = hashes_of(seen)
        first = np.searchsorted(self._hashes, wanted, "left")
        behind = np.searchsorted(self._hashes, wanted, "right")
        hits = np.zeros(len(self.own), dtype=np.int64)
        for place in range(self._most_sharing):
            at = first + place
            hits += np.bincount(self._owners[at[at < behind]], minlength=len(self.own))
        return hits / np.maximum(self.own, 1)
