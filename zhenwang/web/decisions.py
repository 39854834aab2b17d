"""What a person may decide about a case now: forms made from the transition table, and why not the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.handoff_steps import OUTCOMES, HandoffStep
from zhenwang.domain.review import bound
from zhenwang.domain.sponsor import GENUINE, SponsorAnswer
from zhenwang.domain.transitions import Transition
from zhenwang.domain.workflow import URGENT, Refused, allowed, rule
from zhenwang.web.decision_fields import Asking, Field, fields_of, following
from zhenwang.web.refusals import why_not

KEYS: Mapping[str, str] = MappingProxyType({
    "triage": "t", "analyse": "a", "fix_evidence": "e", "ask_sponsor": "s", "sponsor_answered": "b", "escalate": "l",
    "propose": "p", "confirm": "y", "return": "r", "withdraw": "w", "exclude": "x", "official_issue": "o",
    "resolve_onto": "v", "refer": "d", "watch": "m", "undo": "z", "coordinate": "t", "sign": "s", "hand_off": "h",
    "progress": "f", "down": "b", "report": "r", "close": "x", "reopen": "y", "grade": "q", "note": "n",
})  # fmt: skip
"""The key that opens a decision; one letter may mean two things that no state offers together."""
_ASIDE = frozenset({"note", "grade", "pause", "resume", "link", "unlink", "suppress", "unsuppress", "escalate"})
"""Steps that leave the case where it is and are not what it waits for."""
_USUAL: Mapping[State, tuple[str, ...]] = MappingProxyType({
    State.LEAD: ("analyse", "triage"), State.TRIAGE: ("analyse",), State.REOPENED: ("analyse",),
    State.ANALYSIS: ("fix_evidence",), State.REVIEW: ("confirm",), State.CONFIRMED: ("coordinate",),
    State.COORDINATION: ("sign", "hand_off"), State.DOWN: ("report",), State.REPORTED: ("close", "progress"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. ``blocked`` says why not this person, or not now; empty when they may. ``seen`` is the digest that
    the form binds. ``group`` is ``next`` (where the case waits to go), ``out`` (settles it) or ``aside``.
    """

    action: str
    fields: tuple[Field, ...]
    reason: str
    open: bool
    blocked: str
    about: str
    seen: str
    key: str
    group: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote that was not recorded."""

    action: str
    fields: Mapping[str, str]


def decisions(asking: Asking, typed: Typed | None = None) -> list[Decision]:
    """The decisions of the case's state, what comes next first; what was typed before stands in its fields again."""
    usual = _usual(asking)
    found = [_decision(step, asking, usual, typed) for step in _steps(asking.case)]
    return sorted(found, key=lambda one: (one.action != usual, ("next", "out", "aside").index(one.group)))


def _steps(case: Case) -> Iterator[Transition]:
    """One row an action; an undo only to where the case came from, and nothing that the program alone may do."""
    done: set[str] = set()
    for step in allowed(case.state):
        fits = step.roles and (not step.returns or step.after == case.came_from) and step.action not in done
        if fits and not _needless(step, case):
            done.add(step.action)
            yield step


def _needless(step: Transition, case: Case) -> bool:
    """What is not put aside is not taken up again, and a letter is signed once."""
    signed = step.action == "sign" and bool(case.signer)
    return signed or (step.action == "unsuppress" and case.suppressed_until is None)


def _decision(step: Transition, asking: Asking, usual: str, typed: Typed | None) -> Decision:
    case, mine = asking.case, typed if typed and typed.action == step.action else None
    refused = probe(step, asking)
    kept = dict(mine.fields) if mine else {}
    return Decision(
        step.action,
        () if refused else fields_of(step, asking, kept),
        kept.get("reason", ""),
        refused is None and (mine is not None or (typed is None and step.action == usual)),
        why_not(refused, step, case, asking.authorities, asking.t) if refused else "",
        refused.about if refused else "",
        bound(case, step.action),
        KEYS.get(step.action, ""),
        _group(step, case),
    )


def probe(step: Transition, asking: Asking) -> Refused | None:
    """Why this person could not take the step however the form is filled in; the workflow itself is asked."""
    actor = asking.actor
    if actor is None:
        return Refused("sign in first", "name")
    case = asking.case
    facts = dict.fromkeys((*step.facts, "without_sponsor", "verbal_approval"), "-")
    if not (case.severity == URGENT or case.escalated):
        facts.pop("without_sponsor")
    facts |= {"vantage_one": "1", "vantage_two": "2", "sponsor_answer": SponsorAnswer.NOT_OURS}
    pairs = following(case)
    if "step" in step.facts and pairs:
        facts |= {"authority": pairs[0][0], "step": pairs[0][1]}
    found = rule(case, Ruling(step.action, actor, "-", facts, bound(case, step.action)))
    return found if isinstance(found, Refused) else None


def _group(step: Transition, case: Case) -> str:
    if step.action in _ASIDE:
        return "aside"
    if step.action == "reopen" and case.state in (State.CONFIRMED, State.COORDINATION, State.HANDED_OFF):
        return "out"
    settles = step.after in (State.NOT_FAKE, State.OFFICIAL_ISSUE, State.RESOLVE_ONTO, State.REFERRED, State.WATCH)
    return "out" if settles and case.state is not step.after else "next"


def _usual(asking: Asking) -> str:
    """The step that usually comes next and that this person may take; empty when there is none."""
    case = asking.case
    steps = {step.action: step for step in _steps(case)}
    return next((name for name in _likely(case) if name in steps and probe(steps[name], asking) is None), "")


def _likely(case: Case) -> tuple[str, ...]:
    genuine = case.sponsor_answer in GENUINE
    if case.state in (State.EVIDENCE_FIXED, State.SPONSOR_CHECK) and genuine:
        return ("official_issue",)
    if case.state is State.EVIDENCE_FIXED:
        return ("propose", "ask_sponsor")
    if case.state is State.SPONSOR_CHECK:
        return ("propose", "sponsor_answered") if case.sponsor_answer or case.escalated else ("sponsor_answered",)
    if case.state is State.COORDINATION and case.signer:
        return ("hand_off",)
    if case.state is State.HANDED_OFF:
        acted = any(HandoffStep(step) in OUTCOMES for step in case.handoffs.values() if step in set(HandoffStep))
        return ("down", "progress") if acted else ("progress", "down")
    return _USUAL.get(case.state, ())
