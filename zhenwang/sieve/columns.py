"""Many short texts as one buffer: what a kernel can walk without touching a Python object per text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """``text`` holds all rows end to end; row ``i`` is ``text[starts[i]:starts[i + 1]]``."""

    text: Bytes
    starts: Offsets

    @classmethod
    def of(cls, rows: Iterable[bytes]) -> Columns:
        rows = tuple(rows)
        starts = np.zeros(len(rows) + 1, np.int64)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        return cls(np.frombuffer(b"".join(rows), np.uint8), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[bytes]:
        whole = self.text.tobytes()
        for start, end in zip(self.starts[:-1].tolist(), self.starts[1:].tolist(), strict=True):
            yield whole[start:end]

    def row(self, number: int) -> bytes:
        return self.text[self.starts[number] : self.starts[number + 1]].tobytes()

    def take(self, numbers: NDArray[np.int64]) -> Columns:
        """Some of the rows, in the order of ``numbers``."""
        sizes = self.starts[numbers + 1] - self.starts[numbers]
        starts = np.zeros(len(numbers) + 1, np.int64)
        np.cumsum(sizes, out=starts[1:])
        places = np.repeat(self.starts[numbers] - starts[:-1], sizes) + np.arange(starts[-1])
        return Columns(self.text[places], starts)
