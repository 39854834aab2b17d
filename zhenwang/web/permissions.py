"""What each route asks for. Every route declares it; one that does not is refused when the application starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount

from zhenwang import runtime
from zhenwang.domain.access import EVERYBODY, Permission
from zhenwang.domain.case import Case
from zhenwang.store import cases, sessions
from zhenwang.text.personal import hidden
from zhenwang.web.house import house_of, visitor_of

SIGN_IN, FRESH, PERMISSION = "sign_in", "fresh", "permission"
"""Why a door stays shut, as the detail of an HTTPException: ``faults`` has a page for each."""


@dataclass(frozen=True, slots=True)
class Door:
    """A route with what it asks for; ``permission`` is None where it says nothing."""

    path: str
    methods: frozenset[str]
    permission: Permission | None
    fresh: bool


@dataclass(frozen=True, slots=True)
class _Guard:
    """Called before anything of the route runs; ``doors`` finds it by its type."""

    permission: Permission
    fresh: bool

    def __call__(self, request: Request) -> None:
        visitor = visitor_of(request)
        if self.permission in EVERYBODY and self.permission is not Permission.SIGNED_IN:
            return
        if visitor.actor is None:
            raise _shut(request, SIGN_IN, "/enter")
        if not visitor.actor.may(self.permission):
            sessions.turn_away(
                house_of(request).store, visitor.actor, f"{request.method} {hidden(here(request))}", runtime.now()
            )
            raise HTTPException(403, PERMISSION)
        if self.fresh:
            ensure_fresh(request)


def needs(permission: Permission, *, fresh: bool = False) -> Any:
    """A route's declaration: ``@router.get("/x", dependencies=[needs(Permission.READ_CASES)])``.

    Nobody signed in: to the door and back again (303), or 401 with what was typed for anything but a GET. Signed in
    without the permission: 403. ``fresh`` asks for a sign-in of the last minutes (ASVS 7.5.3).
    """
    guard: Callable[[Request], None] = _Guard(permission, fresh)
    return Depends(guard)


def ensure_fresh(request: Request) -> None:
    """Ask whoever proved who they are too long ago to do it again: before a hand-off, and to administer."""
    if not visitor_of(request).fresh:
        raise _shut(request, FRESH, "/enter/again")


def case_seen_by(request: Request, case_id: str) -> Case:
    """A case that this visitor may see. 404 when there is none, and when it is another region's or system's."""
    store, actor = house_of(request).store, visitor_of(request).actor
    case = cases.get(store, case_id[:64])
    if case is None or actor is None:
        raise HTTPException(404)
    if not actor.sees(case.region, case.system):
        sessions.turn_away(store, actor, case.id, runtime.now())
        raise HTTPException(404)
    return case


def here(request: Request) -> str:
    """The path that was asked for, with its query: where to come back to."""
    return quote(request.url.path, safe="/:@") + (f"?{request.url.query}" if request.url.query else "")


def doors(app: FastAPI) -> Iterator[Door]:
    """Every route, in the order they are tried, those of included routers too; mounted static files ask for nothing."""
    return _doors(app.routes)


def check_routes(app: FastAPI) -> None:
    """RuntimeError for a route that says nothing of who may use it (ASVS 8.2.1: deny by default)."""
    silent = sorted(door.path for door in doors(app) if door.permission is None)
    if silent:
        raise RuntimeError(f"routes that do not declare a permission: {', '.join(silent)}")


def _doors(routes: Iterable[BaseRoute]) -> Iterator[Door]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _doors(inner.routes)
        elif not isinstance(route, Mount):
            yield _door(route)


def _door(route: BaseRoute) -> Door:
    path = str(getattr(route, "path", repr(route)))
    if not isinstance(route, APIRoute):
        return Door(path, frozenset(), None, fresh=False)
    guards = [one.call for one in route.dependant.dependencies if isinstance(one.call, _Guard)]
    asked = guards[0] if len(guards) == 1 else None  # two would contradict each other sooner or later
    return Door(path, frozenset(route.methods or ()), asked.permission if asked else None, bool(asked and asked.fresh))


def _shut(request: Request, why: str, where: str) -> HTTPException:
    if request.method == "GET":
        return HTTPException(303, why, {"Location": f"{where}?back={quote(here(request), safe='/')}"})
    return HTTPException(401, why, {"WWW-Authenticate": "Form"})
