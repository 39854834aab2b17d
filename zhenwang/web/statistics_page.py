"""Statistics: 今年几起、武汉几起、平均多久 on one page, each table also as a file that says what was asked and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import PERMISSIONS, Actor, Permission
from zhenwang.store import cursors, figures, statistics
from zhenwang.store.statistics import Answer, Question, Span
from zhenwang.web.charts import Chart
from zhenwang.web.exports import hand_out
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.statistics_charts import charts
from zhenwang.web.statistics_view import Names, hours, place, share, tables
from zhenwang.web.words import words

SHOWN_BODIES = 15
_EARLIEST, _LATEST = 2000, 2999

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the names to answer it in. ``regions`` are those to choose from: code and name."""

    question: Question
    names: Names
    now: datetime
    counted: int
    left: int
    years: tuple[int, ...]
    regions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """What a leader asks first. Times are in words."""

    where: str
    when: str
    confirmed: int
    opened: int
    excluded: int
    reports: int
    handed: int
    down: int
    closed: int
    mean: str
    median: str
    confirm: str
    reopen: str
    settled: int
    reopened: int


@router.get("/statistics", response_class=HTMLResponse, dependencies=[needs(Permission.READ_STATISTICS)])
def show(request: Request, year: str = "", region: str = "") -> HTMLResponse:
    """Without a year, this year's; ``all`` for all of them. Unknown values are as good as none."""
    asked = ask_for(request, year, region)
    answer = statistics.ask(house_of(request).store, asked.question)
    told = tables(answer, asked.names, asked.now, asked.counted)
    return page(
        request,
        "statistics.html.j2",
        asked=asked,
        headline=headline(answer, asked.names),
        tables=told,
        charts=_by_id(charts(answer, told, asked.names)),
        shown_bodies=SHOWN_BODIES,
        near=[(code, name, _confirmed(answer, code)) for code, name in asked.regions],
        query=query_of(asked.question),
        this_year=asked.now.astimezone(figures.OFFICE).year,
    )


@router.get("/statistics/{name}.{form}", dependencies=[needs(Permission.READ_STATISTICS)])
def export(request: Request, name: str, form: str, year: str = "", region: str = "") -> Response:
    """One table as ``csv`` or ``json``; 404 for any other name."""
    asked = ask_for(request, year, region)
    answer = statistics.ask(house_of(request).store, asked.question)
    table = tables(answer, asked.names, asked.now, asked.counted).get(name)
    if table is None:
        raise HTTPException(404)
    return hand_out(request, table, form)


def ask_for(request: Request, year: str, region: str) -> Asked:
    """What the address asks, within what its asker may count; brings the figures up to the history first."""
    house, now = house_of(request), runtime.now()
    left = figures.refresh(house.store)
    counted = int(cursors.get(house.store, figures.CURSOR) or 0)
    within = within_of(visitor_of(request).actor)
    years = tuple(statistics.years(house.store))
    this_year = now.astimezone(figures.OFFICE).year
    chosen = _year(year, this_year)
    names = Names(words(language_of(request)), house.registry, house.seeds.divisions)
    codes = dict.fromkeys(place(code) for code in statistics.regions(house.store, within))
    wanted = region if region.isascii() and region.isdecimal() and len(region) <= 6 else ""
    regions = tuple((code, names.region(code)) for code in codes)
    return Asked(Question(chosen, wanted, within), names, now, counted, left, years, regions)


def within_of(actor: Actor | None) -> tuple[tuple[str, str], ...] | None:
    """What somebody may count: the region and system of each grant that reads statistics; None for everything."""
    grants = actor.grants if actor else ()
    held = [grant for grant in grants if Permission.READ_STATISTICS in PERMISSIONS[grant.role]]
    if any(not grant.region and not grant.system for grant in held):
        return None
    return tuple(sorted({(grant.region, grant.system) for grant in held}))


def query_of(question: Question) -> str:
    return f"?year={question.year or 'all'}&region={question.region}"


def headline(answer: Answer, names: Names) -> Headline:
    """The numbers that are asked for by telephone."""
    question, t, settled = answer.question, names.t, answer.of("settled")
    rested, back = sum(settled.values()), settled.get("reopened", 0)
    return Headline(
        names.region(question.region) if question.region else t["statistics_all_regions"],
        str(question.year) if question.year else t["statistics_all_years"],
        answer.total("confirmed"),
        answer.total("opened"),
        sum(answer.of("exclusion", "excluded").values()),
        sum(answer.reports.values()),
        answer.total("handed"),
        answer.total("down"),
        answer.total("closed"),
        spoken(answer.to_down.mean if answer.to_down else None, t),
        spoken(_median(answer.to_down), t),
        spoken(answer.to_confirm.mean if answer.to_confirm else None, t),
        f"{share(back, rested):g}%",
        rested,
        back,
    )


def spoken(minutes: float | None, t: Mapping[str, str]) -> str:
    """A time in hours, from two days on in days."""
    if minutes is None:
        return t["statistics_unknown_time"]
    if minutes < 48 * 60:
        return t["unit_hours"].format(n=f"{hours(minutes):g}")
    return t["unit_days"].format(n=f"{minutes / 1440:.1f}")


def _median(span: Span | None) -> float | None:
    return span.median if span else None


def _confirmed(answer: Answer, prefix: str) -> int:
    return sum(count for code, count in answer.of("region", "confirmed").items() if code.startswith(prefix))


def _year(year: str, this_year: int) -> int | None:
    if year == "all":
        return None
    if year.isascii() and year.isdecimal() and len(year) == 4 and _EARLIEST <= int(year) <= _LATEST:
        return int(year)
    return this_year


def _by_id(drawn: list[Chart]) -> dict[str, Chart]:
    return {chart.id: chart for chart in drawn}
