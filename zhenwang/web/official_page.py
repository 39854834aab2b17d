"""The page «Is this address official?»: the answer in plain words, with its grounds and what it does not mean."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from zhenwang import runtime
from zhenwang.registry.asked_host import MOST, Unreadable
from zhenwang.registry.official_answer import Verdict
from zhenwang.web import official_words
from zhenwang.web.official_api import NOT_READY_SECONDS, told
from zhenwang.web.official_desk import desk_of
from zhenwang.web.rendering import language_of, plain_page
from zhenwang.web.words import words

router = APIRouter(include_in_schema=False)

_PLAIN = frozenset({Verdict.OFFICIAL, Verdict.NEIGHBOUR})
"""Verdicts under which a host is written as it is: it is in the registry. Any other is shown defanged."""


@router.get("/official", response_class=HTMLResponse)
def official(request: Request, host: str = "") -> HTMLResponse:
    """The question, and below it the answer to what was asked. Nothing is fetched, and nothing is kept of it."""
    held, t = desk_of(request).holdings, words(language_of(request))
    if not host.strip():
        return plain_page(request, "official.html.j2", typed="", problem="", hosts=(), found=None)
    if held is None:
        answer = plain_page(
            request, "official.html.j2", 503, typed=host[:MOST], problem=t["official_not_ready"], hosts=(), found=None
        )
        answer.headers["Retry-After"] = NOT_READY_SECONDS
        return answer
    found = held.answer(host, runtime.now())
    if isinstance(found, Unreadable):
        problem = t[f"official_unread_{found.why}"]
        return plain_page(
            request, "official.html.j2", 422, typed=host[:MOST], problem=problem, hosts=found.hosts, found=None
        )
    return plain_page(
        request,
        "official.html.j2",
        typed="",
        problem="",
        hosts=(),
        found=told(held, found),
        head=official_words.head(t, found),
        doubtful=official_words.is_doubtful(found),
        says=official_words.sentence(t, found),
        means_not=official_words.means_not(t, found),
        basis=official_words.basis(t, held),
        dot="." if found.verdict in _PLAIN else "[.]",
    )
