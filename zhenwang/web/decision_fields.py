"""The fields of a decision's form: what each fact is asked as, what it offers, and what is suggested for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from zhenwang.domain.access import Actor
from zhenwang.domain.case import Case, State
from zhenwang.domain.facts import EXCLUSIONS, LIMBS
from zhenwang.domain.handoff_steps import FOLLOWS, HandoffStep
from zhenwang.domain.signal import Axis
from zhenwang.domain.sponsor import SponsorAnswer
from zhenwang.domain.transitions import Transition
from zhenwang.domain.workflow import URGENT, allowed
from zhenwang.web.severity import strongest
from zhenwang.web.words import words

MAX_FACT = 4_000
SEVERITIES = ("S1", "S2", "S3", "S4", "S5", "S0")
CHANNELS = ("phone", "paper", "message")
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "exclusion": EXCLUSIONS, "sponsor_answer": tuple(SponsorAnswer), "limb": LIMBS, "severity": SEVERITIES,
    "answered_via": CHANNELS, "step": tuple(HandoffStep),
})  # fmt: skip
"""Exclusions stand in the order of the digit keys 1 to 9."""
_LONG = frozenset({"mismatch", "misleading", "without_sponsor", "asked", "outcome", "quote_other"})
_DATES = frozenset({"until", "answered_on", "on"})
_MACHINE = frozenset({"evidence"})
FURTHER: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "sponsor_answered": ("answered_office", "answered_via", "answered_on"),
    "hand_off": ("verbal_approval", "document", "step"),
    "progress": ("document", "on"),
    "propose": ("severity", "without_sponsor"),
})  # fmt: skip
"""Facts that a form asks for besides those of the table."""
WORDED = {"exclusion": "exclusion_", "sponsor_answer": "sponsor_answer_", "limb": "limb_", "severity": "severity_",
           "answered_via": "sponsor_via_", "step": "step_"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks about which case, and what the forms offer: ``quotes`` are snippets that stand on the page,
    ``authorities`` the names of those who act, by role, ``sites`` the bodies that may be imitated, id and name.
    """

    case: Case
    actor: Actor | None
    t: Mapping[str, str]
    today: date
    quotes: tuple[str, ...] = ()
    authorities: Mapping[str, str] = field(default_factory=dict)
    supervisor: str = ""
    sites: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``kind`` is ``text``, ``long``, ``radio``, ``select``, ``date``, ``site`` (of the registry) or
    ``told`` (shown, not asked); ``choices`` are values with their words.
    """

    name: str
    kind: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    optional: bool = False


def fields_of(step: Transition, asking: Asking, kept: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of a step, those of the table first; ``kept`` is what was typed before."""
    values = _suggested(step.action, asking) | dict(kept)
    return tuple(_fields(step, asking, values))


def _fields(step: Transition, asking: Asking, values: Mapping[str, str]) -> Iterator[Field]:
    for fact in step.facts:
        if fact in _MACHINE:
            continue
        yield _field(fact, asking, values.get(fact, ""), optional=False, handing=step.action == "hand_off")
        if fact == "quote":
            yield _field("quote_other", asking, values.get("quote_other", ""), optional=True)
    for fact in FURTHER.get(step.action, ()):
        if _asked(fact, asking.case):
            optional = fact in ("document", "on", "answered_office", "answered_on")
            yield _field(fact, asking, values.get(fact, ""), optional=optional, handing=step.action == "hand_off")
    if step.action == "propose" and asking.case.sponsor_answer:
        answer = asking.case.sponsor_answer
        yield Field("sponsor_answer", "told", asking.t.get(f"sponsor_answer_{answer}", answer))


def _asked(fact: str, case: Case) -> bool:
    if fact == "without_sponsor":
        return not case.sponsor_answer
    return fact != "verbal_approval" or (case.state is State.COORDINATION and not case.signer)


def _field(fact: str, asking: Asking, value: str, *, optional: bool, handing: bool = False) -> Field:
    t = asking.t
    if fact == "quote":
        return Field(fact, "select", value, tuple((quote, quote) for quote in asking.quotes))
    if fact == "imitates" and asking.sites:
        return Field(fact, "site", value, asking.sites)
    if fact == "authority":
        return Field(fact, "select", value, _authorities(asking, handing=handing))
    if fact == "step" and handing:
        return Field(fact, "select", value or "sent", tuple((one, t[f"step_{one}"]) for one in ("sent", "drafted")))
    if fact in CHOICES:
        worded = tuple((choice, t[WORDED[fact] + choice]) for choice in CHOICES[fact])
        return Field(fact, "radio" if fact == "limb" else "select", value, worded, optional)
    kind = "long" if fact in _LONG else "date" if fact in _DATES else "text"
    return Field(fact, kind, value, (), optional)


