"""What the kernels write on: the findings, and their notes while they work. One desk a call, so that threads can share
a sieve.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.findings import Findings
from zhenwang.sieve.hashed import I32, ONE, U8, U32, U64, Buckets
from zhenwang.sieve.jit import Number, inlined
from zhenwang.sieve.lexicon import LONGEST_UNIT
from zhenwang.sieve.stretches import MOST_CHARACTERS

PROBES = 24  # the most one unit needs where it is cut into segments; with deletions, one a character and one more
NOTES = 2 * MOST_CHARACTERS


class Desk(NamedTuple):
    """``key``, ``at`` and the others: what passed a filter and is to be looked up. ``seen``: per label, for which unit
    it was compared last. ``masks``: per byte, where it stands in the unit in hand; zero between two comparisons.
    """

    row: I32
    label: I32
    way: U8
    start: NDArray[np.int16]
    end: NDArray[np.int16]
    key: U64
    at: U32
    other_at: U32
    first: I32
    after: I32
    seen: NDArray[np.int64]
    masks: U64
    glance: U8

    def findings(self, count: int) -> Findings:
        """The first ``count`` of them, copied."""
        return Findings(
            self.row[:count].copy(),
            self.label[:count].copy(),
            self.way[:count].copy(),
            self.start[:count].copy(),
            self.end[:count].copy(),
        )


def desk(label_count: int, capacity: int) -> Desk:
    """``capacity``: findings."""
    return Desk(
        row=np.empty(capacity, np.int32),
        label=np.empty(capacity, np.int32),
        way=np.empty(capacity, np.uint8),
        start=np.empty(capacity, np.int16),
        end=np.empty(capacity, np.int16),
        key=np.empty(NOTES, np.uint64),
        at=np.empty(NOTES, np.uint32),
        other_at=np.empty(NOTES, np.uint32),
        first=np.empty(NOTES, np.int32),
        after=np.empty(NOTES, np.int32),
        seen=np.zeros(label_count, np.int64),
        masks=np.zeros(256, np.uint64),
        glance=np.empty(LONGEST_UNIT, np.uint8),
    )


@inlined
def note(desk: Desk, noted: Number, row: Number, label: Number, way: Number, start: Number, end: Number) -> Number:
    """Counts on where the desk is full: the caller sees it and comes back with a larger one."""
    if noted < len(desk.row):
        desk.row[noted] = row
        desk.label[noted] = label
        desk.way[noted] = way
        desk.start[noted] = start
        desk.end[noted] = end
    return noted + 1


@inlined
def open_buckets(known: Buckets, signatures: U64, desk: Desk, count: Number) -> None:
    """Where the members of each key begin and end. All keys together: the processor waits for many of them at once,
    and for the first signature of each, which it will have at hand when it is compared.
    """
    last = np.int64(len(signatures)) - 1
    touched = np.uint64(0)
    for hit in range(count):
        slot = desk.key[hit] >> known.head_shift
        first = np.int64(known.heads[slot])
        desk.first[hit] = first
        desk.after[hit] = known.heads[slot + ONE]
        touched |= signatures[min(first, last)]
    desk.key[count] = touched
