"""Tables that leave the house, as CSV and JSON: nothing in them is run, clicked, or hidden from whoever reads them.

A cell that a spreadsheet would take for a formula begins with an apostrophe, which ``original_cell`` takes away again.
Addresses, and everything in the columns named as suspects, are defanged; characters that are not seen are marked
``⟦U+202E⟧`` in CSV and written ``\\u202e`` in JSON.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from fastapi import HTTPException, Request
from fastapi.responses import Response

from zhenwang import runtime
from zhenwang.domain.access import MACHINE
from zhenwang.handoff.dossier import BEIJING, defang, defanged
from zhenwang.store import journal
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.visible import marked

Cell = str | int | float | date | datetime | None
Rows = Iterable[Sequence[Cell]]

FORMS = ("csv", "json")
MOST_ROWS = 100_000
"""More than a spreadsheet is read for; whoever needs more narrows the question."""
BOM = "\ufeff"
"""Without it WPS and Excel read UTF-8 as GBK and show Chinese as rubbish."""

# What a spreadsheet begins a formula with, after blanks that some drop; a mark stands for a TAB, CR or NUL there. Not
# only at the start: whoever splits at ";" or at line ends without minding quotes sees further starts of cells.
_STARTS = re.compile(r"(^|[;\n])([^\S\n]*)('*)(?=[=+\-@＝＋－＠]|⟦U\+)")
_ESCAPED = re.compile(r"(^|[;\n])([^\S\n]*)'('*)(?=[=+\-@＝＋－＠]|⟦U\+)")
_FURTHER = re.compile(r"(?:ftp|file|smb|ws|wss|data|javascript|vbscript|mailto)(?=:)", re.IGNORECASE)
_LONGEST = 32_000  # a spreadsheet takes 32,767 characters a cell, and drops or splits what is longer


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the question it answers. ``name`` is its file's name, without ending; ``suspects`` are the columns
    that hold hosts or addresses nobody may click.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    query: Mapping[str, str]
    at: datetime
    suspects: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON of query, header and rows: the same answer to the same question, the same."""
        rows = [[_plain(cell) for cell in row] for row in self.rows]
        content = {"query": dict(self.query), "header": list(self.header), "rows": rows}
        spelt = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(spelt.encode()).hexdigest()


def csv_text(header: Sequence[str], rows: Rows, *, suspects: Collection[str] = (), bom: bool = True) -> str:
    """A table by RFC 4180: every cell in quotes, lines end in CRLF. ``bom`` is for WPS and Excel."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    for row in rows:
        writer.writerow([_csv_cell(cell, suspect=name in suspects) for name, cell in zip(header, row, strict=True)])
    return (BOM if bom else "") + written.getvalue()


def json_text(
    header: Sequence[str], rows: Rows, *, suspects: Collection[str] = (), about: Mapping[str, object] | None = None
) -> str:
    """The same table for machines: ``{"about": …, "columns": […], "rows": [[…]]}``. What is not seen is escaped."""
    told = [
        [_json_cell(cell, suspect=name in suspects) for name, cell in zip(header, row, strict=True)] for row in rows
    ]
    content = {"about": dict(about or {}), "columns": list(header), "rows": told}
    return "".join(_escaped(char) for char in json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def safe_cell(text: str, *, suspect: bool = False) -> str:
    """A text as one cell of a spreadsheet, at most 32,000 characters of it."""
    shown = marked(_unclickable(text[:_LONGEST], suspect=suspect)).replace("\t", "⟦U+0009⟧").replace("\r", "⟦U+000D⟧")
    return _STARTS.sub(r"\1\2'\3", shown)


def original_cell(cell: str) -> str:
    """The text that ``safe_cell`` made safe, with its marks and defanged as it is."""
    return _ESCAPED.sub(r"\1\2\3", cell)


def download(table: Table, form: str) -> Response:
    """A table as a file, ``form`` being ``csv`` or ``json``. The name says the day and the first of the digest."""
    name = f"{table.name}-{table.at.astimezone(BEIJING):%Y%m%d}-{table.digest[:12]}.{form}"
    body = _frozen_json(table) if form == "json" else _frozen_csv(table)
    kind = "application/json" if form == "json" else "text/csv; charset=utf-8"
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(body.encode("utf-8"), media_type=kind, headers={"Content-Disposition": disposition})


def hand_out(request: Request, table: Table, form: str) -> Response:
    """A table as a download, with a line in the journal: who took what, and its digest. 404 for an unknown form."""
    if form not in FORMS:
        raise HTTPException(404)
    actor = visitor_of(request).actor or MACHINE
    facts = {"sha256": table.digest, "rows": str(len(table.rows)), "form": form, **table.query}
    with house_of(request).store.write() as connection:
        journal.append(connection, actor, "export", table.name, "", facts, runtime.now())
    return download(table, form)


def _frozen_csv(table: Table) -> str:
    told = csv_text(table.header, table.rows, suspects=table.suspects)
    # Beneath the table and as wide as it, so that every reader of CSV takes it; a table has two columns or more.
    asked = "; ".join(f"{key}={value}" for key, value in sorted(table.query.items()))
    lines = (("", ""), ("查询 query", asked), ("生成于 made at", _moment(table.at)), ("SHA-256", table.digest))
    wide = [(*line, *[""] * (len(table.header) - 2)) for line in lines]
    return told + csv_text(wide[0], wide[1:], bom=False)


def _frozen_json(table: Table) -> str:
    about = {"query": dict(table.query), "made_at": _moment(table.at), "sha256": table.digest}
    return json_text(table.header, table.rows, suspects=table.suspects, about=about)


def _csv_cell(cell: Cell, *, suspect: bool) -> str:
    if isinstance(cell, str):
        return safe_cell(cell, suspect=suspect)
    return "" if cell is None else str(_plain(cell))


def _json_cell(cell: Cell, *, suspect: bool) -> str | int | float | None:
    return _unclickable(cell, suspect=suspect) if isinstance(cell, str) else _plain(cell)


def _plain(cell: Cell) -> str | int | float | None:
    if isinstance(cell, datetime):
        return _moment(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _moment(at: datetime) -> str:
    return at.astimezone(BEIJING).isoformat(timespec="seconds")


def _unclickable(text: str, *, suspect: bool) -> str:
    plain = _FURTHER.sub(lambda found: f"{found[0]}[:]", text) if ":" in text else text
    plain = plain.replace("[:]:", "[:]")
    return defang(plain) if suspect else defanged(plain)


def _escaped(char: str) -> str:
    """JSON of a character that is not seen; line ends are the file's own."""
    if char == "\n" or marked(char) == char:
        return char
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
