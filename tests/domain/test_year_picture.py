"""A year as a picture: every day once, under its weekday, with what it is."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.clocks_made import china
from zhenwang.domain.workdays import is_workday
from zhenwang.domain.year_picture import DayShown, YearShown, year_picture


def days(picture: YearShown) -> list[DayShown]:
    return [day for month in picture.months for week in month.weeks for day in week if day]


@pytest.mark.parametrize("year", [2004, 2024, 2026, 2027, 2100])
def test_every_day_stands_once_under_its_weekday(year: int) -> None:
    picture = year_picture(china(), year)
    shown = days(picture)
    assert [day.day for day in shown] == [
        date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    ]
    for month in picture.months:
        assert all(len(week) == 7 for week in month.weeks)
        assert all(week[day.day.weekday()] is day for week in month.weeks for day in week if day)
    assert picture.workdays == sum(is_workday(china(), day.day) for day in shown)


def test_what_each_day_is() -> None:
    picture = year_picture(china(), 2026, {date(2026, 3, 2)})
    by_day = {day.day: day for day in days(picture)}
    kinds = {
        text: by_day[date.fromisoformat(text)].kind
        for text in ("2026-02-14", "2026-02-16", "2026-02-21", "2026-03-01", "2026-03-02")
    }
    assert kinds == {
        "2026-02-14": "work",
        "2026-02-16": "off",
        "2026-02-21": "off",
        "2026-03-01": "weekend",
        "2026-03-02": "",
    }
    assert by_day[date(2026, 3, 2)].ruled
    assert picture.known
    assert not by_day[date(2026, 12, 31)].settled
    assert {day.name for day in picture.marked} == {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}
    assert not year_picture(china(), 2027).known


def test_days_that_follow_each_other_are_told_together() -> None:
    told = [
        (f"{span.first:%m-%d}", f"{span.last:%m-%d}", span.kind, span.name)
        for span in year_picture(china(), 2026).spans
    ]
    assert told[:5] == [
        ("01-01", "01-03", "off", "元旦"),
        ("01-04", "01-04", "work", "元旦"),
        ("02-14", "02-14", "work", "春节"),
        ("02-15", "02-23", "off", "春节"),
        ("02-28", "02-28", "work", "春节"),
    ]
