"""Campaigns: the list, one group with what links it, and the links that people take out and put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import PERMISSIONS, Actor, Permission
from zhenwang.domain.campaign import Campaign, Cut, case_of
from zhenwang.store import campaign_list, campaigns
from zhenwang.store.campaigns import Removed
from zhenwang.web.campaign_annex import annex
from zhenwang.web.campaign_picture import picture
from zhenwang.web.campaign_view import rows, view
from zhenwang.web.exports import hand_out
from zhenwang.web.forgery import read_form
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.permissions import case_seen_by, needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

MOST_REASON = 4_000
_MAX_ID = 32

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@router.get("/campaigns", response_class=HTMLResponse, dependencies=[needs(Permission.READ_CASES)])
def show_list(request: Request) -> HTMLResponse:
    house = house_of(request)
    listed = campaign_list.listed(house.store, _actor(request))
    limited = len(listed) == campaign_list.MOST_LISTED
    return page(request, "campaigns.html.j2", rows=rows(house, listed), limited=limited)


@router.get("/campaigns/{campaign_id}", response_class=HTMLResponse, dependencies=[needs(Permission.READ_CASES)])
def show(request: Request, campaign_id: str, done: str = "") -> Response:
    """A campaign under any name it ever had. One that fell apart says so, with the links that were removed."""
    found = _found(request, campaign_id)
    if found and found.id != campaign_id:
        return RedirectResponse(f"/campaigns/{found.id}", 303)
    return _page(request, campaign_id, found, done=done if done in ("cut", "restored") else "")


@router.get("/campaigns/{campaign_id}/annex.csv", dependencies=[needs(Permission.READ_CASES)])
def show_annex(request: Request, campaign_id: str) -> Response:
    """One row for each address of the campaign, for a letter's annex."""
    found, house = _found(request, campaign_id), house_of(request)
    if found is None:
        raise HTTPException(404)
    t = words(language_of(request))
    return hand_out(request, annex(view(house, found, _actor(request)), house.registry, t, runtime.now()), "csv")


@router.get("/campaigns/{campaign_id}/cut", dependencies=[needs(Permission.READ_CASES)])
@router.get("/campaigns/{campaign_id}/restore", dependencies=[needs(Permission.READ_CASES)])
def ruled(campaign_id: str) -> Response:
    """Whoever reloads the answer to a ruling wants to see the campaign."""
    return _back(campaign_id)


@router.post("/campaigns/{campaign_id}/cut", dependencies=[needs(Permission.RULE_CASES)])
def cut(request: Request, campaign_id: str, form: _Form) -> Response:
    """412 when the link changed meanwhile, with who changed it; 422 without a reason. It stands in the journal."""
    found, t = _found(request, campaign_id), words(language_of(request))
    edge = found.edge(form.get("edge", "")) if found else None
    case, why = form.get("case", ""), form.get("reason", "").strip()[:MOST_REASON]
    if found is None or edge is None or (case and case not in edge.cases):
        return _stale(request, campaign_id, found, t)
    if not _may_rule(request, (case,) if case else edge.cases):
        return _page(request, campaign_id, found, 403, problem=t["campaign_refused_scope"])
    if not why:
        return _page(request, campaign_id, found, 422, problem=t["campaign_refused_reason"], typed=edge.id)
    cuts = [Cut(fact, case) for fact in edge.facts]
    campaigns.cut(house_of(request).store, cuts, _actor(request), why, runtime.now())
    return _back(campaign_id, "?done=cut")


@router.post("/campaigns/{campaign_id}/restore", dependencies=[needs(Permission.RULE_CASES)])
def restore(request: Request, campaign_id: str, form: _Form) -> Response:
    """Put a removed link back; 412 when it is back already, 422 without a reason."""
    found, t, store = _found(request, campaign_id), words(language_of(request)), house_of(request).store
    wanted, why = form.get("number", ""), form.get("reason", "").strip()[:MOST_REASON]
    group = next((one for one in _removed(request, campaign_id, found) if str(one.number) == wanted), None)
    if group is None:
        return _stale(request, campaign_id, found, t)
    if not _may_rule(request, group.cases):
        return _page(request, campaign_id, found, 403, problem=t["campaign_refused_scope"])
    if not why:
        return _page(request, campaign_id, found, 422, problem=t["campaign_refused_reason"])
    campaigns.restore(store, group.cuts, _actor(request), why, runtime.now())
    return _back(campaign_id, "?done=restored")


def _page(
    request: Request,
    campaign_id: str,
    found: Campaign | None,
    status: int = 200,
    done: str = "",
    problem: str = "",
    typed: str = "",
) -> HTMLResponse:
    """``typed`` is the link whose form is shown open again."""
    house, actor = house_of(request), _actor(request)
    shown = view(house, found, actor) if found else None
    return page(
        request,
        "campaign.html.j2",
        status,
        campaign=campaign_id,
        case=case_of(campaign_id),
        view=shown,
        picture=picture(shown.members, shown.edges, shown.names) if shown else None,
        removed=_removed(request, campaign_id, found),
        may_rule=actor.may(Permission.RULE_CASES),
        done=done,
        problem=problem,
        typed=typed,
    )


def _stale(request: Request, campaign_id: str, found: Campaign | None, t: Mapping[str, str]) -> HTMLResponse:
    """Somebody was faster: who, and how the campaign stands now."""
    newest = campaigns.newest_ruling(house_of(request).store, _cases(campaign_id, found))
    told = t["campaign_refused_by"].format(name=newest.who) if newest else t["campaign_refused_stale"]
    return _page(request, campaign_id, found, 412, problem=told)


def _cases(campaign_id: str, found: Campaign | None) -> Sequence[str]:
    return found.cases if found else (case_of(campaign_id[:_MAX_ID]),)


def _found(request: Request, campaign_id: str) -> Campaign | None:
    """None when its cases hang together no more. 404 when there is no such thing, or not for this visitor."""
    found = campaigns.found(house_of(request).store, campaign_id[:_MAX_ID])
    if found is None:
        case_seen_by(request, case_of(campaign_id[:_MAX_ID]))
        return None
    members = campaign_list.members(house_of(request).store, found.cases)
    if not any(_actor(request).sees(one.region, one.system) for one in members):
        raise HTTPException(404)
    return found


def _removed(request: Request, campaign_id: str, found: Campaign | None) -> Sequence[Removed]:
    """Of what was removed, that which a case shows that the visitor may see."""
    store, actor = house_of(request).store, _actor(request)
    all_of_it = campaigns.removed(store, _cases(campaign_id, found))
    members = campaign_list.members(store, {case for one in all_of_it for case in one.cases})
    seen = {one.case for one in members if actor.sees(one.region, one.system)}
    return [one for one in all_of_it if not seen.isdisjoint(one.cases)]


def _may_rule(request: Request, cases: Sequence[str]) -> bool:
    """Whether the visitor has a ruling role over every one of the cases."""
    actor = _actor(request)
    return all(
        any(Permission.RULE_CASES in PERMISSIONS[role] for role in actor.roles_for(one.region, one.system))
        for one in campaign_list.members(house_of(request).store, cases)
    )


def _actor(request: Request) -> Actor:
    actor = visitor_of(request).actor
    if actor is None:
        raise HTTPException(401)
    return actor


def _back(campaign_id: str, query: str = "") -> RedirectResponse:
    return RedirectResponse(f"/campaigns/{quote(campaign_id[:_MAX_ID], safe='')}{query}", 303)
