"""The sieve in machine code: block after block of rows through four kernels, one per kind of finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.alike import Alikes, alikes, find_alike
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.contained import Grams, find_contained, grams
from zhenwang.sieve.deletions import Deletions, deletions, find_deleted
from zhenwang.sieve.desk import Desk, desk
from zhenwang.sieve.edge_words import EdgeWords, backs, fronts
from zhenwang.sieve.findings import Findings, Gains
from zhenwang.sieve.hashed import U8, Codes, codes
from zhenwang.sieve.jit import Number, inlined, kernel
from zhenwang.sieve.labels import Labels, labels_of
from zhenwang.sieve.lexicon import LONGEST_ROW, Lexicon
from zhenwang.sieve.segments import Segments, find_segments, segments
from zhenwang.sieve.stretches import MOST_ROWS, ROWS, UNITS, Block, block, cut

CAPACITY = 1 << 16  # findings at first; doubled where one block alone has more
Starts = NDArray[np.int64]
Floats = NDArray[np.float32]


class Tables(NamedTuple):
    """All that is known of the labels."""

    codes: Codes
    fronts: EdgeWords
    backs: EdgeWords
    labels: Labels
    grams: Grams
    alikes: Alikes
    deletions: Deletions
    segments: Segments


class Sums(NamedTuple):
    """Where gains are added up: the best of each stretch of one row, by its start and end; and findings by row."""

    best: Floats
    touched: NDArray[np.int32]
    first: NDArray[np.int64]
    following: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledSieve:
    """Threads may share one: each call has its own desk."""

    tables: Tables

    @classmethod
    def of(cls, lexicon: Lexicon) -> CompiledSieve:
        known = codes()
        labels = labels_of(lexicon, known)
        return cls(
            Tables(
                codes=known,
                fronts=fronts(lexicon.fronts, known),
                backs=backs(lexicon.backs, known),
                labels=labels,
                grams=grams(labels),
                alikes=alikes(labels, known),
                deletions=deletions(labels, known),
                segments=segments(labels, known),
            )
        )

    def find(self, rows: Columns) -> Findings:
        """All findings; 13 bytes each."""
        text, starts = _plain(rows)
        parts: list[Findings] = []
        cutting, capacity, row = block(), CAPACITY, 0
        while row < len(rows) or not parts:
            sheet = desk(len(self.tables.labels.lengths), capacity)
            after, count = _find(self.tables, text, starts, row, cutting, sheet)
            capacity *= 1 if after > row else 2
            row = after
            parts.append(sheet.findings(count))
        return _joined(parts)

    def reach(self, rows: Columns, gains: Gains) -> Floats:
        """Per row: of every stretch the best gain above 0, added up."""
        text, starts = _plain(rows)
        by_way = np.stack([gains.equal, gains.inside, gains.edit1, gains.edit2, gains.alike], axis=1).astype(np.float32)
        reached = np.zeros(len(rows), np.float32)
        cutting, capacity, row = block(), CAPACITY, 0
        while row < len(rows):
            sheet = desk(len(self.tables.labels.lengths), capacity)
            row = _reach(self.tables, text, starts, row, cutting, sheet, _sums(capacity), by_way, reached)
            capacity *= 2
        return reached

    @property
    def nbytes(self) -> int:
        return sum(array.nbytes for array in _arrays(self.tables))


def _plain(rows: Columns) -> tuple[U8, Starts]:
    """Kernels are compiled for one kind of array: contiguous, and not to be written."""
    text = np.ascontiguousarray(rows.text, np.uint8).view()
    starts = np.ascontiguousarray(rows.starts, np.int64).view()
    text.flags.writeable = starts.flags.writeable = False
    return text, starts


def _joined(parts: list[Findings]) -> Findings:
    names = ("row", "label", "way", "start", "end")
    return Findings(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _arrays(of: object) -> Iterator[NDArray[np.generic]]:
    if isinstance(of, np.ndarray):
        yield of
    elif isinstance(of, tuple):
        for part in of:
            yield from _arrays(part)


def _sums(capacity: int) -> Sums:
    side = LONGEST_ROW + 1
    return Sums(
        np.zeros(side * side, np.float32),
        np.empty(capacity, np.int32),
        np.full(MOST_ROWS, -1, np.int64),
        np.empty(capacity, np.int64),
    )


@kernel
def _find(tables: Tables, text: U8, starts: Starts, row: Number, cutting: Block, sheet: Desk) -> tuple[Number, Number]:
    """As many blocks as the desk holds findings of: the first row not read, and the number of findings."""
    noted = np.int64(0)
    serial = np.int64(1)
    while row < len(starts) - 1:
        after = cut(tables.codes, tables.fronts, tables.backs, text, starts, row, cutting)
        found = _sift(tables, cutting, sheet, noted, serial)
        if found > len(sheet.row):
            break
        for place in range(noted, found):
            sheet.row[place] += row
        noted = found
        serial += cutting.counts[UNITS]
        row = after
    return row, noted


@kernel
def _reach(
    tables: Tables,
    text: U8,
    starts: Starts,
    row: Number,
    cutting: Block,
    sheet: Desk,
    sums: Sums,
    gains: Floats,
    into: Floats,
) -> Number:
    """The first row not read: the end, unless one block has more findings than the desk holds."""
    serial = np.int64(1)
    while row < len(starts) - 1:
        after = cut(tables.codes, tables.fronts, tables.backs, text, starts, row, cutting)
        found = _sift(tables, cutting, sheet, np.int64(0), serial)
        if found > len(sheet.row):
            break
        for place in range(found):
            sums.following[place] = sums.first[sheet.row[place]]
            sums.first[sheet.row[place]] = place
        for number in range(cutting.counts[ROWS]):
            into[row + number] = _sum(sheet, sums, gains, sums.first[number])
            sums.first[number] = -1
        serial += cutting.counts[UNITS]
        row = after
    return row


@inlined
def _sift(tables: Tables, cutting: Block, sheet: Desk, noted: Number, serial: Number) -> Number:
    labels, known = tables.labels, tables.codes
    noted = find_contained(tables.grams, labels, known, cutting, sheet, noted)
    noted = find_alike(tables.alikes, labels, known, cutting, sheet, noted)
    noted = find_deleted(tables.deletions, labels, known, cutting, sheet, noted, serial)
    return find_segments(tables.segments, labels, cutting, sheet, noted, serial)


@inlined
def _sum(sheet: Desk, sums: Sums, gains: Floats, place: Number) -> Number:
    count = np.int64(0)
    while place >= 0:
        stretch = sheet.start[place] * (LONGEST_ROW + 1) + sheet.end[place]
        gain = gains[sheet.label[place], sheet.way[place]]
        if gain > sums.best[stretch]:
            if sums.best[stretch] == 0:
                sums.touched[count] = stretch
                count += 1
            sums.best[stretch] = gain
        place = sums.following[place]
    total = 0.0
    for number in range(count):
        total += sums.best[sums.touched[number]]
        sums.best[sums.touched[number]] = 0
    return total
