"""One's own account: who one is here, with which roles, and another password."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.access.passwords import weakness
from zhenwang.domain.access import Permission
from zhenwang.store import accounts, sessions
from zhenwang.store.accounts import Account
from zhenwang.web.entering import from_where
from zhenwang.web.forgery import read_form
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page, remember
from zhenwang.web.words import words

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]
_SIGNED_IN = [needs(Permission.SIGNED_IN)]


@router.get("/account", response_class=HTMLResponse, dependencies=_SIGNED_IN)
def show(request: Request, changed: str = "") -> HTMLResponse:
    return _page(request, done=bool(changed))


@router.post("/account", response_class=HTMLResponse, dependencies=_SIGNED_IN)
def change(request: Request, form: _Form) -> Response:
    """The password now proves who asks; every other session of the account ends."""
    house, visitor, now = house_of(request), visitor_of(request), runtime.now()
    account, t = _own(request), words(language_of(request))
    where, new = from_where(request), form.get("new", "")
    weak = weakness(new, account.login, account.name)
    if new != form.get("again", ""):
        return _page(request, t["account_differ"], 422)
    if weak:
        return _page(request, t[f"weak_{weak.value}"], 422)
    wait = house.entrance.throttle.try_now(account.login, where["client"], now)
    if wait:
        return _page(request, t["enter_wait"].format(n=max(1, round(wait.total_seconds()))), 429)
    if not house.entrance.passwords.match(form.get("password", ""), accounts.password_of(house.store, account.login)):
        sessions.refuse(house.store, account.login, sessions.WRONG, where, now)
        return _page(request, t["again_wrong"], 422)
    house.entrance.throttle.succeeded(account.login, where["client"])
    actor = visitor.actor
    if actor is None:
        raise HTTPException(404)
    accounts.set_password(house.store, account.login, house.entrance.passwords.kept(new), actor, "", now)
    answer = RedirectResponse("/account?changed=1", 303)
    remember(request, answer, house.sessions.enter(visitor, actor, {"how": "password", "again": "yes", **where}, now))
    return answer


def _own(request: Request) -> Account:
    actor = visitor_of(request).actor
    account = accounts.get(house_of(request).store, actor.account) if actor else None
    if account is None:
        raise HTTPException(404)
    return account


def _page(request: Request, problem: str = "", status: int = 200, done: bool = False) -> HTMLResponse:
    return page(request, "account.html.j2", status, account=_own(request), problem=problem, done=done)
