"""The sponsor check's doors: the page that a single-use link opens, the same on paper, and making such a link.

Whoever has the link sees one site, and nothing else of this console: no session, no navigation, no other case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from zhenwang import runtime
from zhenwang.access.throttle import Throttle
from zhenwang.domain.access import Permission, Role
from zhenwang.domain.case import Case
from zhenwang.domain.signal import Axis, Family
from zhenwang.domain.sponsor import GENUINE, TICKS, Reply, Tick, numbers, read_reply
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases, sponsor_checks
from zhenwang.store.sponsor_checks import Closed, SponsorCheck, Standing
from zhenwang.web.attachments import as_png
from zhenwang.web.case_page import Problem, case_page
from zhenwang.web.case_view import look_of
from zhenwang.web.forgery import fields_of, read_form
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.passages import in_context
from zhenwang.web.permissions import case_seen_by, needs
from zhenwang.web.refusals import STALE
from zhenwang.web.rendering import language_of, plain_page
from zhenwang.web.words import words

MOST_PICTURES = 4
MOST_WORDS = 400
_SAYS_WHO = (Family.NAME, Family.IDENTIFIER)
_STATUS = {Standing.OPEN: 200, Standing.ANSWERED: 409, Standing.EXPIRED: 410, Standing.CANCELLED: 410}

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]
_Sent = Annotated[Mapping[str, str], Depends(fields_of)]


@router.get("/sponsor/{token}", response_class=HTMLResponse, dependencies=[needs(Permission.LINK)])
def ask(request: Request, token: str) -> HTMLResponse:
    """What the imitated body is asked; 404 for a link that nobody made, 409 or 410 for one that takes no answer."""
    check = _held(request, token)
    return check if isinstance(check, HTMLResponse) else _asked(request, check, {})


@router.post("/sponsor/{token}", response_class=HTMLResponse, dependencies=[needs(Permission.LINK)])
def reply(request: Request, token: str, form: _Sent) -> HTMLResponse:
    """Take the one answer; 422 with what is missing, and what was typed kept."""
    house, now = house_of(request), runtime.now()
    check = _held(request, token)
    if isinstance(check, HTMLResponse):
        return check
    said = read_reply(form, house.registry.day(now))
    if not isinstance(said, Reply):
        return _asked(request, check, form, said)
    after = sponsor_checks.answer(house.store, token, said, now)
    if isinstance(after, Closed):
        return _closed(request, after.standing)
    if isinstance(after, Refused):
        return _closed(request, Standing.CANCELLED)
    return plain_page(request, "sponsor_done.html.j2", answer=said.answer.value, ours=said.answer in GENUINE)


@router.get("/sponsor/{token}/pictures/{number}.png", dependencies=[needs(Permission.LINK)])
def picture(request: Request, token: str, number: int) -> Response:
    """A picture of the page in question, drawn anew by us, while its link is open."""
    check = _held(request, token)
    if isinstance(check, HTMLResponse) or number > MOST_PICTURES:
        return Response(status_code=404)
    return as_png(_pictures(house_of(request), _case(request, check)), number)


@router.get("/cases/{case_id}/sponsor", response_class=HTMLResponse, dependencies=[needs(Permission.READ_CASES)])
def sheet(request: Request, case_id: str) -> HTMLResponse:
    """The same page on paper, with the registry's number to call."""
    house, case = house_of(request), case_seen_by(request, case_id)
    official = house.registry.site(case.ruled.get("imitates", "") or case.imitates)
    shown = _shown(request, case, f"/cases/{case.id}/pictures")
    return plain_page(request, "sponsor_sheet.html.j2", 200, **shown, numbers=numbers(house.registry, official))


