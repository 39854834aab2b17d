"""A year as a picture: its months week by week, with what each day is. Pure."""

from __future__ import annotations

import calendar as weeks_of
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from zhenwang.domain.workdays import Calendar, is_settled, is_workday


@dataclass(frozen=True, slots=True)
class DayShown:
    """``kind`` is ``work`` (a weekend day that is worked), ``off`` (a weekday or holiday off), ``weekend`` or empty.

    ``settled``: no notice to come can change it. ``ruled``: a person set it.
    """

    day: date
    kind: str
    name: str
    source: str
    settled: bool
    ruled: bool


@dataclass(frozen=True, slots=True)
class MonthShown:
    """``weeks`` begin on Monday; None stands for days of the months beside."""

    month: int
    weeks: tuple[tuple[DayShown | None, ...], ...]
    workdays: int


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days that follow each other and are alike, from ``first`` to ``last``."""

    name: str
    kind: str
    source: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class YearShown:
    """``known``: the notice of the year is known in full."""

    year: int
    known: bool
    months: tuple[MonthShown, ...]

    @property
    def workdays(self) -> int:
        return sum(month.workdays for month in self.months)

    @property
    def spans(self) -> tuple[DaySpan, ...]:
        """The marked days, those together that follow each other and are alike; ordered by day."""
        found: list[DaySpan] = []
        for day in self.marked:
            last = found[-1] if found else None
            alike = last and (last.name, last.kind, last.source) == (day.name, day.kind, day.source)
            if last and alike and (day.day - last.last).days == 1:
                found[-1] = replace(last, last=day.day)
            else:
                found.append(DaySpan(day.name, day.kind, day.source, day.day, day.day))
        return tuple(found)

    @property
    def marked(self) -> tuple[DayShown, ...]:
        """The days that are other than their weekday says, in order."""
        days = (day for month in self.months for week in month.weeks for day in week if day)
        return tuple(day for day in days if day.name or day.kind in ("off", "work"))


def year_picture(calendar: Calendar, year: int, ruled: Collection[date] = ()) -> YearShown:
    """The picture of one year; ``ruled`` are the days that people set."""
    return YearShown(year, year in calendar.years, tuple(_month(calendar, year, n, ruled) for n in range(1, 13)))


def _month(calendar: Calendar, year: int, month: int, ruled: Collection[date]) -> MonthShown:
    rows = weeks_of.Calendar().monthdayscalendar(year, month)
    weeks = tuple(
        tuple(_day(calendar, date(year, month, number), ruled) if number else None for number in row) for row in rows
    )
    worked = sum(is_workday(calendar, day.day) for week in weeks for day in week if day)
    return MonthShown(month, weeks, worked)


def _day(calendar: Calendar, day: date, ruled: Collection[date]) -> DayShown:
    told = calendar.days.get(day)
    works, weekend = is_workday(calendar, day), day.weekday() > 4
    kind = ("work" if weekend else "") if works else ("off" if told or not weekend else "weekend")
    name, source = (told.name, told.source) if told else ("", "")
    return DayShown(day, kind, name, source, is_settled(calendar, day), day in ruled)
