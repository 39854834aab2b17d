"""What past cases say of one that runs: how long each step usually takes, and whether a clock will be kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from zhenwang.domain import statistics
from zhenwang.domain.case import Event, State
from zhenwang.domain.clock_due import Span, overlap
from zhenwang.domain.clock_rules import Clockwork, Unit
from zhenwang.domain.clocks import ClockState, Standing, pauses, without_undone
from zhenwang.domain.transitions import TRANSITIONS
from zhenwang.domain.workdays import after_working_time, working_time
from zhenwang.domain.workflow import URGENT

FEWEST = 5
"""So many cases must have taken a step before anything is foretold of it."""

_WAY = (
    State.LEAD, State.TRIAGE, State.ANALYSIS, State.EVIDENCE_FIXED, State.SPONSOR_CHECK, State.REVIEW, State.CONFIRMED,
    State.COORDINATION, State.HANDED_OFF, State.DOWN, State.REPORTED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stay:
    """One time that a case stood in a state. ``took`` is the time without pauses, ``worked`` the part of it that fell
    on working days; ``lasts`` while it stands there.
    """

    state: State
    took: timedelta
    worked: timedelta
    lasts: bool


@dataclass(frozen=True, slots=True)
class Medians:
    """How long each step took in past cases: by the clock on the wall, and counted in working days' time."""

    took: Mapping[State, timedelta]
    worked: Mapping[State, timedelta]


@dataclass(frozen=True, slots=True)
class Usual:
    """What S1 cases usually take, who go before everything, and what the others take."""

    urgent: Medians
    other: Medians

    def of(self, severity: str) -> Medians:
        return self.urgent if severity == URGENT else self.other


def stays(events: Sequence[Event], work: Clockwork, now: datetime) -> tuple[Stay, ...]:
    """Where a case stood and for how long, the first state first; a ruling that was undone took no time."""
    told = without_undone(events)
    stops = pauses(told, now)
    return tuple(_stay(spell, stops, work, now) for spell in statistics.durations(told))


def _stay(spell: statistics.Spell, stops: Sequence[Span], work: Clockwork, now: datetime) -> Stay:
    until = max(spell.ended or now, spell.begun)
    within = [(max(one, spell.begun), min(other, until)) for one, other in stops]
    off = sum((working_time(work.calendar, one, other, work.zone) for one, other in within), timedelta())
    worked = working_time(work.calendar, spell.begun, until, work.zone) - off
    took = until - spell.begun - overlap(spell.begun, until, stops)
    return Stay(spell.state, took, worked, spell.ended is None)


def medians(found: Iterable[Stay], fewest: int = FEWEST) -> Medians:
    """The median of each step over all stays that ended; steps that fewer than ``fewest`` took are left out."""
    ended: dict[State, list[Stay]] = {}
    for stay in found:
        if not stay.lasts:
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
    if clock.standing is not Standing.RUNNING or not clock.binds or current is None or not current.lasts:
        return False
    expected = expected_end(clock, current, known, work, now)
    return expected is not None and expected > clock.due


def _way_to(clock: ClockState, state: State) -> tuple[State, ...]:
    """The steps from a state to the one in which the clock can end, both included; from elsewhere that state alone."""
    if state is State.REOPENED:
        return (state, *_way_to(clock, State.ANALYSIS))
    start = _WAY.index(state) if state in _WAY else 0
    actions = {trigger.action for trigger in clock.rule.ends}
    ends_in = {before for step in TRANSITIONS if step.action in actions for before in step.before}
    last = next((n for n in range(start, len(_WAY)) if _WAY[n] in ends_in), start)
    return (state, *_WAY[start + 1 : last + 1])
