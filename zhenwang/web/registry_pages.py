"""The registry: what is in it, and who is meant by a name, a host or a mark."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from zhenwang.domain.access import Permission
from zhenwang.domain.finding import FindingState
from zhenwang.domain.registry import Registry
from zhenwang.registry.codes import CodeJudgement, judge_code
from zhenwang.registry.questions import Answer
from zhenwang.store import findings
from zhenwang.web.house import House, house_of
from zhenwang.web.permissions import needs
from zhenwang.web.registry_overview import overview
from zhenwang.web.registry_search import DOUBTS, MAX_ASKED, Wanted, find, retired
from zhenwang.web.rendering import page

LIMIT = 100
MAX_PAGES = 1_000

router = APIRouter()


@router.get("/registry", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REGISTRY)])
def registry(
    request: Request,
    q: str = "",
    region: str = "",
    standing: str = "",
    level: str = "",
    kind: str = "",
    doubt: str = "",
    number: str = "",
) -> HTMLResponse:
    """Without a question its figures; ``number`` is the page of the results."""
    house = house_of(request)
    edition = house.registry_in_use.edition
    wanted = Wanted(q[:MAX_ASKED], region, standing, level, kind, doubt)
    first = (_whole(number) - 1) * LIMIT
    found = find(edition.registry, wanted, house.seeds.hostless, first, LIMIT) if wanted.anything else None
    return page(
        request,
        "registry.html.j2",
        wanted=wanted,
        found=found,
        first=first,
        limit=LIMIT,
        further=_further(wanted, first, found.count if found else 0),
        judged=_judged(house, edition.registry, found.answer if found else None),
        figures=overview(edition.registry),
        edition=edition,
        doubts=tuple(DOUBTS),
        waiting=findings.waiting_by_site(house.store),
        open_findings=_open(house),
    )


@router.get("/registry/retired", response_class=HTMLResponse, dependencies=[needs(Permission.READ_REGISTRY)])
def retired_hosts(request: Request, q: str = "") -> HTMLResponse:
    house = house_of(request)
    known = house.registry
    found = retired(known, q[:MAX_ASKED])
    return page(
        request,
        "retired.html.j2",
        q=q[:MAX_ASKED],
        found=found[:LIMIT],
        count=len(found),
        limit=LIMIT,
        known=known,
        figures=overview(known),
    )


def _open(house: House) -> int:
    return sum(n for (_, state), n in findings.counts(house.store).items() if state is FindingState.OPEN)


def _judged(house: House, known: Registry, answer: Answer | None) -> CodeJudgement | None:
    """What is to be said of a site code that nobody in the registry holds."""
    if answer is None or answer.kind != "site_code" or answer.sites:
        return None
    return judge_code(answer.value, known, house.seeds.divisions, hostless=house.seeds.hostless)


def _whole(text: str) -> int:
    """A page's number; the first page for anything that is none."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
    return min(max(number, 1), MAX_PAGES)


def _further(wanted: Wanted, first: int, count: int) -> dict[str, str]:
    """Addresses of the pages before and after this one, where there are such."""
    here = first // LIMIT + 1
    kept = {name: value for name, value in asdict(wanted).items() if value}
    ways = {"before": here - 1} if here > 1 else {}
    ways |= {"after": here + 1} if first + LIMIT < count else {}
    return {way: "/registry?" + urlencode({**kept, "number": number}, errors="replace") for way, number in ways.items()}
