"""Rows of a CSV text: records with their line numbers. Hostile input is expected."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

MAX_CELL = 4_096
MAX_LINE = 65_536
MAX_ROWS = 200_000
MAX_RECORD_LINES = 50


@dataclass(frozen=True, slots=True)
class BadRow:
    """A bad value of a list, so that its holder can find and mend it. ``line`` counts from 1; ``column`` is the heading
    as written, empty when the whole line is meant; ``value`` is what stood there; ``reason`` one sentence.
    """

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" + (f", column '{self.column}'" if self.column else "")
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the number of its first line, its cells, or the text and reason if it could not be read."""

    line: int
    cells: tuple[str, ...]
    text: str = ""
    reason: str = ""


def records(lines: Iterable[str], delimiter: str = ",", trimmed: bool = True) -> Iterator[Record]:
    """The non-empty records of a CSV text (RFC 4180). An open quotation mark costs its own line, never the rest.

    ``trimmed`` cells have lost the white space around them, which a list that shows its corrections still needs.
    """
    source = iter(lines)
    pending: list[str] = []
    number = 1
    while True:
        taken = _take(pending, source)
        first = next(taken, None)
        if first is None:
            return
        if not first.strip():
            number += 1
            continue
        consumed = [first]
        line = number
        if len(first) > MAX_LINE:
            number += 1
            yield Record(line, (), first[:MAX_LINE], f"the line is longer than {MAX_LINE} characters")
            continue
        try:
            cells = next(csv.reader(_counted(first, taken, consumed), delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            # Only the first line is known to be bad; what the open quotation mark swallowed is read again.
            pending[:0] = consumed[1:]
            number += 1
            yield Record(line, (), first, f"the line cannot be read as CSV: {error}")
            continue
        number += len(consumed)
        if any(cell.strip() for cell in cells):
            yield Record(line, tuple(cell.strip() for cell in cells) if trimmed else tuple(cells), first)


def _take(pending: list[str], source: Iterator[str]) -> Iterator[str]:
    while pending:
        yield pending.pop(0)
    yield from chain(source)  # not from the source itself: a generator that ends closes what it yields from


def _counted(first: str, rest: Iterator[str], consumed: list[str]) -> Iterator[str]:
    """The lines of one record, remembered in ``consumed``; bounded, so that an open quotation mark ends somewhere."""
    yield first
    size = len(first)
    while len(consumed) < MAX_RECORD_LINES and size < MAX_LINE:
        line = next(rest, None)
        if line is None:
            return
        consumed.append(line)
        size += len(line)
        yield line


def without_byte_order_mark(lines: Iterable[str]) -> Iterator[str]:
    source = iter(lines)
    first = next(source, None)
    return iter(()) if first is None else chain((first.removeprefix("\ufeff"),), source)
