"""Where a table's headings are: under merged titles, in two tiers, again further down; and which rows are no data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from zhenwang.lists.headings import Layout, meaning
from zhenwang.lists.tables import CellKind, TableRow

HEADER_WITHIN = 60
TIERS = 2

_TOTAL = re.compile(r"(?:合计|总计|小计|共计|累计|总数|subtotal|total)[:：]?(?:[0-9]+[个家]?)?\Z")
_REMARK = re.compile(r"(?:注|备注|说明|填表说明|填报说明|填报单位|填报人|填表人|制表|审核|联系人|单位\(盖章\)|※|\*)")


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its index among the rows, and what its columns hold."""

    index: int
    layout: Layout

    @property
    def serves(self) -> bool:
        return not self.layout.missing


def find_header(rows: Sequence[TableRow]) -> Header | None:
    """The first row under which names and hosts can be found."""
    header = best_header(rows)
    return header if header is not None and header.serves else None


def best_header(rows: Sequence[TableRow]) -> Header | None:
    """The first row that serves as header, else the one with most known headings: what its maker meant."""
    best: Header | None = None
    for index in range(min(len(rows), HEADER_WITHIN)):
        header = Header(index, layout_of(rows, index))
        if header.serves:
            return header
        if best is None or rank(header) > rank(best):
            best = header
    return best


def rank(header: Header) -> tuple[int, int]:
    """How much of a header a row is: known headings that serve count most, then the number of filled cells."""
    known = sum(field is not None for field in header.layout.fields)
    return known + (1000 if header.serves else 0), sum(map(bool, header.layout.headings))


def layout_of(rows: Sequence[TableRow], index: int) -> Layout:
    """What the columns hold if row ``index`` is the header: a blank cell takes the known heading above it (tiers)."""
    layout = Layout.of(_written(rows[index]))
    if layout.missing:
        return layout
    width = max(len(row.cells) for row in rows[max(0, index - TIERS) : index + 1])
    cells = list(layout.headings) + [""] * (width - len(layout.headings))
    for above in reversed(rows[max(0, index - TIERS) : index]):
        for column, cell in enumerate(above.cells):
            if not cells[column] and meaning(cell) is not None:
                cells[column] = cell
    return Layout.of(tuple(cells))


def is_header_again(row: TableRow) -> bool:
    """Whether a row below the header is a header itself: repeated on every page, or a second table's."""
    # Nearly every row of a list holds a host, and no heading does.
    if any("." in cell[1:-1] for cell in row.cells):
        return False
    return not Layout.of(_written(row)).missing


def aside(layout: Layout, row: TableRow) -> str:
    """Why a row without a host is no row of the list (``a total``, ``a note``); empty when it is one."""
    filled = row.filled
    first = _plain(filled[0])
    columns = (index for field in ("domain", "url", "retired_domain") for index in layout.columns.get(field, ()))
    addresses = "".join(row.cells[index].strip() for index in columns if index < len(row.cells))
    if addresses and not addresses.isdecimal():
        same = len(filled) > 1 and len(set(filled)) == 1
        return "a merged line" if same and len(filled[0]) > 2 and "." not in filled[0] else ""
    if any(_TOTAL.match(_plain(cell)) for cell in filled[:3]):
        return "a total"
    if len(filled) == 1 and (_REMARK.match(first) or len(first) > 40):
        return "a note"
    names = (*layout.columns.get("name", ()), *layout.columns.get("sponsor", ()))
    alone = next(index for index, cell in enumerate(row.cells) if cell.strip())
    return "a line that divides the table" if len(filled) == 1 and alone not in names else ""


def _written(row: TableRow) -> tuple[str, ...]:
    """The cells of a row without formulas and errors, which head no column."""
    if not row.kinds:
        return row.cells
    computed = (CellKind.FORMULA, CellKind.ERROR)
    return tuple("" if row.kinds.get(index) in computed else cell for index, cell in enumerate(row.cells))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
