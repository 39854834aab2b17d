"""Rows of workday_overrides.csv, and the calendar they make with what is published."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.workdays import is_workday
from zhenwang.lists.workday_tables import CHINA, calendar, read_workday_rows
from zhenwang.settings import find_seeds

HEADER = "date,is_workday,name,source_notice\n"


def read(*lines: str):
    return read_workday_rows([HEADER, *(f"{line}\n" for line in lines)], "w.csv")


def test_a_day_a_day_of_every_year_and_a_whole_year() -> None:
    rows, bad = read("2027-02-04,no,春节,通知", "*-10-01,no,国庆节,令", "2027,,,通知", "2027-02-13,yes,,通知")
    assert bad == ()
    made = calendar("xx", rows)
    assert not is_workday(made, date(2027, 2, 4))
    assert is_workday(made, date(2027, 2, 13))  # a Saturday
    assert made.years == {2027}
    assert not is_workday(made, date(2031, 10, 1))
    assert is_workday(made, date(2027, 10, 1))  # its notice is in, and does not name the day


@pytest.mark.parametrize(
    "line",
    ["2027-02-04,no,春节,", "2027-13-04,no,,通知", "2027-02-04,maybe,,通知", "*-10-01,yes,,令", "1850-01-01,no,,令",
     "20270,,,令",
     "*-13-01,no,,令", "2027-02-04,no," + "节" * 41 + ",通知", "2027-02-04,no,," + "令" * 121],
)  # fmt: skip
def test_a_row_that_says_nothing_certain_is_told_and_not_read(line: str) -> None:
    rows, bad = read(line)
    assert rows == ()
    assert [(one.file, one.line) for one in bad] == [("w.csv", 2)]


@given(st.lists(st.text(max_size=60), max_size=6))
def test_no_text_breaks_the_reader(lines: list[str]) -> None:
    rows, _ = read(*lines)
    calendar(CHINA, rows)


def test_what_ships_is_read_whole_and_names_its_source() -> None:
    with (find_seeds() / "workday_overrides.csv").open(encoding="utf-8") as lines:
        rows, bad = read_workday_rows(lines, "workday_overrides.csv")
    assert bad == ()
    assert {row.day.source for row in rows if row.day} == {"国务院令第795号"}
    made = calendar(CHINA, rows)
    assert made.years == frozenset(range(2004, 2027))
    assert made.days[date(2026, 10, 1)].name == "国庆节"
    assert made.days[date(2018, 12, 29)].source == "国务院办公厅关于2019年部分节假日安排的通知"
