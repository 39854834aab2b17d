"""One row of a list as it comes: its cells are mended, then it is read like any row of the registry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from zhenwang.domain.csv_rows import MAX_CELL
from zhenwang.domain.hosts import NotAHost
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import Status
from zhenwang.lists.cells import MARK_READERS, read_host
from zhenwang.lists.headings import Layout
from zhenwang.lists.host_cells import is_address, mend_hosts
from zhenwang.lists.mending import Mended, level_of, mend_mark, mend_name, mend_number, mend_text, status_of
from zhenwang.lists.outcomes import Place, Remark
from zhenwang.lists.site_row import read_row
from zhenwang.lists.tables import CellKind, TableRow, column_letters

MAX_NOTE = 2_000

_PRIMARY = ("domain", "url", "retired_domain")
_HOSTS = frozenset((*_PRIMARY, "other_hosts"))
_NEEDED = frozenset((*_PRIMARY, "name"))
_CODE = re.compile(r"[0-9]{6}(?:[0-9]{6})?\Z")


@dataclass(slots=True)
class RowReading:
    """A row being read: its cells as they become, the fields it lost, and every remark."""

    layout: Layout
    row: TableRow
    place: Place
    cells: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    further: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    status: Status | None = None
    lost: set[str] = field(default_factory=set)

    def remark(self, column: int, value: str, became: str, reason: str) -> None:
        heading = self.layout.headings[column] if 0 <= column < len(self.layout.headings) else ""
        name = f"{column_letters(column)}{self.row.line}" if self.place.sheet and column >= 0 else heading
        self.remarks.append(Remark(replace(self.place, cell=name), heading, value[:MAX_CELL], became, reason))

    def report(self, heading: str, value: str, reason: str) -> None:
        """A word of the row's reader on a column known by its heading or field."""
        otherwise = self.layout.columns.get(heading, (-1,))[0]
        at = self.layout.headings.index(heading) if heading in self.layout.headings else otherwise
        self.remark(at, value, "", reason)


def read_list_row(layout: Layout, row: TableRow, place: Place) -> tuple[OfficialSite | None, tuple[Remark, ...]]:
    """The site of a row, or None when the row cannot be used, and every remark on it."""
    reading = RowReading(layout, row, place)
    if row.reason:
        reading.remark(-1, " | ".join(row.filled), "", row.reason)
        return None, tuple(reading.remarks)
    for column, field_ in enumerate(layout.fields):
        text = row.cells[column] if column < len(row.cells) else ""
        reading.cells.append(_mended(reading, column, field_, text) if text.strip() else "")
    if strays := [cell for cell in row.cells[len(layout.fields) :] if cell.strip()]:
        reading.remark(-1, " | ".join(strays), "", "right of the last heading: not taken")
    host = _choose_host(reading)
    if host and _is_named(reading, host):
        site = read_row(layout, tuple(reading.cells), reading.report)
        return (None if site is None else _completed(site, reading)), tuple(reading.remarks)
    return None, tuple(reading.remarks)


def _mended(reading: RowReading, column: int, meaning: str | None, text: str) -> str:
    kind = reading.row.kinds.get(column)
    if len(text) > MAX_CELL:
        reading.remark(column, text, "", f"longer than {MAX_CELL:,} characters: not taken")
        reading.lost.add(meaning or "")
        return ""
    if kind in (CellKind.FORMULA, CellKind.ERROR):
        return _computed(reading, column, meaning, text, kind)
    if meaning in _HOSTS:
        return _mended_host(reading, column, meaning, text)
    if meaning in MARK_READERS:
        return _told(reading, column, text, mend_mark(meaning, text), granted=False)
    if meaning == "name":
        return _told(reading, column, text, mend_name(text), granted=False)
    plain = _told(reading, column, text, mend_text(text), granted=False)
    return _word(reading, column, meaning, mend_number(plain) if kind is CellKind.NUMBER else plain)


def _mended_host(reading: RowReading, column: int, meaning: str | None, text: str) -> str:
    mended = mend_hosts(text)
    already = next((reading.cells[i] for i in reading.layout.columns.get("domain", ()) if i < column), "")
    if meaning == "url" and mended.text in (already, f"www.{already}") and not mended.further and not mended.note:
        # Beside the domain an address is there to be opened: its path and port were never meant as the host.
        if mended.text != already:
            reading.further.append(mended.text)
        return ""
    return _told(reading, column, text, mended, granted=True)


