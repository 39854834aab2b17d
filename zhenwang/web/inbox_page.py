"""The reports inbox: what people told the office, host by host; a report in its own words; entering one by hand."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from zhenwang import runtime
from zhenwang.domain.access import Actor, Permission
from zhenwang.domain.report import BY_HAND, Report
from zhenwang.domain.report import REACHED_BY as WAYS
from zhenwang.store import inbox, journal, reports
from zhenwang.text.addresses import hosts_named
from zhenwang.text.personal import hidden, hides
from zhenwang.web.clock_view import work_of
from zhenwang.web.forgery import read_form
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.inbox_view import MANY, Desk, Row
from zhenwang.web.intake_api import to_report
from zhenwang.web.intake_models import ReportIn
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

PAGE = 60
SHOWN = 20
"""Reports of one host that are shown in full; a flood says the same over and over."""

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@router.get("/inbox", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REPORTS)])
def inbox_page(request: Request, before: str = "", text: str = "") -> HTMLResponse:
    """The newest first; ``before`` is the instant where the last page ended. Unknown values are as good as none."""
    house = house_of(request)
    groups = inbox.groups(house.store, PAGE + 1, _instant(before), text.strip()[:200])
    rows = desk_of(request).rows(groups[:PAGE])
    more = groups[PAGE - 1].newest.isoformat() if len(groups) > PAGE else ""
    return page(
        request, "inbox.html.j2", rows=rows, more=more, text=text[:200], waiting=inbox.waiting(house.store), many=MANY
    )


@router.get("/inbox/new", response_class=HTMLResponse, dependencies=[needs(Permission.ENTER_REPORTS)])
def new(request: Request) -> HTMLResponse:
    return _new(request, {}, "")


@router.post("/inbox/new", response_class=HTMLResponse, dependencies=[needs(Permission.ENTER_REPORTS)])
def enter(request: Request, form: _Form) -> Response:
    """Keep a report that came by telephone, letter or visit; 422 with what was typed when no address is in it."""
    report = _written(form)
    if isinstance(report, str):
        return _new(request, form, words(language_of(request))[report], 422)
    kept = _keep(house_of(request), report, form.get("key", ""), _actor(request))
    host = next(iter(hosts_named(kept.urls, kept.note)), "")
    return RedirectResponse(f"/inbox/host/{quote(host, safe='')}" if host else f"/inbox/{kept.reference}", 303)


@router.get("/inbox/host/{host}", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REPORTS)])
def of_host(request: Request, host: str) -> HTMLResponse:
    """All that was reported of one host."""
    row = _row_of(request, host)
    return _host_page(request, row, inbox.of_host(house_of(request).store, row.group.host, SHOWN))


@router.post("/inbox/host/{host}/answered", response_class=HTMLResponse, dependencies=[needs(Permission.ENTER_REPORTS)])
def answered(request: Request, host: str, form: _Form) -> Response:
    """Note what the reporters were answered (art. 34)."""
    row, said = _row_of(request, host), form.get("reason", "").strip()
    if not said:
        told = inbox.of_host(house_of(request).store, row.group.host, SHOWN)
        return _host_page(request, row, told, words(language_of(request))["inbox_answer_empty"], 422)
    inbox.answer(house_of(request).store, _actor(request), row.group.host, said[:4000], runtime.now())
    return RedirectResponse(f"/inbox/host/{quote(row.group.host, safe='')}", 303)


@router.get("/inbox/{reference}", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REPORTS)])
def show(request: Request, reference: str) -> HTMLResponse:
    """One report, with its personal numbers hidden."""
    report, rows = _report(request, reference)
    return _report_page(request, report, rows)


@router.post("/inbox/{reference}/whole", response_class=HTMLResponse, dependencies=[needs(Permission.RULE_CASES)])
def whole(request: Request, reference: str, form: _Form) -> HTMLResponse:
    """The report as it was written. It needs a reason, and leaves a line in the journal (V1)."""
    report, rows = _report(request, reference)
    reason = form.get("reason", "").strip()
    if not reason:
        return _report_page(request, report, rows, words(language_of(request))["report_whole_reason"], 422)
    with house_of(request).store.write() as connection:
        journal.append(
            connection, _actor(request), "report_read_whole", report.reference, reason[:4000], {}, runtime.now()
        )
    return _report_page(request, report, rows, whole=True)


def desk_of(request: Request) -> Desk:
    house = house_of(request)
    return Desk(house.store, house.registry, work_of(house).calendar, _actor(request), runtime.now())


def _row_of(request: Request, host: str) -> Row:
    """404 when nobody reported the host, and when its case is another region's."""
    group = inbox.group_of(house_of(request).store, "" if host == "-" else host[:253])
    rows = desk_of(request).rows([group] if group else [])
    if not rows:
        raise HTTPException(404)
    return rows[0]


