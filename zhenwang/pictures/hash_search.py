"""Hamming search: which of many known pictures are near some seen ones, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
_BLOCK = 1 << 15
"""Pairs compared at once: as many as stay in the processor's cache."""


class HashIndex:
    """64-bit hashes, searched by counting the bits that differ in all of them: 15,000 take some microseconds."""

    def __init__(self, hashes: Sequence[int] | Hashes) -> None:
        self._hashes = np.ascontiguousarray(hashes, np.uint64)

    def __len__(self) -> int:
        return len(self._hashes)

    def distances(self, seen: int) -> NDArray[np.uint8]:
        """Bits of 64 by which every hash differs from one."""
        return np.asarray(np.bitwise_count(self._hashes ^ np.uint64(seen)), np.uint8)

    def near(self, seen: int, most: int) -> NDArray[np.intp]:
        """The places of the hashes that differ from one in at most ``most`` bits."""
        return np.flatnonzero(self.distances(seen) <= most)

    def within(self, seen: Sequence[int] | Hashes, most: int) -> Iterator[tuple[int, int, int]]:
        """Every pair that differs in at most ``most`` bits: places of the seen and of the known one, and the bits."""
        queries = np.ascontiguousarray(seen, np.uint64)
        step = max(1, _BLOCK // max(1, len(self._hashes)))
        for start in range(0, len(queries), step):
            bits = np.bitwise_count(queries[start : start + step, None] ^ self._hashes)
            rows, places = np.divmod(np.flatnonzero(bits <= most), len(self._hashes) or 1)
            yield from zip((rows + start).tolist(), places.tolist(), bits[rows, places].tolist(), strict=True)
