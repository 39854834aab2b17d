"""The quarterly sample of running sites: a preview, the draw that stands, supplements, and the list to print."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import MACHINE, Permission
from zhenwang.domain.sampling import Unit, frame, is_quarter, is_scope, may_draw, quarter_of, sample_size
from zhenwang.domain.workflow import Refused
from zhenwang.store import samples
from zhenwang.store.samples import Sample
from zhenwang.web.exports import Table, hand_out
from zhenwang.web.forgery import read_form
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.statistics_view import Names
from zhenwang.web.words import words

_Form = Annotated[Mapping[str, str], Depends(read_form)]
_SEED_BYTES = 16

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be drawn: how many of how many. ``first`` is the sample that stands, where there is one."""

    quarter: str
    scope: str
    place: str
    total: int
    size: int
    first: Sample | None
    left: int


@router.get("/samples", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REGISTRY)])
def show(request: Request, quarter: str = "", scope: str = "") -> HTMLResponse:
    """All samples, and what a quarter and scope would come to."""
    return _list(request, quarter, scope)


@router.post("/samples/draw", response_class=HTMLResponse, dependencies=[needs(Permission.DRAW_SAMPLES)])
def draw(request: Request, form: _Form) -> Response:
    """Draw and freeze; 409 when a sample stands already, 422 when something is missing or wrong."""
    house, t, actor = house_of(request), words(language_of(request)), visitor_of(request).actor or MACHINE
    quarter, scope, more = form.get("quarter", ""), form.get("scope", ""), form.get("more", "")
    if not is_quarter(quarter):
        return _list(request, quarter, scope, 422, t["samples_bad_quarter"], form)
    if not is_scope(scope):
        return _list(request, quarter, scope, 422, t["samples_bad_scope"], form)
    if not may_draw(actor, scope):
        return _list(request, quarter, scope, 403, t["samples_not_yours"], form)
    registry = house.registry
    units = frame(registry.sites.values(), scope)
    wanted = int(more) if more.isascii() and more.isdecimal() and len(more) < 7 else (-1 if more else 0)
    asked = samples.Request(quarter, scope, units, registry.version, wanted, form.get("reason", "").strip())
    drawn = samples.freeze(house.store, asked, actor, secrets.token_hex(_SEED_BYTES), runtime.now())
    if isinstance(drawn, Refused):
        status = 409 if drawn.about == "stands" else 422
        return _list(request, quarter, scope, status, _told(drawn, house, quarter, scope, units, t), form)
    return RedirectResponse(f"/samples/{drawn.number}", 303)


@router.get("/samples/draw", dependencies=[needs(Permission.READ_REGISTRY)])
def drawn_already() -> RedirectResponse:
    """Whoever reloads the answer to a draw wants to see the samples."""
    return RedirectResponse("/samples", 303)


@router.get("/samples/{number}.{form}", dependencies=[needs(Permission.READ_REGISTRY)])
def export(request: Request, number: str, form: str) -> Response:
    """The drawn sites as ``csv`` or ``json``, with what it takes to draw them again."""
    sample = _found(request, number)
    return hand_out(request, _table(request, sample), form)


@router.get("/samples/{number}", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REGISTRY)])
def one(request: Request, number: str) -> HTMLResponse:
    """A frozen sample, drawn again while the page is made."""
    sample = _found(request, number)
    names = _names(request)
    return page(
        request,
        "sample.html.j2",
        sample=sample,
        where=_place(sample.scope, names),
        table=_table(request, sample),
        strata=[(_stratum(stratum.name, names.t), stratum) for stratum in sample.drawn.strata],
        holds=samples.holds(sample),
    )


def _list(
    request: Request,
    quarter: str,
    scope: str,
    status: int = 200,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
) -> HTMLResponse:
    house, names = house_of(request), _names(request)
    actor = visitor_of(request).actor
    kept = samples.recent(house.store)
    chosen = quarter if is_quarter(quarter) else quarter_of(house.registry.day(runtime.now()))
    return page(
        request,
        "samples.html.j2",
        status,
        kept=[(sample, _place(sample.scope, names)) for sample in kept],
        preview=_preview(house, names, chosen, scope) if quarter and is_quarter(quarter) and is_scope(scope) else None,
        quarter=chosen,
        scope=scope[:6],
        scopes=_places(house),
        drawing=bool(actor and may_draw(actor, scope)),
        problem=problem,
        typed=typed or {},
    )


def _preview(house: House, names: Names, quarter: str, scope: str) -> Preview:
    total = len(frame(house.registry.sites.values(), scope))
    earlier = samples.of(house.store, quarter, scope)
    taken = sum(sample.drawn.size for sample in earlier)
    first = earlier[0] if earlier else None
    return Preview(quarter, scope, _place(scope, names), total, sample_size(total), first, total - taken)


def _places(house: House) -> list[tuple[str, str]]:
    """Provinces and prefectures that have running sites, by code."""
    codes = {site.region_code for site in house.registry.sites.values() if site.protected and site.region_code}
    scopes = sorted({code[:2] for code in codes} | {code[:4] for code in codes if not code.endswith("0000")})
    return [(scope, house.seeds.divisions.get(scope.ljust(6, "0"), scope)) for scope in scopes]


def _table(request: Request, sample: Sample) -> Table:
    t = words(language_of(request))
    found = samples.results(house_of(request).store, sample)
    rows = [
        (place, unit.name, unit.id, _stratum(unit.stratum, t), *found.get(unit.id, (0, 0)))
        for place, unit in enumerate(sample.drawn.units, start=1)
    ]
    header = tuple(t[key] for key in ("samples_number", "samples_site", "samples_host", "samples_stratum",
                                      "samples_findings", "samples_rectified"))  # fmt: skip
    query = {
        "sample": str(sample.number), "quarter": sample.quarter, "scope": sample.scope, "seed": sample.seed,
        "total": str(sample.drawn.total), "size": str(sample.drawn.size), "record_sha256": sample.digest,
    }  # fmt: skip
    name = f"sample-{sample.quarter}-{sample.scope or 'all'}-{sample.number}"
    return Table(name, header, tuple(rows), query, runtime.now())


def _told(
    refused: Refused, house: House, quarter: str, scope: str, units: tuple[Unit, ...], t: Mapping[str, str]
) -> str:
    """A refusal in the reader's language."""
    earlier = samples.of(house.store, quarter, scope)
    if refused.about == "stands" and earlier:
        return t["samples_stands"].format(quarter=quarter, scope=scope, number=earlier[0].number)
    if refused.about == "more":
        left = len(units) - sum(sample.drawn.size for sample in earlier)
        return t["samples_bad_size"].format(left=left) if earlier else t["samples_no_sites"]
    return t["samples_first_missing"] if refused.about == "first" else t["samples_need_reason"]


def _place(scope: str, names: Names) -> str:
    return names.region(scope) if scope else names.t["statistics_all_regions"]


def _stratum(stratum: str, t: Mapping[str, str]) -> str:
    level, _, kind = stratum.partition("/")
    return " · ".join((t.get(f"level_{level}", t["statistics_no_value"]), t.get(f"body_{kind or 'unknown'}", kind)))


def _names(request: Request) -> Names:
    house = house_of(request)
    return Names(words(language_of(request)), house.registry, house.seeds.divisions)


def _found(request: Request, number: str) -> Sample:
    known = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else -1
    sample = samples.get(house_of(request).store, known)
    if sample is None:
        raise HTTPException(404)
    return sample