def _report(request: Request, reference: str) -> tuple[Report, list[Row]]:
    """404 when there is no such report, and when every host it names is another region's."""
    store = house_of(request).store
    report = inbox.get(store, reference)
    groups = (
        [inbox.group_of(store, host) for host in (hosts_named(report.urls, report.note) or ("",))] if report else []
    )
    rows = desk_of(request).rows([group for group in groups if group])
    if report is None or not rows:
        raise HTTPException(404)
    return report, rows


def _host_page(request: Request, row: Row, told: list[Report], problem: str = "", status: int = 200) -> HTMLResponse:
    return page(request, "inbox_host.html.j2", status, row=row, reports=told, personal=hidden, problem=problem)


def _report_page(
    request: Request, report: Report, rows: list[Row], problem: str = "", status: int = 200, *, whole: bool = False
) -> HTMLResponse:
    shown = {"report": report, "rows": rows, "problem": problem, "whole": whole, "personal": str if whole else hidden}
    secret = any(hides(text) for text in (*report.urls, report.claims, report.note))
    return page(request, "report.html.j2", status, hides=secret, **shown)


def _written(form: Mapping[str, str]) -> Report | str:
    """The report of a filled-in form, or the word for what is wrong with it."""
    channel = form.get("channel", "")
    way = form.get("reached_by", "")
    given = {"text": form.get("text", ""), "claims": form.get("claims", ""), "note": form.get("note", "")}
    try:
        checked = ReportIn.model_validate(given | {"reached_by": way if way in WAYS else ""})
    except ValidationError as error:
        long = any(part["type"] == "string_too_long" for part in error.errors(include_input=False, include_url=False))
        return "intake_too_long" if long else "intake_no_address"
    if channel not in BY_HAND:
        return "inbox_no_channel"
    return replace(to_report(checked), channel=channel)


def _keep(house: House, report: Report, key: str, actor: Actor) -> Report:
    """Keep it once however often the form is sent, and note who entered it."""
    sent = f"hand-{key}" if key.isascii() and 16 <= len(key) <= 80 else ""
    accepted = reports.accept(house.store, report, sent, runtime.now())
    if not isinstance(accepted, reports.Accepted):
        accepted = reports.Accepted(report.receipt, repeated=False)
        reports.accept(house.store, report, "", runtime.now())
    kept = replace(report, receipt=accepted.receipt)
    if not accepted.repeated:
        with house.store.write() as connection:
            journal.append(
                connection, actor, "report_entered", kept.reference, "", {"channel": report.channel}, runtime.now()
            )
    return kept


def _new(request: Request, typed: Mapping[str, str], problem: str, status: int = 200) -> HTMLResponse:
    kept = {name: typed.get(name, "") for name in ("text", "claims", "reached_by", "note", "channel")}
    key = typed.get("key", "") or secrets.token_urlsafe(24)
    return page(
        request, "report_new.html.j2", status, typed=kept, key=key, problem=problem, ways=WAYS, channels=BY_HAND
    )


def _actor(request: Request) -> Actor:
    actor = visitor_of(request).actor
    if actor is None:
        raise HTTPException(401)
    return actor


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text[:40])
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):  # a time that has no UTC is none
        return None
