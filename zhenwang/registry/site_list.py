"""Registry lists: CSV text in, official sites and a word on every bad value out. Pure, bounded, nothing dropped unsaid.

Only a name and a domain are needed, so any list of sites can be read; the known headings: ``headings.HEADINGS``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from zhenwang.domain.csv_rows import MAX_CELL, MAX_ROWS, BadRow, Record, records, without_byte_order_mark
from zhenwang.domain.hosts import NotAHost
from zhenwang.domain.registry import Marks, OfficialSite
from zhenwang.registry.cells import CONFIDENCES, MARK_READERS, read_flag, read_host, split_values
from zhenwang.registry.headings import Layout

MAX_ALIASES = 200

# Control characters but tab and line ends, and what surrogateescape makes of bytes that are not UTF-8.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

Report = Callable[[str, str, str], None]
"""Takes column, value and reason of something bad in the line being read."""


def read_registry(lines: Iterable[str], file: str) -> tuple[tuple[OfficialSite, ...], tuple[BadRow, ...]]:
    """The sites of a list in file order, and everything that could not be taken as it stood. Never raises.

    ``lines`` are UTF-8 text (open with ``errors="surrogateescape"``, so that a bad byte is reported with its line).
    Rows with one host become one site: the first name stands, further names become aliases, and that is reported.
    """
    bad: list[BadRow] = []
    sites: dict[str, tuple[int, OfficialSite]] = {}
    layout: Layout | None = None
    for count, record in enumerate(records(without_byte_order_mark(lines))):
        report = _reporter(bad, file, record.line)
        if count > MAX_ROWS:
            report("", "", f"more than {MAX_ROWS} rows: the rest of the file was not read")
            break
        if record.reason:
            report("", record.text, record.reason)
        elif layout is None:
            layout = Layout.of(record)
            if not _header_serves(layout, record, report):
                return (), tuple(bad)
        elif (site := _read_row(layout, record, report)) is not None:
            _admit(sites, site, record.line, report)
    if layout is None:
        bad.append(BadRow(file, 1, "", "", "the file is empty: a header with 'name' and 'domain' is needed"))
    return _settle_other_hosts(sites, file, bad), tuple(bad)


def _reporter(bad: list[BadRow], file: str, line: int) -> Report:
    def report(column: str, value: str, reason: str) -> None:
        bad.append(BadRow(file, line, column, value, reason))

    return report


def _header_serves(layout: Layout, record: Record, report: Report) -> bool:
    if layout.missing:
        needed = " and ".join(f"'{name}'" for name in layout.missing)
        report("", record.text.strip(), f"the header has no column {needed}, so no row can be read")
        return False
    if layout.unknown:
        names = ", ".join(f"'{name[:80]}'" for name in layout.unknown[:20])
        report(
            names,
            record.text.strip(),
            f"unknown column(s) {names}: every row is read, their values are kept in its note",
        )
    return True


def _read_row(layout: Layout, record: Record, report: Report) -> OfficialSite | None:
    cells = record.cells
    if not _fits(layout, record, report):
        return None
    host_cells = list(layout.values(cells, "domain")) or list(layout.values(cells, "url"))
    heading = host_cells[0][0] if host_cells else "domain"
    hosts = _read_hosts(host_cells[:1], report) if host_cells else ()
    if not hosts:
        if not host_cells:
            report(heading, "", f"no domain for '{layout.first(cells, 'name')[:80]}': the row cannot be used")
        return None
    others = _read_hosts(layout.values(cells, "other_hosts"), report)
    name = layout.first(cells, "name")
    if not name:
        report("name", "", f"no name for {hosts[0]}: the host stands in for it")
        name = hosts[0]
    aliases = (alias for _, cell in layout.values(cells, "aliases") for alias in split_values(cell))
    return OfficialSite(
        id=hosts[0],
        name=name,
        hosts=tuple(dict.fromkeys((*hosts, *others))),
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias != name)),
        protected=_read_protected(layout, cells, report),
        level=layout.first(cells, "level"),
        region_code=layout.first(cells, "region_code"),
        region=layout.first(cells, "region"),
        marks=Marks(*(_read_marks(layout, cells, kind, report) for kind in ("site_code", "icp", "psb", "conac"))),
        confidence=_read_confidence(layout, cells, report),
        sources=" ".join(cell for _, cell in layout.values(cells, "sources")),
        note="; ".join((*(cell for _, cell in layout.values(cells, "note")), *layout.strays(cells))),
    )


def _fits(layout: Layout, record: Record, report: Report) -> bool:
    """Whether the cells stand under their headings. A short row is read and reported; a long one has shifted."""
    width = len(layout.headings)
    if any(record.cells[width:]):
        report("", record.text, f"{len(record.cells)} cells where the header has {width}: the row was not read")
        return False
    if len(record.cells) < width:
        report(
            "", record.text, f"{len(record.cells)} cells where the header has {width}: the missing ones count as empty"
        )
    for heading, cell in zip(layout.headings, record.cells, strict=False):
        if len(cell) > MAX_CELL:
            report(heading, cell[:MAX_CELL], f"longer than {MAX_CELL} characters: the row was not read")
            return False
        if found := _UNREADABLE.search(cell):
            what = "not UTF-8" if found[0] >= "\ud800" else f"a control character ({found[0]!r})"
            report(heading, cell, f"{what}: the row was not read")
            return False
    return True


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


def _read_marks(layout: Layout, cells: tuple[str, ...], kind: str, report: Report) -> tuple[str, ...]:
    found: list[str] = []
    for heading, cell in layout.values(cells, kind):
        for text in split_values(cell):
            value, wrong = MARK_READERS[kind](text)
            if wrong:
                report(heading, text, f"'{text[:80]}' is {wrong}: the row is kept without it")
            else:
                found.append(value)
    return tuple(dict.fromkeys(found))


def _read_protected(layout: Layout, cells: tuple[str, ...], report: Report) -> bool:
    cell = layout.first(cells, "protected")
    flag = read_flag(cell)
    if flag is None:
        report("protected", cell, f"'{cell[:80]}' is neither yes nor no: the site counts as protected")
    return flag is not False


def _read_confidence(layout: Layout, cells: tuple[str, ...], report: Report) -> str:
    word = layout.first(cells, "confidence").casefold()
    if word in CONFIDENCES:
        return word
    if word:
        report("confidence", word, f"'{word[:80]}' is not one of {', '.join(CONFIDENCES)}: the site counts as medium")
    return "medium"


def _admit(sites: dict[str, tuple[int, OfficialSite]], site: OfficialSite, line: int, report: Report) -> None:
    if site.id not in sites:
        sites[site.id] = (line, site)
        return
    at, first = sites[site.id]
    if len(first.aliases) >= MAX_ALIASES:
        report("name", site.name, f"{site.id} has {MAX_ALIASES} further names already: this row was not joined to it")
        return
    if site.name != first.name and site.name not in first.aliases:
        report(
            "name",
            site.name,
            f"{site.id} already stands in line {at} as '{first.name}': '{site.name}' becomes an alias",
        )
    sites[site.id] = (at, _joined(first, site))


def _joined(first: OfficialSite, further: OfficialSite) -> OfficialSite:
    """One site of two rows: the first row speaks where both do, and neither loses anything."""
    names = (*first.aliases, further.name, *further.aliases)
    marks = Marks(
        tuple(dict.fromkeys(first.marks.site_codes + further.marks.site_codes)),
        tuple(dict.fromkeys(first.marks.icp + further.marks.icp)),
        tuple(dict.fromkeys(first.marks.psb + further.marks.psb)),
        tuple(dict.fromkeys(first.marks.conac + further.marks.conac)),
    )
    return replace(
        first,
        hosts=tuple(dict.fromkeys(first.hosts + further.hosts)),
        aliases=tuple(dict.fromkeys(name for name in names if name != first.name)),
        protected=first.protected or further.protected,
        level=first.level or further.level,
        region_code=first.region_code or further.region_code,
        region=first.region or further.region,
        marks=marks,
        sources=" + ".join(dict.fromkeys(part for part in (first.sources, further.sources) if part)),
        note="; ".join(dict.fromkeys(part for part in (first.note, further.note) if part)),
    )


def _settle_other_hosts(
    sites: dict[str, tuple[int, OfficialSite]], file: str, bad: list[BadRow]
) -> tuple[OfficialSite, ...]:
    """A host has one owner: the site it is primary for, else the first that lists it."""
    owner = dict.fromkeys(sites, "")
    owner.update({host: host for host in sites})
    settled: list[OfficialSite] = []
    for line, site in sites.values():
        kept: list[str] = []
        for host in site.hosts:
            if owner.setdefault(host, site.id) == site.id:
                kept.append(host)
            else:
                reason = f"{host} already belongs to {owner[host]}, so it was not given to {site.id} as well"
                bad.append(BadRow(file, line, "other_hosts", host, reason))
        settled.append(replace(site, hosts=tuple(kept)))
    return tuple(settled)
