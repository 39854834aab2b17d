"""How many requests of the public intake are worked on at once."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from zhenwang.web.guard_answers import busy


@dataclass(slots=True)
class InFlight:
    """At most ``most`` requests are worked on at once; the next is answered 503. A body is read before it counts, so
    slow senders hold nobody's place.
    """

    app: ASGIApp
    most: int = 512
    _now: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self._now >= self.most:
            await busy(Request(scope), 503, 1)(scope, receive, send)
            return
        self._now += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._now -= 1
