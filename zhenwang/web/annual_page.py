"""The annual supervision form, filled in as far as this program knows, to print and to compare with the blank."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from zhenwang.domain.access import Permission
from zhenwang.domain.annual_form import QUARTERS, AnnualForm, SampleBox, due
from zhenwang.domain.statistics import MONITORING
from zhenwang.store import samples, statistics
from zhenwang.store.opening import Store
from zhenwang.store.statistics import Answer
from zhenwang.web.clock_view import work_of
from zhenwang.web.exports import Table, hand_out
from zhenwang.web.house import house_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.statistics_page import Asked, ask_for, query_of
from zhenwang.web.statistics_view import came_by
from zhenwang.web.words import words

POLICE = "police"
_BOXES = ("reports", "found", "confirmed", "down", "police")

router = APIRouter()


@router.get("/statistics/annual", response_class=HTMLResponse, dependencies=[needs(Permission.READ_STATISTICS)])
def show(request: Request, year: str = "", region: str = "") -> HTMLResponse:
    """The form of a year, this one's unless another is named; of a region, where one is chosen."""
    asked, form = _filled(request, year, region)
    t = words(language_of(request))
    return page(
        request,
        "annual.html.j2",
        form=form,
        asked=asked,
        table=_table(form, asked, t),
        plan=_plan(form, t),
        query=query_of(asked.question),
    )


@router.get("/statistics/annual.{form}", dependencies=[needs(Permission.READ_STATISTICS)])
def export(request: Request, form: str, year: str = "", region: str = "") -> Response:
    """The form as ``csv`` or ``json``."""
    asked, filled = _filled(request, year, region)
    return hand_out(request, _table(filled, asked, words(language_of(request))), form)


def _filled(request: Request, year: str, region: str) -> tuple[Asked, AnnualForm]:
    asked = ask_for(request, "" if year == "all" else year, region)
    house = house_of(request)
    answer = statistics.ask(house.store, asked.question)
    return asked, _form(house.store, answer, asked.question.year or asked.now.year, request)


def _form(store: Store, answer: Answer, year: int, request: Request) -> AnnualForm:
    scope = answer.question.region or _widest(store, year)
    return AnnualForm(
        year,
        due(year, work_of(house_of(request)).calendar),
        sum(answer.reports.values()),
        answer.of("source").get(MONITORING, 0),
        answer.total("confirmed"),
        answer.total("down"),
        answer.of("authority", "handed").get(POLICE, 0),
        tuple(_sampled(store, f"{year}-Q{quarter}", scope) for quarter in QUARTERS),
        answer.channels,
    )


def _sampled(store: Store, quarter: str, scope: str) -> SampleBox:
    drawn = samples.of(store, quarter, scope)
    if not drawn:
        return SampleBox(quarter)
    return SampleBox(quarter, drawn[0].drawn.total, sum(sample.drawn.size for sample in drawn), drawn[0].number)


def _widest(store: Store, year: int) -> str:
    """The scope to report on when no region is chosen: the widest one that was drawn from that year."""
    drawn = (sample for sample in samples.recent(store) if sample.quarter.startswith(f"{year}-"))
    return min((sample.scope for sample in drawn), key=len, default="")


def _table(form: AnnualForm, asked: Asked, t: Mapping[str, str]) -> Table:
    rows: list[tuple[str, str, str]] = [
        (t[f"annual_{box}"], str(getattr(form, box)), t[f"annual_{box}_how"]) for box in _BOXES
    ]
    ways = "、".join(f"{came_by(channel, t)} {n}" for channel, n in form.channels.items())
    rows.insert(1, (t["annual_channels"], ways or "0", t["annual_channels_how"]))
    for box in form.samples:
        name = t["annual_sampled"].format(quarter=box.quarter)
        told = f"{box.total} / {box.size} / {box.share:g}%" if box.number else t["annual_no_sample"]
        rows.append((name, told, t["annual_sampled_how"].format(number=box.number) if box.number else ""))
    query = {"year": str(form.year), "region": asked.question.region, "history_row": str(asked.counted)}
    header = (t["annual_box"], t["annual_figure"], t["annual_how"])
    return Table(f"annual-{form.year}", header, tuple(rows), query, asked.now)


def _plan(form: AnnualForm, t: Mapping[str, str]) -> str:
    told, last = form.due, ""
    if told.plan != told.day:
        last = t["annual_plan"].format(day=told.plan, weekday=t[f"weekday_{told.plan.weekday()}"])
    return t["annual_due"].format(
        basis=t["annual_basis"],
        due=told.day,
        weekday=t[f"weekday_{told.day.weekday()}"],
        plan=last + (t["annual_provisional"] if told.provisional else ""),
    )
