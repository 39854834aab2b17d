"""Rulings on working days: append-only, so that who set a day, by which notice, and who took it back is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from zhenwang.domain.access import Actor
from zhenwang.domain.workday_rulings import MOST_DAYS_AT_ONCE, DayRuling, objection, spread
from zhenwang.domain.workflow import Refused
from zhenwang.store import journal
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases
from zhenwang.store.work_schema import workday_overrides

RULED, WITHDRAWN = "workday_ruled", "workday_withdrawn"
"""The journal's words for a day or year that was set, and for one that was taken back."""


@dataclass(frozen=True, slots=True)
class Overruled:
    """Somebody else ruled since the calendar was read: ``newest`` is that ruling. Nothing was written."""

    newest: DayRuling


def rule(
    store: Store, ruling: DayRuling, actor: Actor, now: datetime, *, seen: int, until: date | None = None
) -> DayRuling | Refused | Overruled:
    """Record a ruling, on its day or on every day ``until`` another; the last one is returned. Number, instant and
    author are set here. ``seen`` is the number of the newest ruling its author read (0 for none). Every deadline that
    is open is to be worked out again.
    """
    rulings = spread(replace(ruling, number=seen + 1, at=now, who=actor.name), until)
    told = next((told for one in rulings if (told := objection(one))), "")
    if told or not rulings:
        return Refused(told or f"the last day comes after the first, and at most {MOST_DAYS_AT_ONCE} days are set")
    with store.write() as connection:
        newest = _newest(connection)
        if newest is not None and newest.number != seen:
            return Overruled(newest)
        connection.execute(insert(workday_overrides), [_row(one) for one in rulings])
        connection.execute(update(cases).where(cases.c.due_at.is_not(None)).values(due_stale=True))
        _note(connection, rulings, actor, now)
    return rulings[-1]


def rulings(store: Store) -> tuple[DayRuling, ...]:
    """Every ruling, the first one first."""
    with store.read() as connection:
        return tuple(_ruling(row) for row in connection.execute(_all()))


def newest(store: Store) -> int:
    """The number of the newest ruling, 0 when there is none."""
    with store.read() as connection:
        found = _newest(connection)
    return found.number if found else 0


def _all() -> Any:
    return select(workday_overrides).order_by(workday_overrides.c.number)


def _newest(connection: Connection) -> DayRuling | None:
    query = select(workday_overrides).order_by(workday_overrides.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return _ruling(row) if row else None


def _note(connection: Connection, rulings: Sequence[DayRuling], actor: Actor, now: datetime) -> None:
    made, last = rulings[0], rulings[-1].day
    subject = str(made.day.year) if made.whole_year else made.day.isoformat()
    subject += f"/{last.isoformat()}" if last > made.day else ""
    facts = {"notice": made.notice, "name": made.name}
    if made.is_workday is not None and not made.whole_year:
        facts["is_workday"] = "yes" if made.is_workday else "no"
    action = WITHDRAWN if made.is_workday is None else RULED
    journal.append(connection, actor, action, subject, made.why, facts, now)


def _row(made: DayRuling) -> dict[str, Any]:
    return {
        "number": made.number, "at": made.at, "day": made.day, "is_workday": made.is_workday,
        "whole_year": made.whole_year, "name": made.name, "notice": made.notice, "who": made.who, "why": made.why,
    }  # fmt: skip


def _ruling(row: Row[Any]) -> DayRuling:
    return DayRuling(
        row.number, row.at, row.day, row.is_workday, row.name, row.notice, row.who, row.why, whole_year=row.whole_year
    )
