"""The calendar of working days: a year as a picture, and the form by which an administrator sets a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import MACHINE, Permission
from zhenwang.domain.workday_rulings import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_NAME,
    MAX_NOTICE,
    MAX_WHY,
    DayRuling,
    spread,
    with_rulings,
)
from zhenwang.domain.workdays import Deadline, add_workdays
from zhenwang.domain.workflow import Refused
from zhenwang.domain.year_picture import year_picture
from zhenwang.lists.cells import read_date
from zhenwang.rounds.clockwork import clockwork, shipped_clockwork
from zhenwang.store import deadlines, workdays
from zhenwang.web.forgery import read_form
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

MAX_COUNT = 1_000
MOST_RULINGS = 60
_KINDS: Mapping[str, bool | None] = {"off": False, "work": True, "withdraw": None}

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@dataclass(frozen=True, slots=True)
class Counted:
    """The answer to: the ``n``-th working day after ``start``."""

    start: date
    n: int
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a day was not set, and what was typed."""

    text: str
    typed: Mapping[str, str]


@router.get("/workdays", response_class=HTMLResponse, dependencies=[needs(Permission.SIGNED_IN)])
def show(request: Request, year: str = "", start: str = "", n: str = "") -> HTMLResponse:
    """Years and days that cannot be read are as good as none."""
    return _calendar_page(request, _year(year), _start(start), _count(n))


@router.get("/workdays/rule", dependencies=[needs(Permission.SIGNED_IN)])
def ruled_already() -> RedirectResponse:
    """Whoever reloads the answer to a ruling wants to see the calendar."""
    return RedirectResponse("/workdays", 303)


@router.post("/workdays/rule", response_class=HTMLResponse, dependencies=[needs(Permission.ADMINISTER, fresh=True)])
def rule(request: Request, form: _Form) -> Response:
    """412 when somebody else ruled since the page was read, 422 when something is missing; what was typed is kept."""
    house, t, now = house_of(request), words(language_of(request)), runtime.now()
    actor = visitor_of(request).actor or MACHINE
    asked = _asked(form, t, now)
    if isinstance(asked, str):
        return _calendar_page(request, _year(form.get("day", "")[:4]), problem=Problem(asked, form), status=422)
    seen = _number(form.get("seen", ""))
    until = read_date(form.get("until", ""))
    made = workdays.rule(house.store, asked, actor, now, seen=seen, until=until)
    if isinstance(made, Refused):
        told = t["workdays_wrong_until" if not spread(asked, until) else "workdays_wrong_long"]
        return _calendar_page(request, asked.day.year, problem=Problem(told, form), status=422)
    if isinstance(made, workdays.Overruled):
        told = t["workdays_overruled"].format(name=made.newest.who)
        return _calendar_page(request, asked.day.year, problem=Problem(told, form), status=412)
    deadlines.refresh(house.store, clockwork(house.pack, house.store), now)
    return RedirectResponse(f"/workdays?year={made.day.year}", 303)


def _calendar_page(
    request: Request,
    year: int,
    start: date | None = None,
    n: int | None = None,
    problem: Problem | None = None,
    status: int = 200,
) -> HTMLResponse:
    house, actor = house_of(request), visitor_of(request).actor
    ruled = workdays.rulings(house.store)
    calendar = with_rulings(shipped_clockwork(house.pack).calendar, ruled)
    own = {one.day for one in ruled if not one.whole_year and calendar.days.get(one.day) and _stands(ruled, one)}
    counted = Counted(start, n, add_workdays(calendar, start, n)) if start and n is not None else None
    return page(
        request,
        "workdays.html.j2",
        status,
        picture=year_picture(calendar, year, own),
        today=_today(house),
        years=(max(FIRST_YEAR, year - 1), min(LAST_YEAR, year + 1)),
        counted=counted,
        rulings=tuple(reversed(ruled))[:MOST_RULINGS],
        seen=ruled[-1].number if ruled else 0,
        whole=_entered_by_hand(ruled, year),
        may_rule=bool(actor and actor.may(Permission.ADMINISTER)),
        problem=problem,
        most={"count": MAX_COUNT, "name": MAX_NAME, "notice": MAX_NOTICE, "why": MAX_WHY},
    )


def _asked(form: Mapping[str, str], t: Mapping[str, str], now: datetime) -> DayRuling | str:
    """The ruling that a form asks for, or what is wrong with it."""
    whole_year = form.get("kind", "") in ("year", "year_back")
    day = read_date(form.get("day", ""))
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return t["workdays_wrong_day"]
    if not whole_year and form.get("kind", "") not in _KINDS:
        return t["workdays_wrong_kind"]
    works = form.get("kind") == "year" or None if whole_year else _KINDS[form["kind"]]
    name, notice, why = (form.get(field, "").strip() for field in ("name", "notice", "why"))
    if works is not None and not notice:
        return t["workdays_wrong_notice"]
    if not why:
        return t["workdays_wrong_why"]
    on = date(day.year, 1, 1) if whole_year else day
    return DayRuling(0, now, on, works, name, notice, "", why, whole_year)


def _stands(ruled: tuple[DayRuling, ...], one: DayRuling) -> bool:
    last = next(other for other in reversed(ruled) if other.day == one.day and not other.whole_year)
    return last.is_workday is not None


def _entered_by_hand(ruled: tuple[DayRuling, ...], year: int) -> bool:
    last = next((one for one in reversed(ruled) if one.whole_year and one.day.year == year), None)
    return last is not None and last.is_workday is not None


def _today(house: House) -> date:
    return runtime.now().astimezone(shipped_clockwork(house.pack).zone).date()


def _year(text: str) -> int:
    known = text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR
    return int(text) if known else runtime.now().year


def _start(text: str) -> date | None:
    day = read_date(text)
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _count(text: str) -> int | None:
    number = _number(text)
    return number if 0 <= number <= MAX_COUNT else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
