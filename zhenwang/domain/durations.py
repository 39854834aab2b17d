"""How long cases took: time per step and per holder with pauses apart, and what that says of a case that runs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from types import MappingProxyType

from zhenwang.domain.case import Event, State
from zhenwang.domain.clock_due import overlap
from zhenwang.domain.clock_rules import Clockwork, Unit
from zhenwang.domain.clocks import SETTLED, ClockState, Standing, pauses, without_undone
from zhenwang.domain.transitions import TRANSITIONS
from zhenwang.domain.workdays import after_working_time, working_time

FEWEST = 5
"""So many cases must have taken a step before anything is foretold of it."""

_WAY = (
    State.LEAD, State.TRIAGE, State.ANALYSIS, State.EVIDENCE_FIXED, State.SPONSOR_CHECK, State.REVIEW, State.CONFIRMED,
    State.COORDINATION, State.HANDED_OFF, State.DOWN, State.REPORTED,
)  # fmt: skip

HOLDERS: Mapping[State, str] = MappingProxyType({
    State.LEAD: "analyst", State.TRIAGE: "analyst", State.ANALYSIS: "analyst", State.EVIDENCE_FIXED: "analyst",
    State.SPONSOR_CHECK: "sponsor", State.REVIEW: "reviewer", State.CONFIRMED: "officer",
    State.COORDINATION: "officer", State.HANDED_OFF: "authority", State.DOWN: "officer", State.REPORTED: "officer",
    State.REOPENED: "analyst",
})  # fmt: skip
"""Who holds a case in a state, by role; nobody holds one that is settled."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One time that a case stood in a state. ``by`` took the step that ended it, empty while it lasts.

    ``took`` is the time without the pauses, ``worked`` that part of ``took`` which fell on working days.
    """

    state: State
    begun: datetime
    ended: datetime | None
    by: str
    took: timedelta
    worked: timedelta
    paused: timedelta

    @property
    def holder(self) -> str:
        return HOLDERS.get(self.state, "")


@dataclass(frozen=True, slots=True)
class Medians:
    """How long each step took in past cases: by the clock on the wall, and counted in working days' time."""

    took: Mapping[State, timedelta]
    worked: Mapping[State, timedelta]


def stays(events: Sequence[Event], work: Clockwork, now: datetime) -> tuple[Stay, ...]:
    """Where a case stood and for how long, from its first event to now or to where it was settled."""
    told = without_undone(events)
    stops = pauses(told, now)
    moves = [e for n, e in enumerate(told) if n == 0 or e.after is not e.before]
    found = []
    for n, move in enumerate(moves):
        ending = moves[n + 1] if n + 1 < len(moves) else None
        if move.after in SETTLED:
            continue
        until = ending.at if ending else now
        stood = overlap(move.at, until, stops)
        worked = working_time(work.calendar, move.at, until, work.zone) - _worked_pauses(move.at, until, stops, work)
        by, ended = (ending.actor, ending.at) if ending else ("", None)
        found.append(Stay(move.after, move.at, ended, by, until - move.at - stood, worked, stood))
    return tuple(found)


def per_holder(found: Iterable[Stay]) -> Mapping[str, timedelta]:
    """How long each role held a case, pauses not counted."""
    total: dict[str, timedelta] = {}
    for stay in found:
        total[stay.holder] = total.get(stay.holder, timedelta()) + stay.took
    return total


def medians(found: Iterable[Stay], fewest: int = FEWEST) -> Medians:
    """The median of each step over all stays that ended; steps that fewer than ``fewest`` took are left out."""
    ended: dict[State, list[Stay]] = {}
    for stay in found:
        if stay.ended is not None:
            ended.setdefault(stay.state, []).append(stay)
    enough = {state: group for state, group in ended.items() if len(group) >= fewest}
    return Medians(
        {state: _median(stay.took for stay in group) for state, group in enough.items()},
        {state: _median(stay.worked for stay in group) for state, group in enough.items()},
    )


def _median(spans: Iterable[timedelta]) -> timedelta:
    return timedelta(seconds=median(span.total_seconds() for span in spans))


def expected_end(clock: ClockState, current: Stay, known: Medians, work: Clockwork, now: datetime) -> datetime | None:
    """When the step that ends a clock is to be expected: what is usually left of this step, and the usual steps after.

    ``current`` is the case's stay that lasts. None when past cases say nothing about any step on the way.
    """
    way = _way_to(clock, current.state)
    worked = clock.rule.unit is Unit.WORKDAY
    usual, spent = (known.worked, current.worked) if worked else (known.took, current.took)
    if not any(state in usual for state in way):
        return None
    left = sum((usual.get(state, timedelta()) for state in way[1:]), timedelta())
    left += max(usual.get(way[0], timedelta()) - spent, timedelta())
    return after_working_time(work.calendar, now, left, work.zone) if worked else now + left


def at_risk(clock: ClockState, current: Stay | None, known: Medians, work: Clockwork, now: datetime) -> bool:
    """Whether a clock that runs and is not late will probably not be kept."""
    if clock.standing is not Standing.RUNNING or not clock.binds or current is None or current.ended is not None:
        return False
    expected = expected_end(clock, current, known, work, now)
    return expected is not None and expected > clock.due


def _way_to(clock: ClockState, state: State) -> tuple[State, ...]:
    """The steps from a state to the one in which the clock can end, both included; from elsewhere that state alone."""
    start = _WAY.index(State.ANALYSIS if state is State.REOPENED else state) if state in (*_WAY, State.REOPENED) else 0
    actions = {trigger.action for trigger in clock.rule.ends}
    ends_in = {before for step in TRANSITIONS if step.action in actions for before in step.before}
    last = next((n for n in range(start, len(_WAY)) if _WAY[n] in ends_in), start)
    return (state, *_WAY[start + 1 : last + 1])


def _worked_pauses(
    one: datetime, other: datetime, stops: Sequence[tuple[datetime, datetime]], work: Clockwork
) -> timedelta:
    clipped = ((max(begin, one), min(end, other)) for begin, end in stops)
    return sum((working_time(work.calendar, a, b, work.zone) for a, b in clipped if b > a), timedelta())
