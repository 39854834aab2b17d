"""The intake for people: one page to report on, one that shows the receipt. Works on any phone, without scripts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from zhenwang.domain.workflow import Refused
from zhenwang.web.intake_api import keep, status_of, store_of, to_report
from zhenwang.web.intake_models import ReportIn
from zhenwang.web.rendering import language_of, plain_page
from zhenwang.web.words import words

WAYS = ("sms", "search", "qr", "ad", "other")
_FIELDS = ("text", "claims", "reached_by", "note", "key", "lang")

router = APIRouter(include_in_schema=False)


async def read_fields(request: Request) -> Mapping[str, str]:
    """The form's fields, each once; what is missing is empty."""
    form = await request.form(max_files=0, max_fields=20)
    given = ((name, form.get(name, "")) for name in _FIELDS)
    return {name: value.replace("\r\n", "\n") if isinstance(value, str) else "" for name, value in given}


@router.get("/", response_class=HTMLResponse)
def form(request: Request) -> HTMLResponse:
    return _form(request, {}, "")


@router.post("/report", response_class=HTMLResponse)
def report(request: Request, fields: Annotated[Mapping[str, str], Depends(read_fields)]) -> Response:
    """Sending the same form twice gives the same receipt; what cannot be taken is shown again with what was typed."""
    t = words(language_of(request))
    way = fields["reached_by"] if fields["reached_by"] in WAYS else ""
    try:
        given = ReportIn.model_validate(
            {"text": fields["text"], "claims": fields["claims"], "reached_by": way, "note": fields["note"]}
        )
    except ValidationError as error:
        long = any(part["type"] == "string_too_long" for part in error.errors(include_input=False, include_url=False))
        return _form(request, fields, t["intake_too_long"] if long else t["intake_no_address"], 422)
    key = fields["key"] if fields["key"].isascii() and 16 <= len(fields["key"]) <= 80 else ""
    receipt = keep(store_of(request), to_report(given), f"form-{key}" if key else "")
    if isinstance(receipt, Refused):
        # The form was sent before with other words, as after "back": this is a new report.
        receipt = keep(store_of(request), to_report(given), "")
    return RedirectResponse(f"/receipt/{receipt}?lang={language_of(request)}", 303)


@router.get("/receipt", response_class=HTMLResponse)
def ask(request: Request, number: str = "") -> HTMLResponse:
    return _receipt(request, "".join(number.split()).lower()[:64])


@router.get("/receipt/{number}", response_class=HTMLResponse)
def receipt(request: Request, number: str) -> HTMLResponse:
    return _receipt(request, number[:64])


@router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    return plain_page(request, "intake_docs.html.j2")


def _form(request: Request, fields: Mapping[str, str], problem: str, status: int = 200) -> HTMLResponse:
    typed = {name: fields.get(name, "") for name in _FIELDS}
    key = secrets.token_urlsafe(24)
    return plain_page(request, "intake_form.html.j2", status, typed=typed, problem=problem, ways=WAYS, key=key)


def _receipt(request: Request, number: str) -> HTMLResponse:
    found = status_of(store_of(request), number)
    return plain_page(
        request, "intake_receipt.html.j2", 200 if found or not number else 404, number=number, found=found
    )
