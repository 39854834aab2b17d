"""Whoever reads the inbox in this request, and the one reported host that a page is about."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import HTTPException, Request

from zhenwang import runtime
from zhenwang.domain.access import Actor
from zhenwang.store import inbox
from zhenwang.web.clock_view import work_of
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.inbox_view import Desk, Row

NO_HOST = "-"
"""How an address names the reports in which no address could be read."""


def actor_of(request: Request) -> Actor:
    actor = visitor_of(request).actor
    if actor is None:
        raise HTTPException(401)
    return actor


def desk_of(request: Request) -> Desk:
    house = house_of(request)
    return Desk(house.store, house.registry, work_of(house), actor_of(request), runtime.now())


def row_of(request: Request, host: str) -> Row:
    """404 when nobody reported the host, and when its case is another region's."""
    group = inbox.group_of(house_of(request).store, "" if host == NO_HOST else host[:253])
    rows = desk_of(request).rows([group] if group else [])
    if not rows:
        raise HTTPException(404)
    return rows[0]


def path_of(host: str) -> str:
    return f"/inbox/host/{quote(host, safe='') or NO_HOST}"
