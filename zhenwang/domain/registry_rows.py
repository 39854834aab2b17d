"""Rows of a CSV text: records with their line numbers, and headings that say what a column holds. Hostile input is
expected.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

MAX_CELL = 4_096
MAX_LINE = 65_536
MAX_ROWS = 200_000
MAX_RECORD_LINES = 50

HEADINGS: Mapping[str, str] = {
    "name": "name", "site_name": "name", "网站名称": "name", "名称": "name",
    "domain": "domain", "host": "domain", "domain_name": "domain",
    "网站地址": "domain", "网站域名": "domain", "域名": "domain",
    "other_hosts": "other_hosts", "aliases": "aliases", "full_name": "aliases", "level": "level",
    "region_code": "region_code", "region": "region", "protected": "protected",
    "site_code": "site_code", "网站标识码": "site_code", "icp": "icp", "psb": "psb", "conac": "conac",
    "confidence": "confidence", "sources": "sources", "source_repo_or_url": "sources", "source_path": "sources",
    "note": "note", "备注": "note",
    # Columns of other lists, known and not needed.
    "url": "url", "country": "", "organiser": "", "主办单位": "", "status": "", "n_sources": "", "序号": "",
    "是否合格": "",
}  # fmt: skip
"""What a heading (any case, spaces as underscores) stands for; empty for a column that is known and not needed."""


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


def records(lines: Iterable[str]) -> Iterator[Record]:
    """The non-empty records of a CSV text (RFC 4180). An open quotation mark costs its own line, never the rest."""
    source = iter(lines)
    pending: list[str] = []
    number = 1
    while True:
        taken = _take(pending, source)
        first = next(taken, None)
        if first is None:
            return
        consumed = [first]
        line = number
        if len(first) > MAX_LINE:
            number += 1
            yield Record(line, (), first[:MAX_LINE], f"the line is longer than {MAX_LINE} characters")
            continue
        try:
            cells = next(csv.reader(_counted(first, taken, consumed), strict=True), [])
        except csv.Error as error:
            # Only the first line is known to be bad; what the open quotation mark swallowed is read again.
            pending[:0] = consumed[1:]
            number += 1
            yield Record(line, (), first, f"the line cannot be read as CSV: {error}")
            continue
        number += len(consumed)
        if any(cell.strip() for cell in cells):
            yield Record(line, tuple(cell.strip() for cell in cells), first)


def _take(pending: list[str], source: Iterator[str]) -> Iterator[str]:
    while pending:
        yield pending.pop(0)
    yield from source


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


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a file holds. ``fields[i]`` is the meaning of column i, ``None`` for an unknown heading."""

    headings: tuple[str, ...]
    fields: tuple[str | None, ...]

    @classmethod
    def of(cls, record: Record) -> Layout:
        headings = tuple(cell.removeprefix("\ufeff").strip().strip('"') for cell in record.cells)
        return cls(headings, tuple(HEADINGS.get(_plain(heading)) for heading in headings))

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(h for h, field in zip(self.headings, self.fields, strict=True) if field is None and h)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(needed for needed in ("name", "domain") if needed not in self.fields)

    def values(self, cells: tuple[str, ...], field: str) -> Iterator[tuple[str, str]]:
        """``(heading, cell)`` of every filled column that holds ``field``."""
        for heading, meaning, cell in zip(self.headings, self.fields, cells, strict=False):
            if meaning == field and cell:
                yield heading, cell

    def first(self, cells: tuple[str, ...], field: str) -> str:
        return next((cell for _, cell in self.values(cells, field)), "")

    def strays(self, cells: tuple[str, ...]) -> Iterator[str]:
        """Values of unknown columns as ``heading=value``: kept with the row, since nobody knows yet what they mean."""
        for heading, meaning, cell in zip(self.headings, self.fields, cells, strict=False):
            if meaning is None and cell:
                yield f"{heading}={cell}"


def _plain(heading: str) -> str:
    return "_".join(heading.casefold().split())


def without_byte_order_mark(lines: Iterable[str]) -> Iterator[str]:
    source = iter(lines)
    first = next(source, None)
    return iter(()) if first is None else chain((first.removeprefix("\ufeff"),), source)
