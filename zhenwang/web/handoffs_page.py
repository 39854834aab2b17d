"""Handoffs: every confirmed case by authority and step, the overdue ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from zhenwang import runtime
from zhenwang.domain.access import Actor, Permission, Role
from zhenwang.domain.case import Case, Event, State
from zhenwang.domain.clock_rules import Clockwork
from zhenwang.domain.handoff_steps import HandoffStep, without_outcome
from zhenwang.domain.workdays import workdays_between
from zhenwang.store.deadlines import Due
from zhenwang.store.handoff_cases import OPEN, Followed, followed
from zhenwang.web.clock_view import work_of
from zhenwang.web.handoff_view import WithAuthority, with_authorities
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

MOST = 200
TABS = ("open", "overdue", "all")

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Cell:
    """One authority of a case; ``days`` are the working days it has stood at its step."""

    held: WithAuthority
    days: int


@dataclass(frozen=True, slots=True)
class Row:
    """One case. ``cells`` are by role, ``lacking`` the roles without an outcome, ``down`` the two networks that saw it
    down, empty when none did; ``may`` says that the reader may record how it goes on.
    """

    case: Case
    body: str
    due: Due
    late: bool
    cells: dict[str, Cell]
    lacking: tuple[str, ...]
    down: tuple[str, str]
    may: bool


@router.get("/handoffs", response_class=HTMLResponse, dependencies=[needs(Permission.READ_HANDOFFS)])
def handoffs(request: Request, tab: str = "open", authority: str = "", step: str = "") -> HTMLResponse:
    """The table; ``tab`` is one of ``TABS``, ``authority`` a role and ``step`` a step to narrow it to."""
    house, now, actor = house_of(request), runtime.now(), visitor_of(request).actor
    tab = tab if tab in TABS else "open"
    states = (*OPEN, State.CLOSED) if tab == "all" else OPEN
    held = followed(house.store, actor, states, MOST) if actor else []
    work = work_of(house)
    found = [_row(house, one, actor, work, now) for one in held]
    names = _authorities(house, language_of(request))
    shown = [row for row in found if _wanted(row, tab, authority, step)]
    return page(
        request,
        "handoffs.html.j2",
        rows=[row for row in shown if row.cells],
        waiting=[row for row in shown if not row.cells],
        authorities=names,
        roles=_columns(names, found),
        steps=tuple(one.value for one in HandoffStep),
        tab=tab,
        authority=authority if authority in names else "",
        step=step if step in set(HandoffStep) else "",
        late=sum(row.late for row in found),
        limited=len(held) == MOST,
        most=MOST,
        today=house.registry.day(now).isoformat(),
    )


def _row(house: House, one: Followed, actor: Actor | None, work: Clockwork, now: datetime) -> Row:
    case = one.case
    site = case.ruled.get("imitates", "") or case.imitates
    known = house.registry.site(site)
    roles = actor.roles_for(case.region, case.system) if actor else frozenset()
    followable = case.state in (State.HANDED_OFF, State.DOWN, State.REPORTED)
    return Row(
        case,
        known.name if known else site,
        one.due,
        one.late(now),
        {held.role: Cell(held, _days(held, work, now)) for held in with_authorities(case, one.events)},
        without_outcome(case.handoffs),
        _down(one.events),
        followable and Role.OFFICER in roles,
    )


def _days(held: WithAuthority, work: Clockwork, now: datetime) -> int:
    since, today = held.since.astimezone(work.zone).date(), now.astimezone(work.zone).date()
    return max(0, workdays_between(work.calendar, since, today))


def _down(events: Sequence[Event]) -> tuple[str, str]:
    seen = next((event for event in reversed(events) if event.action in ("down", "reopen")), None)
    if seen is None or seen.action == "reopen":
        return "", ""
    return seen.facts.get("vantage_one", ""), seen.facts.get("vantage_two", "")


def _wanted(row: Row, tab: str, authority: str, step: str) -> bool:
    if tab == "overdue" and not row.late:
        return False
    cells = [cell for role, cell in row.cells.items() if not authority or role == authority]
    if authority and not cells:
        return False
    return not step or any(cell.held.step == step for cell in cells)


def _columns(names: dict[str, str], found: Iterable[Row]) -> tuple[str, ...]:
    """The authorities of the jurisdiction, then whoever else has a case from before."""
    return tuple(dict.fromkeys((*names, *(role for row in found for role in row.cells))))


def _authorities(house: House, language: str) -> dict[str, str]:
    english = words(language)["lang"] == "en"
    acting = house.pack.offices().authorities
    return {one.role: (one.name_en if english else one.short_name) or one.name for one in acting}
