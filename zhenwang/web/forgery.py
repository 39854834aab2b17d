"""No other site may act in an analyst's name: origin headers on every unsafe method, and a token in every form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.rendering import language_of, plain_page
from zhenwang.web.words import words

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_FIELDS = 40
MAX_FIELD = 20_000
TOKEN = "token"  # noqa: S105  # the detail of a refusal


@dataclass(frozen=True, slots=True)
class SameOrigin:
    """Refuses an unsafe request that another site caused, before anything reads it (403)."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE and foreign(Headers(scope=scope)):
            await _refused(Request(scope))(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _refused(request: Request) -> Response:
    """403: JSON for programs, for people a page that says where to begin again."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": "this request came from a page of another site: nothing was taken"}, 403)
    return plain_page(request, "plain_error.html.j2", 403, text=words(language_of(request))["fault_403"], number="")


def foreign(headers: Headers) -> bool:
    """Whether a browser says that another origin caused the request. Programs that send neither header are not.

    An origin of ``null`` says nothing: under our own ``no-referrer`` browsers send it with our own forms too. Then
    Sec-Fetch-Site decides, and over plain HTTP, where browsers leave that out, the form's token.
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin", "null")
    try:
        return origin != "null" and urlsplit(origin).netloc != headers.get("host", "")
    except ValueError:
        return True


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a form as sent, the first value of a name."""
    form = await request.form(max_files=0, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD)
    fields: dict[str, str] = {}
    for name, value in form.multi_items():
        fields.setdefault(name, value.replace("\r\n", "\n") if isinstance(value, str) else "")
    return fields


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields of a form whose token belongs to this session; 403 otherwise. The first value of a name counts."""
    fields = await fields_of(request)
    if not house_of(request).sessions.holds(visitor_of(request), fields.get("token", "")):
        raise HTTPException(403, TOKEN)
    return fields
