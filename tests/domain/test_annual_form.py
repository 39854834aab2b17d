from __future__ import annotations

from datetime import date

import pytest

from zhenwang.domain.annual_form import SampleBox, due
from zhenwang.domain.workdays import Calendar, DayMark

KNOWN = Calendar({}, frozenset({2025, 2026, 2027, 2028}))


@pytest.mark.parametrize(
    ("year", "day", "plan"),
    [
        (2026, date(2027, 1, 31), date(2027, 1, 29)),  # a Sunday: the Friday before
        (2025, date(2026, 1, 31), date(2026, 1, 30)),  # a Saturday
        (2027, date(2028, 1, 31), date(2028, 1, 31)),  # a Monday
    ],
)
def test_the_form_is_due_on_31_january_and_planned_for_a_working_day(year: int, day: date, plan: date) -> None:
    found = due(year, KNOWN)
    assert (found.day, found.plan, found.provisional) == (day, plan, False)


def test_a_sunday_that_is_worked_is_the_day_itself_and_a_holiday_before_it_is_passed_over() -> None:
    worked = DayMark(date(2027, 1, 31), is_workday=True, name="春节", source="x")
    assert due(2026, Calendar({worked.day: worked}, KNOWN.years)).plan == date(2027, 1, 31)
    off = DayMark(date(2027, 1, 29), is_workday=False, name="春节", source="x")
    assert due(2026, Calendar({off.day: off}, KNOWN.years)).plan == date(2027, 1, 28)


def test_a_year_whose_holidays_nobody_published_is_provisional() -> None:
    found = due(2026, Calendar({}, frozenset({2026})))
    assert (found.plan, found.provisional) == (date(2027, 1, 29), True)


def test_a_share_of_nothing_is_nothing() -> None:
    assert (SampleBox("2026-Q1").share, SampleBox("2026-Q1", 707, 213, 1).share) == (0.0, 30.1)
