"""From a case's history to its clocks: when each began, when it is due, and whether it was kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from zhenwang.domain.case import Event, State
from zhenwang.domain.clock_due import Span, due, overlap
from zhenwang.domain.clock_rules import ClockKind, ClockRule, Clockwork, Trigger

SETTLED = frozenset(
    {State.NOT_FAKE, State.OFFICIAL_ISSUE, State.RESOLVE_ONTO, State.REFERRED, State.WATCH, State.CLOSED}
)
"""States in which nothing is waited for: a clock that still runs lapses."""
_FIRST_YEAR = 1990
UNGRADED = "S3"
"""What a case counts as until somebody, or the score, says how grave it is."""


class Standing(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    LATE = "late"  # runs, and its time is over
    MET = "met"
    MISSED = "missed"  # ended after its time
    LAPSED = "lapsed"  # nothing waits for it any more


@dataclass(frozen=True, slots=True)
class ClockState:
    """One clock of a case. ``due`` is the last instant in time, ``ended`` None while it runs.

    ``waits_for`` is who was asked, where the history names somebody; ``paused`` how long it stood still.
    """

    rule: ClockRule
    begun: datetime
    ended: datetime | None
    due: datetime
    provisional: bool
    standing: Standing
    paused: timedelta = timedelta()
    waits_for: str = ""

    @property
    def runs(self) -> bool:
        return self.standing in (Standing.RUNNING, Standing.PAUSED, Standing.LATE)

    @property
    def binds(self) -> bool:
        """Whether it runs and somebody answers for it."""
        return self.runs and self.rule.kind is not ClockKind.INFORMS

    def remaining(self, now: datetime) -> timedelta:
        """Time left until it is due; negative when it is over."""
        return self.due - now


@dataclass(frozen=True, slots=True)
class _Lap:
    """One run of a clock from the event that began it to the one that ended it."""

    begun: datetime
    ended: datetime | None = None
    lapsed: bool = False
    asked: str = ""


def clock_states(events: Sequence[Event], severity: str, work: Clockwork, now: datetime) -> tuple[ClockState, ...]:
    """Every clock that ran or runs, in the order of the rules and then of time.

    ``severity`` is what the machine gave (``S1`` ... or empty); what people graded stands in the history. A reopened
    case begins anew. A ruling that was undone counts as never given.
    """
    told = without_undone(events)
    stops, grades, still = pauses(told, now), _grades(told, severity), is_paused(told)
    return tuple(
        _state(rule, lap, stops if rule.kind.stops else (), work, now, still=still and rule.kind.stops)
        for rule in work.rules
        for found in _laps(rule, told, work.zone)
        if (lap := _graded(rule, found, grades, now)) is not None
    )


def next_due(states: Iterable[ClockState]) -> ClockState | None:
    """The clock that is due first of those that run and do not stand still."""
    running = (state for state in states if state.binds and state.standing is not Standing.PAUSED)
    return min(running, key=lambda state: (state.due, state.rule.key), default=None)


def without_undone(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events without the rulings that were undone, and without the undoing."""
    told: list[Event] = []
    for event in events:
        if event.action != "undo":
            told.append(event)
            continue
        settled = next((n for n in range(len(told) - 1, -1, -1) if told[n].after is not told[n].before), None)
        if settled is not None:
            del told[settled]
    return tuple(told)


def pauses(events: Sequence[Event], now: datetime) -> tuple[Span, ...]:
    """When a case stood still, in order: a resumption ends a pause, and so does any step that moves the case.

    One that lasts ends now for the time being.
    """
    found: list[Span] = []
    since: datetime | None = None
    for event in events:
        if event.action == "pause" and since is None:
            since = event.at
        elif since is not None and _resumes(event):
            found.append((since, max(since, event.at)))
            since = None
    return (*found, (since, max(since, now))) if since is not None else tuple(found)


def is_paused(events: Sequence[Event]) -> bool:
    """Whether a case stands still after these events."""
    for event in reversed(events):
        if event.action == "pause" or _resumes(event):
            return event.action == "pause"
    return False


def _resumes(event: Event) -> bool:
    return event.action == "resume" or event.after is not event.before


def _settles(event: Event) -> bool:
    return event.after in SETTLED and event.after is not event.before


def _laps(rule: ClockRule, events: Sequence[Event], zone: tzinfo) -> Iterator[_Lap]:
    lap: _Lap | None = None
    for event in events:
        if lap is not None and any(trigger.means(event) for trigger in rule.ends):
            yield _Lap(lap.begun, event.at, False, lap.asked)
            lap = None
        elif lap is not None and rule.kind is not ClockKind.SITE and (_settles(event) or event.action == "reopen"):
            yield _Lap(lap.begun, event.at, True, lap.asked)
            lap = None
        begins = next((trigger for trigger in rule.begins if trigger.means(event)), None)
        if lap is None and begins is not None:
            lap = _Lap(_begun(begins, event, zone), asked=event.facts.get("asked", ""))
    if lap is not None:
        yield lap


def _begun(trigger: Trigger, event: Event, zone: tzinfo) -> datetime:
    """When an event begins a clock: on the day that its fact names, where it names one that is past; else at once."""
    try:
        told = date.fromisoformat(event.facts.get(trigger.fact, "")[:10])
    except ValueError:
        return event.at
    # Nothing was online so long ago, and the first years that a date can hold have no place in other zones.
    return min(datetime.combine(told, time(), zone), event.at) if told.year >= _FIRST_YEAR else event.at


def _grades(events: Sequence[Event], machine: str) -> tuple[tuple[datetime | None, str], ...]:
    """Severities with the moment from which each held; the first held from the beginning. Reopening voids a grade."""
    found: list[tuple[datetime | None, str]] = [(None, machine or UNGRADED)]
    for event in events:
        if event.action == "reopen":
            found.append((event.at, machine or UNGRADED))
        elif event.action == "grade" and event.facts.get("severity"):
            found.append((event.at, event.facts["severity"]))
    return tuple(found)


def _graded(rule: ClockRule, lap: _Lap, grades: Sequence[tuple[datetime | None, str]], now: datetime) -> _Lap | None:
    """The lap as far as the case was of a severity that the clock is for: graded up later, it begins later."""
    if not rule.severities:
        return lap
    since: datetime | None = None
    holds = False
    for at, severity in grades:
        if at is not None and at > (lap.ended or now):
            break
        if severity not in rule.severities:
            holds = False
        elif not holds:
            since, holds = at, True
    if not holds:
        return None
    return _Lap(max(lap.begun, since or lap.begun), lap.ended, lap.lapsed, lap.asked)


def _state(
    rule: ClockRule, lap: _Lap, stops: Sequence[Span], work: Clockwork, now: datetime, *, still: bool
) -> ClockState:
    last, provisional = due(rule, lap.begun, stops, work)
    standing = _standing(rule, lap, last, now, still=still)
    stood = overlap(lap.begun, lap.ended or now, stops)
    return ClockState(rule, lap.begun, lap.ended, last, provisional, standing, stood, lap.asked)


def _standing(rule: ClockRule, lap: _Lap, last: datetime, now: datetime, *, still: bool) -> Standing:
    if lap.lapsed:
        return Standing.LAPSED
    informs = rule.kind is ClockKind.INFORMS
    if lap.ended is not None:
        return Standing.MET if lap.ended <= last or informs else Standing.MISSED
    if now > last and not informs:
        return Standing.LATE
    return Standing.PAUSED if still else Standing.RUNNING
