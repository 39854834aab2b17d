"""Marks whose bearer is known and whose host is not: they say whose a number is, and grant no host anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from zhenwang.domain.csv_rows import BadRow
from zhenwang.domain.registry import MARK_KINDS, Marks, icp_subject
from zhenwang.lists.cells import split_values
from zhenwang.lists.seed_lists import Report, Row, read_rows
from zhenwang.registry.printed_marks import read_mark


@dataclass(frozen=True, slots=True)
class Bearer:
    """A body, or a place where the footer names nobody, and the marks seen in that footer."""

    name: str
    region_code: str = ""
    region: str = ""
    marks: Marks = field(default_factory=Marks)
    sources: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hostless:
    """Bearers by mark, and by ICP subject."""

    by_mark: Mapping[tuple[str, str], tuple[Bearer, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def index(cls, bearers: Iterable[Bearer]) -> Hostless:
        found: dict[tuple[str, str], list[Bearer]] = {}
        for bearer in bearers:
            for kind, value in bearer.marks.all():
                subject = {icp_subject(value)} if kind == "icp" else set()
                for form in {value} | subject:
                    found.setdefault((kind, form), []).append(bearer)
        return cls(MappingProxyType({mark: tuple(every) for mark, every in found.items()}))

    def of(self, kind: str, value: str) -> tuple[Bearer, ...]:
        """Who was seen with a mark, kinds as in ``Marks.all``; for an ICP number whoever shows its subject."""
        if kind == "icp":
            return self.by_mark.get((kind, value)) or self.by_mark.get((kind, icp_subject(value)), ())
        return self.by_mark.get((kind, value), ())

    def names(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The names of the bearers by mark."""
        return MappingProxyType({mark: tuple(one.name for one in every) for mark, every in self.by_mark.items()})


def read_hostless(lines: Iterable[str], file: str) -> tuple[tuple[Bearer, ...], tuple[BadRow, ...]]:
    """The bearers of a CSV list with a column ``name`` and one a kind of mark; every value that could not be used."""
    return read_rows(lines, file, ("name",), _bearer)


def _bearer(row: Row, report: Report) -> Bearer | None:
    marks: dict[str, tuple[str, ...]] = {}
    for kind in MARK_KINDS:
        read = {text: read_mark(text) for text in split_values(row.get(kind, ""))}
        marks[kind] = tuple(found[1] for found in read.values() if found and found[0] == kind)
        for text in (text for text, found in read.items() if not found or found[0] != kind):
            report(kind, text, f"'{text[:80]}' is no {kind}: kept without it")
    if not row["name"] or not any(marks.values()):
        report("name", row["name"], "a name and a mark are needed")
        return None
    facts = {key: row.get(key, "") for key in ("name", "region_code", "region", "sources", "note")}
    return Bearer(marks=Marks.of((kind, value) for kind in MARK_KINDS for value in marks[kind]), **facts)
