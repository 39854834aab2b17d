"""Putting a case aside until a day: it leaves the tabs of open work and comes back by itself on that day.

``suppress`` and ``unsuppress`` are steps of the case with a reason and a line of history. Coming back needs nobody: the
queue compares the day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from zhenwang.domain.case import Ruling
from zhenwang.domain.workflow import Refused

_BEIJING = timezone(timedelta(hours=8))  # China keeps one time all year
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


def unfit(ruling: Ruling, now: datetime) -> Refused | None:
    """Why a case cannot be put aside until the day that a ruling names; every other action passes."""
    if ruling.action != "suppress":
        return None
    day = until_day(ruling.facts.get("until", ""), now.astimezone(_BEIJING).date())
    return day if isinstance(day, Refused) else None
