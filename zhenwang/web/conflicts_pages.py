"""Conflicts: what two sources disagree on, and a person's ruling on which of them is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import Permission
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import Change, Revision
from zhenwang.domain.site import Conflict
from zhenwang.registry.settling import NotSettled, Why, settle
from zhenwang.store import revisions
from zhenwang.store.revisions import Stale
from zhenwang.web.conflict_view import Open, every, opened, seen
from zhenwang.web.entering import own_path
from zhenwang.web.forgery import read_form
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.registry_overview import overview
from zhenwang.web.registry_search import MAX_ASKED, Wanted, fits
from zhenwang.web.rendering import language_of, page
from zhenwang.web.site_page import Refusal, address, site_page
from zhenwang.web.words import words

LIMIT = 40
MAX_REASON = 4_000

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@router.get("/conflicts", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REGISTRY)])
def conflicts(request: Request, q: str = "", field: str = "", region: str = "", settled: str = "") -> HTMLResponse:
    """All that waits, Hubei first. ``settled`` is the number of the revision that this browser has just made."""
    house = house_of(request)
    edition = house.registry_in_use.edition
    waiting = list(every(edition.registry))
    chosen = [one for one in waiting if _fits(*one, q[:MAX_ASKED], field, region)]
    return page(
        request,
        "conflicts.html.j2",
        rows=[_with_date(house, edition.registry, *one) for one in chosen[:LIMIT]],
        count=len(chosen),
        total=len(waiting),
        limit=LIMIT,
        fields=Counter(conflict.field for _, conflict in waiting).most_common(),
        chosen={"q": q[:MAX_ASKED], "field": field, "region": region},
        figures=overview(edition.registry),
        made=next((told for told in edition.latest if settled == str(told.revision.number)), None),
    )


@router.get("/registry/{site_id}/settle", dependencies=[needs(Permission.READ_REGISTRY)])
def settled_already(site_id: str) -> RedirectResponse:
    """Whoever reloads the answer to a ruling wants to see the entry."""
    return RedirectResponse(address(site_id), 303)


@router.post("/registry/{site_id}/settle", response_class=HTMLResponse, dependencies=[needs(Permission.WRITE_REGISTRY)])
def ruled(request: Request, site_id: str, form: _Form) -> Response:
    """409 when the entry moved on, 422 when something is missing or cannot be; what was typed is kept either way."""
    house, name, t = house_of(request), visitor_of(request).name, words(language_of(request))
    field, reason = form.get("field", "")[:40], form.get("reason", "").strip()[:MAX_REASON]
    if not name or not reason:
        why = t["refused_reason"] if name else t["refused_name"]
        return _refused(request, site_id, 422, Refusal(t["refused_title"], why, field, form))

    def choose(registry: Registry) -> Sequence[Change] | NotSettled:
        return _changes(registry, site_id, field, form)

    made = house.registry_in_use.revise(choose, name, reason, runtime.now())
    if isinstance(made, Revision):
        return RedirectResponse(_next(form, made), 303)
    if isinstance(made, Stale) or made.why is Why.NO_CONFLICT:
        return _refused(request, site_id, 409, _overtaken(house, site_id, field, form, t))
    held_by = house.registry.sites.get(made.holder)
    text = t[f"unsettled_{made.why.value}"].format(given=made.given[:80], name=held_by.name if held_by else made.holder)
    return _refused(request, site_id, 422, Refusal(t["refused_title"], text, field, form))


def _changes(registry: Registry, site_id: str, field: str, form: Mapping[str, str]) -> Sequence[Change] | NotSettled:
    site = registry.sites.get(site_id)
    conflict = next((one for one in site.conflicts if one.field == field), None) if site else None
    if site is None or conflict is None or seen(site) != form.get("seen", ""):
        return NotSettled(Why.NO_CONFLICT, field)
    return settle(registry, site_id, field, _right(conflict, form), others_too="others" in form)


def _right(conflict: Conflict, form: Mapping[str, str]) -> str:
    """The value that was chosen; empty when none was."""
    choice = form.get("choice", "")
    if choice == "other":
        return form.get("other", "")
    return next((text for number, (text, _) in enumerate(conflict.values) if choice == str(number)), "")


def _overtaken(house: House, site_id: str, field: str, form: Mapping[str, str], t: Mapping[str, str]) -> Refusal:
    last = next((revision for revision, _ in reversed(revisions.of_site(house.store, site_id))), None)
    title = t["settle_overtaken"].format(name=last.who) if last else t["refused_title"]
    return Refusal(title, t["settle_overtaken_text"], field, form)


def _refused(request: Request, site_id: str, status: int, refusal: Refusal) -> Response:
    registry = house_of(request).registry
    site = registry.sites.get(site_id) or registry.owner(site_id)
    if site is None:
        raise HTTPException(404)
    return site_page(request, registry, site, status, refusal)


def _next(form: Mapping[str, str], made: Revision) -> str:
    """Back to the list that the ruling was given from, or to the entry, under its new address if it moved."""
    path, _, query = own_path(form.get("back", "/")).partition("?")
    if path == "/conflicts":
        kept = [(name, value) for name, value in parse_qsl(query) if name != "settled"]
        return f"{path}?{urlencode([*kept, ('settled', made.number)], errors='replace')}"
    first = made.changes[0]
    return f"{address(first.after.id if first.after else first.site)}?settled={made.number}"


def _fits(site: OfficialSite, conflict: Conflict, q: str, field: str, region: str) -> bool:
    if field and field != conflict.field:
        return False
    wanted = q.strip().casefold()
    texts = (*site.names, *site.hosts, *(text for text, _ in conflict.values))
    return fits(site, Wanted(region=region)) and (not wanted or any(wanted in text.casefold() for text in texts))


def _with_date(house: House, registry: Registry, site: OfficialSite, conflict: Conflict) -> Open:
    made = revisions.of_site(house.store, site.id) if house.registry_in_use.edition.number else ()
    return opened(registry, house.seeds.divisions, site, conflict, next(_brought(made, conflict), None))


def _brought(made: Sequence[tuple[Revision, Change]], conflict: Conflict) -> Iterator[Revision]:
    return (revision for revision, change in made if change.after and conflict in change.after.conflicts)
