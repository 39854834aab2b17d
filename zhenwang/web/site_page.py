"""One entry of the registry: what is known of an official site, where it comes from, and what people settle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang.domain.access import Permission
from zhenwang.domain.finding import FindingState
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.store import revisions
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import page
from zhenwang.web.site_view import history, view

MAX_ID = 300

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a ruling on a conflict was not recorded, with what was typed. ``field`` is the conflict it was about."""

    title: str
    text: str
    field: str
    typed: Mapping[str, str]


@router.get("/registry/{site_id}", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REGISTRY)])
def show(request: Request, site_id: str, settled: str = "") -> Response:
    """Another host of a site leads to its entry; a site that is no more shows what it was. ``settled`` is the number
    of the revision that this browser has just made.
    """
    house = house_of(request)
    registry = house.registry
    if site := registry.sites.get(site_id):
        return site_page(request, registry, site, settled=settled)
    if owner := registry.owner(site_id):
        return RedirectResponse(address(owner.id), 303)
    past = registry.retired.get(site_id)
    made = revisions.of_site(house.store, site_id[:MAX_ID])
    if not past and not made:
        raise HTTPException(404)
    last = registry.sites.get(past.last_site) if past else None
    return page(request, "site_gone.html.j2", site_id=site_id, past=past, last=last, history=history(made))


def site_page(
    request: Request,
    registry: Registry,
    site: OfficialSite,
    status: int = 200,
    refusal: Refusal | None = None,
    settled: str = "",
) -> HTMLResponse:
    house = house_of(request)
    shown = view(house, registry, site, visitor_of(request).actor)
    latest = house.registry_in_use.edition.latest
    made = next((told.revision for told in latest if settled == str(told.revision.number)), None)
    waiting = [kept for kept in shown.findings if kept.state in (FindingState.OPEN, FindingState.REMINDED)]
    lost = refusal if refusal and all(one.field != refusal.field for one in shown.conflicts) else None
    about = {"view": shown, "site": site, "refusal": refusal, "lost": lost, "waiting": waiting, "made": made}
    return page(request, "site.html.j2", status, **about)


def address(site: str) -> str:
    """Where the entry of a site is read."""
    return f"/registry/{quote(site, safe='')}"
