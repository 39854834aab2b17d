"""What was done and by whom, to look through: the journal and the histories of cases, the newest first.

Only reading. Pages go on from a position, so that the last page of a million rows is as quick as the first; what may
be asked by is a fixed list.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Table, and_, false, or_, select, true

from zhenwang.store.access_schema import journal
from zhenwang.store.columns import escaped, instant_text, unescaped
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases, history

PAGE = 100
OFFICE = ZoneInfo("Asia/Shanghai")
_LONGEST = 300


class Log(StrEnum):
    JOURNAL = "journal"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Wanted:
    """``person`` is a name as it read then, or a person's id; ``subject`` the case, or what the journal's act was done
    to; ``day`` one of the office's; ``before`` a position to go on from. ``within`` as in ``statistics.Question``.
    """

    person: str = ""
    action: str = ""
    subject: str = ""
    day: date | None = None
    before: int | None = None
    within: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of either log. ``before`` and ``after`` are states, empty in the journal."""

    position: int
    at: datetime
    actor: str
    person: str
    account: str
    action: str
    subject: str
    reason: str
    facts: Mapping[str, Any]
    digest: str
    before: str = ""
    after: str = ""


def entries(store: Store, log: Log, wanted: Wanted, most: int = PAGE, zone: tzinfo = OFFICE) -> list[Entry]:
    """At most ``most`` rows, the newest first. The journal is no region's: only who may read everything sees it."""
    table = journal if log is Log.JOURNAL else history
    subject = table.c.subject if log is Log.JOURNAL else table.c.case_id
    asked = [*_asked(table, subject, wanted, zone), _within(log, wanted.within)]
    query = select(table).where(and_(*asked)).order_by(table.c.position.desc()).limit(max(0, most))
    with store.read() as connection:
        return [_entry(dict(row), subject.name) for row in connection.execute(query).mappings()]


def day_span(day: date, zone: tzinfo = OFFICE) -> tuple[str, str]:
    """The first instant of a day and of the next, in the spelling that the logs are kept in."""
    begin = datetime.combine(day, time(), zone)
    return instant_text(begin), instant_text(begin + timedelta(days=1))


def _asked(table: Table, subject: ColumnElement[str], wanted: Wanted, zone: tzinfo) -> list[ColumnElement[bool]]:
    c, found = table.c, []
    if wanted.person:
        name = escaped(wanted.person[:_LONGEST])
        found.append(or_(c.actor == name, c.person == name))
    if wanted.action:
        found.append(c.action == escaped(wanted.action[:_LONGEST]))
    if wanted.subject:
        found.append(subject == escaped(wanted.subject[:_LONGEST]))
    if wanted.day:
        begin, end = day_span(wanted.day, zone)
        found += [c.at >= begin, c.at < end]
    if wanted.before is not None:
        found.append(c.position < wanted.before)
    return found


def _within(log: Log, within: tuple[tuple[str, str], ...] | None) -> ColumnElement[bool]:
    if within is None:
        return true()
    if log is Log.JOURNAL:
        return false()
    held = or_(
        false(),
        *(cases.c.system == system if system else cases.c.region.startswith(region, autoescape=True)
          for region, system in within),
    )  # fmt: skip
    return history.c.case_id.in_(select(cases.c.id).where(held))


def _entry(row: dict[str, Any], subject: str) -> Entry:
    try:
        facts = json.loads(row["facts"])
    except (TypeError, ValueError):
        facts = {}  # what somebody wrote past the program is shown as far as it can be, and verified as damage
    return Entry(
        int(row["position"]), datetime.fromisoformat(row["at"]), unescaped(row["actor"]),
        unescaped(row["person"] or ""), unescaped(row["account"] or ""), unescaped(row["action"]),
        unescaped(row[subject]), unescaped(row["reason"]), facts if isinstance(facts, dict) else {}, row["digest"],
        row.get("before", ""), row.get("after", ""),
    )  # fmt: skip
