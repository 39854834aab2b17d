"""The queue: which cases wait for people, the gravest harm first, narrowed and turned page by page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import Permission
from zhenwang.domain.bulk import ACTIONS
from zhenwang.domain.case import State
from zhenwang.domain.facts import EXCLUSIONS
from zhenwang.domain.queue_filter import CHOICES, TABS, Wanted, read_wanted
from zhenwang.domain.queue_order import read_place
from zhenwang.domain.workflow import Refused
from zhenwang.registry.search import named
from zhenwang.store import case_queue, claims, deadlines, saved_filters
from zhenwang.store.case_queue import Seen
from zhenwang.text.addresses import refang
from zhenwang.web.clock_view import work_of
from zhenwang.web.forgery import read_form
from zhenwang.web.fragments import fragment, partial
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.queue_view import address, regions, rows
from zhenwang.web.rendering import language_of, page

COUNTED = 1000
"""A saved filter's cases are counted no further."""
REFRESHED = 250
"""So many deadlines are worked out before the page is shown, where steps were taken since it was last; rarely any."""

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@router.get("/queue", response_class=HTMLResponse, dependencies=[needs(Permission.READ_CASES)])
def queue(request: Request) -> HTMLResponse:
    """Unknown keys, values and places of the address are as good as none."""
    house, now = house_of(request), runtime.now()
    asked = _asked(request)
    wanted, after = read_wanted(asked), read_place(asked.get("after", ""))
    seen = seen_by(request, house, wanted, now)
    deadlines.refresh(house.store, work_of(house), now, REFRESHED)
    found = case_queue.page(house.store, wanted, seen, after)
    context: dict[str, Any] = {
        "rows": rows(found.rows, house, language_of(request), seen.actor, now),
        "next": address(wanted, found.next) if found.next else "",
        "first": address(wanted) if after else "",
        "back": address(wanted, after),
        "wanted": wanted,
        "actions": tuple(ACTIONS),
        "exclusions": EXCLUSIONS,
        "said": asked.get("said", "") if asked.get("said", "") in ("none", "saved", "name", "most", "account") else "",
    }
    context |= _keeping(house, seen)
    if partial(request):
        return fragment(request, "queue.html.j2", "cases", **context)
    return page(request, "queue.html.j2", **context, **_frame(house, seen, wanted))


@router.post("/queue/next", dependencies=[needs(Permission.CLAIM_CASES)])
def take_next(request: Request, form: _Form) -> Response:
    """Claim the most urgent free case that the filter means and open it."""
    house, now, wanted = house_of(request), runtime.now(), read_wanted(form)
    seen = seen_by(request, house, wanted, now)
    taken = claims.take_next(house.store, seen.actor, wanted, now, seen.bodies) if seen.actor else None
    where = f"/cases/{taken[0]}" if taken else f"{address(wanted)}&said=none"
    return RedirectResponse(where, 303)


@router.post("/queue/filters", dependencies=[needs(Permission.READ_CASES)])
def keep_filter(request: Request, form: _Form) -> Response:
    """Keep the filter under a name, or remove one of one's own."""
    house, actor, wanted = house_of(request), visitor_of(request).actor, read_wanted(form)
    account = actor.account if actor else ""
    if form.get("remove", ""):
        number = form["remove"]
        saved_filters.remove(house.store, account, int(number) if number.isdecimal() and len(number) < 10 else -1)
        return RedirectResponse(address(Wanted()), 303)
    refused = saved_filters.save(house.store, account, form.get("name", ""), wanted, runtime.now())
    said = refused.about if isinstance(refused, Refused) else "saved"
    return RedirectResponse(f"{address(wanted)}&said={said}", 303)


@router.get("/queue/counts", response_class=HTMLResponse, dependencies=[needs(Permission.READ_CASES)])
def saved_counts(request: Request) -> HTMLResponse:
    """How many cases each saved filter means, put in when the page stands: a text is sought in every case."""
    house, now, actor = house_of(request), runtime.now(), visitor_of(request).actor
    kept = saved_filters.of(house.store, actor.account) if actor else ()
    counted = [
        (one, case_queue.count(house.store, one.wanted, seen_by(request, house, one.wanted, now), COUNTED))
        for one in kept
    ]
    return fragment(request, "queue.html.j2", "saved", kept=counted, counted_to=COUNTED, wanted=Wanted())


def seen_by(request: Request, house: House, wanted: Wanted, now: datetime) -> Seen:
    """Who looks, and which bodies the text names."""
    bodies = [site.id for site in named(house.registry, refang(wanted.text))] if wanted.text else []
    return Seen(visitor_of(request).actor, now, bodies)


def _asked(request: Request) -> Mapping[str, str]:
    try:
        pairs = parse_qsl(request.url.query[:4000], max_num_fields=40)
    except ValueError:
        return {}
    given = dict(reversed(pairs))
    return given | ({"text": refang(given["text"])} if "text" in given else {})


def _keeping(house: House, seen: Seen) -> dict[str, Any]:
    """What the form beneath the rows needs, where a filter is kept under a name."""
    account = seen.actor.account if seen.actor else ""
    kept = [(one, None) for one in saved_filters.of(house.store, account)]
    return {"may_save": bool(account), "max_name": saved_filters.MAX_NAME, "kept": kept}


def _frame(house: House, seen: Seen, wanted: Wanted) -> dict[str, Any]:
    return {
        "tabs": {tab: address(Wanted(tab)) for tab in TABS},
        "counts": case_queue.tab_counts(house.store, seen),
        "counted_to": COUNTED,
        "choices": CHOICES,
        "states": tuple(State),
        "regions": regions(house.seeds.divisions, house.pack.jurisdiction.name),
        "body_name": site.name if (site := house.registry.site(wanted.body)) else wanted.body,
    }
