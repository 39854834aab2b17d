"""Which cases belong together: linking and unlinking with a reason; nothing is merged away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import line, runtime
from zhenwang.domain.access import Permission
from zhenwang.domain.case import Case, Ruling
from zhenwang.domain.workflow import Refused
from zhenwang.store import case_links
from zhenwang.web.claims_page import holder
from zhenwang.web.forgery import read_form
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.permissions import case_seen_by, needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@router.get("/cases/{case_id}/links", response_class=HTMLResponse, dependencies=[needs(Permission.READ_CASES)])
def links(request: Request, case_id: str) -> Response:
    return _page(request, case_seen_by(request, case_id))


@router.post("/cases/{case_id}/links", response_class=HTMLResponse, dependencies=[needs(Permission.RULE_CASES)])
def change(request: Request, case_id: str, form: _Form) -> Response:
    """Link or unlink. 412 with the other's name when the case moved on meanwhile, 422 for what cannot be."""
    house, now, actor = house_of(request), runtime.now(), visitor_of(request).actor
    case, t = case_seen_by(request, case_id), words(language_of(request))
    action = "unlink" if form.get("unlink", "") else "link"
    other = (form.get("unlink", "") or form.get("other", "")).strip()[:32]
    if actor is None:
        return _page(request, case, 422)
    token, version = holder(case, actor, now).token, form.get("version", "")
    ruling = Ruling(action, actor, form.get("reason", "").strip()[:400], {"other": other}, token=token)
    read_at = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1
    result = line.decide(house.store, house.registry, case.id, ruling, now, read_at)
    if isinstance(result, Case):
        return RedirectResponse(f"/cases/{case.id}/links", 303)
    if isinstance(result, Refused):
        return _page(request, case, 422, _why(result, t), form)
    name = t["machine"] if result.actor == "zhenwang" else result.actor
    said = t["left_stale"].format(name=name, state=t[f"state_{result.case.state.value}"])
    return _page(request, result.case, 412, said, form)


def _why(refused: Refused, t: Mapping[str, str]) -> str:
    known = {"other": t["bulk_no_other"], "reason": t["bulk_no_reason"], "role": t["left_role"]}
    return known.get(refused.about, t["left_refused"].format(why=refused.reason))


def _page(
    request: Request, case: Case, status: int = 200, problem: str = "", typed: Mapping[str, str] | None = None
) -> Response:
    house, actor = house_of(request), visitor_of(request).actor
    found = case_links.of(house.store, case.id, actor)
    return page(
        request,
        "case_links.html.j2",
        status,
        case=case,
        links=found,
        problem=problem,
        typed=typed or {},
        may_rule=actor is not None and actor.may(Permission.RULE_CASES),
    )
