"""What the intake answers when it cannot take a request: JSON for programs, a page for people, never a trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from zhenwang.store.faults import StoreUnavailableError
from zhenwang.web.faults import error_number
from zhenwang.web.headers import HEADERS
from zhenwang.web.intake_queue import OverloadedError
from zhenwang.web.intake_submission import NoAddressError
from zhenwang.web.json_body import BadJsonError
from zhenwang.web.rendering import language_of, plain_page
from zhenwang.web.words import words

RETRY_AFTER = "5"
_MEANS = {404: "there is no such receipt or page", 405: "this kind of request is not supported"}
_MOST_FIELDS = 20
_MOST_NAME = 80


def answer_faults(app: FastAPI) -> None:
    """Give every fault of the intake its answer."""
    app.add_exception_handler(BadJsonError, _unreadable)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(NoAddressError, _without_address)
    app.add_exception_handler(OverloadedError, _overloaded)
    app.add_exception_handler(StoreUnavailableError, unavailable)
    app.add_exception_handler(Exception, _broken)


def field_faults(found: Iterable[Mapping[str, Any]], skip: int = 0) -> list[dict[str, str]]:
    """The fields at fault of a pydantic error, each with its reason. What was sent is not sent back.

    ``skip`` is how much of a place names no field. A field's own name is the sender's, so it is short and encodable.
    """
    return [{"field": _field(item["loc"][skip:]), "reason": item["msg"]} for item in list(found)[:_MOST_FIELDS]]


def _field(place: Iterable[object]) -> str:
    name = ".".join(str(part) for part in place)[:_MOST_NAME]
    return name.encode("utf-8", "replace").decode() or "body"


def _invalid(request: Request, fault: Exception) -> Response:  # noqa: ARG001  # as every handler
    """422 with the name of every field at fault."""
    found = fault.errors() if isinstance(fault, RequestValidationError) else []
    return _not_taken(field_faults(found, skip=1))


def _without_address(request: Request, fault: Exception) -> Response:  # noqa: ARG001  # as every handler
    return _not_taken([{"field": "body", "reason": str(fault)}])


def _not_taken(fields: list[dict[str, str]]) -> JSONResponse:
    return JSONResponse({"error": "the report was not taken", "fields": fields}, 422)


def _unreadable(request: Request, fault: Exception) -> Response:
    if not isinstance(fault, BadJsonError):
        return _refused(request, fault)
    return JSONResponse({"error": fault.reason, "place": fault.place}, 400)


def _refused(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 400
    answer = _answer(request, status, _MEANS.get(status, "the request cannot be handled"))
    if isinstance(fault, HTTPException) and fault.headers:
        answer.headers.update(fault.headers)
    return answer


def unavailable(request: Request, fault: Exception) -> Response:
    """503: the database does not answer."""
    error_number(request, fault)
    answer = _answer(request, 503, "the report was not taken: the database does not answer, try again")
    answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def _overloaded(request: Request, fault: Exception) -> Response:  # noqa: ARG001  # as every handler
    """Not an error of ours, so it fills no log: a flood must not write one line for every request."""
    answer = _answer(request, 503, "the report was not taken: too many are waiting, try again")
    answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def _broken(request: Request, fault: Exception) -> Response:
    # This answer is given outside the middleware, so it brings its headers itself.
    number = error_number(request, fault)
    answer = _answer(request, 500, f"something went wrong; error number {number}", number)
    answer.headers.update(HEADERS)
    return answer


def _answer(request: Request, status: int, sentence: str, number: str = "") -> Response:
    if request.url.path.startswith(("/api/", "/health")):
        return JSONResponse({"error": sentence}, status)
    t = words(language_of(request))
    return plain_page(
        request, "plain_error.html.j2", status, text=t.get(f"fault_{status}", t["fault_other"]), number=number
    )
