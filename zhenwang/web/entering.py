"""The door: signing in by name and password, proving it again, leaving, the language, and whether all is well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import Actor, Permission
from zhenwang.domain.enrolment import cleaned_login
from zhenwang.store import accounts, runs, sessions
from zhenwang.web.forgery import read_form
from zhenwang.web.house import house_of, is_secure, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import LANGUAGE_COOKIE, language_of, page, remember
from zhenwang.web.words import LANGUAGES, words

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]
_YEAR = 365 * 24 * 3600
_PUBLIC = [needs(Permission.PUBLIC)]
_SIGNED_IN = [needs(Permission.SIGNED_IN)]


@router.get("/enter", response_class=HTMLResponse, dependencies=_PUBLIC)
def ask(request: Request, back: str = "/") -> HTMLResponse:
    return door_page(request, back)


@router.post("/enter", response_class=HTMLResponse, dependencies=_PUBLIC)
def enter(request: Request, form: _Form) -> Response:
    """One answer for an unknown login, a wrong password and a disabled account, after the same time."""
    login = cleaned_login(form.get("login", ""))
    actor = _proven(request, login, form.get("password", ""))
    back = form.get("back", "/")
    if not isinstance(actor, Actor):
        wrong = actor or words(language_of(request))["enter_wrong"]
        return door_page(request, back, wrong, 429 if actor else 401, login)
    return entered(request, actor, {"how": "password"}, back)


@router.get("/enter/again", response_class=HTMLResponse, dependencies=_SIGNED_IN)
def ask_again(request: Request, back: str = "/") -> HTMLResponse:
    return _again_page(request, back)


@router.post("/enter/again", response_class=HTMLResponse, dependencies=_SIGNED_IN)
def enter_again(request: Request, form: _Form) -> Response:
    """Whoever signed in long ago proves it before a hand-off and before administering; the session gets a new id."""
    visitor = visitor_of(request)
    actor = _proven(request, visitor.actor.account if visitor.actor else "", form.get("password", ""))
    back = form.get("back", "/")
    if not isinstance(actor, Actor):
        return _again_page(request, back, actor or words(language_of(request))["again_wrong"], 429 if actor else 401)
    return entered(request, actor, {"how": "password", "again": "yes"}, back)


@router.post("/leave", response_class=HTMLResponse, dependencies=_PUBLIC)
def leave(request: Request, form: _Form) -> Response:  # noqa: ARG001  # the form carries the token
    answer = RedirectResponse("/enter", 303)
    remember(request, answer, house_of(request).sessions.leave(visitor_of(request), runtime.now()))
    return answer


@router.post("/language", response_class=HTMLResponse, dependencies=_PUBLIC)
def language(request: Request, form: _Form) -> Response:
    other = LANGUAGES[1 - LANGUAGES.index(language_of(request))]
    answer = RedirectResponse(own_path(form.get("back", "/")), 303)
    secure = is_secure(request)
    answer.set_cookie(LANGUAGE_COOKIE, other, max_age=_YEAR, httponly=True, samesite="strict", secure=secure)
    return answer


@router.get("/health", dependencies=_PUBLIC)
def health(request: Request) -> JSONResponse:
    """Whether the store answers; 503 when it does not. Says nothing about what is in it."""
    runs.latest(house_of(request).store, "daily")
    return JSONResponse({"status": "ok"})


def own_path(target: str) -> str:
    """A path of this console to go back to; the front page for anything else that a link might carry."""
    plain = target.isascii() and target.isprintable() and len(target) <= 1000
    return target if plain and target.startswith("/") and target[1:2] not in ("/", "\\") and "\\" not in target else "/"


def entered(request: Request, actor: Actor, how: Mapping[str, str], back: str) -> Response:
    """Off to where they wanted to go, under a new session id."""
    answer = RedirectResponse(own_path(back), 303)
    visitor = house_of(request).sessions.enter(
        visitor_of(request), actor, {**how, **from_where(request)}, runtime.now()
    )
    remember(request, answer, visitor)
    return answer


def door_page(request: Request, back: str, problem: str = "", status: int = 200, login: str = "") -> HTMLResponse:
    house = house_of(request)
    return page(
        request,
        "enter.html.j2",
        status,
        back=own_path(back),
        problem=problem,
        login=login,
        nobody_yet=accounts.nobody_yet(house.store),
        provider=house.entrance.provider_name if house.entrance.provider else "",
    )


def from_where(request: Request) -> dict[str, str]:
    """The client's address, as the journal keeps it."""
    return {"client": request.client.host if request.client else ""}


def _again_page(request: Request, back: str, problem: str = "", status: int = 200) -> HTMLResponse:
    house, actor = house_of(request), visitor_of(request).actor
    account = accounts.get(house.store, actor.account) if actor else None
    return page(
        request,
        "again.html.j2",
        status,
        back=own_path(back),
        problem=problem,
        with_password=bool(account and account.with_password),
        provider=house.entrance.provider_name if house.entrance.provider and account and account.subject else "",
    )


def _proven(request: Request, login: str, password: str) -> Actor | str:
    """Who the password proves; else a sentence for whoever must wait, empty for whoever is just wrong."""
    house, now, where = house_of(request), runtime.now(), from_where(request)
    wait = house.entrance.throttle.try_now(login, where["client"], now)
    if wait:
        return words(language_of(request))["enter_wait"].format(n=max(1, round(wait.total_seconds())))
    kept = accounts.password_of(house.store, login) if login else ""
    if not house.entrance.passwords.match(password, kept):
        sessions.refuse(house.store, login, sessions.WRONG, where, now)
        return ""
    house.entrance.throttle.succeeded(login, where["client"])
    with house.store.read() as connection:
        return accounts.actor_of(connection, login) or ""
