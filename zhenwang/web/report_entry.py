"""Entering a report by hand: a call, a letter, a visit, or what another office passed on. Before anything is kept, the
page says which sites the text names and until when whoever reported is to be answered.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from zhenwang import runtime
from zhenwang.access.sealing import SealError
from zhenwang.domain.access import Permission
from zhenwang.domain.reply import Stage
from zhenwang.domain.reply_due import ReplyDue, reply_due
from zhenwang.domain.report import BY_HAND, Submission
from zhenwang.domain.report import REACHED_BY as WAYS
from zhenwang.store import journal, reports
from zhenwang.text.addresses import hosts_named
from zhenwang.web.clock_view import work_of
from zhenwang.web.forgery import MAX_FIELD, MAX_FIELDS, TOKEN, read_form
from zhenwang.web.fragments import fragment, partial
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.inbox_desk import actor_of, desk_of, path_of
from zhenwang.web.intake_models import MAX_PICTURE, ReportIn, addresses_in
from zhenwang.web.intake_submission import NoAddressError, submission_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

PATH = "/inbox/new"
ROOM = MAX_PICTURE + 256 * 1024
"""Bytes of the form with its picture."""
_TYPED = ("text", "claims", "reached_by", "note", "contact", "channel", "received_on")

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@dataclass(frozen=True, slots=True)
class Entry:
    """The form as sent: fields, and the picture's bytes (empty without one)."""

    fields: Mapping[str, str]
    picture: bytes = b""
    oversize: bool = False


async def read_entry(request: Request) -> Entry:
    """The form, whose token must belong to this session (403 otherwise)."""
    async with request.form(max_files=1, max_fields=MAX_FIELDS, max_part_size=4 * MAX_FIELD) as form:
        upload = form.get("picture")
        body = await upload.read(MAX_PICTURE + 1) if isinstance(upload, UploadFile) else b""
        given = {name: form.get(name, "") for name in (*_TYPED, "key", "token")}
    fields = {name: value.replace("\r\n", "\n") if isinstance(value, str) else "" for name, value in given.items()}
    if not house_of(request).sessions.holds(visitor_of(request), fields["token"]):
        raise HTTPException(403, TOKEN)
    return Entry(fields, b"" if len(body) > MAX_PICTURE else body, len(body) > MAX_PICTURE)


@router.get(PATH, response_class=HTMLResponse, dependencies=[needs(Permission.ENTER_REPORTS)])
def new(request: Request) -> HTMLResponse:
    return _new(request, {}, "")


@router.post(f"{PATH}/read", response_class=HTMLResponse, dependencies=[needs(Permission.ENTER_REPORTS)])
def read(request: Request, form: _Form) -> HTMLResponse:
    """Which sites the text names so far, and what is known of each. Nothing is kept."""
    if partial(request):
        return fragment(request, "report_new.html.j2", "found", **_found(request, form))
    return _new(request, form, "")


@router.post(PATH, response_class=HTMLResponse, dependencies=[needs(Permission.ENTER_REPORTS)])
async def enter(request: Request, sent: Annotated[Entry, Depends(read_entry)]) -> Response:
    """Keep it, once however often it is sent; 422 with what was typed when something is missing."""
    form = sent.fields
    submission = await _written(request, sent)
    if isinstance(submission, str):
        said = words(language_of(request))[submission]
        return await run_in_threadpool(_new, request, form, said, 422)
    kept = await run_in_threadpool(_keep, request, submission)
    host = next(iter(hosts_named(kept.report.urls)), "")
    return RedirectResponse(path_of(host), 303)


async def _written(request: Request, sent: Entry) -> Submission | str:
    """The report of a filled-in form, or the word for what is wrong with it."""
    form, way = sent.fields, sent.fields["reached_by"]
    received = _received(request, form["received_on"])
    if form["channel"] not in BY_HAND:
        return "inbox_no_channel"
    if received is None:
        return "inbox_bad_day"
    if sent.oversize:
        return "inbox_picture_large"
    given = {name: form[name] for name in ("text", "claims", "note", "contact")}
    key = form["key"]
    try:
        checked = ReportIn.model_validate(
            given | {"reached_by": way if way in WAYS else "", "screenshot": sent.picture}
        )
        made = await submission_of(
            request, checked, channel=form["channel"],
            key=f"hand-{key}" if key.isascii() and 16 <= len(key) <= 80 else "",
        )  # fmt: skip
    except ValidationError as error:
        long = any(part["type"] == "string_too_long" for part in error.errors(include_input=False, include_url=False))
        return "inbox_too_long" if long else "inbox_no_address"
    except NoAddressError:
        return "inbox_no_address"
    except SealError:
        return "inbox_sealed_shut"
    return replace(made, report=replace(made.report, received_at=received))


def _received(request: Request, text: str) -> datetime | None:
    """When it came: now for today, noon of an earlier day; None for no day, and for one that is still to come."""
    now, zone = runtime.now(), work_of(house_of(request)).zone
    today = now.astimezone(zone).date()
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        return None
    if day == today:
        return now
    return datetime.combine(day, time(12), zone) if today.year - 2 <= day.year and day < today else None


def _keep(request: Request, submission: Submission) -> Submission:
    """Kept, and who entered it is noted. A form sent again with other words is a new report."""
    store, now = house_of(request).store, runtime.now()
    accepted = reports.accept_all(store, [submission], now)[0]
    if not isinstance(accepted, reports.Accepted):
        submission = replace(submission, key="")
        accepted = reports.accept_all(store, [submission], now)[0]
    if isinstance(accepted, reports.Accepted) and not accepted.repeated:
        facts = {"channel": submission.report.channel}
        if submission.report.received_at.date() != now.date():
            facts["received_on"] = submission.report.received_at.date().isoformat()
        with store.write() as connection:
            journal.append(connection, actor_of(request), "report_entered", submission.report.reference, "", facts, now)
    return submission


def _found(request: Request, form: Mapping[str, str]) -> dict[str, Any]:
    desk = desk_of(request)
    hosts = hosts_named(addresses_in((), form.get("text", "")[:MAX_FIELD]))
    received = _received(request, form.get("received_on", ""))
    due: ReplyDue | None = reply_due(Stage.WAITING, received, desk.work, desk.now)
    return {"named": desk.known(hosts), "due": due, "looked": bool(form.get("text", "").strip())}


def _new(request: Request, typed: Mapping[str, str], problem: str, status: int = 200) -> HTMLResponse:
    today = runtime.now().astimezone(work_of(house_of(request)).zone).date()
    kept = {name: typed.get(name, "") for name in _TYPED}
    kept["received_on"] = kept["received_on"] or today.isoformat()
    key = typed.get("key", "") or secrets.token_urlsafe(24)
    return page(
        request, "report_new.html.j2", status, typed=kept, key=key, problem=problem, ways=WAYS, channels=BY_HAND,
        today=today, **_found(request, kept),
    )  # fmt: skip
