"""Workbooks (.xlsx, ECMA-376): the visible sheets as tables. Macros, links and hidden sheets are left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhenwang.domain.csv_rows import MAX_CELL
from zhenwang.lists.archive import Archive
from zhenwang.lists.sheet_rows import sheet_rows, unescaped
from zhenwang.lists.tables import MAX_COLUMNS, BadFileError, CellKind, Table, column_letters
from zhenwang.lists.xml_events import parse

MAX_SHEETS = 50
MAX_STRINGS = 1_000_000
MAX_STRING_CHARACTERS = 24_000_000

_BOOK = "xl/workbook.xml"
_OTHER_KINDS = (
    ("xl/workbook.bin", "a binary workbook (.xlsb): open it and save it as .xlsx"),
    ("word/document.xml", "a Word document: copy its table into a workbook and save that as .xlsx"),
    ("ppt/presentation.xml", "a presentation, not a list"),
    ("content.xml", "an OpenDocument file (.ods): open it and save it as .xlsx"),
)


@dataclass(frozen=True, slots=True)
class _SheetEntry:
    name: str
    part: str
    hidden: bool


def workbook_tables(body: bytes, notices: list[str]) -> Iterator[Table]:
    """The visible sheets of a workbook in their order; what was left goes into ``notices``. Raises ``BadFileError``."""
    archive = Archive(body)
    _check_kind(archive)
    if any(name.endswith("vbaProject.bin") for name in archive.names):
        notices.append("the workbook holds macros: they were ignored")
    if any(name.startswith("xl/externalLinks/") for name in archive.names):
        notices.append("the workbook links to other files: the links were ignored")
    sheets, from_1904 = _sheets(archive)
    if from_1904:
        notices.append("the workbook counts its days from 1904: days that it keeps as numbers stay in the notes")
    if len(sheets) > MAX_SHEETS:
        raise BadFileError(f"the workbook has {len(sheets)} sheets, more than {MAX_SHEETS}: split it")
    strings = _strings(archive)
    for sheet in sheets:
        if sheet.hidden:
            notices.append(f"sheet '{sheet.name}' is hidden and was not read: show it if its rows belong to the list")
            continue
        rows, too_wide = sheet_rows(
            archive.pieces(sheet.part), sheet.part, strings, None if from_1904 else CellKind.NUMBER
        )
        if too_wide:
            last = column_letters(MAX_COLUMNS - 1)
            notices.append(f"sheet '{sheet.name}' has cells right of column {last}: they were not read")
        yield Table(sheet.name, rows)


def _check_kind(archive: Archive) -> None:
    if _BOOK in archive.names:
        return
    for part, kind in _OTHER_KINDS:
        if part in archive.names:
            raise BadFileError(f"the file is {kind}")
    inside = ", ".join(f"'{name[:60]}'" for name in archive.names[:3])
    raise BadFileError(f"the file is a zip archive ({inside or 'empty'}), not a workbook: import what is in it")


def _sheets(archive: Archive) -> tuple[list[_SheetEntry], bool]:
    """The sheets with cells, and whether the book counts its days from 1904."""
    targets = _targets(archive)
    found: list[_SheetEntry] = []
    from_1904 = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal from_1904
        if tag == "workbookPr":
            from_1904 = attributes.get("date1904") in ("1", "true")
        if tag != "sheet" or len(found) > MAX_SHEETS:
            return
        key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        # A chart sheet has no cells, and no target among the worksheets.
        if key in targets:
            hidden = attributes.get("state", "visible") != "visible"
            found.append(_SheetEntry(attributes.get("name", "")[:80], targets[key], hidden))

    parse(archive.pieces(_BOOK), _BOOK, start)
    if not found:
        raise BadFileError("the workbook has no sheet with cells")
    return found, from_1904


def _targets(archive: Archive) -> dict[str, str]:
    """The parts of the worksheets by their relationship id."""
    part = "xl/_rels/workbook.xml.rels"
    found: dict[str, str] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        if tag == "Relationship" and kind.endswith("/worksheet") and len(found) <= 10 * MAX_SHEETS:
            found[attributes.get("Id", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"

    parse(archive.pieces(part), part, start)
    return found


def _strings(archive: Archive) -> list[str]:
    """The texts that cells refer to by number."""
    part = next((name for name in archive.names if name.casefold() == "xl/sharedstrings.xml"), "")
    reader = _Strings()
    if part:
        parse(archive.pieces(part), part, reader.start, reader.end, reader.text)
    return reader.found


class _Strings:
    def __init__(self) -> None:
        self.found: list[str] = []
        self._runs: list[str] = []
        self._length = 0
        self._total = 0
        self._reading = False
        self._aside = False

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        if tag == "si":
            self._runs, self._length = [], 0
        elif tag == "rPh":
            self._aside = True
        elif tag == "t":
            self._reading = not self._aside

    def text(self, piece: str) -> None:
        if self._reading and self._length <= MAX_CELL:
            self._runs.append(piece[: MAX_CELL + 1])
            self._length += len(piece)

    def end(self, tag: str) -> None:
        if tag == "t":
            self._reading = False
        elif tag == "rPh":
            self._aside = False
        elif tag == "si":
            text = unescaped("".join(self._runs))
            self._total += len(text)
            if len(self.found) >= MAX_STRINGS or self._total > MAX_STRING_CHARACTERS:
                raise BadFileError("the workbook holds more text than a list has: it was not read")
            self.found.append(text)
