"""Taking a case up and giving it back. Nobody needs it to read; it tells the others who works on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import Actor, Permission
from zhenwang.domain.case import Case
from zhenwang.store import case_queue, claims
from zhenwang.store.queue_conditions import held_under
from zhenwang.web.fragments import fragment, partial
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.permissions import case_seen_by, needs
from zhenwang.web.queue_view import rows
from zhenwang.web.rendering import language_of
from zhenwang.web.selection import Selection, read_selection

router = APIRouter()
_Form = Annotated[Selection, Depends(read_selection)]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who works on a case: ``name`` is empty when nobody does. ``token`` is set when it is the reader."""

    name: str
    until: datetime | None
    mine: bool
    token: int


def holder(case: Case, actor: Actor | None, now: datetime) -> Holder:
    """Who holds a case now, for the page that shows it and the ruling that is sent from it."""
    claim = case.claim
    if claim is None or not claim.account or claim.until <= now:
        return Holder("", None, mine=False, token=0)
    mine = actor is not None and claim.account == held_under(actor)
    return Holder(claim.name, claim.until, mine, claim.token if mine else 0)


@router.post("/cases/{case_id}/claim", response_class=HTMLResponse, dependencies=[needs(Permission.CLAIM_CASES)])
def claim(request: Request, case_id: str, form: _Form) -> Response:
    """Take the case up, keep it, or (with ``release``, the token) give it back. A part of the queue asks for its row,
    a part of the case page for its panel; a whole page goes on to the case.
    """
    house, now, actor = house_of(request), runtime.now(), visitor_of(request).actor
    case = case_seen_by(request, case_id)
    if actor is not None:
        _change(request, case, actor, form.fields, now)
    queued = case_queue.one(house.store, case.id, actor) if actor else None
    if not partial(request) or queued is None:
        return RedirectResponse(f"/cases/{case.id}", 303)
    if "panel" in form.fields:
        return fragment(request, "claim.html.j2", "claim", case=queued.case, holder=holder(queued.case, actor, now))
    [row] = rows([queued], house, language_of(request), actor, now)
    return fragment(request, "queue_rows.html.j2", "row", row=row)


def _change(request: Request, case: Case, actor: Actor, fields: Mapping[str, str], now: datetime) -> None:
    store, token = house_of(request).store, fields.get("release", "")
    if token.isdecimal() and len(token) < 19:
        claims.release(store, case.id, actor, int(token))
    else:
        claims.claim(store, case.id, actor, now)
