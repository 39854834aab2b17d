"""Which of some known texts a stretch is, letter for letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Columns, Offsets
from zhenwang.sieve.plain_hash import Hashed, Hashes, same


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Known texts, none empty; ``order`` numbers them by ascending hash, ``hashes`` are in that order."""

    columns: Columns
    hashes: Hashes
    order: Offsets

    @classmethod
    def of(cls, texts: Sequence[bytes]) -> Texts:
        columns = Columns.of(texts)
        hashes = Hashed.of(columns.text).stretches(columns.starts[:-1], columns.starts[1:])
        order = np.argsort(hashes, kind="stable")
        return cls(columns, hashes[order], order)

    def find(self, hashed: Hashed, starts: Offsets, ends: Offsets) -> tuple[Offsets, Offsets]:
        """Every pair of a stretch and a text that read the same: their numbers."""
        keys = hashed.stretches(starts, ends)
        first = np.searchsorted(self.hashes, keys)
        met = np.flatnonzero(np.append(self.hashes, np.uint64(0))[first] == keys)
        stretches, texts = spread(first[met], np.searchsorted(self.hashes, keys[met], "right"))
        stretches, texts = met[stretches], self.order[texts]
        lengths = np.diff(self.columns.starts)[texts]
        alike = ends[stretches] - starts[stretches] == lengths
        stretches, texts, lengths = stretches[alike], texts[alike], lengths[alike]
        alike = same(hashed.text, starts[stretches], self.columns.text, self.columns.starts[texts], lengths)
        return stretches[alike], texts[alike]

    @property
    def nbytes(self) -> int:
        return self.columns.text.nbytes + self.columns.starts.nbytes + self.hashes.nbytes + self.order.nbytes


def spread(firsts: NDArray[np.integer], ends: NDArray[np.integer]) -> tuple[Offsets, Offsets]:
    """All numbers of the ranges ``firsts[i]:ends[i]``, each beside its ``i``."""
    counts = (ends - firsts).astype(np.int64)
    ranges = np.repeat(np.arange(len(counts)), counts)
    numbers = np.arange(len(ranges)) + np.repeat(firsts - (np.cumsum(counts) - counts), counts)
    return ranges, numbers
