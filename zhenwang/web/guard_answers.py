"""What the intake says when too much comes at once: JSON for programs, a page in plain words for people."""

from __future__ import annotations

import math

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from zhenwang.web.rendering import language_of, plain_page
from zhenwang.web.words import words

CHALLENGE = "/api/v1/challenge"
_MEANS = {
    429: "too many requests in a short time: this one was not taken, try again after Retry-After seconds",
    503: "too many requests at once: this one was not taken, try again after Retry-After seconds",
}
_WORDS = {429: "busy_many", 503: "busy_full"}


def busy(request: Request, status: int, wait: int) -> Response:
    """429 or 503 with ``Retry-After``. What was to be sent is not read, so the connection is closed."""
    if request.url.path.startswith(("/api/", "/health")):
        return _closing(JSONResponse({"error": _MEANS[status]}, status), wait)
    t = words(language_of(request))
    said = t[_WORDS[status]].format(wait=_in_words(language_of(request), wait))
    return _closing(plain_page(request, "busy.html.j2", status, said=said), wait)


def asks_for_proof(request: Request, wait: int) -> Response:
    """429 for a report beyond the client's limit: prove it, or wait."""
    if not request.url.path.startswith("/api/"):
        return busy(request, 429, wait)
    means = f"many reports came from here: solve the challenge of GET {CHALLENGE} and send it as X-Proof, or wait"
    return _closing(JSONResponse({"error": means, "challenge": CHALLENGE}, 429), wait)


def _closing(answer: Response, wait: int) -> Response:
    answer.headers["Retry-After"] = str(wait)
    answer.headers["Connection"] = "close"
    return answer


def _in_words(language: str, wait: int) -> str:
    t = words(language)
    return t["busy_seconds"].format(n=max(2, wait)) if wait < 90 else t["busy_minutes"].format(n=math.ceil(wait / 60))
