"""Tables: what a CSV text and the sheets of a workbook have in common. Bounded, since lists are hostile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MAX_COLUMNS = 200
MAX_CELLS = 3_000_000


class BadFileError(Exception):
    """A file that cannot be read whole; the message is a sentence for its holder. Never leaves ``read_list``."""


class CellKind(StrEnum):
    """What a cell holds besides text."""

    NUMBER = "number"
    FORMULA = "formula"  # never evaluated; the value stored beside it is whatever its author put there
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that holds something. ``kinds`` are of the cells that are no text, by column from 0.

    A row that could not be read has a ``reason`` and one cell with its text.
    """

    line: int
    cells: tuple[str, ...]
    kinds: Mapping[int, CellKind] = field(default_factory=dict)
    reason: str = ""

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(cell for cell in self.cells if cell.strip())


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in file order. ``sheet`` is empty for a CSV text."""

    sheet: str
    rows: tuple[TableRow, ...]


def column_letters(index: int) -> str:
    """The spreadsheet's name of a column counted from 0: A, B ... Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def column_index(letters: str) -> int:
    """The column of a cell's name (``B17``) counted from 0; -1 for a text that begins with no letter."""
    index = 0
    for letter in letters[:4]:
        if not "A" <= letter <= "Z":
            break
        index = index * 26 + ord(letter) - 64
    return index - 1
