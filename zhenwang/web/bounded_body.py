"""Bounds on every body, as plain ASGI: kind, size, time, and how much of all bodies is in memory at once."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhenwang.web.rendering import language_of, plain_page
from zhenwang.web.words import words

FORM = "application/x-www-form-urlencoded"
FILES = "multipart/form-data"
JSON = "application/json"
BODY_SECONDS = 15
SLOWEST = 64 * 1024
"""Bytes a second that buy a large body more than the 15 seconds: a photograph over a telephone takes its time."""
_BOUNDARY = re.compile(r"boundary=[0-9A-Za-z'()+_,\-./:=? ]{1,70}\Z")
_MEANS = {
    400: "the Content-Length is not a number",
    408: "the body came too slowly",
    413: "the body is too large",
    503: "too many bodies are arriving at once: try again after Retry-After seconds",
}


@dataclass(slots=True)
class Room:
    """Bytes of bodies that may be in memory at once; ``of_client`` may be on their way from one client."""

    most: int
    of_client: int = 0
    held: int = 0
    _senders: Counter[str] = field(default_factory=Counter)

    def enter(self, client: str) -> bool:
        """Count a body of the client; False when it has as many as it may. Who may leave has entered."""
        if self.of_client and client and self._senders[client] >= self.of_client:
            return False
        self._senders[client] += 1
        return True

    def leave(self, client: str, size: int) -> None:
        self.held -= size
        self._senders[client] -= 1
        if not self._senders[client]:
            del self._senders[client]


@dataclass(frozen=True, slots=True)
class BoundedBody:
    """Takes a body of the one allowed kind, whole, within ``most`` bytes and 15 s, before anything reads it.

    ``roomy`` are paths whose bodies may have more; ``files`` are paths whose forms may carry files, with their own
    bound. 413 for more, 415 for another type, charset or any content coding, 408 for a slow one, 503 when the ``room``
    is full or one client sends too many large ones at once. Bodies larger than ``most`` have a room of their own
    (``large``), so that nobody's small report waits for pictures; one that says it is small is small. ``json_under`` is
    the path prefix that takes JSON; everywhere else a body is a form.
    """

    app: ASGIApp
    most: int = 64 * 1024
    json_under: str = "/api/"
    roomy: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)
    room: Room = field(default_factory=lambda: Room(64 * 1024 * 1024))
    large: Room = field(default_factory=lambda: Room(96 * 1024 * 1024, of_client=4))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if _has_none(headers):  # the application knows best what is wrong with it: 405, or 400 where one is needed
            await self.app(scope, receive, send)
            return
        kind, parameters = _kind(headers)
        most = self._most(scope["path"], kind)
        small = most <= self.most or 0 < _length(headers) <= self.most
        room = self.room if small else self.large
        status: int | None = None
        refusal = self._refusal(headers, kind, parameters, scope["path"], most)
        body, client = bytearray(), scope.get("state", {}).get("client", "")
        if not refusal and not room.enter(client):
            refusal = 503, _MEANS[503]
        entered = not refusal
        try:
            if entered:
                status = await _read(receive, body, most, room)
                refusal = (status, _MEANS[status]) if status else None
            if refusal:
                await self._answer(scope, *refusal)(scope, receive, send)
            elif status is not None:
                await self.app(scope, _replay(bytes(body), receive), send)
        finally:
            if entered:
                room.leave(client, len(body))

    def _most(self, path: str, kind: str) -> int:
        return (self.files if kind == FILES else self.roomy).get(path, self.most)

    def _refusal(self, headers: Headers, kind: str, parameters: str, path: str, most: int) -> tuple[int, str] | None:
        wanted = JSON if path.startswith(self.json_under) else FORM
        if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            return 415, "a Content-Encoding is not accepted: send the body as it is"
        if kind == FILES and path in self.files:
            if not _BOUNDARY.match(parameters):
                return 400, "the form has no boundary between its parts"
        elif kind != wanted or parameters.lower() not in ("", "charset=utf-8"):
            return 415, f"the Content-Type must be {wanted}, in UTF-8"
        length = _length(headers)
        if length < 0:
            return 400, _MEANS[400]
        return (413, _MEANS[413]) if length > most else None

    def _answer(self, scope: Scope, status: int, means: str) -> Response:
        answer: Response = JSONResponse({"error": means}, status)
        if not scope["path"].startswith(self.json_under):
            t = words(language_of(Request(scope)))
            said = t.get(f"body_{status}", t["error_other"])
            answer = plain_page(Request(scope), "plain_error.html.j2", status, text=said, number="")
        answer.headers["Connection"] = "close"
        if status == 503:
            answer.headers["Retry-After"] = "5"
        return answer


def _has_none(headers: Headers) -> bool:
    """A request without a body (RFC 9112, section 6.3), and that speaks of none."""
    about = ("transfer-encoding", "content-type", "content-encoding")
    return headers.get("content-length", "0") == "0" and not any(name in headers for name in about)


def _kind(headers: Headers) -> tuple[str, str]:
    kind, _, parameters = headers.get("content-type", "").partition(";")
    return kind.strip().lower(), parameters.strip().replace('"', "")


def _length(headers: Headers) -> int:
    """What the body is said to have: 0 when nothing is said, -1 when it is no number."""
    length = headers.get("content-length", "0")
    return int(length[:18]) if length.isascii() and length.isdigit() else -1


async def _read(receive: Receive, body: bytearray, most: int, room: Room) -> int | None:
    """Fill ``body``, and the room by as much, with what comes. 0, or the status of a refusal; None when the client went
    away in the middle, whose half a body nobody reads.
    """
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        async with asyncio.timeout(BODY_SECONDS) as limit:
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return None
                piece = message.get("body", b"")
                if len(body) + len(piece) > most:
                    return 413
                if room.held + len(piece) > room.most:
                    return 503
                body += piece
                room.held += len(piece)
                if not message.get("more_body", False):
                    return 0
                limit.reschedule(start + BODY_SECONDS + len(body) / SLOWEST)
    except TimeoutError:
        return 408


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
