"""``zhenwang workdays``: count working days, or print a year."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from zhenwang import registry_in_use
from zhenwang.cli.output import fail, out, print_json
from zhenwang.domain.workday_rulings import FIRST_YEAR, LAST_YEAR
from zhenwang.domain.workdays import Calendar, add_workdays, is_workday
from zhenwang.domain.year_picture import DayShown, MonthShown, YearShown, year_picture
from zhenwang.lists.cells import read_date
from zhenwang.rounds.clockwork import clockwork, shipped_clockwork
from zhenwang.settings import Settings

MAX_COUNT = 1_000
_Json = Annotated[bool, Parameter(name="--json", negative=())]
_MARKS = {"off": ("*", "red"), "work": ("+", "blue"), "weekend": (" ", "dim"), "": (" ", "")}


def workdays(when: str, n: int | None = None, /, *, as_json: _Json = False) -> None:
    """The N-th working day after a day, with exchanged days (调休); or a year's calendar.

    A result is provisional (暂定) while the holiday notice of a year that was counted in is not known. Examples:
    zhenwang workdays 2026-02-13 2; zhenwang workdays 2027

    Parameters
    ----------
    when
        A day as 2026-02-13, or a year as 2027.
    n
        How many working days later; 0 is the day itself, or the first working day after it; before it when negative.
    as_json
        Print the result as JSON.
    """
    calendar = _calendar()
    if n is None:
        return _year(calendar, when, as_json=as_json)
    start = read_date(when)
    if start is None or not FIRST_YEAR <= start.year <= LAST_YEAR:
        fail(f"a day between {FIRST_YEAR} and {LAST_YEAR} is needed, as 2026-02-13", 2)
    if abs(n) > MAX_COUNT:
        fail(f"at most {MAX_COUNT} working days can be counted", 2)
    found = add_workdays(calendar, start, n)
    if as_json:
        works = is_workday(calendar, found.day)
        print_json({"start": start, "n": n, "day": found.day, "provisional": found.provisional, "is_workday": works})
        return None
    out.print(f"{found.day}{'  暂定 provisional' if found.provisional else ''}", markup=False)
    return None


def _calendar() -> Calendar:
    settings = Settings()
    pack = registry_in_use.load_pack(settings)
    with registry_in_use.found_store(settings) as store:
        return (clockwork(pack, store) if store else shipped_clockwork(pack)).calendar


def _year(calendar: Calendar, text: str, *, as_json: bool) -> None:
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR):
        fail(f"a year between {FIRST_YEAR} and {LAST_YEAR} is needed, or a day and a number of working days", 2)
    picture = year_picture(calendar, int(text))
    if as_json:
        days = [{"day": d.day, "works": d.kind in ("", "work"), "name": d.name, "source": d.source}
                for d in picture.marked]  # fmt: skip
        print_json({"year": picture.year, "known": picture.known, "workdays": picture.workdays, "days": days})
        return
    _print(picture)


def _print(picture: YearShown) -> None:
    told = "" if picture.known else "  暂定 provisional: the notice for this year is not known"
    out.print(f"{picture.year}  {picture.workdays} working days{told}  (* off, + made up)", style="bold", markup=False)
    for first in range(0, 12, 3):
        for line in zip(*(_lines(month) for month in picture.months[first : first + 3]), strict=True):
            out.print(Text("   ").join(line))


def _lines(month: MonthShown) -> list[Text]:
    """Eight lines of 28 columns each."""
    weeks = [*month.weeks, *[(None,) * 7] * (6 - len(month.weeks))]
    heading = Text(f"{month.month:2d}  ({month.workdays})".ljust(28), style="bold")
    return [
        heading,
        Text(" Mo  Tu  We  Th  Fr  Sa  Su "),
        *(Text("").join(_cell(day) for day in week) for week in weeks),
    ]


def _cell(day: DayShown | None) -> Text:
    if day is None:
        return Text("    ")
    mark, style = _MARKS[day.kind]
    return Text(f"{day.day.day:3d}{mark}", style=style)