def _computed(reading: RowReading, column: int, meaning: str | None, text: str, kind: CellKind) -> str:
    if meaning == "":
        return ""
    what = "a formula, and formulas are not evaluated" if kind is CellKind.FORMULA else "an error value"
    mend = "paste the value itself" if meaning in _NEEDED else "the row is read without it"
    reading.remark(column, text, "", f"{text[:120]} is {what}: {mend}")
    reading.lost.add(meaning or "")
    return ""


def _told(reading: RowReading, column: int, text: str, mended: Mended, granted: bool) -> str:
    """The mended cell, its changes remarked; further values go with it, further hosts beside it."""
    whole = mended.text if granted else ";".join((mended.text, *mended.further))
    if mended.reasons:
        became = ";".join((mended.text, *mended.further))
        reading.remark(column, text, became, "; ".join(mended.reasons))
    if granted:
        reading.further += mended.further
    if mended.note:
        reading.notes.append(mended.note)
    reading.status = mended.status or reading.status
    return whole


def _word(reading: RowReading, column: int, meaning: str | None, text: str) -> str:
    """A word of another list in the words of the registry."""
    if meaning == "status":
        status = status_of(text)
        if status is None:
            reading.notes.append(f"{reading.layout.headings[column]}={text}")
            reading.remark(column, text, "", f"'{text[:80]}' is no status that is known: kept in the note")
        return status or ""
    if meaning == "level":
        return level_of(text)
    return text


def _choose_host(reading: RowReading) -> str:
    """The host of a row, empty when no column gives one. The first that does is the site's, others are compared."""
    chosen = ""
    addresses: list[tuple[int, str]] = []
    for column in _columns(reading.layout, _PRIMARY):
        cell = reading.cells[column]
        if not cell:
            continue
        host = read_host(cell)
        if isinstance(host, NotAHost):
            if is_address(cell):
                addresses.append((column, cell))
            elif chosen or _later_host(reading, column):
                reading.remark(column, cell, "", f"'{cell[:80]}' is not a host name: another column gives the host")
                reading.cells[column] = ""
            continue
        if chosen and host.ascii not in (chosen, *reading.further):
            told = f"another host than {chosen}: not granted; list it as a further host (其他域名) if it is the site's"
            reading.remark(column, cell, "", told)
        chosen = chosen or host.ascii
    for column, cell in addresses:
        reading.cells[column] = ""
        reading.remark(column, cell, "", f"ip_only: '{cell[:80]}' is an IP address, not a host name")
        reading.notes.append(f"仅提供IP地址访问: {cell[:80]}")
    if not chosen and not addresses and not reading.lost & set(_PRIMARY):
        read_row(reading.layout, tuple(reading.cells), reading.report)  # says itself what is wrong with the host
    return chosen


def _later_host(reading: RowReading, column: int) -> bool:
    later = (reading.cells[other] for other in _columns(reading.layout, _PRIMARY) if other > column)
    return any(cell and not isinstance(read_host(cell), NotAHost) for cell in later)


def _is_named(reading: RowReading, host: str) -> bool:
    """Whether the row has a name; the host stands in for an empty one, not for a formula or an error."""
    names = tuple(_columns(reading.layout, ("name",)))
    if any(reading.cells[column] for column in _columns(reading.layout, ("name", "sponsor"))):
        return True
    if names and "name" not in reading.lost:
        reading.cells[names[0]] = host
        reading.remark(names[0], "", host, "no name: the host stands in for it")
    return "name" not in reading.lost


def _columns(layout: Layout, fields: tuple[str, ...]) -> Iterator[int]:
    for name in fields:
        yield from layout.columns.get(name, ())


def _completed(site: OfficialSite, reading: RowReading) -> OfficialSite:
    """The site with what its cells said beside their values."""
    changes: dict[str, object] = {}
    if reading.further:
        changes["hosts"] = tuple(dict.fromkeys((*site.hosts, *reading.further)))
    note = "; ".join(part for part in (site.note, *dict.fromkeys(reading.notes)) if part)[:MAX_NOTE]
    if reading.status is not None and site.status is Status.ACTIVE:
        changes["status"] = reading.status
    if not site.region_code and _CODE.match(site.region):
        changes |= {"region_code": site.region[:6], "region": ""}
    if note != site.note:
        changes["note"] = note
    make: Callable[..., OfficialSite] = replace
    return make(site, **changes) if changes else site
