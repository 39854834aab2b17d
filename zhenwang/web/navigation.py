"""The places of the console: what stands in the bar of every page, for who may go there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fastapi import FastAPI

from zhenwang.domain.access import Actor, Permission


@dataclass(frozen=True, slots=True)
class Place:
    """``name`` is its word (``nav_…``), ``key`` what is pressed after ``g`` to go there."""

    name: str
    path: str
    key: str
    permission: Permission


PLACES = (
    Place("today", "/", "t", Permission.SIGNED_IN),
    Place("queue", "/queue", "q", Permission.READ_CASES),
    Place("campaigns", "/campaigns", "m", Permission.READ_CASES),
    Place("inbox", "/inbox", "i", Permission.READ_REPORTS),
    Place("handoffs", "/handoffs", "h", Permission.READ_HANDOFFS),
    Place("registry", "/registry", "r", Permission.READ_REGISTRY),
    Place("findings", "/findings", "f", Permission.READ_REGISTRY),
    Place("statistics", "/statistics", "s", Permission.READ_STATISTICS),
    Place("audit", "/audit", "a", Permission.READ_AUDIT),
    Place("people", "/people", "p", Permission.ADMINISTER),
)


def places_for(app: FastAPI, actor: Actor | None) -> Iterator[Place]:
    """The places that somebody may open, in the bar's order; nobody has none."""
    if actor is None:
        return
    served = _paths(app)
    yield from (place for place in PLACES if place.path in served and actor.may(place.permission))


@lru_cache(maxsize=8)
def _paths(app: FastAPI) -> frozenset[str]:
    return frozenset(getattr(route, "path", "") for route in app.routes)
