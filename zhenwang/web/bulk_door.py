"""The door of bulk transfers: who has no token is sent away before anything of a body is read or held."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from zhenwang import runtime
from zhenwang.store import intake_tokens
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.store.opening import Store
from zhenwang.web.guard import BULK, Guard
from zhenwang.web.guard_answers import busy
from zhenwang.web.intake_faults import unavailable

_UNKNOWN = "send your token as Authorization: Bearer …"


@dataclass(frozen=True, slots=True)
class BulkDoor:
    """Sets ``sender``, the name of the token's holder, in the state of a request to the bulk route; otherwise 401, or
    429 beyond the limit of the token, or of wrong ones from this client. Stands inside the guard, which knows the
    client.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] != BULK:
            await self.app(scope, receive, send)
            return
        try:
            found = await _sender(Request(scope))
        except StoreUnavailableError as fault:  # no handler of the application stands this far out
            found = unavailable(Request(scope), fault)
        if isinstance(found, Response):
            found.headers["Connection"] = "close"
            await found(scope, receive, send)
            return
        scope["state"]["sender"] = found
        await self.app(scope, receive, send)


async def _sender(request: Request) -> str | Response:
    """The name of the token's holder; otherwise the answer to who has none."""
    guard, client = cast(Guard, request.app.state.guard), str(request.state.client)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if not guard.may_guess(client):
        return busy(request, 429, guard.wrong.wait(client))
    name = None
    if scheme.lower() == "bearer" and token:
        store = cast(Store, request.app.state.store)
        name = await asyncio.to_thread(intake_tokens.holder, store, token.strip(), runtime.now())
    if name is None:
        if "authorization" in request.headers:  # the guard did not count it: it took it for a token
            guard.guessed(client)
        return JSONResponse({"error": _UNKNOWN}, 401, {"WWW-Authenticate": "Bearer"})
    if wait := guard.passes_on(name):
        return busy(request, 429, wait)
    return name
