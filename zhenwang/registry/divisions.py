"""Administrative divisions (GB/T 2260): which region codes exist, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from zhenwang.domain.csv_rows import MAX_ROWS, BadRow, records, without_byte_order_mark


def read_divisions(lines: Iterable[str], file: str) -> tuple[dict[str, str], tuple[BadRow, ...]]:
    """Code to name, the full one (湖北省黄石市大冶市) where the list has it; and every line that could not be used."""
    names: dict[str, str] = {}
    bad: list[BadRow] = []
    heading: list[str] = []
    for count, record in enumerate(records(without_byte_order_mark(lines))):
        if count > MAX_ROWS:
            bad.append(BadRow(file, record.line, "", "", f"more than {MAX_ROWS} rows: the rest was not read"))
            break
        if record.reason:
            bad.append(BadRow(file, record.line, "", record.text, record.reason))
        elif not heading:
            heading = [cell.casefold() for cell in record.cells]
            if not {"code", "name"} <= set(heading):
                reason = "the header has no column 'code' and 'name', so no row can be read"
                return {}, (BadRow(file, record.line, "", record.text.strip(), reason),)
        else:
            row = dict(zip(heading, record.cells, strict=False))
            code, name = row.get("code", ""), row.get("full_name") or row.get("name", "")
            if len(code) == 6 and code.isascii() and code.isdecimal() and name:
                names.setdefault(code, name)
            else:
                reason = f"'{code[:20]}' with '{name[:40]}' is no division: six digits and a name are needed"
                bad.append(BadRow(file, record.line, "code", code, reason))
    return names, tuple(bad)
