"""The case transition table, and the one function that reads it.

A step that is not in the table does not exist: evidence comes before any notice because no row leads from an open case
to ``CONFIRMED`` but through ``EVIDENCE_FIXED`` and ``REVIEW``, and a reviewer is never the analyst because the rows out
of ``REVIEW`` that rule on the merits ask for another person. The diagram in docs/architecture.md is drawn from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.people import person_key, same_person
from zhenwang.domain.score import Band

_OPEN = (State.TRIAGE, State.ANALYSIS, State.EVIDENCE_FIXED, State.SPONSOR_CHECK, State.REVIEW)
_MERITS = ("limb", "imitates", "quote", "mismatch", "misleading")


@dataclass(frozen=True, slots=True)
class Transition:
    """``action`` leads from any of ``before`` to ``after``; ``facts`` must be filled in, and the conditions must hold.

    ``another_person``: not the one who proposed. ``same_evidence``: what was reviewed is what is fixed.
    ``confirmable``: only a case whose score reached that band.
    """

    action: str
    before: tuple[State, ...]
    after: State
    facts: tuple[str, ...] = ()
    another_person: bool = False
    same_evidence: bool = False
    confirmable: bool = False


TRANSITIONS: tuple[Transition, ...] = (
    Transition("triage", (State.LEAD,), State.TRIAGE),
    Transition("analyse", (State.TRIAGE, State.WATCH, State.REOPENED), State.ANALYSIS),
    Transition("fix_evidence", (State.ANALYSIS,), State.EVIDENCE_FIXED, facts=("evidence",)),
    Transition("ask_sponsor", (State.EVIDENCE_FIXED,), State.SPONSOR_CHECK, facts=("asked",)),
    Transition(
        "propose", (State.EVIDENCE_FIXED,), State.REVIEW, (*_MERITS, "without_sponsor"),
        same_evidence=True, confirmable=True,
    ),
    Transition(
        "propose", (State.SPONSOR_CHECK,), State.REVIEW, (*_MERITS, "sponsor_answer"),
        same_evidence=True, confirmable=True,
    ),
    Transition("confirm", (State.REVIEW,), State.CONFIRMED, another_person=True, same_evidence=True),
    Transition("return", (State.REVIEW,), State.ANALYSIS, another_person=True),
    Transition("exclude", _OPEN, State.NOT_FAKE, facts=("exclusion",)),
    Transition("official_issue", _OPEN, State.OFFICIAL_ISSUE),
    Transition("resolve_onto", _OPEN, State.RESOLVE_ONTO),
    Transition("refer", _OPEN, State.REFERRED, facts=("referred_to",)),
    Transition("watch", _OPEN, State.WATCH),
    Transition("coordinate", (State.CONFIRMED,), State.COORDINATION),
    Transition("hand_off", (State.COORDINATION,), State.HANDED_OFF, facts=("authority",)),
    Transition("down", (State.HANDED_OFF,), State.DOWN, facts=("vantage_points",)),
    Transition("report", (State.DOWN,), State.REPORTED),
    Transition("close", (State.REPORTED,), State.CLOSED, facts=("outcome",)),
    Transition("reopen", (State.CLOSED, State.NOT_FAKE, State.WATCH, State.REFERRED), State.REOPENED),
)  # fmt: skip

EXPORTABLE = frozenset(
    {State.CONFIRMED, State.COORDINATION, State.HANDED_OFF, State.DOWN, State.REPORTED, State.CLOSED}
)
"""States in which a handoff may leave the house."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A ruling that is not recorded, with one sentence that says why and what to do. ``about``: the wrong fact."""

    reason: str
    about: str = ""


def allowed(state: State) -> tuple[Transition, ...]:
    """The transitions that lead out of a state, in table order."""
    return tuple(transition for transition in TRANSITIONS if state in transition.before)


def rule(case: Case, ruling: Ruling) -> Transition | Refused:
    """The transition that a ruling takes, or why there is none. Pure: nothing is changed."""
    found = next((t for t in allowed(case.state) if t.action == ruling.action), None)
    if found is None:
        known = "、".join(t.action for t in allowed(case.state)) or "none"
        return Refused(f"'{ruling.action}' is not possible in state {case.state}; possible: {known}")
    if not person_key(ruling.actor):
        return Refused("a ruling needs a person's name")
    if not ruling.reason.strip():
        return Refused("a ruling needs a reason")
    missing = [fact for fact in found.facts if not ruling.facts.get(fact, "").strip()]
    if missing:
        return Refused(f"'{ruling.action}' also needs: {', '.join(missing)}")
    if found.another_person and same_person(ruling.actor, case.proposer):
        return Refused(f"{case.proposer} proposed this case, so another person must rule on it")
    if found.same_evidence and ruling.seen_digest != case.evidence:
        return Refused("the evidence is not the one you saw: read the case again before ruling on it")
    if found.confirmable and case.score.band is not Band.CONFIRMABLE:
        held = case.score.held_back or f"its band is '{case.score.band}'"
        return Refused(f"this case cannot be proposed as a counterfeit: {held}")
    return found


def as_mermaid() -> str:
    """The table as a Mermaid state diagram, as docs/architecture.md shows it."""
    by_step: dict[tuple[State, State], list[str]] = {}
    for transition in TRANSITIONS:
        for before in transition.before:
            label = transition.action + (" (another person)" if transition.another_person else "")
            labels = by_step.setdefault((before, transition.after), [])
            if label not in labels:
                labels.append(label)
    steps = [f"    {before} --> {after}: {' / '.join(labels)}" for (before, after), labels in by_step.items()]
    return "\n".join(["stateDiagram-v2", "    [*] --> lead: opened by the line", *steps])
