"""One case: what was found, and the rulings people give on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import line, runtime
from zhenwang.domain.access import Actor, Permission
from zhenwang.domain.case import Case, Ruling
from zhenwang.domain.workflow import EXPORTABLE, Refused
from zhenwang.store import case_links, cases
from zhenwang.store.cases import Conflict
from zhenwang.web.campaign_view import siblings_of
from zhenwang.web.case_view import CaseView, look_of, quotes, view
from zhenwang.web.claims_page import holder
from zhenwang.web.clock_view import case_clocks, next_clock
from zhenwang.web.decision_fields import Asking, facts_of
from zhenwang.web.decisions import Typed, decisions
from zhenwang.web.entering import own_path
from zhenwang.web.forgery import read_form
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.name_view import name_view
from zhenwang.web.permissions import case_seen_by, ensure_fresh, needs
from zhenwang.web.refusals import STALE, why_refused
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]
_LEAVES = frozenset({"hand_off", "sign"})
"""Steps after which something leaves the office: they ask for a fresh sign-in."""


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
    """Record a ruling. 412 when the case, its evidence or its proposal moved on since it was read, 403 when it is for
    another role, 409 when the case does not allow it, 422 when something is missing; what was typed is always kept.
    """
    house, t = house_of(request), words(language_of(request))
    case, actor = case_seen_by(request, case_id), visitor_of(request).actor
    if actor is None:
        raise HTTPException(401)
    typed = Typed(form.get("action", ""), form)
    if typed.action in _LEAVES:
        ensure_fresh(request)
    if unknown := _unknown(house, typed.action, form):
        return case_page(request, case, 422, typed, Problem(t["refused_title"], t[f"refused_fact_{unknown}"].format(
            given=form.get(unknown, "")[:80])))  # fmt: skip
    result = _rule(house, replace(case, version=_number(form.get("version", ""))), actor, form)
    if isinstance(result, Conflict):
        return _overtaken(request, result, typed)
    if isinstance(result, Refused):
        status, why = why_refused(result, case, typed.action, form, _authorities(house, t), t)
        return case_page(request, case, status, typed, Problem(t["refused_title"], why))
    back = form.get("back", "")
    return RedirectResponse(own_path(back) if back.startswith("/handoffs") else f"/cases/{result.id}", 303)


def case_page(
    request: Request,
    case: Case,
    status: int = 200,
    typed: Typed | None = None,
    problem: Problem | None = None,
    **more: object,
) -> HTMLResponse:
    """The page of a case; ``typed`` and ``problem`` when a ruling was refused."""
    house, t, now = house_of(request), words(language_of(request)), runtime.now()
    shown = view(house, case, t, now)
    asking = _asking(request, case, shown, t)
    ways = decisions(asking, typed)
    lost = typed if typed and all(way.action != typed.action or way.blocked for way in ways) else None
    clocks = case_clocks(house, case, shown.events, now)
    names = {site: known.name for site in (*(s.site for s in case.signals), case.imitates) if (
        known := house.registry.site(site))}  # fmt: skip
    context: dict[str, object] = {
        "view": shown,
        "taken": name_view(house, case),
        "case": case,
        "imitates": _name(house, case.ruled.get("imitates", "") or case.imitates),
        "names": names | {value.value: _name(house, value.value) for value in shown.ruled.values()},
        "ways": ways,
        "authorities": asking.authorities,
        "supervisor": asking.supervisor,
        "problem": problem,
        "lost": lost,
        "exportable": case.state in EXPORTABLE,
        "may_rule": asking.actor is not None and asking.actor.may(Permission.RULE_CASES),
        "holder": holder(case, asking.actor, now),
        "clocks": clocks,
        "next_clock": next_clock(clocks),
        "siblings": siblings_of(house, case, actor=asking.actor),
        "links": case_links.of(house.store, case.id, asking.actor),
        "link": "",
    }
    return page(request, "case.html.j2", status, **(context | more))


def _asking(request: Request, case: Case, shown: CaseView, t: Mapping[str, str]) -> Asking:
    house = house_of(request)
    official = shown.sides.official
    named = dict.fromkeys(site for site in (case.imitates, *(s.site for s in case.signals)) if site)
    return Asking(
        case,
        visitor_of(request).actor,
        t,
        house.registry.day(runtime.now()),
        quotes(shown),
        _authorities(house, t),
        official.supervisor if official else "",
        tuple((site, _name(house, site)) for site in named),
    )


def _rule(house: House, case: Case, actor: Actor, form: Mapping[str, str]) -> Case | Refused | Conflict:
    action, reason, now = form.get("action", ""), form.get("reason", "").strip(), runtime.now()
    token = max(0, _number(form.get("claim", "")))
    if action == "fix_evidence":
        if look_of(house, case) is None:
            return Refused("the record of this look is damaged or missing: restore it", "look")
        return line.fix_evidence(house.store, case, actor, reason, now, token)
    ruling = Ruling(action, actor, reason, facts_of(action, case, form), form.get("seen_digest", ""), token)
    return line.decide(house.store, house.registry, case.id, ruling, now, case.version)


def _overtaken(request: Request, found: Conflict, typed: Typed) -> HTMLResponse:
    t = words(language_of(request))
    state = t[f"state_{found.case.state.value}"]
    other = t["machine"] if found.actor == "zhenwang" else found.actor
    problem = Problem(t["conflict_title"].format(name=other), t["conflict_text"].format(state=state))
    return case_page(request, found.case, STALE, typed, problem)


def _unknown(house: House, action: str, form: Mapping[str, str]) -> str:
    """The fact that names nobody: an authority or a case that there is not; empty when all are known."""
    authority, other = form.get("authority", "").strip(), form.get("other", "").strip()
    if action == "hand_off" and authority and authority not in {one.role for one in house.pack.offices().authorities}:
        return "authority"
    linking = action in ("link", "unlink") and other
    return "other" if linking and cases.get(house.store, other[:64]) is None else ""


def _authorities(house: House, t: Mapping[str, str]) -> dict[str, str]:
    """Who acts on a case, by role: the short name in Chinese, the English one in English."""
    english = t["lang"] == "en"
    offices = house.pack.offices().authorities
    return {one.role: (one.name_en if english else one.short_name) or one.name for one in offices}


def _name(house: House, site: str) -> str:
    known = house.registry.site(site)
    return known.name if known else site


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
