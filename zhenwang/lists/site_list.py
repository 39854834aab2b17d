"""Registry lists: CSV text in, official sites and a word on every bad value out. Pure, bounded, nothing dropped unsaid.

Only a name and a domain are needed, so any list of sites can be read; the known headings: ``headings.HEADINGS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhenwang.domain.csv_rows import MAX_CELL, MAX_ROWS, BadRow, Record, records, without_byte_order_mark
from zhenwang.domain.registry import OfficialSite
from zhenwang.lists.headings import Layout
from zhenwang.lists.joining import Placed, admit, settle_other_hosts
from zhenwang.lists.site_row import Report, read_row

# Control characters but tab and line ends, and what surrogateescape makes of bytes that are not UTF-8.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_registry(lines: Iterable[str], file: str) -> tuple[tuple[OfficialSite, ...], tuple[BadRow, ...]]:
    """The sites of a list in file order, and everything that could not be taken as it stood. Never raises.

    ``lines`` are UTF-8 text (open with ``errors="surrogateescape"``, so that a bad byte is reported with its line).
    Rows with one host become one site: the first name stands, further names become aliases, and that is reported.
    """
    bad: list[BadRow] = []
    sites: Placed = {}
    layout: Layout | None = None
    for count, record in enumerate(records(without_byte_order_mark(lines))):
        report = reporter(bad, file, record.line)
        if count > MAX_ROWS:
            report("", "", f"more than {MAX_ROWS} rows: the rest of the file was not read")
            break
        if record.reason:
            report("", record.text, record.reason)
        elif layout is None:
            layout = Layout.of(record.cells)
            if not _header_serves(layout, record, report):
                return (), tuple(bad)
        elif fits(layout, record, report) and (site := read_row(layout, record.cells, report)) is not None:
            admit(sites, site, record.line, f"line {record.line}", report)
    if layout is None:
        bad.append(BadRow(file, 1, "", "", "the file is empty: a header with 'name' and 'domain' is needed"))

    def lost(line: int, _: OfficialSite, host: str, reason: str) -> None:
        bad.append(BadRow(file, line, "other_hosts", host, reason))

    return tuple(settle_other_hosts(sites, lost)), tuple(bad)


def reporter(bad: list[BadRow], file: str, line: int) -> Report:
    """What notes the bad values of one line in ``bad``."""

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


def fits(layout: Layout, record: Record, report: Report) -> bool:
    """Whether the cells stand under their headings. A short row is read and reported; a long one has shifted."""
    width = len(layout.headings)
    found = len(record.cells)
    if found != width:
        if any(record.cells[width:]):
            report("", record.text, f"{found} cells where the header has {width}: the row was not read")
            return False
        if found < width:
            told = f"{found} cells where the header has {width}: the missing ones count as empty"
            report("", record.text, told)
    return _readable(layout, record.cells, report)


def _readable(layout: Layout, cells: tuple[str, ...], report: Report) -> bool:
    whole = "\n".join(cells)
    if len(whole) <= MAX_CELL and not _UNREADABLE.search(whole):
        return True
    for heading, cell in zip(layout.headings, cells, strict=False):
        if len(cell) > MAX_CELL:
            report(heading, cell[:MAX_CELL], f"longer than {MAX_CELL} characters: the row was not read")
            return False
        if found := _UNREADABLE.search(cell):
            what = "not UTF-8" if found[0] >= "\ud800" else f"a control character ({found[0]!r})"
            report(heading, cell, f"{what}: the row was not read")
            return False
    return True
