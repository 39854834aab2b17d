"""Putting a case aside until a day: it leaves the tabs of open work and comes back by itself on that day.

Both are steps of the case with a reason and a line of history; coming back needs nobody: the queue compares the day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from zhenwang.domain.access import Actor
from zhenwang.domain.case import Case, Ruling
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases
from zhenwang.store.cases import Conflict
from zhenwang.store.opening import Store

MOST_DAYS = 180
"""Whoever wants to see a case less often than twice a year should rule on it."""


def until_day(written: str, today: date) -> date | Refused:
    """The day a case comes back, as ``2026-12-31``: after today and within ``MOST_DAYS``."""
    try:
        day = date.fromisoformat(written.strip()[:20])
    except ValueError:
        return Refused("the day on which the case comes back is written 2026-12-31", "until")
    if not today < day <= today + timedelta(days=MOST_DAYS):
        return Refused(f"a case is put aside for 1 to {MOST_DAYS} days", "until")
    return day


def suppress(
    store: Store, case_id: str, actor: Actor, reason: str, until: str, today: date, now: datetime, version: int
) -> Case | Refused | Conflict:
    """Put a case aside; refused where it is already in review or further, for then somebody waits for it."""
    day = until_day(until, today)
    if isinstance(day, Refused):
        return day
    ruling = Ruling("suppress", actor, reason, {"until": day.isoformat()})
    return cases.rule(store, case_id, ruling, now, version)


def unsuppress(
    store: Store, case_id: str, actor: Actor, reason: str, now: datetime, version: int
) -> Case | Refused | Conflict:
    """Take it up again before its day."""
    return cases.rule(store, case_id, Ruling("unsuppress", actor, reason, {}), now, version)