def _authorities(asking: Asking, *, handing: bool) -> tuple[tuple[str, str], ...]:
    """Those that may get the case, or those that have it and may come to a further step."""
    case, names = asking.case, asking.authorities
    free = [role for role in names if role not in case.handoffs]
    roles = free if handing else [*dict.fromkeys(role for role, _ in following(case))]
    return tuple((role, names.get(role, role)) for role in roles)


def following(case: Case) -> list[tuple[str, str]]:
    """Every (authority, step) that may come next with an authority that has the case."""
    return [
        (role, step.value)
        for role, held in case.handoffs.items()
        if held in set(HandoffStep)
        for step in FOLLOWS[HandoffStep(held)]
    ]


def _suggested(action: str, asking: Asking) -> dict[str, str]:
    case = asking.case
    if action == "propose":
        return suggestions(case) | (
            {} if case.severity != URGENT else {"without_sponsor": words("zh")["without_urgent"]}
        )
    if action == "escalate":
        return {"escalated_to": asking.supervisor}
    if action == "sponsor_answered":
        return {"answered_via": "phone", "answered_on": asking.today.isoformat()}
    if action == "grade":
        return {"severity": case.severity}
    if action == "progress":
        return {"on": asking.today.isoformat()}
    if action == "close":
        said = (f"{asking.authorities.get(role, role)}：{asking.t.get(f'step_{step}', step)}"
                for role, step in case.handoffs.items())  # fmt: skip
        return {"outcome": "\n".join(said)}
    return {}


def suggestions(case: Case) -> dict[str, str]:
    """What a proposal would say, drawn from the signals; the analyst edits it. In Chinese: letters are made of it."""

    def said(axis: Axis) -> str:
        found = [signal for signal in case.signals if signal.axis is axis]
        return "\n".join(dict.fromkeys(s.because for s in found))[:MAX_FACT]

    claim = next((s for s in case.signals if s.name == "claimed_name" and s.snippet), strongest(case, Axis.CLAIM))
    return {
        "limb": case.ruled.get("limb", "") or case.score.limb,
        "imitates": case.ruled.get("imitates", "") or case.imitates,
        "quote": claim.snippet if claim else "",
        "severity": case.severity,
        "mismatch": said(Axis.MISMATCH),
        "misleading": said(Axis.HARM) or said(Axis.CLAIM),
    }


def facts_of(action: str, case: Case, form: Mapping[str, str]) -> dict[str, str]:
    """The facts that a decision asks for, as sent; values of a choice that does not exist are as good as none."""
    step = next((step for step in allowed(case.state) if step.action == action), None)
    asked = (*(step.facts if step else ()), *(fact for fact in FURTHER.get(action, ()) if _asked(fact, case)))
    sent = dict(form) | ({"quote": form["quote_other"]} if form.get("quote_other", "").strip() else {})
    facts = {fact: sent.get(fact, "").strip()[:MAX_FACT] for fact in asked}
    known = {fact: value for fact, value in facts.items() if value and _possible(fact, value)}
    if action == "propose" and case.sponsor_answer:  # letters quote it
        known["sponsor_answer"] = words("zh").get(f"sponsor_answer_{case.sponsor_answer}", case.sponsor_answer)
    return known


def missing(action: str, case: Case, form: Mapping[str, str]) -> tuple[str, ...]:
    """The facts of the table that were not given, and the reason for going on without the body's answer."""
    step = next((step for step in allowed(case.state) if step.action == action), None)
    may_go_on = case.severity == URGENT or case.escalated
    further = ("without_sponsor",) if action == "propose" and not case.sponsor_answer and may_go_on else ()
    given = facts_of(action, case, form)
    asked = (*step.facts, *further) if step else ()
    return tuple(fact for fact in asked if fact not in _MACHINE and fact not in given)


def _possible(fact: str, value: str) -> bool:
    if fact in _DATES:
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
        return len(value) == len("2026-11-22")
    return value in CHOICES.get(fact, (value,))
