"""Whether a case's history proves what the office promises: evidence first, two people, and one package.

The transition table forbids the rest; this reads what really happened, and knows nothing of the table. ``zhenwang
audit`` and the tests ask it, so a hole in the one shows in the other (invariants I9 and I10 of the threat model).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zhenwang.domain.access import MACHINE
from zhenwang.domain.case import Event, State
from zhenwang.domain.people import person_key, same_person
from zhenwang.domain.workflow import EXPORTABLE

_BACK = frozenset({State.LEAD, State.TRIAGE, State.ANALYSIS, State.REOPENED})
_BINDING = ("confirm", "sign", "hand_off")


@dataclass
class _Round:
    """What was done since the case was last in analysis: everything that a confirmation rests on."""

    evidence: str = ""
    package: str = ""
    older: bool = False
    prepared: list[Event] = field(default_factory=list)
    confirmed: bool = False


def faults(events: Sequence[Event]) -> list[str]:
    """One sentence for every step of a case's history that breaks a promise; empty when the history proves all of them.

    ``events`` are the whole history of one case, the first one first.
    """
    return list(_faults(events))


def package(events: Sequence[Event]) -> tuple[str, str]:
    """The digests of the evidence and of the package that a case rests on by its history; empty where there is none."""
    rounds = _Round()
    for event in events:
        for _ in _step(event, rounds):
            pass
        if event.after in _BACK and event.after is not event.before:
            rounds = _Round()
    return rounds.evidence, rounds.package


def _faults(events: Sequence[Event]) -> Iterator[str]:
    state, rounds = State.LEAD, _Round()
    for event in events:
        name = f"step {event.sequence} of case {event.case} ({event.action})"
        if event.before is not state:
            yield f"{name} begins in state {event.before}, and the step before it ended in {state}"
        if not person_key(event.actor) or not event.reason.strip():
            yield f"{name} has no {'reason' if person_key(event.actor) else 'actor'}"
        yield from (f"{name} {fault}" for fault in _step(event, rounds))
        state = event.after
        if state in _BACK and state is not event.before:
            rounds = _Round()


def _step(event: Event, rounds: _Round) -> Iterator[str]:
    if event.action == "fix_evidence":
        rounds.evidence, rounds.prepared, rounds.package = event.facts.get("evidence", ""), [event], ""
    elif event.action == "propose":
        rounds.prepared.append(event)
        # Before there were packages, what was put to review was the evidence, and handoffs named nothing.
        rounds.package = event.facts.get("proposal", "") or rounds.evidence
        rounds.older = "proposal" not in event.facts and not event.person
        if not rounds.evidence or event.facts.get("seen_digest", "") != rounds.evidence:
            yield "puts to review what was not fixed as evidence"
    if event.after in EXPORTABLE and event.before not in EXPORTABLE:
        yield from _confirmed(event, rounds)
        rounds.confirmed = True
    elif event.action in _BINDING and not (rounds.older and not event.person):
        yield from _same_package(event, rounds)
    if event.after in EXPORTABLE and not rounds.confirmed:
        yield f"stands in state {event.after}, and nobody confirmed it"


def _confirmed(event: Event, rounds: _Round) -> Iterator[str]:
    if event.action != "confirm" or event.before is not State.REVIEW:
        yield f"reaches {event.after} without a review"
    if not rounds.evidence:
        yield f"reaches {event.after} before evidence was fixed"
    if _is_machine(event):
        yield f"reaches {event.after} without a person"
    if not any(one.action == "propose" for one in rounds.prepared):
        yield f"reaches {event.after} without a proposal"
    if any(_same(event, one) for one in rounds.prepared):
        yield f"is by {event.actor}, who prepared the case: that takes two people"
    yield from _same_package(event, rounds)


def _same_package(event: Event, rounds: _Round) -> Iterator[str]:
    if not rounds.package or event.facts.get("seen_digest", "") != rounds.package:
        yield "rests on another package than the one that was put to review"


def _same(one: Event, other: Event) -> bool:
    return bool(one.person and one.person == other.person) or same_person(one.actor, other.actor)


def _is_machine(event: Event) -> bool:
    return not event.person and not event.account and event.actor == MACHINE.name
