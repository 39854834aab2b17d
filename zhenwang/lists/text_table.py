"""CSV of any office: its encoding told by decoding strictly, its delimiter by where the headings are.

Windows saves Chinese lists in GB18030 (GBK), "Unicode text" in UTF-16 with tabs; exports of other programs are UTF-8.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from zhenwang.domain.csv_rows import MAX_CELL, MAX_ROWS, records
from zhenwang.lists.header_row import best_header, rank
from zhenwang.lists.tables import MAX_CELLS, MAX_COLUMNS, BadFileError, CellKind, Table, TableRow

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 60
MAX_LINES = 2_000_000

_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_LINE_END = re.compile("\r\n|\n|\r")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Control characters but tab and line ends, and bytes that stand for nothing in the encoding.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd]")
_QUOTED_TEXT = re.compile(r'="[^"]*"\Z')


def text_table(body: bytes, notices: list[str]) -> Table:
    """The rows of a CSV; how it was read goes into ``notices``. Raises ``BadFileError``."""
    text, charset = decoded(body)
    if len(_CONTROLS.findall(text[:4096])) > 16:
        raise BadFileError("the file is neither a workbook (.xlsx) nor text: save the list as .xlsx or CSV")
    if text.count("\n") + text.count("\r") > MAX_LINES:
        raise BadFileError(f"the file has more than {MAX_LINES:,} lines: no list does, so it was not read")
    delimiter = _delimiter(text)
    told = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}[delimiter]
    notices.append(f"read as {charset}, cells separated by {told}")
    rows: list[TableRow] = []
    cells = 0
    for record in records(_lines(text), delimiter, trimmed=False):
        if len(rows) >= MAX_ROWS:
            raise BadFileError(f"the list has more than {MAX_ROWS:,} rows: split it and import each part")
        cells += len(record.cells)
        if cells > MAX_CELLS:
            raise BadFileError(f"the list has more than {MAX_CELLS:,} cells: split it and import each part")
        rows.append(_row(record.line, record.cells, record.text, record.reason))
    return Table("", tuple(rows))


def decoded(body: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Bytes that stand for nothing become U+FFFD; never raises."""
    for mark, codec, charset in _MARKED:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), charset
    for codec, charset in (*_unmarked_utf16(body), ("utf-8", "UTF-8"), ("gb18030", "GB18030 (GBK)")):
        try:
            return body.decode(codec), charset
        except UnicodeDecodeError:
            continue
    # No encoding fits whole: the one that loses fewer characters, and the rows that lost one are named.
    pairs = (("utf-8", "UTF-8"), ("gb18030", "GB18030 (GBK)"))
    return min(((body.decode(codec, "replace"), name) for codec, name in pairs), key=_lost)


def _lost(found: tuple[str, str]) -> int:
    return found[0].count("\ufffd")


def _unmarked_utf16(body: bytes) -> tuple[tuple[str, str], ...]:
    # The ASCII characters of a list (digits, host names, delimiters) give themselves away by their zero byte.
    even, odd = body[0:4096:2].count(0), body[1:4096:2].count(0)
    if max(even, odd) < len(body[:4096]) // 20 or min(even, odd) * 4 > max(even, odd):
        return ()
    return (("utf-16-le", "UTF-16"),) if odd > even else (("utf-16-be", "UTF-16"),)


def _lines(text: str) -> Iterator[str]:
    # StringIO would hold the whole text again, at four bytes a character.
    start = 0
    for end in _LINE_END.finditer(text):
        yield text[start : end.end()]
        start = end.end()
    if start < len(text):
        yield text[start:]


def _delimiter(text: str) -> str:
    """The delimiter with which the headings are found; failing that, the one that makes most columns."""
    found: list[tuple[tuple[int, int], int, str]] = []
    for order, delimiter in enumerate(DELIMITERS):
        sample = islice(records(_lines(text[:200_000]), delimiter, trimmed=False), SAMPLE_ROWS)
        rows = [TableRow(record.line, record.cells) for record in sample]
        header = best_header(rows)
        found.append((rank(header) if header else (0, 0), -order, delimiter))
    return max(found)[2]


def _row(line: int, cells: tuple[str, ...], text: str, reason: str) -> TableRow:
    if reason:
        return TableRow(line, (text[:MAX_CELL],), reason=reason)
    if len(cells) > MAX_COLUMNS and any(cells[MAX_COLUMNS:]):
        return TableRow(line, (text[:MAX_CELL],), reason=f"more than {MAX_COLUMNS} cells")
    if _UNREADABLE.search("\n".join(cells)):
        reason = "bytes that the file's encoding does not know, or control characters: the value is damaged"
    kinds = {i: CellKind.FORMULA for i, cell in enumerate(cells) if cell[:1] == "=" and not _QUOTED_TEXT.match(cell)}
    return TableRow(line, cells[:MAX_COLUMNS], kinds, reason)
