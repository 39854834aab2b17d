"""The places of the console: what stands in the bar of every page, for who may go there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fastapi import FastAPI

from zhenwang.domain.access import Actor, Permission
from zhenwang.web.permissions import doors


@dataclass(frozen=True, slots=True)
class Place:
    """``name`` is its word (``nav_…``), ``key`` what is pressed after ``g`` to go there."""

    name: str
    path: str
    key: str


PLACES = (
    Place("today", "/", "t"),
    Place("queue", "/queue", "q"),
    Place("campaigns", "/campaigns", "m"),
    Place("inbox", "/inbox", "i"),
    Place("handoffs", "/handoffs", "h"),
    Place("registry", "/registry", "r"),
    Place("findings", "/findings", "f"),
    Place("statistics", "/statistics", "s"),
    Place("audit", "/audit", "a"),
    Place("people", "/people", "p"),
)


def places_for(app: FastAPI, actor: Actor | None) -> Iterator[Place]:
    """The places that somebody may open, by what their routes ask for; nobody has none."""
    if actor is None:
        return
    asked = _asked(app)
    for place in PLACES:
        permission = asked.get(place.path)
        if permission is not None and actor.may(permission):
            yield place


@lru_cache(maxsize=8)
def _asked(app: FastAPI) -> Mapping[str, Permission]:
    return {door.path: door.permission for door in doors(app) if door.permission and "GET" in door.methods}
