"""The page of a reported host: what was reported, and the reply to its reporters, proposed by one person and reviewed
by another (art. 34).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import Permission
from zhenwang.domain.reply import MAX_REASON, MAX_WORDS, Fault, Proposal, Reply, Review, Step, is_own, published
from zhenwang.domain.report import SAMPLES
from zhenwang.store import inbox, replies
from zhenwang.text.personal import hidden
from zhenwang.web.forgery import read_form
from zhenwang.web.fragments import fragment, partial
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.inbox_desk import actor_of, path_of, row_of
from zhenwang.web.inbox_view import Row
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.reply_words import told, told_of
from zhenwang.web.reporter_words import with_words
from zhenwang.web.words import words

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]
_CLASHES = frozenset({Fault.PENDING, Fault.NOT_PENDING, Fault.STALE})
_DONE = ("proposed", "returned", "approved")


@router.get("/inbox/host/{host}", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REPORTS)])
def of_host(request: Request, host: str, done: str = "") -> HTMLResponse:
    """All that was reported of one host, and how far its reply has come."""
    return _host_page(request, row_of(request, host), done=done if done in _DONE else "")


@router.post("/inbox/host/{host}/preview", response_class=HTMLResponse, dependencies=[needs(Permission.ENTER_REPORTS)])
def preview(request: Request, host: str, form: _Form) -> HTMLResponse:
    """What the public would read. Nothing is kept."""
    row = row_of(request, host)
    if partial(request):
        return fragment(request, "inbox_host.html.j2", "preview", shown=_shown(request, row, form))
    return _host_page(request, row, form)


@router.post("/inbox/host/{host}/reply", response_class=HTMLResponse, dependencies=[needs(Permission.ENTER_REPORTS)])
def propose(request: Request, host: str, form: _Form) -> Response:
    """Put a reply to the review; 422 with what was typed when something is missing, 409 when somebody was faster."""
    row = row_of(request, host)
    given = Proposal(form.get("words", ""), form.get("public", "yes") != "no", form.get("reason", ""))
    kept = replies.propose(house_of(request).store, actor_of(request), row.group.host, given, runtime.now())
    return _after(request, row, kept, form)


@router.post("/inbox/host/{host}/review", response_class=HTMLResponse, dependencies=[needs(Permission.REVIEW_REPLIES)])
def review(request: Request, host: str, form: _Form) -> Response:
    """Approve the reply that was read, or return it with a reason."""
    row, number = row_of(request, host), form.get("number", "")
    approve = form.get("ruling", "") == "approve"
    seen = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
    given = Review(seen, approve, form.get("reason", ""))
    kept = replies.review(house_of(request).store, actor_of(request), row.group.host, given, runtime.now())
    return _after(request, row, kept, form)


def _after(request: Request, row: Row, kept: Reply | Fault, form: Mapping[str, str]) -> Response:
    if isinstance(kept, Reply):
        return RedirectResponse(f"{path_of(row.group.host)}?done={kept.step.value}", 303)
    said = words(language_of(request))[f"reply_fault_{kept.value}"]
    now = row_of(request, row.group.host or "-")
    return _host_page(request, now, form, said, 409 if kept in _CLASHES else 422)


def _host_page(
    request: Request, row: Row, typed: Mapping[str, str] | None = None, problem: str = "", status: int = 200,
    done: str = "",
) -> HTMLResponse:  # fmt: skip
    store, t = house_of(request).store, words(language_of(request))
    samples = with_words(house_of(request), inbox.of_host(store, row.group.host, SAMPLES))
    thread = replies.thread(store, row.group.host)
    last = published(thread)
    kept = _draft(t, row, thread) | dict(typed or {})
    actor = visitor_of(request).actor
    return page(
        request, "inbox_host.html.j2", status, row=row, reports=samples, personal=hidden, thread=thread,
        last=last, last_told=told_of(t, last) if last else "", typed=kept, problem=problem, done=done,
        shown=_shown(request, row, kept), pending_told=told_of(t, row.proposed) if row.proposed else "",
        own=bool(row.proposed and actor and is_own(row.proposed, actor)), most_words=MAX_WORDS, most_reason=MAX_REASON,
    )  # fmt: skip


def _draft(t: Mapping[str, str], row: Row, thread: Sequence[Reply]) -> dict[str, str]:
    """What stands in the form at first: the proposal that was returned, so that it need not be written again."""
    if thread and thread[-1].step is Step.RETURNED:
        for step in reversed(thread):
            if step.number == thread[-1].proposal:
                return {"words": step.words, "public": "yes" if step.public else "no", "reason": step.reason}
    return {"words": t[f"inbox_draft_{row.draft}"], "public": "yes", "reason": ""}


def _shown(request: Request, row: Row, typed: Mapping[str, str]) -> str:
    t = words(language_of(request))
    return told(t, typed.get("words", "")[:MAX_WORDS], row.group.host, typed.get("public", "yes") != "no")
