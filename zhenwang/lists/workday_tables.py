"""Working-day tables: the years that are published in full, and the rows of ``workday_overrides.csv``.

``date,is_workday,name,source_notice``. A date is a day (``2027-02-05``), a day of every year whose notice is not known
(``*-10-01``), or a year (``2027``) to say that its notice is entered in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from zhenwang.domain.csv_rows import BadRow
from zhenwang.domain.workday_rulings import FIRST_YEAR, LAST_YEAR, MAX_NAME, MAX_NOTICE
from zhenwang.domain.workdays import Calendar, DayMark
from zhenwang.lists.cells import read_date
from zhenwang.lists.seed_lists import Report, Row, read_rows

CHINA = "cn"
"""The calendar whose past years come with a package (chinesecalendar); all others are told by their own rows."""

_NAMES = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}  # fmt: skip
_EVERY_YEAR = re.compile(r"\*-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z")
_YEAR = re.compile(r"2[01][0-9]{2}\Z")
_WORK = {"yes": True, "no": False}
_SOURCE = "国务院办公厅关于{year}年部分节假日安排的通知"


@dataclass(frozen=True, slots=True)
class WorkdayRow:
    """One row: a ``day``, a ``yearly`` (month, day), or a whole ``year``; the other two are None."""

    day: DayMark | None = None
    yearly: tuple[int, int] | None = None
    year: int | None = None


def read_workday_rows(lines: Iterable[str], file: str) -> tuple[tuple[WorkdayRow, ...], tuple[BadRow, ...]]:
    """The rows as they stand, and those that say nothing certain."""
    return read_rows(lines, file, ("date", "is_workday", "source_notice"), _row)


def calendar(calendar_id: str, rows: Iterable[WorkdayRow]) -> Calendar:
    """What is published for a calendar, with the rows over it: the last row of a day counts."""
    published = _china() if calendar_id == CHINA else Calendar()
    told = tuple(rows)
    return Calendar(
        {**published.days, **{row.day.day: row.day for row in told if row.day}},
        published.years | {row.year for row in told if row.year},
        frozenset(row.yearly for row in told if row.yearly),
    )


@cache
def _china() -> Calendar:
    # Imported here: most commands count no day.
    from chinese_calendar.constants import holidays, workdays

    told = [(day, False, name) for day, name in holidays.items()] + [
        (day, True, name) for day, name in workdays.items()
    ]
    days = {
        day: DayMark(day, works, _NAMES.get(str(name), str(name)), _SOURCE.format(year=_notice_year(day)))
        for day, works, name in told
    }
    return Calendar(days, frozenset(day.year for day in holidays if day.month > 1))


def _notice_year(day: date) -> int:
    return day.year + (day.month == 12)


def _row(row: Row, report: Report) -> WorkdayRow | None:
    text, works, notice = row["date"].strip(), _WORK.get(row["is_workday"].strip().casefold()), row["source_notice"]
    if not notice.strip() or len(notice) > MAX_NOTICE or len(row.get("name", "")) > MAX_NAME:
        report("source_notice", notice, f"a row needs the notice that says so, in {MAX_NOTICE} characters: not read")
        return None
    if _YEAR.match(text):
        return WorkdayRow(year=int(text))
    if (every := _EVERY_YEAR.match(text)) and works is False:
        return WorkdayRow(yearly=(int(every[1]), int(every[2])))
    day = read_date(text)
    if day is None or works is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        told = "a date as 2027-02-05 and yes or no, *-10-01 and no, or a year are needed: the row was not read"
        report("date", text, told)
        return None
    return WorkdayRow(day=DayMark(day, works, row.get("name", "").strip(), notice.strip()))
