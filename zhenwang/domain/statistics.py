"""What a case's history comes to in the statistics: when it passed which milestone, and who held it for how long.

Source: requirements 4.7. Pure functions over a case's events, in their order; ``store.figures`` keeps what they give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from zhenwang.domain.case import Event, State
from zhenwang.domain.signal import Family, Signal

HOLDERS: Mapping[State, str] = MappingProxyType({
    State.LEAD: "desk", State.TRIAGE: "desk", State.ANALYSIS: "analyst", State.EVIDENCE_FIXED: "analyst",
    State.REOPENED: "analyst", State.SPONSOR_CHECK: "sponsor", State.REVIEW: "reviewer", State.CONFIRMED: "officer",
    State.COORDINATION: "officer", State.HANDED_OFF: "authority", State.DOWN: "officer", State.REPORTED: "officer",
})  # fmt: skip
"""Who holds a case in a state; nobody holds one that is settled or closed."""
SETTLED = frozenset(state for state in State if state not in HOLDERS)
REPORT, MONITORING = "report", "monitoring"
"""Where a case came from: somebody reported its host before it was opened, or the machine found it."""
_MOST_ROLE = 40
_MILESTONES = MappingProxyType({"confirm": "confirmed", "hand_off": "handed", "down": "down", "close": "closed"})


@dataclass(frozen=True, slots=True)
class Spell:
    """One stay in a state. ``holder`` is a role of ``HOLDERS``, for an authority ``authority:`` and which one;
    ``ended`` is None while it lasts; ``paused`` is the part of it in which nobody was to work.
    """

    state: State
    holder: str
    begun: datetime
    ended: datetime | None = None
    paused: timedelta = timedelta()

    @property
    def worked(self) -> timedelta:
        """The rest of it; nothing while it lasts. Clocks that went backwards make no time negative."""
        return max(timedelta(), (self.ended or self.begun) - self.begun - self.paused)


@dataclass(frozen=True, slots=True)
class Passed:
    """``milestones`` are first instants (``confirmed``, ``handed``, ``down``, ``closed``); ``excluded`` and its class
    hold while the case stands as ruled out. ``settled``: it was at rest at least once, so that it could be reopened.
    ``authorities``: when each was first handed the case, by role.
    """

    opened: datetime
    milestones: Mapping[str, datetime] = field(default_factory=dict)
    excluded: datetime | None = None
    exclusion: str = ""
    reopened: int = 0
    settled: bool = False
    authorities: Mapping[str, datetime] = field(default_factory=dict)

    def minutes_to(self, milestone: str) -> int | None:
        """From opening to a milestone; None when it was not passed."""
        at = self.milestones.get(milestone)
        return None if at is None else minutes(max(timedelta(), at - self.opened))


def passed(events: Sequence[Event]) -> Passed | None:
    """The milestones of a case; None without events."""
    if not events:
        return None
    first: dict[str, datetime] = {}
    for event in events:
        if event.action in _MILESTONES:
            first.setdefault(_MILESTONES[event.action], event.at)
    ruled_out = _ruled_out(events)
    return Passed(
        events[0].at,
        MappingProxyType(first),
        ruled_out.at if ruled_out else None,
        ruled_out.facts.get("exclusion", "") if ruled_out else "",
        sum(event.action == "reopen" for event in events),
        any(event.after in SETTLED for event in events),
        MappingProxyType(_handed(events)),
    )


def durations(events: Sequence[Event]) -> tuple[Spell, ...]:
    """Every stay in a state that somebody holds, the first one first; the last may have no end yet."""
    found: list[Spell] = []
    held: Spell | None = None
    since: datetime | None = None  # when the pause began that has not ended
    for event in events:
        if since is not None and held and (event.action == "resume" or event.after is not held.state):
            held, since = replace(held, paused=held.paused + max(timedelta(), event.at - since)), None
        if event.action == "pause" and since is None:
            since = event.at
        if held is None or event.after is not held.state:
            found += [replace(held, ended=event.at)] if held else []
            held = _entered(event)
            since = None
    return (*found, held) if held else tuple(found)


def modus(signals: Iterable[Signal]) -> int:
    """The families of the signals against a case, as bits in the order of ``Family``."""
    bits = {family: 1 << place for place, family in enumerate(Family)}
    against = {signal.family for signal in signals if signal.family is not Family.CONTEXT}
    return sum(bits[family] for family in against)


def families(bits: int) -> Iterator[Family]:
    """The families that ``modus`` put together."""
    return (family for place, family in enumerate(Family) if bits >> place & 1)


def minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _handed(events: Sequence[Event]) -> dict[str, datetime]:
    first: dict[str, datetime] = {}
    for event in events:
        if event.action == "hand_off" and (authority := event.facts.get("authority", "")[:_MOST_ROLE]):
            first.setdefault(authority, event.at)
    return first


def _ruled_out(events: Sequence[Event]) -> Event | None:
    last = next((event for event in reversed(events) if event.before is not event.after), None)
    return last if last and last.after is State.NOT_FAKE else None


def _entered(event: Event) -> Spell | None:
    if event.after not in HOLDERS:
        return None
    holder = HOLDERS[event.after]
    authority = event.facts.get("authority", "")[:_MOST_ROLE] if holder == "authority" else ""
    return Spell(event.after, f"{holder}:{authority}" if authority else holder, event.at)
