"""Administrative divisions (GB/T 2260): which region codes exist, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from zhenwang.domain.csv_rows import BadRow
from zhenwang.lists.seed_lists import Report, Row, read_rows

DIGITS = 6


def read_divisions(lines: Iterable[str], file: str) -> tuple[dict[str, str], tuple[BadRow, ...]]:
    """Code to name, the full one (湖北省黄石市大冶市) where the list has it; and every line that could not be used."""
    divisions, bad = read_rows(lines, file, ("code", "name"), _division)
    return dict(reversed(divisions)), bad


def _division(row: Row, report: Report) -> tuple[str, str] | None:
    code, name = row["code"], row.get("full_name") or row["name"]
    if len(code) == DIGITS and code.isascii() and code.isdecimal() and name:
        return code, name
    report("code", code, f"'{code[:20]}' with '{name[:40]}' is no division: six digits and a name are needed")
    return None
