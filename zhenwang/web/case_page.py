"""One case: what was found, and the rulings people give on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import line, runtime
from zhenwang.domain.access import Actor, Permission
from zhenwang.domain.case import Case, Ruling
from zhenwang.domain.workflow import EXPORTABLE, Refused
from zhenwang.store.cases import Conflict
from zhenwang.web.case_view import view
from zhenwang.web.decisions import Typed, decisions, facts_of, why_refused
from zhenwang.web.forgery import read_form
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.name_view import name_view
from zhenwang.web.permissions import case_seen_by, needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a ruling was not recorded, shown above what was typed."""

    title: str
    text: str


@router.get("/cases/{case_id}", response_class=HTMLResponse, dependencies=[needs(Permission.READ_CASES)])
def show(request: Request, case_id: str) -> HTMLResponse:
    return case_page(request, case_seen_by(request, case_id))


@router.get("/cases/{case_id}/decide", dependencies=[needs(Permission.READ_CASES)])
def decided(case_id: str) -> RedirectResponse:
    """Whoever reloads the answer to a ruling wants to see the case."""
    return RedirectResponse(f"/cases/{quote(case_id[:64], safe='')}", 303)


@router.post("/cases/{case_id}/decide", response_class=HTMLResponse, dependencies=[needs(Permission.RULE_CASES)])
def decide(request: Request, case_id: str, form: _Form) -> Response:
    """409 when the case or its evidence moved on, 422 when something is missing; what was typed is kept either way."""
    house, name, t = house_of(request), visitor_of(request).name, words(language_of(request))
    case = case_seen_by(request, case_id)
    typed = Typed(form.get("action", ""), form)
    version = _number(form.get("version", ""))
    actor = visitor_of(request).actor
    if actor is None:
        return case_page(request, case, 422, typed, Problem(t["refused_title"], t["refused_name"]))
    facts = facts_of(typed.action, case.state, form)
    result = _rule(house, replace(case, version=version), typed.action, actor, form, facts)
    if isinstance(result, Conflict):
        state = t[f"state_{result.case.state.value}"]
        other = t["machine"] if result.actor == "zhenwang" else result.actor
        problem = Problem(t["conflict_title"].format(name=other), t["conflict_text"].format(state=state))
        return case_page(request, result.case, 409, typed, problem)
    if isinstance(result, Refused):
        status, why = why_refused(result, case, typed.action, name, form, t)
        return case_page(request, case, status, typed, Problem(t["refused_title"], why))
    return RedirectResponse(f"/cases/{result.id}", 303)


def _rule(
    house: House, case: Case, action: str, actor: Actor, form: Mapping[str, str], facts: Mapping[str, str]
) -> Case | Refused | Conflict:
    reason, now = form.get("reason", "").strip(), runtime.now()
    if action == "fix_evidence":
        return line.fix_evidence(house.store, case, actor, reason, now)
    ruling = Ruling(action, actor, reason, facts, form.get("seen_digest", ""))
    return line.decide(house.store, house.registry, case.id, ruling, now, case.version)


def case_page(
    request: Request, case: Case, status: int = 200, typed: Typed | None = None, problem: Problem | None = None
) -> HTMLResponse:
    house = house_of(request)
    ways = decisions(case, words(language_of(request)), visitor_of(request).name, typed)
    lost = typed if typed and all(way.action != typed.action for way in ways) else None
    imitated, shown = house.registry.site(case.imitates), view(house, case)
    proposed = house.registry.site(shown.proposal.facts.get("imitates", "")) if shown.proposal else None
    return page(
        request,
        "case.html.j2",
        status,
        view=shown,
        taken=name_view(house, case),
        proposed_name=proposed.name if proposed else "",
        case=case,
        imitates=imitated.name if imitated else case.imitates,
        ways=ways,
        problem=problem,
        lost=lost,
        exportable=case.state in EXPORTABLE,
        named=tuple(dict.fromkeys(s.site for s in case.signals if s.site)),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
