"""What a person may decide about a case now, with the fields each decision asks for; and why one was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zhenwang.domain.case import Case, State
from zhenwang.domain.facts import EXCLUSIONS, LIMBS
from zhenwang.domain.people import same_person
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis
from zhenwang.domain.transitions import Guard, Transition
from zhenwang.domain.workflow import Refused, allowed
from zhenwang.web.severity import strongest
from zhenwang.web.words import words

SPONSOR_ANSWERS = ("not_ours", "ours", "commissioned", "former", "unknown")
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"exclusion": EXCLUSIONS, "sponsor_answer": SPONSOR_ANSWERS, "limb": LIMBS}
)
"""Exclusions stand in the order of the digit keys 1 to 9."""
LONG = frozenset({"quote", "mismatch", "misleading", "without_sponsor", "asked", "outcome"})
NEXT: Mapping[State, str] = MappingProxyType({
    State.LEAD: "triage", State.TRIAGE: "analyse", State.REOPENED: "analyse", State.ANALYSIS: "fix_evidence",
    State.EVIDENCE_FIXED: "propose", State.SPONSOR_CHECK: "propose", State.REVIEW: "confirm",
    State.CONFIRMED: "coordinate", State.COORDINATION: "hand_off", State.HANDED_OFF: "down", State.DOWN: "report",
    State.REPORTED: "close",
})  # fmt: skip
"""The step that usually comes next: it stands open, the others are folded."""

_MACHINE_FACTS = frozenset({"evidence"})
MAX_FACT = 4_000


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a decision. ``kind`` is ``text``, ``long``, ``radio`` or ``select``."""

    name: str
    kind: str
    value: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision a person may take. ``blocked`` says why not they, or not now; empty when they may."""

    action: str
    fields: tuple[Field, ...]
    reason: str
    open: bool
    blocked: str
    same_evidence: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote that was not recorded."""

    action: str
    fields: Mapping[str, str]


def decisions(case: Case, t: Mapping[str, str], name: str, typed: Typed | None) -> list[Decision]:
    """The decisions of the case's state, in the table's order; what was typed before stands in its fields again."""
    return [_decision(step, case, t, name, typed) for step in allowed(case.state)]


def _decision(step: Transition, case: Case, t: Mapping[str, str], name: str, typed: Typed | None) -> Decision:
    mine = typed if typed and typed.action == step.action else None
    suggested = suggestions(case) if step.action == "propose" else {}
    kept = dict(suggested) | (dict(mine.fields) if mine else {})
    fields = tuple(_field(fact, kept.get(fact, "")) for fact in step.facts if fact not in _MACHINE_FACTS)
    opened = mine is not None or (typed is None and NEXT.get(case.state) == step.action)
    return Decision(
        step.action,
        fields,
        kept.get("reason", ""),
        opened,
        _blocked(step, case, t, name),
        Guard.SAME_EVIDENCE in step.guards,
    )


def _field(fact: str, value: str) -> Field:
    if fact in CHOICES:
        return Field(fact, "radio" if fact == "limb" else "select", value, CHOICES[fact])
    return Field(fact, "long" if fact in LONG else "text", value)


def _blocked(step: Transition, case: Case, t: Mapping[str, str], name: str) -> str:
    if Guard.ANOTHER_PERSON in step.guards and name and same_person(name, case.proposer):
        return t["decide_own"]
    if Guard.CONFIRMABLE in step.guards and case.score.band is not Band.CONFIRMABLE:
        return t["decide_not_confirmable"].format(why=_held(case, t))
    return ""


def suggestions(case: Case) -> dict[str, str]:
    """What a proposal would say, drawn from the signals; the analyst edits it. In Chinese: letters are made of it."""

    def said(axis: Axis) -> str:
        found = [signal for signal in case.signals if signal.axis is axis]
        return "\n".join(dict.fromkeys(s.because for s in found))[:MAX_FACT]

    claim = next((s for s in case.signals if s.name == "claimed_name" and s.snippet), strongest(case, Axis.CLAIM))
    return {
        "limb": case.score.limb,
        "imitates": case.imitates,
        "quote": claim.snippet if claim else "",
        "mismatch": said(Axis.MISMATCH),
        "misleading": said(Axis.HARM) or said(Axis.CLAIM),
    }


def facts_of(action: str, state: State, form: Mapping[str, str]) -> dict[str, str]:
    """The facts that a decision asks for, as sent; values of a choice that does not exist are as good as none."""
    step = next((step for step in allowed(state) if step.action == action), None)
    facts = {fact: form.get(fact, "").strip()[:MAX_FACT] for fact in (step.facts if step else ())}
    known = {fact: value for fact, value in facts.items() if value and value in CHOICES.get(fact, (value,))}
    if "sponsor_answer" in known:  # letters quote it
        known["sponsor_answer"] = words("zh")[f"sponsor_answer_{known['sponsor_answer']}"]
    return known


def why_refused(
    refused: Refused, case: Case, action: str, name: str, form: Mapping[str, str], t: Mapping[str, str]
) -> tuple[int, str]:
    """422 for what the person can fill in, 409 for what the case does not allow, with why in the reader's language.

    The workflow refuses in this order; its own sentence is the last resort.
    """
    if refused.about:
        wrong = form.get(refused.about, "").strip()
        return 422, t[f"refused_fact_{refused.about}"].format(given=wrong[:80])
    step = next((step for step in allowed(case.state) if step.action == action), None)
    if step is None:
        act = t.get(f"act_{action}", action[:40])
        return 409, t["refused_state"].format(state=t[f"state_{case.state.value}"], action=act)
    given = facts_of(action, case.state, form)
    missing = [fact for fact in step.facts if fact not in _MACHINE_FACTS and fact not in given]
    if not form.get("reason", "").strip():
        return 422, t["refused_reason"]
    if missing:
        return 422, t["refused_missing"].format(fields="、".join(t[f"fact_{fact}"] for fact in missing))
    if Guard.ANOTHER_PERSON in step.guards and same_person(name, case.proposer):
        return 409, t["refused_same_person"].format(name=case.proposer)
    if Guard.SAME_EVIDENCE in step.guards and form.get("seen_digest", "") != case.evidence:
        return 409, t["refused_evidence"]
    if Guard.CONFIRMABLE in step.guards and case.score.band is not Band.CONFIRMABLE:
        return 409, t["decide_not_confirmable"].format(why=_held(case, t))
    return 409, refused.reason


def _held(case: Case, t: Mapping[str, str]) -> str:
    return case.score.held_back or t[f"band_{case.score.band.value}"]
