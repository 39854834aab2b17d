"""One step on several cases: a preview that says what will happen to each, the step, and the way back (threat W17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import line, runtime
from zhenwang.domain.access import Actor, Permission
from zhenwang.domain.bulk import ACTIONS, MOST, UNDO, LeftOut, Picked, Plan, plan
from zhenwang.domain.case import Case, Ruling
from zhenwang.domain.facts import EXCLUSIONS
from zhenwang.domain.workflow import Refused
from zhenwang.store import case_queue
from zhenwang.store.cases import Conflict
from zhenwang.store.queue_conditions import held_under
from zhenwang.store.suppressions import until_day
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.selection import Selection, read_selection
from zhenwang.web.words import words

MAX_REASON = 400
_BEIJING = timezone(timedelta(hours=8))

router = APIRouter()
_Picked = Annotated[Selection, Depends(read_selection)]


@router.get("/bulk", dependencies=[needs(Permission.RULE_CASES)])
def nothing_picked() -> RedirectResponse:
    """Whoever reloads the answer to a form comes back to the queue."""
    return RedirectResponse("/queue", 303)


@router.get("/bulk/{step}", dependencies=[needs(Permission.RULE_CASES)])
def reloaded(step: str) -> RedirectResponse:  # noqa: ARG001  # named in the path
    return RedirectResponse("/queue", 303)


@router.post("/bulk", response_class=HTMLResponse, dependencies=[needs(Permission.RULE_CASES)])
def preview(request: Request, selection: _Picked) -> Response:
    """What the step would do to each picked case. 422, and nothing else, for what cannot be done at all."""
    house, now, actor = house_of(request), runtime.now(), _actor(request)
    ruling = _ruling(house, actor, selection, now)
    if isinstance(ruling, Refused):
        return _refused(request, selection, ruling)
    planned = _plan(house, actor, selection.picked, ruling, now)
    return _shown(request, "preview", selection, planned, ruling)


@router.post("/bulk/do", response_class=HTMLResponse, dependencies=[needs(Permission.RULE_CASES)])
def do(request: Request, selection: _Picked) -> Response:
    """Take the step on every picked case that still is as it was previewed; each is a decision of its own.

    412 when none is left because others had been quicker.
    """
    house, now, actor = house_of(request), runtime.now(), _actor(request)
    ruling = _ruling(house, actor, selection, now)
    if isinstance(ruling, Refused):
        return _refused(request, selection, ruling)
    planned = _plan(house, actor, selection.picked, ruling, now)
    done, left = _take(house, planned, ruling, now)
    context = _after(ruling.action, done, (*planned.left, *left))
    return _answer(request, "done", selection, _status(context), **context, facts=ruling.facts)


@router.post("/bulk/undo", response_class=HTMLResponse, dependencies=[needs(Permission.RULE_CASES)])
def undo(request: Request, selection: _Picked) -> Response:
    """Take a step back on the cases that nobody moved since; by whoever took it, as the table asks."""
    house, now, actor = house_of(request), runtime.now(), _actor(request)
    back = UNDO.get(selection.fields.get("action", ""), "")
    if not back or not 0 < selection.sent <= MOST:
        return _refused(request, selection, _countable(selection) or Refused("", "unknown"))
    facts = {"other": selection.fields.get("other", "")[:32]} if back == "unlink" else {}
    ruling = Ruling(back, actor, words(language_of(request))["bulk_undo_reason"], facts)
    planned = _plan(house, actor, selection.picked, ruling, now)
    done, left = _take(house, planned, ruling, now)
    context = _after("", done, (*planned.left, *left))
    return _answer(request, "undone", selection, _status(context), **context, facts={})


def _actor(request: Request) -> Actor:
    actor = visitor_of(request).actor
    if actor is None:
        raise RuntimeError("a route that needs a permission was reached by nobody")
    return actor


def _ruling(house: House, actor: Actor, selection: Selection, now: datetime) -> Ruling | Refused:
    """The step as the form says it. ``about`` is the word of the catalogue (``bulk_…``) that tells what is wrong."""
    fields, action = selection.fields, selection.fields.get("action", "")
    refused = _countable(selection)
    if refused or action not in ACTIONS:
        return refused or Refused("", "unknown")
    reason = fields.get("reason", "").strip()[:MAX_REASON]
    if not reason:
        return Refused("", "no_reason")
    facts = {name: fields.get(name, "").strip()[:32] for name in ACTIONS[action]}
    if "exclusion" in facts and facts["exclusion"] not in EXCLUSIONS:
        return Refused("", "no_exclusion")
    if "until" in facts and isinstance(until_day(facts["until"], now.astimezone(_BEIJING).date()), Refused):
        return Refused("", "no_until")
    if "other" in facts:
        facts["other"] = facts["other"] or selection.picked[0].id
        if case_queue.one(house.store, facts["other"], actor) is None:
            return Refused("", "no_other")
    return Ruling(action, actor, reason, facts)


def _countable(selection: Selection) -> Refused | None:
    if selection.sent > MOST:
        return Refused("", "too_many")
    return None if selection.picked else Refused("", "nothing_picked")


def _plan(house: House, actor: Actor, picked: Sequence[Picked], ruling: Ruling, now: datetime) -> Plan:
    found = case_queue.some(house.store, [one.id for one in picked], actor)
    cases_by_id = {name: queued.case for name, queued in found.items()}
    movers = {name: queued.moved_by for name, queued in found.items()}
    return plan(picked, cases_by_id, movers, ruling, held_under(actor), now)


def _take(house: House, planned: Plan, ruling: Ruling, now: datetime) -> tuple[list[Case], list[LeftOut]]:
    done: list[Case] = []
    left: list[LeftOut] = []
    for one in planned.will:
        claim = one.case.claim
        mine = claim is not None and claim.account == held_under(ruling.actor)
        own = replace(ruling, token=claim.token if claim and mine else 0)
        result = line.decide(house.store, house.registry, one.case.id, own, now, one.case.version)
        if isinstance(result, Case):
            done.append(result)
        elif isinstance(result, Conflict):
            left.append(LeftOut(one.case.id, "stale", result.case, result.actor))
        else:
            left.append(LeftOut(one.case.id, "refused", one.case, refused=result))
    return done, left


def _after(action: str, done: Sequence[Case], left: Sequence[LeftOut]) -> dict[str, Any]:
    return {"action": action, "done": done, "left": left, "undoable": bool(done) and action in UNDO}


def _status(context: Mapping[str, Any]) -> int:
    """412 when nothing was done because others had been quicker: they are named."""
    return 412 if not context["done"] and any(one.kind == "stale" for one in context["left"]) else 200


def _shown(request: Request, step: str, selection: Selection, planned: Plan, ruling: Ruling) -> Response:
    context: dict[str, Any] = {
        "action": ruling.action,
        "will": planned.will,
        "left": planned.left,
        "reason": ruling.reason,
    }
    return _answer(request, step, selection, **context, facts=ruling.facts)


def _refused(request: Request, selection: Selection, refused: Refused) -> Response:
    said = words(language_of(request))[f"bulk_{refused.about}"].format(most=MOST, n=selection.sent)
    return _answer(request, "refused", selection, 422, said=said, left=(), facts={})


def _answer(
    request: Request, step: str, selection: Selection, status: int = 200, *, facts: Mapping[str, str], **context: Any
) -> Response:
    given = selection.fields.get("back", "")
    back = given if given.startswith("/queue") and len(given) < 2000 else "/queue"
    return page(request, "bulk.html.j2", status, step=step, back=back, facts=facts, **context)
