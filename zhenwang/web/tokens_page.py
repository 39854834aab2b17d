"""Administration: who may pass on reports in bulk (12345, 12377). A token is shown once, where it is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import Permission
from zhenwang.store import intake_tokens
from zhenwang.store.intake_tokens import NotIssued
from zhenwang.web.forgery import read_form
from zhenwang.web.house import house_of
from zhenwang.web.inbox_desk import actor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

MAX_REASON = 400

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]
_ADMINISTER = [needs(Permission.ADMINISTER, fresh=True)]


@router.get("/tokens", response_class=HTMLResponse, dependencies=_ADMINISTER)
def tokens(request: Request, done: str = "") -> HTMLResponse:
    return _page(request, done=bool(done))


@router.post("/tokens", response_class=HTMLResponse, dependencies=_ADMINISTER)
def issue(request: Request, form: _Form) -> HTMLResponse:
    """A new token, in the answer and nowhere else: no address holds it, and no cache keeps the page."""
    name, why = form.get("name", "").strip(), _reason(form)
    if not why:
        return _page(request, form, words(language_of(request))["tokens_no_reason"])
    again = form.get("again", "") == "yes"
    made = intake_tokens.issue(house_of(request).store, name, actor_of(request), why, runtime.now(), again=again)
    if isinstance(made, NotIssued):
        return _page(request, form, words(language_of(request))[f"tokens_{made.value}"])
    return _page(request, made=made, name=name)


@router.post("/tokens/revoke", response_class=HTMLResponse, dependencies=_ADMINISTER)
def revoke(request: Request, form: _Form) -> Response:
    """From the next request on the token opens nothing."""
    why = _reason(form)
    if not why:
        return _page(request, {}, words(language_of(request))["tokens_no_reason"])
    fault = intake_tokens.revoke(house_of(request).store, form.get("name", ""), actor_of(request), why, runtime.now())
    if fault:
        return _page(request, {}, words(language_of(request))[f"tokens_{fault.value}"])
    return RedirectResponse("/tokens?done=1", 303)


def _page(
    request: Request, typed: Mapping[str, str] | None = None, problem: str = "", *, made: str = "", name: str = "",
    done: bool = False,
) -> HTMLResponse:  # fmt: skip
    kept = {field: (typed or {}).get(field, "") for field in ("name", "why", "again")}
    return page(
        request, "tokens.html.j2", 422 if problem else 200, tokens=intake_tokens.everyone(house_of(request).store),
        typed=kept, problem=problem, made=made, name=name, done=done, place="people",
    )  # fmt: skip


def _reason(form: Mapping[str, str]) -> str:
    return form.get("why", "").strip()[:MAX_REASON]
