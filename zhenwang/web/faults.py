"""What people see when something goes wrong: a sentence and a number, never a trace."""

from __future__ import annotations

import logging
import secrets

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from zhenwang.store.faults import StoreUnavailableError
from zhenwang.web.headers import HEADERS
from zhenwang.web.rendering import language_of, page, plain_page
from zhenwang.web.words import words

log = logging.getLogger(__name__)


def answer_faults(app: FastAPI) -> None:
    """Give every fault of the console its page."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(StoreUnavailableError, _unavailable)
    app.add_exception_handler(Exception, _broken)


def error_number(request: Request, fault: Exception) -> str:
    """A random number for people, and one log line that says what it stands for."""
    number = secrets.token_hex(6)
    log.error("error %s: %s %a: %a", number, request.method, request.url.path[:200], fault)
    return number


def _refused(request: Request, fault: Exception) -> Response:
    t = words(language_of(request))
    status = fault.status_code if isinstance(fault, HTTPException) else 404
    text = t.get(f"error_{status}", t["error_other"])
    return page(request, "error.html.j2", status, text=text, number="")


def _unavailable(request: Request, fault: Exception) -> Response:
    number = error_number(request, fault)
    text = words(language_of(request))["error_503"]
    answer = page(request, "error.html.j2", 503, text=text, number=number)
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
