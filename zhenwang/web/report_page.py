"""One report: its words with personal numbers hidden; whole, and with the reporter's contact, for a reason and a line
in the journal; and its pictures as drawn anew by us.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import Permission
from zhenwang.domain.report import Report
from zhenwang.store import inbox, journal, report_pictures
from zhenwang.store.faults import BlobDamagedError
from zhenwang.text.addresses import hosts_named
from zhenwang.text.personal import hidden, hides
from zhenwang.web.forgery import read_form
from zhenwang.web.house import house_of
from zhenwang.web.inbox_desk import actor_of, desk_of
from zhenwang.web.inbox_view import Row
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.reporter_words import contact_of, said
from zhenwang.web.words import words

READ_WHOLE, READ_CONTACT = "report_read_whole", "reporter_read"
"""The journal's words for what was read."""

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@router.get("/inbox/{reference}", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REPORTS)])
def show(request: Request, reference: str) -> HTMLResponse:
    """One report, with its personal numbers hidden and without the reporter's contact."""
    return _page(request, *_report(request, reference))


@router.post("/inbox/{reference}/whole", response_class=HTMLResponse, dependencies=[needs(Permission.RULE_CASES)])
def whole(request: Request, reference: str, form: _Form) -> HTMLResponse:
    """The report as it was written. It needs a reason, and leaves a line in the journal (V1)."""
    report, rows = _report(request, reference)
    if not _noted(request, report, READ_WHOLE, form):
        return _page(request, report, rows, words(language_of(request))["report_whole_reason"], 422)
    return _page(request, report, rows, whole=True)


@router.post("/inbox/{reference}/contact", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REPORTER)])
def contact(request: Request, reference: str, form: _Form) -> HTMLResponse:
    """How the reporter can be reached. It needs a reason, and stands in the journal before it is shown."""
    report, rows = _report(request, reference)
    t = words(language_of(request))
    if not said(house_of(request), report).has_contact:
        return _page(request, report, rows, t["reporter_none"], 404)
    if not _noted(request, report, READ_CONTACT, form):
        return _page(request, report, rows, t["reporter_reason"], 422)
    return _page(request, report, rows, contact=contact_of(house_of(request), report))


@router.get("/inbox/{reference}/pictures/{number}.png", dependencies=[needs(Permission.READ_REPORTS)])
def picture(request: Request, reference: str, number: int) -> Response:
    """Picture ``number`` (from 1) as drawn anew by us; 404 when there is none."""
    report, _ = _report(request, reference)
    store = house_of(request).store
    found = [one for one in report_pictures.of_report(store, report.receipt) if one.number == number - 1 and one.blob]
    try:
        body = report_pictures.blobs_of(store).get(found[0].blob) if found else b""
    except BlobDamagedError:
        body = b""
    if not body:
        raise HTTPException(404)
    return Response(body, media_type="image/png", headers={"Content-Security-Policy": "sandbox; default-src 'none'"})


def _noted(request: Request, report: Report, action: str, form: Mapping[str, str]) -> bool:
    """Whether a reason was given; who reads what and why is then written down."""
    reason = form.get("reason", "").strip()
    if reason:
        with house_of(request).store.write() as connection:
            journal.append(
                connection, actor_of(request), action, report.reference, reason[:4000], {}, runtime.now()
            )  # fmt: skip
    return bool(reason)


def _report(request: Request, reference: str) -> tuple[Report, list[Row]]:
    """404 when there is no such report, and when every host it names is another region's."""
    store = house_of(request).store
    report = inbox.get(store, reference)
    named = (hosts_named(report.urls, report.note) or ("",)) if report else ()
    groups = [inbox.group_of(store, host) for host in named]
    rows = desk_of(request).rows([group for group in groups if group])
    if report is None or not rows:
        raise HTTPException(404)
    return report, rows


def _page(
    request: Request,
    report: Report,
    rows: list[Row],
    problem: str = "",
    status: int = 200,
    *,
    whole: bool = False,
    contact: str | None = "",
) -> HTMLResponse:
    """``contact`` is what may be shown of it: empty for nothing, None when it does not open."""
    house = house_of(request)
    told = said(house, report)
    shown: dict[str, Any] = {"report": report, "rows": rows, "problem": problem, "whole": whole, "contact": contact}
    return page(
        request,
        "report.html.j2",
        status,
        said=told,
        pictures=report_pictures.of_report(house.store, report.receipt),
        hides=any(hides(text) for text in (*report.urls, report.claims, told.words)),
        personal=str if whole else hidden,
        **shown,
    )
