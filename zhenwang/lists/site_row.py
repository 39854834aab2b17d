"""One row of a registry list: cells under their headings in, an official site out, every bad value reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from zhenwang.domain.body import BodyKind, Contact, FormerName
from zhenwang.domain.hosts import NotAHost
from zhenwang.domain.registry import MARK_KINDS, Marks, OfficialSite
from zhenwang.domain.site import Conflict, Status
from zhenwang.lists.cells import (
    CONFIDENCES,
    MARK_READERS,
    read_conflict,
    read_flag,
    read_former_name,
    read_host,
    split_values,
)
from zhenwang.lists.headings import MARK_COLUMN, Layout

Report = Callable[[str, str, str], None]
"""Takes column, value and reason of something bad in the row being read."""

Cells = tuple[str, ...]
Word = TypeVar("Word", bound=StrEnum)

_NO_MARKS = Marks()
_NO_CONTACT = Contact()
MAX_MARK = 100
_CONTACT = ("phones", "address", "postcode", "email")


def read_row(layout: Layout, cells: Cells, report: Report) -> OfficialSite | None:
    """The site of a row; None when there is no host to know it by, which is reported."""
    hosts = _read_primary(layout, cells, report)
    if not hosts:
        return None
    others = _read_hosts(layout.values(cells, "other_hosts"), report)
    name = layout.first(cells, "name") or layout.first(cells, "sponsor")
    if not name:
        report("name", "", f"no name for {hosts[0]}: the host stands in for it")
        name = hosts[0]
    return OfficialSite(
        id=hosts[0],
        name=name,
        hosts=tuple(dict.fromkeys((*hosts, *others))),
        aliases=_other_names(layout, cells, "aliases", name),
        protected=_read_protected(layout, cells, report),
        level=layout.first(cells, "level"),
        region_code=layout.first(cells, "region_code"),
        region=layout.first(cells, "region"),
        marks=_read_marks(layout, cells, report) if layout.holds_marks else _NO_MARKS,
        confidence=_read_confidence(layout, cells, report),
        sources=" ".join(cell for _, cell in layout.values(cells, "sources")),
        note="; ".join((*(cell for _, cell in layout.values(cells, "note")), *layout.strays(cells))),
        short_names=_other_names(layout, cells, "short_names", name),
        former_names=tuple(_read_former_names(layout, cells, report)),
        english_name=layout.first(cells, "english_name"),
        kind=_read_word(layout, cells, "kind", BodyKind.UNKNOWN, report),
        sponsor=layout.first(cells, "sponsor"),
        operator=layout.first(cells, "operator"),
        platform=layout.first(cells, "platform"),
        parent=layout.first(cells, "parent"),
        supervisor=layout.first(cells, "supervisor"),
        status=_read_word(layout, cells, "status", Status.ACTIVE, report),
        contact=_read_contact(layout, cells) if layout.holds(*_CONTACT) else _NO_CONTACT,
        conflicts=tuple(_read_conflicts(layout, cells, report)),
    )


def _read_primary(layout: Layout, cells: Cells, report: Report) -> tuple[str, ...]:
    for field in ("domain", "url", "retired_domain"):
        found = layout.values(cells, field)[:1]
        if found and split_values(found[0][1]):
            return _read_hosts(found, report)
    heading = next((layout.headings[i] for f in ("domain", "url") for i in layout.columns.get(f, ())), "domain")
    report(heading, "", f"no domain for '{layout.first(cells, 'name')[:80]}': the row cannot be used")
    return ()


def _read_hosts(values: Iterable[tuple[str, str]], report: Report) -> tuple[str, ...]:
    found: list[str] = []
    for heading, cell in values:
        for value in split_values(cell):
            host = read_host(value)
            if isinstance(host, NotAHost):
                report(heading, value, f"'{value[:80]}' is not a host name: {host.reason}")
            else:
                found.append(host.ascii)
    return tuple(found)


def _read_marks(layout: Layout, cells: Cells, report: Report) -> Marks:
    found: list[tuple[str, str]] = []
    for kind in MARK_KINDS:
        for heading, cell in layout.values(cells, kind):
            for text in split_values(cell):
                value, wrong = MARK_READERS[kind](text)
                if wrong:
                    report(heading, text, f"'{text[:80]}' is {wrong}: the row is kept without it")
                else:
                    found.append((kind, value))
    for field in filter(None, layout.columns):
        if field.startswith(MARK_COLUMN):
            values = (text for _, cell in layout.values(cells, field) for text in split_values(cell))
            found += ((field.removeprefix(MARK_COLUMN), "".join(text.split())[:MAX_MARK]) for text in values)
    return Marks.of(found) if found else _NO_MARKS


def _other_names(layout: Layout, cells: Cells, field: str, name: str) -> tuple[str, ...]:
    filled = layout.values(cells, field)
    if not filled:
        return ()
    names = (value for _, cell in filled for value in split_values(cell))
    return tuple(dict.fromkeys(other for other in names if other != name))


def _read_former_names(layout: Layout, cells: Cells, report: Report) -> Iterable[FormerName]:
    for heading, cell in layout.values(cells, "former_names"):
        for text in split_values(cell):
            past, wrong = read_former_name(text)
            if wrong:
                report(heading, text, f"{wrong}: the name is kept without it")
            if past.name:
                yield past


def _read_conflicts(layout: Layout, cells: Cells, report: Report) -> Iterable[Conflict]:
    for heading, cell in layout.values(cells, "conflicts"):
        for text in split_values(cell):
            conflict = read_conflict(text)
            if conflict is None:
                report(heading, text, f"'{text[:80]}' is not in the form field=value<source>|value<source>")
            else:
                yield conflict


def _read_contact(layout: Layout, cells: Cells) -> Contact:
    phones, address, postcode, email = (layout.first(cells, field) for field in _CONTACT)
    return Contact(split_values(phones), address, postcode, email) if any((phones, address, email)) else _NO_CONTACT


def _read_word(layout: Layout, cells: Cells, field: str, otherwise: Word, report: Report) -> Word:
    """A value of a fixed list of words; an empty cell and an unknown word count as ``otherwise``."""
    for heading, cell in layout.values(cells, field):
        try:
            return type(otherwise)(cell.casefold())
        except ValueError:
            known = ", ".join(filter(None, type(otherwise)))
            report(heading, cell, f"'{cell[:80]}' is not one of {known}: {_counts_as(otherwise)}")
    return otherwise


def _counts_as(otherwise: StrEnum) -> str:
    return f"the site counts as {otherwise}" if otherwise else "what the body is stays unknown"


def _read_protected(layout: Layout, cells: Cells, report: Report) -> bool:
    cell = layout.first(cells, "protected")
    flag = read_flag(cell)
    if flag is None:
        report("protected", cell, f"'{cell[:80]}' is neither yes nor no: the site counts as protected")
    return flag is not False


def _read_confidence(layout: Layout, cells: Cells, report: Report) -> str:
    word = layout.first(cells, "confidence").casefold()
    if word in CONFIDENCES:
        return word
    if word:
        report("confidence", word, f"'{word[:80]}' is not one of {', '.join(CONFIDENCES)}: the site counts as medium")
    return "medium"
