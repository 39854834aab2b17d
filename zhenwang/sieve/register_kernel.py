"""Distinct rows, numbered as they come, compiled. Importing this module imports numba."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Bytes, Columns, Offsets
from zhenwang.sieve.jit import inlined, kernel
from zhenwang.sieve.once import MOST_BYTES, MOST_ROWS

SLOTS = 2 * MOST_ROWS
MOST_PROBES = 32
"""A row that finds no place after so many is new every time: whoever makes names collide gains nothing."""
_MASK = np.uint64(SLOTS - 1)
_FNV_OFFSET = np.uint64(0xCBF29CE484222325)
_FNV_PRIME = np.uint64(0x100000001B3)


@dataclass(slots=True, eq=False)
class CompiledRegister:
    """``text`` and ``starts`` hold the rows, ``hashes`` theirs (FNV-1a, 64 bits); a free slot holds -1."""

    text: Bytes = field(default_factory=lambda: np.empty(MOST_BYTES, np.uint8))
    starts: Offsets = field(default_factory=lambda: np.zeros(MOST_ROWS + 1, np.int64))
    hashes: NDArray[np.uint64] = field(default_factory=lambda: np.empty(MOST_ROWS, np.uint64))
    slots: NDArray[np.int32] = field(default_factory=lambda: np.full(SLOTS, -1, np.int32))
    held: int = 0

    def enter(self, rows: Columns) -> tuple[NDArray[np.int64], Columns]:
        numbers = np.empty(len(rows), np.int64)
        first = self.held
        self.held = _enter(rows.text, rows.starts, self.text, self.starts, self.hashes, self.slots, first, numbers)
        starts = self.starts[first : self.held + 1]
        return numbers, Columns(self.text[starts[0] : starts[-1]], starts - starts[0])


@kernel
def _enter(
    text: Bytes,
    starts: Offsets,
    held_text: Bytes,
    held_starts: Offsets,
    hashes: NDArray[np.uint64],
    slots: NDArray[np.int32],
    held: int,
    numbers: NDArray[np.int64],
) -> int:
    for row in range(len(starts) - 1):
        start, end = starts[row], starts[row + 1]
        value = _FNV_OFFSET
        for place in range(start, end):
            value = (value ^ np.uint64(text[place])) * _FNV_PRIME
        found, free = -1, np.int64(-1)
        for probe in range(MOST_PROBES):
            slot = ((value >> np.uint64(32)) + np.uint64(probe)) & _MASK
            entry = slots[slot]
            if entry < 0:
                free = np.int64(slot)
                break
            if hashes[entry] == value and _is_same(text, start, end, held_text, held_starts, entry):
                found = entry
                break
        if found < 0:
            found = held
            held += 1
            hashes[found] = value
            filled = held_starts[found]
            for place in range(start, end):
                held_text[filled + place - start] = text[place]
            held_starts[found + 1] = filled + end - start
            if free >= 0:
                slots[free] = found
        numbers[row] = found
    return held


@inlined
def _is_same(text: Bytes, start: int, end: int, held_text: Bytes, held_starts: Offsets, entry: int) -> bool:
    begin = held_starts[entry]
    if held_starts[entry + 1] - begin != end - start:
        return False
    for place in range(end - start):  # noqa: SIM110
        if text[start + place] != held_text[begin + place]:
            return False
    return True
