"""A case's clocks as the console shows them. Include ``clocks.html.j2`` with ``clocks`` in the page's context.

For the case page: ``case_clocks(house, case, events, now)``; for one line in a list: ``next_clock`` of the same.
For reports without a case: ``domain.reply_due``, from the same rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from zhenwang.domain.case import Case, Event
from zhenwang.domain.clock_rules import ClockKind, ClockRule, Clockwork
from zhenwang.domain.clocks import ClockState, Standing, clock_states
from zhenwang.domain.forecast import Medians, Stay, at_risk, expected_end, stays
from zhenwang.domain.legal_basis import LegalBasis
from zhenwang.domain.workdays import workdays_between
from zhenwang.rounds.clockwork import clockwork
from zhenwang.store import deadlines
from zhenwang.web.house import House

AT_RISK, TODAY = "at_risk", "today"
_ORDER = (Standing.LATE, AT_RISK, TODAY, Standing.RUNNING, Standing.PAUSED, Standing.MISSED, Standing.MET)


@dataclass(frozen=True, slots=True)
class ClockShown:
    """One clock, ready to be shown. ``standing`` is a word of ``Standing``; if it runs, also ``at_risk`` or ``today``.

    ``exact``: it is due at a minute, not at the end of a day. ``workdays`` are those left after today (negative when
    late), ``left`` the time left; ``expected`` is when past cases let one expect the end. ``article`` is None for a
    time that the office set itself. ``waits_for`` is a name, empty where only the role is known.
    """

    key: str
    name: str
    name_en: str
    standing: str
    begun: datetime
    ended: datetime | None
    due: datetime
    exact: bool
    provisional: bool
    workdays: int
    left: timedelta
    paused: timedelta
    holder: str
    waits_for: str
    informs: bool
    expected: datetime | None
    article: LegalBasis | None
    note: str

    @property
    def runs(self) -> bool:
        return self.ended is None


def work_of(house: House) -> Clockwork:
    """Calendar and rules as they stand now."""
    return clockwork(house.pack, house.store)


def case_clocks(house: House, case: Case, events: Sequence[Event], now: datetime) -> tuple[ClockShown, ...]:
    """The clocks of a case, the most pressing first: those that run, and the last run of those that ended.

    ``events`` are the case's history; reports of its host are put in here.
    """
    work = work_of(house)
    told = _with_reports(house, case, events)
    states = clock_states(told, case.score.severity, work, now)
    latest = {state.rule.key: state for state in states if state.standing is not Standing.LAPSED}
    runs = any(state.runs for state in latest.values())
    known = deadlines.usual(house.store).of(case.severity) if runs else Medians({}, {})
    current = next((stay for stay in reversed(stays(told, work, now)) if stay.lasts), None) if runs else None
    shown = [_shown(house, case, state, current, known, work, now) for state in latest.values()]
    return tuple(sorted(shown, key=lambda one: (one.informs, _ORDER.index(one.standing), one.due)))


def next_clock(clocks: Sequence[ClockShown]) -> ClockShown | None:
    """The clock that presses most, if one runs."""
    return next((one for one in clocks if one.runs and not one.informs and one.standing != Standing.PAUSED), None)


def _with_reports(house: House, case: Case, events: Sequence[Event]) -> tuple[Event, ...]:
    reports = [event for event in deadlines.events_of(house.store, case) if event.sequence == 0]
    return tuple(sorted((*events, *reports), key=lambda event: event.at))


def _shown(
    house: House,
    case: Case,
    state: ClockState,
    current: Stay | None,
    known: Medians,
    work: Clockwork,
    now: datetime,
) -> ClockShown:
    rule, today = state.rule, now.astimezone(work.zone).date()
    last = state.due.astimezone(work.zone)
    foretold = current is not None and state.standing is Standing.RUNNING and state.binds
    return ClockShown(
        rule.key, rule.name, rule.name_en, _standing(state, current is not None and at_risk(
            state, current, known, work, now), today == last.date()),
        state.begun, state.ended, last, not rule.counts_days, state.provisional,
        workdays_between(work.calendar, today, last.date()), state.remaining(now), state.paused, rule.holder,
        _waits_for(case, rule, state, now), rule.kind is ClockKind.INFORMS,
        expected_end(state, current, known, work, now) if foretold and current else None,
        house.legal.get(rule.basis), rule.note,
    )  # fmt: skip


def _standing(state: ClockState, risky: bool, today: bool) -> str:
    if state.standing is not Standing.RUNNING or not state.binds:
        return state.standing.value
    if risky:
        return AT_RISK
    return TODAY if today else state.standing.value


def _waits_for(case: Case, rule: ClockRule, state: ClockState, now: datetime) -> str:
    if state.waits_for or rule.holder in ("sponsor", "authority", "site"):
        return state.waits_for
    return case.claim.name if case.claim and case.claim.until > now and state.runs else ""
