"""Working days with their exchanged days (调休), counted so that a holiday is never taken for work.

Whoever fixes the year's holidays says so late in the year before. Until the notice of a year is known, every day that
is counted in it makes the result *provisional* (暂定): weekends and what the law itself makes a holiday are off, and
which other days are exchanged is open. Source: 《全国年节及纪念日放假办法》 (国务院令第795号, from 2025-01-01).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

MOST_DAYS = 20_000
"""No count goes further than this from where it began (some 54 years)."""

# In 2007 and 2018 the notice for the year to come exchanged the days from 29 December on.
_OPEN_FROM = (12, 29)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayMark:
    """What is said of one day: ``is_workday``, its ``name`` (春节), and the ``source`` that says so, as a notice."""

    day: date
    is_workday: bool
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that are other than their weekday says, and the ``years`` of which the notice is known in full.

    ``yearly`` are the days of the law that stand on the same (month, day) in every year.
    """

    days: Mapping[date, DayMark] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day that is in time. ``provisional``: the notice of a year that was counted in is not known yet."""

    day: date
    provisional: bool


def is_workday(calendar: Calendar, day: date) -> bool:
    """Whether people work on a day, as far as is known."""
    told = calendar.days.get(day)
    if told is not None:
        return told.is_workday
    if day.year not in calendar.years and (day.month, day.day) in calendar.yearly:
        return False
    return day.weekday() < 5


def is_settled(calendar: Calendar, day: date) -> bool:
    """Whether no notice that is still to come can change the day."""
    last_days = (day.month, day.day) >= _OPEN_FROM
    return day.year in calendar.years and (not last_days or day.year + 1 in calendar.years)


def add_workdays(calendar: Calendar, start: date, n: int) -> Deadline:
    """The ``n``-th working day after ``start``, which is not counted itself; before it when ``n`` is negative.

    ``n`` = 0 is ``start``, or the first working day after it. A count that leads more than ``MOST_DAYS`` away, or out
    of the years that a date can hold, ends there and is provisional.
    """
    return counted(calendar, start, n, lambda day: is_workday(calendar, day))


def counted(calendar: Calendar, start: date, n: int, counts: Callable[[date], bool]) -> Deadline:
    """As ``add_workdays``, with the days that count given by ``counts``."""
    step, left = (-1 if n < 0 else 1), max(abs(n), 1)
    day, settled = start, n != 0 or is_settled(calendar, start)
    if n == 0 and counts(start):
        return Deadline(start, not settled)
    for _ in range(MOST_DAYS):
        if left == 0:
            return Deadline(day, not settled)
        if day == (date.max if step > 0 else date.min):
            break
        day += step * _DAY
        settled = settled and is_settled(calendar, day)
        left -= counts(day)
    return Deadline(day, True)


def workdays_between(calendar: Calendar, start: date, end: date) -> int:
    """Working days after ``start`` up to ``end``, which counts; negative when ``end`` is the earlier one."""
    if end < start:
        return -workdays_between(calendar, end, start)
    exchanged = (
        mark.is_workday - (mark.day.weekday() < 5) for mark in calendar.days.values() if start < mark.day <= end
    )
    yearly = (day.weekday() < 5 for day in _yearly(calendar, start, end) if day not in calendar.days)
    return _weekdays(end) - _weekdays(start) + sum(exchanged) - sum(yearly)


def working_time(calendar: Calendar, start: datetime, end: datetime, zone: tzinfo) -> timedelta:
    """How much of a time fell on working days, each from midnight to midnight where the ``zone`` is."""
    if end <= start:
        return timedelta()
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    if first == last:
        return (end - start) * is_workday(calendar, first)
    begun, ended = _midnight_after(start, zone) - start, end - _midnight(last, zone)
    # Clocks are changed on Sundays: a day that is worked has its 24 hours.
    between = workdays_between(calendar, first, last - _DAY) * _DAY
    return between + begun * is_workday(calendar, first) + ended * is_workday(calendar, last)


def after_working_time(calendar: Calendar, start: datetime, span: timedelta, zone: tzinfo) -> datetime:
    """When ``span`` of working time will have gone by."""
    left, at = span, start
    for _ in range(MOST_DAYS):
        until = _midnight_after(at, zone)
        if is_workday(calendar, at.astimezone(zone).date()):
            if left <= until - at:
                return at + left
            left -= until - at
        at = until
    return at


def end_of(day: date, zone: tzinfo) -> datetime:
    """The last instant of a day where the ``zone`` is."""
    return datetime.combine(day, time.max, zone)


def _weekdays(day: date) -> int:
    """Mondays to Fridays since the first day of the first year, which was a Monday, up to this day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _yearly(calendar: Calendar, start: date, end: date) -> Iterator[date]:
    """The days of the law after ``start`` up to ``end`` in years without a notice."""
    for year in range(start.year, end.year + 1):
        for month, number in calendar.yearly if year not in calendar.years else ():
            day = date(year, month, min(number, monthrange(year, month)[1]))
            if day.day == number and start < day <= end:
                yield day


def _midnight_after(at: datetime, zone: tzinfo) -> datetime:
    # In the instant's own zone, so that differences are true ones also where clocks are changed.
    return _midnight(at.astimezone(zone).date() + _DAY, zone).astimezone(at.tzinfo)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
