"""Working days with exchanged days, holidays of years to come, and what is provisional."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.sky import first_days, qingming
from zhenwang.domain.workday_rulings import DayRuling, objection, with_rulings
from zhenwang.domain.workdays import (
    MOST_DAYS,
    Calendar,
    Deadline,
    add_workdays,
    after_working_time,
    is_settled,
    is_workday,
    workdays_between,
    working_time,
)
from zhenwang.lists.workday_tables import CHINA, calendar, read_workday_rows
from zhenwang.settings import find_seeds

BEIJING = ZoneInfo("Asia/Shanghai")
ONE = timedelta(days=1)
DAYS = st.dates(date(2004, 1, 1), date(2034, 12, 31))
COUNTS = st.integers(-60, 60)


@cache
def china() -> Calendar:
    with (find_seeds() / "workday_overrides.csv").open(encoding="utf-8") as lines:
        rows, bad = read_workday_rows(lines, "workday_overrides.csv")
    assert not bad
    return calendar(CHINA, rows)


def days(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "due", "provisional"),
    [
        ("2026-02-13", "2026-02-24", False),
        ("2026-09-18", "2026-09-21", False),
        ("2026-09-24", "2026-09-29", False),
        ("2026-09-30", "2026-10-09", False),
        ("2026-04-30", "2026-05-07", False),
        ("2026-12-31", "2027-01-05", True),
    ],
)
def test_the_six_vectors_hold(start: str, due: str, provisional: bool) -> None:
    assert add_workdays(china(), days(start), 2) == Deadline(days(due), provisional)
    assert not is_workday(china(), date(2027, 1, 1))


@pytest.mark.parametrize("year", [2027, 2028, 2029, 2030])
def test_holidays_of_years_without_a_notice_are_where_moon_and_sun_put_them(year: int) -> None:
    moons = first_days(year)
    expected = {moons[1] - ONE, *(moons[1] + n * ONE for n in range(3)), qingming(year), moons[5] + 4 * ONE}
    expected |= {moons[8] + 14 * ONE, date(year, 1, 1), date(year, 5, 1), date(year, 5, 2)}
    expected |= {date(year, 10, day) for day in (1, 2, 3)}
    assert {day for day in china().days if day.year == year} == expected
    assert not any(is_workday(china(), day) for day in expected)


@pytest.mark.parametrize("year", range(2008, 2027))
def test_the_same_calculation_finds_the_holidays_that_were_published(year: int) -> None:
    moons = first_days(year)
    for day in (moons[1], moons[1] + ONE, moons[1] + 2 * ONE, qingming(year), moons[5] + 4 * ONE, moons[8] + 14 * ONE):
        assert not is_workday(china(), day), day


def test_days_at_the_end_of_a_year_wait_for_the_next_notice() -> None:
    # 2018-12-29 became a workday and 2018-12-31 a day off by the notice for 2019.
    assert is_workday(china(), date(2018, 12, 29))
    assert not is_workday(china(), date(2018, 12, 31))
    assert is_settled(china(), date(2026, 12, 28))
    assert not is_settled(china(), date(2026, 12, 29))
    assert is_settled(china(), date(2025, 12, 31))


@given(DAYS.filter(lambda day: day.year > 2030))
def test_beyond_the_table_fixed_holidays_and_weekends_are_off_and_all_is_provisional(day: date) -> None:
    fixed = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
    assert is_workday(china(), day) == (day.weekday() < 5 and (day.month, day.day) not in fixed)
    assert add_workdays(china(), day, 1).provisional


@given(DAYS, COUNTS, COUNTS)
def test_adding_twice_is_adding_once(day: date, one: int, other: int) -> None:
    if one * other > 0:
        first = add_workdays(china(), day, one)
        both = add_workdays(china(), first.day, other)
        assert both.day == add_workdays(china(), day, one + other).day


@given(DAYS, st.integers(1, 60))
def test_what_was_added_can_be_counted_and_taken_away(day: date, n: int) -> None:
    due = add_workdays(china(), day, n).day
    assert is_workday(china(), due)
    assert workdays_between(china(), day, due) == n
    assert workdays_between(china(), due, day) == -n
    if is_workday(china(), day):
        assert add_workdays(china(), due, -n).day == day


@given(DAYS, DAYS, st.booleans())
def test_counting_days_is_asking_each_of_them(one: date, other: date, known: bool) -> None:
    calendar_ = china() if known else Calendar({}, frozenset({2010, 2020}), frozenset({(1, 1), (2, 29), (10, 1)}))
    start, end = min(one, other), max(one, other)
    each = sum(is_workday(calendar_, start + n * ONE) for n in range(1, (end - start).days + 1))
    assert workdays_between(calendar_, start, end) == each


@given(DAYS, st.integers(0, 60))
def test_a_later_start_is_never_due_earlier(day: date, n: int) -> None:
    assert add_workdays(china(), day, n).day <= add_workdays(china(), day + ONE, n).day


@given(DAYS, st.integers(0, 60), DAYS)
def test_a_day_more_off_is_never_due_earlier(day: date, n: int, off: date) -> None:
    ruling = DayRuling(1, datetime(2026, 1, 1, tzinfo=UTC), off, False, "", "通知", "王芳", "补录")
    ruled = with_rulings(china(), [ruling])
    before, after = add_workdays(china(), day, n).day, add_workdays(ruled, day, n).day
    assert after >= before
    assert after == before or before >= off >= day


@given(DAYS, st.integers(1, 40))
def test_a_deadline_is_provisional_just_when_it_counts_a_day_that_is_open(day: date, n: int) -> None:
    found = add_workdays(china(), day, n)
    passed = [day + k * ONE for k in range(1, (found.day - day).days + 1)]
    assert found.provisional == any(not is_settled(china(), one) for one in passed)


def test_without_any_table_weekends_are_off_and_everything_is_provisional() -> None:
    assert add_workdays(Calendar(), date(2026, 11, 20), 1) == Deadline(date(2026, 11, 23), True)


def test_no_count_runs_for_ever() -> None:
    never = Calendar({}, frozenset(), frozenset())
    assert add_workdays(never, date(2026, 1, 1), 10**9) == Deadline(date(2026, 1, 1) + MOST_DAYS * ONE, True)
    assert add_workdays(never, date.max, 3) == Deadline(date.max, True)
    assert add_workdays(never, date.min, -3) == Deadline(date.min, True)
    assert add_workdays(never, date.min, 0).day == date.min


def test_the_latest_ruling_of_a_day_counts_and_can_be_withdrawn() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    day = date(2027, 2, 4)
    set_ = DayRuling(1, at, day, False, "春节", "国办发明电〔2026〕9号", "王芳", "通知已发")
    year = DayRuling(2, at, date(2027, 1, 1), True, "", "国办发明电〔2026〕9号", "王芳", "已录全", whole_year=True)
    back = DayRuling(3, at, day, None, "", "", "李强", "录错")
    assert not is_workday(with_rulings(china(), [set_]), day)
    assert is_workday(with_rulings(china(), [set_, back]), day)
    known = with_rulings(china(), [set_, year])
    assert add_workdays(known, date(2026, 12, 31), 2) == Deadline(date(2027, 1, 5), False)
    assert not is_workday(known, date(2027, 1, 1))


def test_a_ruling_needs_who_why_and_a_notice() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    good = DayRuling(0, at, date(2027, 2, 4), False, "春节", "通知", "王芳", "已发")
    assert objection(good) == ""
    for wrong in (
        DayRuling(0, at, date(1900, 1, 1), False, "", "通知", "王芳", "已发"),
        DayRuling(0, at, date(2027, 2, 4), False, "", " ", "王芳", "已发"),
        DayRuling(0, at, date(2027, 2, 4), False, "", "通知", "\u200b", "已发"),
        DayRuling(0, at, date(2027, 2, 4), None, "", "", "王芳", ""),
        DayRuling(0, at, date(2027, 2, 4), False, "节" * 41, "通知", "王芳", "已发"),
    ):
        assert objection(wrong)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 1)), st.integers(0, 20 * 24 * 60))
def test_working_time_goes_there_and_back(start: datetime, minutes: int) -> None:
    begun, span = start.replace(tzinfo=UTC), timedelta(minutes=minutes)
    until = after_working_time(china(), begun, span, BEIJING)
    assert working_time(china(), begun, until, BEIJING) == span


def test_nothing_is_worked_on_a_holiday() -> None:
    one, other = datetime(2026, 10, 1, tzinfo=BEIJING), datetime(2026, 10, 8, tzinfo=BEIJING)
    assert working_time(china(), one, other, BEIJING) == timedelta()
    assert working_time(china(), one, other + timedelta(hours=5), BEIJING) == timedelta(hours=5)
