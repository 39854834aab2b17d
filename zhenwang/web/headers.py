"""Security headers on every answer, and bounds on every body, as plain ASGI."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-read=()",
    }
)

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
BODY_SECONDS = 15


@dataclass(frozen=True, slots=True)
class SecurityHeaders:
    """Adds ``HEADERS`` where the answer does not set its own, stricter value."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-cache"
            await send(message)

        await self.app(scope, receive, hardened if scope["type"] == "http" else send)


@dataclass(frozen=True, slots=True)
class BoundedBody:
    """Takes a body of the one allowed kind, whole, within ``most`` bytes and 15 s, before anything reads it.

    ``roomy`` are paths whose forms may have more. 413 for more, 415 for another type, charset or any content coding,
    408 for a slow one. ``json_under`` is the path prefix that takes JSON; everywhere else a body is a form.
    """

    app: ASGIApp
    most: int = 64 * 1024
    json_under: str = "/api/"
    roomy: Mapping[str, int] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(headers, scope["path"])
        body = b"" if refusal else await self._read(receive, self._room(scope["path"]))
        if isinstance(body, int):
            refusal = (body, "the body is too large" if body == 413 else "the body came too slowly")
        if refusal:
            answer = JSONResponse({"error": refusal[1]}, refusal[0], {"Connection": "close"})
            await answer(scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)

    def _refusal(self, headers: Headers, path: str) -> tuple[int, str] | None:
        kind, _, parameters = headers.get("content-type", "").partition(";")
        wanted = JSON if path.startswith(self.json_under) else FORM
        charset = parameters.strip().lower().replace('"', "")
        if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            return 415, "a Content-Encoding is not accepted: send the body as it is"
        if kind.strip().lower() != wanted or charset not in ("", "charset=utf-8"):
            return 415, f"the Content-Type must be {wanted}, in UTF-8"
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return 400, "the Content-Length is not a number"
        return (413, "the body is too large") if len(length) > 12 or int(length) > self._room(path) else None

    def _room(self, path: str) -> int:
        return self.roomy.get(path, self.most)

    async def _read(self, receive: Receive, most: int) -> bytes | int:
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                while True:
                    message = await receive()
                    body += message.get("body", b"")
                    if len(body) > most:
                        return 413
                    if message["type"] != "http.request" or not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError:
            return 408


def _replay(body: bytes | int, receive: Receive) -> Receive:
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
