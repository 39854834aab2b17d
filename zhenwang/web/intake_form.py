"""The public start page: "is this site official?" and "report a fake". Works on any phone, without scripts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.report import REACHED_BY, Submission
from zhenwang.domain.workflow import Refused
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.store.report_rows import KEPT_DAYS
from zhenwang.web.faults import error_number
from zhenwang.web.intake_api import queue_of
from zhenwang.web.intake_faults import RETRY_AFTER
from zhenwang.web.intake_models import MAX_CLAIMS, MAX_CONTACT, MAX_NOTE, MAX_PICTURE, MAX_TEXT, ReportIn
from zhenwang.web.intake_queue import OverloadedError
from zhenwang.web.intake_submission import NoAddressError, submission_of
from zhenwang.web.proof import TRAP, challenge, must_prove, proven, trapped
from zhenwang.web.rendering import language_of, plain_page
from zhenwang.web.report_fields import TYPED, Sent, read_sent

_LIMITS = {"text": MAX_TEXT, "claims": MAX_CLAIMS, "note": MAX_NOTE, "contact": MAX_CONTACT}
_MEGABYTES = MAX_PICTURE // (1024 * 1024)

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a form was not taken. ``word`` is a key of the catalogue, ``field`` where to mend it, empty for none."""

    word: str
    field: str = ""
    status: int = 422


@router.get("/", response_class=HTMLResponse)
@router.get("/report", response_class=HTMLResponse)
def form(request: Request, host: str = "") -> HTMLResponse:
    """``host`` is what somebody asked about before: it need not be written again."""
    asked, blank = parse_host(host), Sent()
    text = asked.unicode if isinstance(asked, Host) else ""
    return _form(request, replace(blank, fields={**blank.fields, "text": text}))


@router.post("/report", response_class=HTMLResponse)
async def report(request: Request) -> Response:
    """Sending the same form twice gives the same receipt; what cannot be taken is shown again with what was typed."""
    sent = await read_sent(request)
    if sent.fields["only"] == "language":
        written = sent.had_picture or any(sent.fields[name].strip() for name in TYPED)
        # Nothing to carry along: the start page, with both its choices, in the other language.
        return _form(request, sent) if written else RedirectResponse(f"/?lang={language_of(request)}", 303)
    given = _checked(sent)
    if isinstance(given, Problem):
        return _form(request, sent, given)
    if trapped(sent.fields):
        return _form(request, sent, Problem("proof_trapped", TRAP))
    if not proven(request, {**sent.fields, "content": sent.content}):  # a proof is good for one picture, too
        tried = bool(sent.fields["answer"].strip())
        return _form(request, sent, Problem("proof_wrong" if tried else "proof_why", "answer", 429))
    try:
        found = await submission_of(request, given, key=f"form-{sent.key}" if sent.key else "")
        receipt = await _kept(request, found, sent.content)
    except NoAddressError:
        return _form(request, sent, Problem("intake_no_code", "text"))
    except OverloadedError:
        return _form(request, sent, Problem("intake_busy", status=503))
    except StoreUnavailableError as fault:
        error_number(request, fault)
        return _form(request, sent, Problem("intake_down", status=503))
    return RedirectResponse(f"/receipt/{receipt}?lang={language_of(request)}&sent=1", 303)


def _checked(sent: Sent) -> ReportIn | Problem:
    """What was sent as a report, or the first thing about it that a person has to mend."""
    if sent.oversize:
        return Problem("intake_big_picture", "picture")
    if sent.no_picture:
        return Problem("intake_bad_picture", "picture")
    way = sent.fields["reached_by"] if sent.fields["reached_by"] in REACHED_BY else ""
    typed = {name: sent.fields[name].strip() for name in TYPED} | {"reached_by": way}
    try:
        return ReportIn.model_validate(typed | {"screenshot": sent.picture})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        if first["type"] == "string_too_long":
            at = str(first["loc"][0])
            return Problem("intake_contact_long" if at == "contact" else "intake_too_long", at)
        return Problem("intake_nothing", "text")


async def _kept(request: Request, submission: Submission, content: str) -> str:
    """The receipt, once the report is committed."""
    queue = queue_of(request)
    found = await queue.accept(submission)
    if isinstance(found, Refused):
        # The form was sent before with other words, as after "back": this is a new report, and one however often.
        found = await queue.accept(replace(submission, key=f"{submission.key}-{content}"))
    if isinstance(found, Refused):
        raise RuntimeError(f"a report with a key of its own was refused: {found.reason}")
    return found.receipt


def _form(request: Request, sent: Sent, problem: Problem | None = None) -> HTMLResponse:
    shown: Mapping[str, object] = {
        "typed": sent.fields,
        "problem": problem,
        "picture_lost": sent.had_picture,
        "again": request.method == "POST",
        "ways": REACHED_BY,
        # The same key as before: what was kept although nobody could say so is not kept twice.
        "key": sent.key or secrets.token_urlsafe(24),
        "limits": _LIMITS,
        "most": MAX_PICTURE,
        "mb": _MEGABYTES,
        "days": KEPT_DAYS,
        "challenge": challenge(request) if must_prove(request) else None,
    }
    answer = plain_page(request, "intake_form.html.j2", problem.status if problem else 200, **shown)
    if problem and problem.status != 422:
        answer.headers["Retry-After"] = RETRY_AFTER
    return answer
