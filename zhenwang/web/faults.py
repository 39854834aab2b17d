"""What people see when something goes wrong: a sentence and a number, never a trace; and what they had typed."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Mapping
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from zhenwang.store.faults import RecordUnwritableError, StoreUnavailableError
from zhenwang.text.personal import hidden
from zhenwang.text.personal_numbers import STAR
from zhenwang.web.forgery import TOKEN, fields_of
from zhenwang.web.headers import HEADERS
from zhenwang.web.permissions import FRESH, PERMISSION, SIGN_IN
from zhenwang.web.rendering import language_of, page, plain_page
from zhenwang.web.words import words

log = logging.getLogger(__name__)

_SECRET = frozenset({"token", "password", "again", "new"})
_CHOSEN = re.compile(r"[\w.\-/]{0,128}", re.ASCII)
_LINK = re.compile(r"(/(?:sponsor|receipt|api/v1/reports)/)[^/]+")
"""The path of a link is all that it takes to answer for a body, and a receipt to ask after a report: nobody who reads
the log is to have it.
"""
_MOST = 20
_SINGLE = frozenset({"cases", "campaigns", "samples", "people"})
"""Rooms whose things have pages of their own."""
_ELSEWHERE: Mapping[str, str] = {"called": "/", "bulk": "/queue"}
"""Forms whose page has another name."""
_AGAIN: Mapping[str, str] = {SIGN_IN: "/enter", FRESH: "/enter/again", TOKEN: ""}


def answer_faults(app: FastAPI) -> None:
    """Give every fault of the console its page."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(StoreUnavailableError, _unavailable)
    app.add_exception_handler(Exception, _broken)


def error_number(request: Request, fault: Exception) -> str:
    """A random number for people, and one log line that says what it stands for."""
    number = secrets.token_hex(6)
    path = _LINK.sub(r"\1…", request.url.path[:200])
    log.error("error %s: %s %a: %s", number, request.method, path, hidden(ascii(fault)).replace(STAR, "*"))
    return number


def typed(fields: Mapping[str, str]) -> list[str]:
    """What a person wrote in a form, without what it chose or carried by itself: digests, numbers, secrets."""
    texts = (value for name, value in fields.items() if name not in _SECRET)
    return [text for text in texts if text.strip() and not _CHOSEN.fullmatch(text)][:_MOST]


async def _refused(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 404
    headers = dict(fault.headers or {}) if isinstance(fault, HTTPException) else {}
    if status == 303:
        return RedirectResponse(headers["Location"], 303)
    why = str(fault.detail) if isinstance(fault, HTTPException) else ""
    if why in _AGAIN:
        kept = typed(await fields_of(request)) if request.method == "POST" else []
        answer = await run_in_threadpool(
            page, request, "kept.html.j2", status, why=why, kept=kept, door=_door(request, why)
        )
    else:
        t = words(language_of(request))
        text = t["error_permission"] if why == PERMISSION else t.get(f"error_{status}", t["error_other"])
        answer = await run_in_threadpool(page, request, "error.html.j2", status, text=text, number="")
    answer.headers.update(headers)
    return answer


def _door(request: Request, why: str) -> str:
    """Where to prove who one is, and from there back to the page that the form stood on; empty where that is no use."""
    room, *further = request.url.path.strip("/").split("/")
    back = f"/{room}/{further[0]}" if room in _SINGLE and further[1:] else _ELSEWHERE.get(room, f"/{room}")
    return f"{_AGAIN[why]}?back={quote(back, safe='/')}" if _AGAIN[why] else ""


def _unavailable(request: Request, fault: Exception) -> Response:
    number = error_number(request, fault)
    status = 423 if isinstance(fault, RecordUnwritableError) else 503
    text = words(language_of(request))[f"error_{status}"]
    # Where not even the visitor could be read there is no menu to show.
    known = hasattr(request.state, "visitor")
    answer = (page if known else plain_page)(
        request, "error.html.j2" if known else "plain_error.html.j2", status, text=text, number=number
    )
    answer.headers["Retry-After"] = "30"
    return answer


def _broken(request: Request, fault: Exception) -> Response:
    # This answer is given outside the middleware, so it brings its headers itself.
    number = error_number(request, fault)
    answer = plain_page(
        request, "plain_error.html.j2", 500, text=words(language_of(request))["error_500"], number=number
    )
    answer.headers.update(HEADERS)
    return answer
