"""Who is working, in which language, and whether the console is well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from zhenwang.store import runs
from zhenwang.web.forgery import read_form
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.rendering import LANGUAGE_COOKIE, language_of, page, remember
from zhenwang.web.sessions import MAX_NAME, clean_name
from zhenwang.web.words import LANGUAGES, words

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]
_YEAR = 365 * 24 * 3600


@router.get("/enter", response_class=HTMLResponse)
def ask(request: Request, back: str = "/") -> HTMLResponse:
    return page(request, "enter.html.j2", back=own_path(back), problem="", longest=MAX_NAME)


@router.post("/enter", response_class=HTMLResponse)
def enter(request: Request, form: _Form) -> Response:
    name, back = clean_name(form.get("name", "")), own_path(form.get("back", "/"))
    if not name:
        t = words(language_of(request))
        return page(request, "enter.html.j2", 422, back=back, problem=t["enter_empty"], longest=MAX_NAME)
    return _as_somebody(request, name, back)


@router.post("/leave", response_class=HTMLResponse)
def leave(request: Request, form: _Form) -> Response:  # noqa: ARG001  # the form carries the token
    return _as_somebody(request, "", "/")


@router.post("/language", response_class=HTMLResponse)
def language(request: Request, form: _Form) -> Response:
    other = LANGUAGES[1 - LANGUAGES.index(language_of(request))]
    answer = RedirectResponse(own_path(form.get("back", "/")), 303)
    answer.set_cookie(LANGUAGE_COOKIE, other, max_age=_YEAR, httponly=True, samesite="strict")
    return answer


@router.get("/health")
def health(request: Request) -> JSONResponse:
    """Whether the store answers; 503 when it does not. Says nothing about what is in it."""
    runs.latest(house_of(request).store, "daily")
    return JSONResponse({"status": "ok"})


def own_path(target: str) -> str:
    """A path of this console to go back to; the queue for anything else that a link might carry."""
    plain = target.isascii() and target.isprintable() and len(target) <= 1000
    return target if plain and target.startswith("/") and target[1:2] not in ("/", "\\") and "\\" not in target else "/"


def _as_somebody(request: Request, name: str, back: str) -> Response:
    sessions = house_of(request).sessions
    sessions.leave(visitor_of(request))
    answer = RedirectResponse(back, 303)
    remember(request, answer, sessions.begin(name))
    return answer
