"""The rows of one sheet (ECMA-376 part 1, 18.3), from its XML. Formulas are kept as text and never evaluated.

A reader of our own and not openpyxl's: that one makes objects of everything the file claims, and a row that says it is
number 10^9 keeps it busy for ever. The tests hold both to the same answers on real workbooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from zhenwang.domain.csv_rows import MAX_CELL, MAX_ROWS
from zhenwang.lists.tables import MAX_CELLS, MAX_COLUMNS, BadFileError, CellKind, TableRow, column_index
from zhenwang.lists.xml_events import parse

MAX_LINE_NUMBER = 1_048_576
MAX_RANGES = 50_000

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\Z")
Range = tuple[int, int, int, int]
"""First line, last line (from 1), first column, last column (from 0)."""


def sheet_rows(
    pieces: Iterable[bytes], part: str, strings: Sequence[str], numbers: CellKind | None = CellKind.NUMBER
) -> tuple[tuple[TableRow, ...], bool]:
    """The rows that hold something, and whether some cells stood beyond the last column that is read.

    ``numbers`` is the kind that numbers get; None where a number must not be taken for a day. A value merged over
    several lines stands in each of them. Raises ``BadFileError``.
    """
    sheet = _Sheet(strings, numbers)
    parse(pieces, part, sheet.start, sheet.end, sheet.text)
    return tuple(sheet.spread_merged()), sheet.too_wide


def unescaped(text: str) -> str:
    """Text with ``_x000D_`` and the like as the characters they stand for (ECMA-376, ST_Xstring)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Sheet:
    def __init__(self, strings: Sequence[str], numbers: CellKind | None) -> None:
        self.too_wide = False
        self._strings = strings
        self._numbers = numbers
        self._rows: list[TableRow] = []
        self._cells = 0
        self._merged: list[Range] = []
        self._computed: dict[int, int] = {}  # by column, the last line that an array formula fills
        self._line = 0
        self._row: dict[int, str] = {}
        self._kinds: dict[int, CellKind] = {}
        self._column = -1
        self._type = ""
        self._texts: dict[str, str] = {}
        self._into = ""
        self._aside = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            name = attributes.get("r", "")
            self._column = column_index(name) if name else self._column + 1
            self._type = attributes.get("t", "n")
            self._texts = {}
        elif tag in ("v", "t", "f"):
            if not self._aside:
                self._into = tag
                self._texts.setdefault(tag, "")
            if tag == "f":
                self._note_computed(attributes)
        elif tag == "row":
            number = attributes.get("r", "")
            self._line = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else self._line + 1
            if self._line > MAX_LINE_NUMBER:
                raise BadFileError(f"the workbook has a row {self._line}, beyond the last row that a sheet has")
            self._row, self._kinds, self._column = {}, {}, -1
        elif tag == "rPh":  # the reading of a word, printed above it; no part of the text
            self._aside += 1
        elif tag == "mergeCell":
            self._merged += _range(attributes.get("ref", ""))
            if len(self._merged) > MAX_RANGES:
                raise BadFileError(f"the workbook has a sheet with more than {MAX_RANGES:,} merged ranges")

    def text(self, piece: str) -> None:
        if self._into and len(self._texts[self._into]) <= MAX_CELL:
            self._texts[self._into] += piece[: MAX_CELL + 1]

    def end(self, tag: str) -> None:
        if tag == "c":
            self._finish_cell()
        elif tag == "row":
            if self._row:
                self._finish_row()
        elif tag in ("v", "t", "f"):
            self._into = ""
        elif tag == "rPh":
            self._aside = max(0, self._aside - 1)

    def _finish_cell(self) -> None:
        text, kind = self._value()
        if not text.strip():
            return
        if not 0 <= self._column < MAX_COLUMNS:
            self.too_wide = True
            return
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise BadFileError(f"the workbook has a sheet with more than {MAX_CELLS:,} filled cells: it was not read")
        self._row[self._column] = text
        if kind is not None:
            self._kinds[self._column] = kind

    def _value(self) -> tuple[str, CellKind | None]:
        found = self._texts
        if "f" in found or self._line <= self._computed.get(self._column, 0):
            return "=" + found.get("f", ""), CellKind.FORMULA
        value = found.get("v", "")
        if self._type == "s":
            index = int(value) if value.isascii() and value.isdigit() and len(value) < 8 else -1
            if 0 <= index < len(self._strings):
                return self._strings[index], None
            return (f"text number {value}, which the workbook lacks", CellKind.ERROR) if value else ("", None)
        if self._type == "e":
            return value, CellKind.ERROR
        if self._type == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value.strip(), value), None
        if self._type in ("inlineStr", "str"):
            return unescaped(found.get("t", "") or value), None
        return value.strip(), self._numbers if self._type == "n" and value else None

    def _finish_row(self) -> None:
        if len(self._rows) >= MAX_ROWS:
            raise BadFileError(f"the workbook has a sheet with more than {MAX_ROWS:,} rows: split it")
        cells = tuple(self._row.get(index, "") for index in range(max(self._row) + 1))
        self._rows.append(TableRow(self._line, cells, self._kinds))

    def _note_computed(self, attributes: Mapping[str, str]) -> None:
        # An array formula stands in its first cell only; the others show what it gave when the file was saved.
        if attributes.get("t") in ("array", "dataTable"):
            for _, bottom, left, right in _range(attributes.get("ref", "")):
                for column in range(left, min(right + 1, MAX_COLUMNS)):
                    self._computed[column] = max(bottom, self._computed.get(column, 0))

    def spread_merged(self) -> list[TableRow]:
        """The rows, where each line of a range merged downwards holds the value of its first line."""
        position = {row.line: index for index, row in enumerate(self._rows)}
        spread = 0
        for top, bottom, left, _ in self._merged:
            first = self._rows[position[top]] if top in position else None
            if first is None or left >= len(first.cells) or not first.cells[left]:
                continue
            for line in range(top + 1, min(bottom, MAX_LINE_NUMBER) + 1):
                spread += 1
                if spread > MAX_LINE_NUMBER:
                    raise BadFileError("the workbook merges more cells than a sheet has rows: it was not read")
                if line in position:
                    self._rows[position[line]] = _with_value(self._rows[position[line]], left, first)
        return self._rows


def _with_value(row: TableRow, column: int, first: TableRow) -> TableRow:
    cells = list(row.cells) + [""] * (column + 1 - len(row.cells))
    if cells[column]:
        return row
    cells[column] = first.cells[column]
    kinds = {**row.kinds, column: first.kinds[column]} if column in first.kinds else row.kinds
    return TableRow(row.line, tuple(cells), kinds)


def _range(text: str) -> list[Range]:
    found = _RANGE.match(text)
    if not found:
        return []
    return [(int(found[2]), int(found[4]), column_index(found[1]), column_index(found[3]))]
