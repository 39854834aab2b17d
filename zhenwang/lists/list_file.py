"""Lists as they come: CSV or workbook, in any of the encodings and layouts that offices use, and hostile ones.

Every row is accepted, corrected or rejected, with its place and the reasons; a file that cannot be read whole gives no
row at all, so that half a list never looks like a list from which the other half has vanished. ``docs/registry.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import RetiredHost
from zhenwang.lists.header_row import TIERS, Header, aside, best_header, find_header, is_header_again
from zhenwang.lists.headings import Layout
from zhenwang.lists.host_cells import names_a_host
from zhenwang.lists.joining import Placed, admit, settle_other_hosts
from zhenwang.lists.list_row import read_list_row
from zhenwang.lists.outcomes import Place, ReadList, Remark, RowOutcome, RowStanding
from zhenwang.lists.retired_rows import retired_of
from zhenwang.lists.tables import BadFileError, Table, TableRow
from zhenwang.lists.text_table import text_table
from zhenwang.lists.workbook import workbook_tables

__all__ = ["MAX_BYTES", "Place", "ReadList", "Remark", "RowOutcome", "RowStanding", "read_list"]

MAX_BYTES = 64 * 1024 * 1024
MAX_TEXT = 300
MAX_LISTED = 20

_NEEDED = (
    "a name (网站名称, 单位名称, 主办单位, name …) and a host (网站地址, 域名, 网址, 指向网址, 中文域名, domain …)"
)
_OTHER_FORMATS = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old or encrypted workbook (.xls, or with a password): save it as .xlsx without one",
    ),
    (b"%PDF", "a PDF: ask for the list as a workbook, or copy its table into one"),
    (b"\x1f\x8b", "compressed (.gz): unpack it and import what is in it"),
    (b"Rar!", "an archive (.rar): unpack it and import what is in it"),
    (b"7z\xbc\xaf", "an archive (.7z): unpack it and import what is in it"),
)


def read_list(body: bytes, file: str) -> ReadList:
    """Every row of a list and what became of it. Never raises, whatever the bytes.

    ``file`` is the name shown to people. At most ``MAX_BYTES``; a caller should not read a larger file at all.
    """
    reading = _Reading(file)
    try:
        for table in _tables(body, reading.notices):
            reading.read_table(table)
    except BadFileError as error:
        return ReadList((), (), (*reading.notices, f"{error}. No row was taken."))
    return reading.result()


def _tables(body: bytes, notices: list[str]) -> Iterator[Table]:
    if len(body) > MAX_BYTES:
        raise BadFileError(f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB: split it and import each part")
    for magic, kind in _OTHER_FORMATS:
        if body.startswith(magic):
            raise BadFileError(f"the file is {kind}")
    if body.startswith(b"PK"):
        yield from workbook_tables(body, notices)
        return
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<div", b"<style")):
        raise BadFileError("the file is a web page or XML under a spreadsheet's name: open it and save it as .xlsx")
    if not body.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise BadFileError(f"the file is empty: headings are needed for {_NEEDED}")
    yield text_table(body, notices)


@dataclass(slots=True)
class _Reading:
    """A file being read: the sites so far, each with the index of the row that first spoke of it."""

    file: str
    notices: list[str] = field(default_factory=list)
    outcomes: list[RowOutcome] = field(default_factory=list)
    sites: Placed = field(default_factory=dict)
    retired: dict[str, RetiredHost] = field(default_factory=dict)
    codes: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def read_table(self, table: Table) -> None:
        where = f"sheet '{table.sheet}': " if table.sheet else ""
        header = find_header(table.rows)
        if header is None:
            self.notices.append(where + _unmapped(table))
            self._refuse_unmapped(table.sheet, table.rows)
            return
        self._refuse_unmapped(table.sheet, table.rows[: header.index])
        self.notices += [where + told for told in _about_header(table, header)]
        layout = header.layout
        headings = {row.cells for row in table.rows[max(0, header.index - TIERS) : header.index + 1]}
        asides: dict[str, list[TableRow]] = {}
        for row in table.rows[header.index + 1 :]:
            if row.reason:
                self._read_row(table, layout, row)
            elif row.cells in headings:
                asides.setdefault("the headings again", []).append(row)
            elif is_header_again(row):
                layout = Layout.of(row.cells)
                asides.setdefault("the headings again", []).append(row)
            elif kind := aside(layout, row):
                asides.setdefault(kind, []).append(row)
            else:
                self._read_row(table, layout, row)
        self.notices += [where + _told_aside(kind, rows) for kind, rows in asides.items()]

    def _refuse_unmapped(self, sheet: str, rows: Iterable[TableRow]) -> None:
        """Without headings nobody knows what a cell is; but a row that names a host is none that may get lost."""
        for row in rows:
            if len(row.filled) > 1 and any(names_a_host(cell) for cell in row.cells):
                place = Place(self.file, sheet, row.line)
                remark = Remark(place, "", _text(row), "", "no headings above it: what its cells mean is not known")
                self.outcomes.append(RowOutcome(place, RowStanding.REJECTED, "", _text(row), (remark,)))

    def _read_row(self, table: Table, layout: Layout, row: TableRow) -> None:
        place = Place(self.file, table.sheet, row.line)
        site, remarks = read_list_row(layout, row, place)
        text = _text(row)
        if site is None:
            self.outcomes.append(RowOutcome(place, RowStanding.REJECTED, "", text, remarks))
            return
        index = len(self.outcomes)
        told: list[Remark] = []

        def report(column: str, value: str, reason: str) -> None:
            became = self.sites[site.id][2].name if column == "name" else ""
            told.append(Remark(place, column, value, became, reason))

        if "retired_domain" in layout.columns and not layout.holds("domain", "url"):
            for past in retired_of(site, layout, row):
                self.retired.setdefault(past.host, past)
        elif not admit(self.sites, site, index, _at(place), report):
            self.outcomes.append(RowOutcome(place, RowStanding.REJECTED, "", text, (*remarks, *told)))
            return
        for code in site.marks.site_codes:
            self.codes.setdefault(code, []).append((index, site.id))
        self.outcomes.append(_outcome(place, site.id, text, (*remarks, *told)))

    def result(self) -> ReadList:
        """The sites with each host at one of them, and the rows with what only the whole list shows."""

        def lost(index: int, _: OfficialSite, host: str, reason: str) -> None:
            self._add(index, Remark(self.outcomes[index].place, "", host, "", reason))

        sites = tuple(settle_other_hosts(self.sites, lost))
        self._remark_shared_codes()
        if not self.outcomes and not self.notices:
            self.notices.append(f"the file holds no row: headings are needed for {_NEEDED}")
        return ReadList(sites, tuple(self.outcomes), tuple(self.notices), tuple(self.retired.values()))

    def _remark_shared_codes(self) -> None:
        for code, bearers in self.codes.items():
            ids = dict.fromkeys(site for _, site in bearers)
            if len(ids) < 2:
                continue
            for index, site in bearers:
                others = ", ".join(other for other in islice(ids, MAX_LISTED + 1) if other != site)
                reason = f"the site code {code} stands at {others} too: each keeps it, and it is a finding"
                self._add(index, Remark(self.outcomes[index].place, "site_code", code, code, reason))

    def _add(self, index: int, remark: Remark) -> None:
        before = self.outcomes[index]
        self.outcomes[index] = _outcome(before.place, before.site, before.text, (*before.remarks, remark))


def _outcome(place: Place, site: str, text: str, remarks: tuple[Remark, ...]) -> RowOutcome:
    changed = any(remark.became != remark.value for remark in remarks)
    return RowOutcome(place, RowStanding.CORRECTED if changed else RowStanding.ACCEPTED, site, text, remarks)


def _at(place: Place) -> str:
    return f"sheet '{place.sheet}' row {place.line}" if place.sheet else f"line {place.line}"


def _text(row: TableRow) -> str:
    parts: list[str] = []
    length = 0
    for cell in row.cells:
        parts.append(cell.strip()[:MAX_TEXT])
        length += len(parts[-1]) + 3
        if length > MAX_TEXT:
            break
    return " | ".join(parts)[:MAX_TEXT].rstrip(" |")


def _about_header(table: Table, header: Header) -> Iterator[str]:
    row = table.rows[header.index]
    if header.index:
        above = "; ".join(_text(row)[:60] for row in table.rows[: header.index][:3])
        yield f"the headings stand in line {row.line}, below {header.index} line(s) of title: {above}"
    if unknown := header.layout.unknown:
        names = ", ".join(f"'{' '.join(name.split())[:40]}'" for name in unknown[:MAX_LISTED])
        yield f"unknown column(s) {names}: their values are kept in the note of each row"


def _unmapped(table: Table) -> str:
    best = best_header(table.rows)
    if best is None:
        return f"nothing is filled in; headings are needed for {_NEEDED}"
    headings = [" ".join(name.split())[:40] for name in best.layout.headings if name][:MAX_LISTED]
    missing = " and ".join({"name": "a name", "domain": "a host"}[which] for which in best.layout.missing)
    found = ", ".join(f"'{name}'" for name in headings)
    line = table.rows[best.index].line
    return f"no row was taken: no headings for {missing}. Line {line} has {found}; needed are {_NEEDED}"


def _told_aside(kind: str, rows: list[TableRow]) -> str:
    lines = ", ".join(str(row.line) for row in rows[:MAX_LISTED]) + (" …" if len(rows) > MAX_LISTED else "")
    texts = "; ".join(_text(row)[:60] for row in rows[:3])
    return f"line {lines}: {kind}, no row of the list ({texts})"
