"""A case's events for people: one line each, and the stretches of its states as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from zhenwang.domain.case import Event, State
from zhenwang.domain.handoff_steps import HandoffStep
from zhenwang.store.history import MACHINE

_LEAST = 2.5
"""Per cent of the picture's width that the shortest stretch takes, so that every state is seen."""
_HIDDEN = frozenset({"evidence", "seen_digest", "proposal", "look", "void_evidence", "model", "registry", "step"})
_PHASES: Mapping[State, str] = {
    State.LEAD: "found", State.TRIAGE: "found", State.REOPENED: "found",
    State.ANALYSIS: "study", State.EVIDENCE_FIXED: "study", State.SPONSOR_CHECK: "asked", State.REVIEW: "review",
    State.CONFIRMED: "confirmed", State.COORDINATION: "confirmed", State.HANDED_OFF: "sent", State.DOWN: "done",
    State.REPORTED: "done", State.CLOSED: "done", State.NOT_FAKE: "out", State.OFFICIAL_ISSUE: "out",
    State.RESOLVE_ONTO: "out", State.REFERRED: "out", State.WATCH: "out",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One event: when, who (empty for the machine), what, where it led (None: stayed), why, and what else was said."""

    at: datetime
    who: str
    action: str
    step: str
    after: State | None
    why: str
    facts: tuple[tuple[str, str], ...]
    band: str
    probability: float | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long a case stood in a state: ``x`` and ``width`` are per cent, ``until`` is None while it stands there."""

    state: State
    phase: str
    x: float
    width: float
    since: datetime
    until: datetime | None


def lines(events: Sequence[Event]) -> tuple[Line, ...]:
    """The newest first."""
    return tuple(_line(event) for event in reversed(events))


def stretches(events: Sequence[Event], now: datetime) -> tuple[Stretch, ...]:
    """From the first event to ``now``, by the square root of time: what took minutes shows beside what took months."""
    moved = [event for at, event in enumerate(events) if not at or event.before is not event.after]
    if not moved:
        return ()
    ends = [*(later.at for _, later in pairwise(moved)), now]
    lasted = [max(0.0, (end - event.at).total_seconds()) ** 0.5 for event, end in zip(moved, ends, strict=True)]
    whole = sum(lasted) or 1.0
    widths = [max(_LEAST, 100 * one / whole) for one in lasted]
    scale = 100 / sum(widths)
    found, x = [], 0.0
    for event, width, end in zip(moved, widths, ends, strict=True):
        until = None if event is moved[-1] else end
        found.append(Stretch(event.after, _PHASES[event.after], x, width * scale, event.at, until))
        x += width * scale
    return tuple(found)


def _line(event: Event) -> Line:
    machine = event.actor == MACHINE and not event.person
    said = () if machine else tuple((name, value) for name, value in event.facts.items() if name not in _HIDDEN)
    step = event.facts.get("step", "")
    return Line(
        event.at,
        "" if machine else event.actor,
        event.action,
        step if step in set(HandoffStep) else "",
        event.after if event.before is not event.after or event.action == "open" else None,
        "" if machine and event.action in ("open", "sighting", "reopen") else event.reason,
        said,
        event.facts.get("band", "") if machine else "",
        _number(event.facts.get("probability", "")) if machine else None,
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
