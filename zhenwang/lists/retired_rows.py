"""Rows of a list of retired domains: what was official and is no more (art. 13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import RetiredHost
from zhenwang.lists.headings import Layout
from zhenwang.lists.tables import CellKind, TableRow

_FIRST_DAY = date(1899, 12, 30)
_DAY = re.compile(r"([12][0-9]{3})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:\s.*)?\Z")


def retired_of(site: OfficialSite, layout: Layout, row: TableRow) -> Iterator[RetiredHost]:
    """The retired hosts of a row that was read as a site. A day that is not written whole stays in the note."""
    written = layout.first(row.cells, "retired_on").strip()
    numbers = {
        row.cells[i].strip() for i in layout.columns.get("retired_on", ()) if row.kinds.get(i) is CellKind.NUMBER
    }
    day = day_of_serial(written) if written in numbers else day_of(written)
    note = site.note if day or not written else "; ".join(part for part in (site.note, f"retired_on={written}") if part)
    for host in site.hosts:
        yield RetiredHost(host, "", site.name, day, None, site.sources, note)


def day_of_serial(text: str) -> date | None:
    """A day as a spreadsheet keeps it, counted from 1899-12-30; None before 1980 and after 2100, where it is none."""
    serial = text.partition(".")[0]
    days = int(serial) if len(serial) == 5 and serial.isascii() and serial.isdigit() else 0
    return _FIRST_DAY + timedelta(days) if 29_221 <= days <= 73_415 else None


def day_of(text: str) -> date | None:
    """A day as lists write it: 2018-11-02, 2018/11/2, 2018年11月2日."""
    found = _DAY.match(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
