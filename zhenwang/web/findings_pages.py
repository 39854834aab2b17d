"""Findings (官方不规范): where genuine sites depart from their rules. A queue of its own: reminders, and no blame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import Permission
from zhenwang.domain.finding import FindingKind, FindingState, KeptFinding
from zhenwang.domain.legal_basis import LegalBasis
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.workflow import Refused
from zhenwang.rules.articles import at_home
from zhenwang.rules.reminder import draft
from zhenwang.store import findings
from zhenwang.store.findings import RULINGS, Overtaken
from zhenwang.web.forgery import read_form
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.registry_search import MAX_ASKED, region_of
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

LIMIT = 200
SOUGHT = 5_000
MAX_REASON = 4_000
TABS: Mapping[str, tuple[FindingState, ...]] = MappingProxyType({
    "open": (FindingState.OPEN,),
    "reminded": (FindingState.REMINDED,),
    "explained": (FindingState.EXPLAINED,),
    "gone": (FindingState.GONE,),
    "all": tuple(FindingState),
})  # fmt: skip

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]


@dataclass(frozen=True, slots=True)
class Row:
    kept: KeptFinding
    site: OfficialSite | None
    article: LegalBasis | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a ruling was not recorded, and what was typed."""

    title: str
    text: str
    typed: Mapping[str, str]


@router.get("/findings", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REGISTRY)])
def queue(request: Request, tab: str = "open", kind: str = "", text: str = "", region: str = "") -> HTMLResponse:
    """All that waits, home first, then the newest. Unknown values of a filter are as good as none."""
    house = house_of(request)
    tab = tab if tab in TABS else "open"
    kind = kind if kind in set(FindingKind) else ""
    kept = findings.queue(house.store, TABS[tab], FindingKind(kind) if kind else None, text[:MAX_ASKED], SOUGHT)
    counts = findings.counts(house.store)
    registry = house.registry
    rows = [_row(house, registry, one) for one in kept]
    regions = Counter(_region(row) for row in rows if _region(row))
    region = region if region in regions else ""
    within = (row for row in rows if region in ("", _region(row)))
    chosen = sorted(within, key=lambda row: row.site is None or not at_home(row.site, registry.jurisdiction))
    return page(
        request,
        "findings.html.j2",
        rows=chosen[:LIMIT],
        count=len(chosen),
        limit=LIMIT,
        regions=sorted(regions.items()),
        tab=tab,
        tabs={name: sum(counts.get((k, s), 0) for k in FindingKind for s in states) for name, states in TABS.items()},
        kinds=[(known, n) for known in FindingKind if (n := sum(counts.get((known, s), 0) for s in TABS[tab]))],
        chosen={"kind": kind, "text": text[:MAX_ASKED], "region": region},
        any_kept=bool(counts),
    )


def _region(row: Row) -> str:
    return region_of(row.site) if row.site else ""


@router.get("/findings/{number}", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REGISTRY)])
def show(request: Request, number: str, together: str = "") -> HTMLResponse:
    """``together`` drafts one letter for everything that waits about the site."""
    return _finding_page(request, _found(house_of(request), number), together=bool(together))


@router.get("/findings/{number}/rule", dependencies=[needs(Permission.READ_REGISTRY)])
def ruled_already(number: str) -> RedirectResponse:
    """Whoever reloads the answer to a ruling wants to see the finding."""
    return RedirectResponse(f"/findings/{_number(number)}", 303)


@router.post("/findings/{number}/rule", response_class=HTMLResponse, dependencies=[needs(Permission.RULE_FINDINGS)])
def rule(request: Request, number: str, form: _Form) -> Response:
    """409 when somebody else ruled meanwhile, 422 when something is missing; what was typed is kept either way."""
    house, name, t = house_of(request), visitor_of(request).name, words(language_of(request))
    held = _found(house, number)
    state, reason = form.get("state", ""), form.get("reason", "").strip()[:MAX_REASON]
    missing = _missing(name, state, reason, t)
    if missing:
        return _finding_page(request, held, 422, Problem(t["refused_title"], missing, form))
    ruled = findings.rule(
        house.store, held.id, FindingState(state), name, reason, runtime.now(), seen=form.get("version", "")
    )
    if isinstance(ruled, KeptFinding):
        return RedirectResponse(f"/findings/{held.id}", 303)
    if isinstance(ruled, Overtaken):
        other = ruled.held.who or t["machine"]
        text = t["finding_overtaken_text"].format(state=t[f"finding_state_{ruled.held.state.value}"])
        problem = Problem(t["finding_overtaken"].format(name=other), text, form)
        return _finding_page(request, ruled.held, 409, problem)
    why = ruled.reason if isinstance(ruled, Refused) else t["error_404"]
    return _finding_page(request, held, 422, Problem(t["refused_title"], why, form))


def _missing(name: str, state: str, reason: str, t: Mapping[str, str]) -> str:
    if not name:
        return t["refused_name"]
    if state not in set(RULINGS):
        return t["finding_choose"]
    return "" if reason else t["refused_reason"]


def _finding_page(
    request: Request, held: KeptFinding, status: int = 200, problem: Problem | None = None, *, together: bool = False
) -> HTMLResponse:
    house = house_of(request)
    site_id = held.finding.site
    site = house.registry.sites.get(site_id)
    about = findings.of_site(house.store, site_id)
    waiting = [one for one in about if one.state in (FindingState.OPEN, FindingState.REMINDED)]
    told = [one.finding for one in waiting] if together and waiting else [held.finding]
    bearer = site or OfficialSite(site_id, site_id, (site_id,))
    return page(
        request,
        "finding.html.j2",
        status,
        kept=held,
        row=_row(house, house.registry, held),
        version=findings.version(held),
        others=[one for one in about if one.id != held.id],
        waiting=waiting,
        together=together,
        letter=draft(bearer, told, runtime.now().date(), house.legal),
        rulings=[state for state in RULINGS if state is not held.state],
        problem=problem,
    )


def _row(house: House, registry: Registry, kept: KeptFinding) -> Row:
    return Row(kept, registry.sites.get(kept.finding.site), house.legal.get(kept.finding.basis))


def _found(house: House, number: str) -> KeptFinding:
    """404 when no such finding is kept."""
    held = findings.get(house.store, _number(number))
    if held is None:
        raise HTTPException(404)
    return held


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1
