"""What a sieve answers: which label stands in which row, where, and in which way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Way(IntEnum):
    """How a label stands in a row. ``EQUAL``: letter for letter, between two edges. ``INSIDE``: letter for letter, from
    length 4, not between two edges. ``EDIT1``, ``EDIT2``: a unit at that OSA distance. ``ALIKE``: a unit of another
    spelling with the same glance (0/o, 1/i/l, 3/e, 5/s, rn/m, vv/w), from length 3.
    """

    EQUAL = 0
    INSIDE = 1
    EDIT1 = 2
    EDIT2 = 3
    ALIKE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """Parallel columns, in no order, each finding once. ``start`` and ``end`` are offsets in the squashed row: the row
    without its separators (``.``, ``-``, ``_``).
    """

    row: NDArray[np.int32]
    label: NDArray[np.int32]
    way: NDArray[np.uint8]
    start: NDArray[np.int16]
    end: NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.row)

    def as_set(self) -> frozenset[tuple[int, int, int, int, int]]:
        """For comparing: ``(row, label, way, start, end)``."""
        columns = (self.row, self.label, self.way, self.start, self.end)
        return frozenset(zip(*(column.tolist() for column in columns), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """What a finding of each label is worth at most, in bits, by way; one float32 per label and column."""

    equal: NDArray[np.float32]
    inside: NDArray[np.float32]
    edit1: NDArray[np.float32]
    edit2: NDArray[np.float32]
    alike: NDArray[np.float32]