@router.post("/cases/{case_id}/sponsor-link", response_class=HTMLResponse, dependencies=[needs(Permission.RULE_CASES)])
def make_link(request: Request, case_id: str, form: _Form) -> HTMLResponse:  # noqa: ARG001  # it carries the token
    """A new link, shown this once on the case's page; only its digest is kept."""
    house, case, actor = house_of(request), case_seen_by(request, case_id), visitor_of(request).actor
    if actor is None or not {Role.ANALYST, Role.CLERK} & actor.roles_for(case.region, case.system):
        raise HTTPException(403, "permission")
    site = case.ruled.get("imitates", "") or case.imitates
    made = sponsor_checks.make(house.store, case, site, actor, runtime.now())
    if isinstance(made, Refused):
        t = words(language_of(request))
        return case_page(request, case, STALE, None, Problem(t["refused_title"], t["sponsor_link_not_now"]))
    public = house.entrance.public or str(request.base_url).rstrip("/")
    return case_page(request, case, link=f"{public}/sponsor/{made}")


def _held(request: Request, token: str) -> SponsorCheck | HTMLResponse:
    """The open check of a token, or the page that says why there is none. Guessing is slowed down by client."""
    client = request.client.host if request.client else ""
    guesses = _guesses(request)
    check = sponsor_checks.found(house_of(request).store, token, runtime.now())
    if check is None:
        wait = guesses.try_now(token[:16], client, runtime.now())
        status, text = (429, "sponsor_too_often") if wait else (404, "sponsor_unknown")
        answer = plain_page(request, "sponsor_closed.html.j2", status, text=words(language_of(request))[text])
        if wait:
            answer.headers["Retry-After"] = str(max(1, int(wait.total_seconds())))
        return answer
    return check if check.standing is Standing.OPEN else _closed(request, check.standing)


def _guesses(request: Request) -> Throttle:
    """The console's own count of links that nobody made; apart from sign-ins, so that neither slows the other."""
    if not hasattr(request.app.state, "link_guesses"):
        request.app.state.link_guesses = Throttle()
    found: Throttle = request.app.state.link_guesses
    return found


def _closed(request: Request, standing: Standing) -> HTMLResponse:
    text = words(language_of(request))[f"sponsor_closed_{standing.value}"]
    return plain_page(request, "sponsor_closed.html.j2", _STATUS[standing], text=text)


def _asked(request: Request, check: SponsorCheck, form: Mapping[str, str], wrong: tuple[str, ...] = ()) -> HTMLResponse:
    t = words(language_of(request))
    fields = t["and_between"].join(t[f"sponsor_field_{name}"] for name in wrong)
    shown = _shown(request, _case(request, check), f"{request.url.path}/pictures")
    problem = t["sponsor_wrong"].format(fields=fields) if wrong else ""
    further = {"form": form, "problem": problem, "until": check.expires_at, "wrong": wrong, "own": request.url.path}
    return plain_page(request, "sponsor.html.j2", 422 if wrong else 200, **shown, **further)


def _shown(request: Request, case: Case, pictures: str) -> dict[str, object]:
    """What both pages show of a case: nothing of what it scored, and nothing of any other."""
    house = house_of(request)
    look = look_of(house, case)
    shown = look.page if look else None
    official = house.registry.site(case.ruled.get("imitates", "") or case.imitates)
    claims = (s for s in case.signals if s.axis is Axis.CLAIM and s.family in _SAYS_WHO and s.snippet)
    hits = [in_context(signal.snippet, shown, signal.because) for signal in claims]
    return {
        "case": case,
        "official": official,
        "look": look,
        "quotes": list({found.hit: found for found in hits if found.zone in ("title", "header", "footer")}.values())[
            :4
        ],
        "opening": " ".join(shown.text.split())[:MOST_WORDS] if shown else "",
        "pictures": [f"{pictures}/{n}.png" for n in range(1, 1 + len(_pictures(house, case)))],
        "ticks": TICKS,
        "choices": tuple(Tick),
        "today": house.registry.day(runtime.now()).isoformat(),
    }


def _pictures(house: House, case: Case) -> tuple[bytes, ...]:
    look = look_of(house, case)
    return tuple(one.body for one in look.pictures)[:MOST_PICTURES] if look else ()


def _case(request: Request, check: SponsorCheck) -> Case:
    case = cases.get(house_of(request).store, check.case)
    if case is None:
        raise HTTPException(404)
    return case
