"""What people rule on working days: a day set otherwise, or a year's notice entered in full. Nothing is rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from zhenwang.domain.people import person_key
from zhenwang.domain.workdays import Calendar, DayMark

FIRST_YEAR, LAST_YEAR = 2004, 2100
MAX_NAME = 40
MAX_NOTICE = 120
MAX_WHY = 1_000
MOST_DAYS_AT_ONCE = 16
"""The longest holiday so far had eight days; more than this is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class DayRuling:
    """``is_workday`` None withdraws what was ruled before. ``notice`` is the number of the notice that says so.

    ``whole_year``: it is not about ``day`` but about its year: True says that the year's notice is entered in full.
    """

    number: int
    at: datetime
    day: date
    is_workday: bool | None
    name: str
    notice: str
    who: str
    why: str
    whole_year: bool = False


def with_rulings(calendar: Calendar, rulings: Iterable[DayRuling]) -> Calendar:
    """The calendar as ruled: the latest ruling of each day and of each year counts, the first one given first."""
    latest = {(ruling.whole_year, ruling.day): ruling for ruling in rulings}
    days, years = dict(calendar.days), set(calendar.years)
    for (whole_year, day), ruling in latest.items():
        if ruling.is_workday is None:
            continue
        if whole_year:
            years.add(day.year)
        else:
            days[day] = DayMark(day, ruling.is_workday, ruling.name, ruling.notice)
    return replace(calendar, days=days, years=frozenset(years))


def spread(ruling: DayRuling, until: date | None) -> tuple[DayRuling, ...]:
    """A ruling on a day and those after it up to ``until``, each with its number; nothing when it is a slip of the pen:
    an end before the beginning, or more than ``MOST_DAYS_AT_ONCE``. A year is one.
    """
    if until is None or ruling.whole_year:
        return (ruling,)
    days = (until - ruling.day).days + 1
    if not 1 <= days <= MOST_DAYS_AT_ONCE:
        return ()
    return tuple(replace(ruling, number=ruling.number + n, day=ruling.day + timedelta(days=n)) for n in range(days))


def objection(ruling: DayRuling) -> str:
    """Why a ruling cannot stand, in a sentence; empty when it may."""
    if not FIRST_YEAR <= ruling.day.year <= LAST_YEAR:
        return f"a day between {FIRST_YEAR} and {LAST_YEAR} is needed"
    if not person_key(ruling.who) or not ruling.why.strip():
        return "who rules and why are needed"
    if ruling.is_workday is not None and not ruling.notice.strip():
        return "the number of the notice that says so is needed"
    if len(ruling.name) > MAX_NAME or len(ruling.notice) > MAX_NOTICE or len(ruling.why) > MAX_WHY:
        return f"a name has at most {MAX_NAME} characters, a notice {MAX_NOTICE}, a reason {MAX_WHY}"
    return ""
