"""What each route asks for. Every route declares it; one that does not is refused when the application starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount

from zhenwang.domain.access import EVERYBODY, Permission
from zhenwang.domain.case import Case
from zhenwang.store import cases
from zhenwang.web.house import house_of, visitor_of


def needs(permission: Permission) -> Any:
    """A route's declaration: ``@router.get("/x", dependencies=[needs(Permission.READ_CASES)])``.

    Nobody signed in: a page to sign in on (303), or 401 for what is no page. Signed in without the permission: 403.
    """
    return Depends(_guard(permission))


def _guard(permission: Permission) -> Callable[[Request], None]:
    def guard(request: Request) -> None:
        actor = visitor_of(request).actor
        if permission in EVERYBODY and (permission is not Permission.SIGNED_IN or actor):
            return
        if actor is None and request.method in ("GET", "HEAD"):
            back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            raise HTTPException(303, headers={"Location": f"/enter?back={quote(back, safe='/')}"})
        if actor is None:
            raise HTTPException(401)
        if not actor.may(permission):
            raise HTTPException(403, "permission")

    guard.permission = permission  # type: ignore[attr-defined]  # read by ``declared``
    return guard


def declared(route: BaseRoute) -> Permission | None:
    """What a route declares; None when it declares nothing."""
    if not isinstance(route, APIRoute):
        return None
    found = (getattr(one.call, "permission", None) for one in route.dependant.dependencies)
    return next((permission for permission in found if permission is not None), None)


def undeclared(app: FastAPI) -> Iterator[str]:
    """The paths of routes that say nothing of who may use them; mounted static files need not."""
    for route in app.routes:
        if not isinstance(route, Mount) and declared(route) is None:
            yield getattr(route, "path", repr(route))


def case_seen_by(request: Request, case_id: str) -> Case:
    """A case that this visitor may see. 404 when there is none, and when it is another region's or system's."""
    case, actor = cases.get(house_of(request).store, case_id[:64]), visitor_of(request).actor
    if case is None or actor is None or not actor.sees(case.region, case.system):
        raise HTTPException(404)
    return case
