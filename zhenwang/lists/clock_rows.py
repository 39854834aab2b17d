"""The rules of clocks, as a CSV that a person can review: ``clocks.csv``.

``key,name,name_en,begins,ends,amount,unit,severities,holder,kind,basis,note``; several triggers or severities are
separated by ``;``. A row that is half understood would let a deadline run wrongly: it is not read, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter

from zhenwang.domain.access import Role
from zhenwang.domain.clock_rules import MAX_AMOUNT, ClockKind, ClockRule, Trigger, Unit, read_trigger
from zhenwang.domain.csv_rows import BadRow
from zhenwang.lists.cells import split_values
from zhenwang.lists.seed_lists import Report, Row, first_of_each, read_rows, word_in

INTERNAL = "internal"
"""The basis of a time that the office set itself."""

_NEEDED = ("key", "name", "name_en", "begins", "ends", "amount", "unit", "holder", "kind", "basis")
_KEY = re.compile(r"[a-z][a-z0-9_]{1,31}\Z")
_SEVERITY = re.compile(r"S[0-5]\Z")
_HOLDERS = frozenset({*(role.value for role in Role), "authority", "site"})


def read_clock_rules(lines: Iterable[str], file: str) -> tuple[tuple[ClockRule, ...], tuple[BadRow, ...]]:
    """The rules in file order; the first row of a key counts."""
    told = "'{key}' stands in an earlier row: this one was not read"
    return read_rows(lines, file, _NEEDED, first_of_each(_rule, attrgetter("key"), "key", told))


def _rule(row: Row, report: Report) -> ClockRule | None:
    unit, kind = word_in(row, "unit", Unit, report), word_in(row, "kind", ClockKind, report)
    begins, ends = _triggers(row["begins"]), _triggers(row["ends"])
    severities = split_values(row.get("severities", ""))
    amount = int(row["amount"]) if re.fullmatch(r"[0-9]{1,4}", row["amount"], re.ASCII) else -1
    wrong = _wrong(row, begins, ends, severities, amount)
    if wrong or unit is None or kind is None or begins is None or ends is None:
        report(wrong, row.get(wrong, ""), f"'{wrong or 'unit or kind'}' cannot be understood: the row was not read")
        return None
    return ClockRule(
        row["key"], row["name"], row["name_en"], begins, ends, amount, unit, frozenset(severities), row["holder"],
        kind, row["basis"], row.get("note", ""),
    )  # fmt: skip


def _wrong(
    row: Row,
    begins: tuple[Trigger, ...] | None,
    ends: tuple[Trigger, ...] | None,
    severities: tuple[str, ...],
    amount: int,
) -> str:
    """The first column that says nothing certain, or nothing."""
    checks = {
        "key": bool(_KEY.match(row["key"])),
        "name": bool(row["name"]),
        "name_en": bool(row["name_en"]),
        "begins": bool(begins),
        "ends": ends is not None,
        "amount": 0 <= amount <= MAX_AMOUNT,
        "severities": all(_SEVERITY.match(severity) for severity in severities),
        "holder": row["holder"] in _HOLDERS,
        "basis": bool(row["basis"]),
    }
    return next((column for column, fine in checks.items() if not fine), "")


def _triggers(text: str) -> tuple[Trigger, ...] | None:
    """The triggers of a cell; None when one of them cannot be read."""
    read = [read_trigger(part) for part in split_values(text)]
    found = tuple(trigger for trigger in read if trigger is not None)
    return found if len(found) == len(read) else None
