"""Today: ten seconds to know what to do at 08:25, and the note that one shift hands to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import Actor, Permission
from zhenwang.domain.case import Ruling
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases, today
from zhenwang.store.cases import Conflict
from zhenwang.store.today import CALLED, CALLED_OFFICE
from zhenwang.web.forgery import read_form
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.permissions import case_seen_by, needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.today_view import overview
from zhenwang.web.words import words

_EMPTY = dict.fromkeys(("case", "called", "office", "reason"), "")

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@router.get("/", response_class=HTMLResponse, dependencies=[needs(Permission.SIGNED_IN)])
def show(request: Request) -> HTMLResponse:
    return _today(request)


@router.post("/called", response_class=HTMLResponse, dependencies=[needs(Permission.RULE_CASES)])
def called(request: Request, form: _Form) -> Response:
    """Write down who was called about a case: a note in its history, with name, office and what was said."""
    case, t = case_seen_by(request, form.get("case", "")), words(language_of(request))
    facts = {CALLED: form.get("called", "").strip()[:100], CALLED_OFFICE: form.get("office", "").strip()[:100]}
    if not facts[CALLED] or not facts[CALLED_OFFICE]:
        return _today(request, t["called_missing"], form, 422)
    ruling = Ruling("note", _actor(request), form.get("reason", "").strip() or t["called_reason"], facts)
    taken = cases.rule(house_of(request).store, case.id, ruling, runtime.now(), case.version)
    if isinstance(taken, Conflict):
        # A note changes nothing that another person's step could have changed meanwhile.
        taken = cases.rule(house_of(request).store, case.id, ruling, runtime.now(), taken.case.version)
    if isinstance(taken, Refused | Conflict):
        return _today(request, t["called_refused"], form, 409)
    return RedirectResponse("/", 303)


@router.get("/shift", response_class=HTMLResponse, dependencies=[needs(Permission.READ_CASES)])
def shift(request: Request) -> HTMLResponse:
    """The hand-over note, to read on the screen or to print and sign."""
    house, actor, now = house_of(request), _actor(request), runtime.now()
    told = overview(house, actor, house.plan, now)
    events = today.people_did(house.store, actor, told.since)
    return page(
        request,
        "shift.html.j2",
        told=told,
        events=events,
        actions=Counter(event.action for event in events).most_common(),
    )


def _today(
    request: Request, problem: str = "", typed: Mapping[str, str] | None = None, status: int = 200
) -> HTMLResponse:
    house, actor = house_of(request), _actor(request)
    told = overview(house, actor, house.plan, runtime.now())
    return page(request, "today.html.j2", status, told=told, problem=problem, typed=_EMPTY | dict(typed or {}))


def _actor(request: Request) -> Actor:
    actor = visitor_of(request).actor
    if actor is None:
        raise HTTPException(401)
    return actor
