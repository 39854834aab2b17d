"""The reports inbox: what people told the office, host by host, and a report in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from zhenwang.domain.access import Permission
from zhenwang.domain.inbox_filter import TABS, Wanted, read_place, read_wanted
from zhenwang.store import inbox
from zhenwang.web.forgery import read_form
from zhenwang.web.fragments import fragment, partial
from zhenwang.web.house import house_of
from zhenwang.web.inbox_desk import desk_of
from zhenwang.web.inbox_view import COUNTED
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import page

PAGE = 60

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@router.get("/inbox", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REPORTS)])
def inbox_page(request: Request) -> HTMLResponse:
    """Who waits longest first. Unknown tabs and places of the address are as good as none."""
    given = {name: request.query_params.get(name, "")[:300] for name in ("tab", "text", "after")}
    desk, wanted = desk_of(request), read_wanted(given)
    rows, more = desk.page(wanted, read_place(given["after"]), PAGE)
    context: dict[str, Any] = {
        "rows": rows,
        "more": _path(wanted, more) if more else "",
        "first": _path(wanted) if given["after"] else "",
        "wanted": wanted,
    }
    if partial(request):
        return fragment(request, "inbox.html.j2", "reports", **context)
    waiting, tabs = inbox.waiting(house_of(request).store), {tab: _path(Wanted(tab)) for tab in TABS}
    return page(
        request, "inbox.html.j2", **context, waiting=waiting, tabs=tabs, counts=desk.counts(), counted_to=COUNTED
    )


def _path(wanted: Wanted, after: str = "") -> str:
    return f"/inbox?{urlencode(wanted.as_query() | ({'after': after} if after else {}))}"
