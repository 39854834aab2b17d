"""What a step makes of a case: the other half of the transition table, pure like it.

What was prepared belongs to one round. When a case goes back to analysis or is opened again, its evidence, its proposal
and who prepared them are void: the next round fixes, proposes and confirms anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from zhenwang.domain.case import Analyst, Case, Ruling, State
from zhenwang.domain.handoff_steps import HandoffStep
from zhenwang.domain.review import package_digest
from zhenwang.domain.transitions import Transition
from zhenwang.domain.workflow import after

_RULED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "propose": ("limb", "imitates", "severity"),
    "exclude": ("exclusion",),
    "refer": ("referred_to",),
    "grade": ("severity",),
})  # fmt: skip
"""The facts of an action that are people's ruling on the case itself."""
_OF_THE_ROUND = ("limb", "imitates", "exclusion", "referred_to")
_VOID: Mapping[str, Any] = MappingProxyType({"evidence": "", "proposal": "", "proposer": "", "analysts": ()})
_ANEW: Mapping[str, Any] = MappingProxyType({
    **_VOID, "ruled": MappingProxyType({}), "sponsor_answer": "", "escalated": False, "signer": "",
    "handoffs": MappingProxyType({}), "suppressed_until": None,
})  # fmt: skip


def taken(case: Case, step: Transition, ruling: Ruling) -> Case:
    """The case as it stands once a step that ``workflow.rule`` found is taken. Its version is the store's to count."""
    then = after(case, step)
    moved = replace(case, **_changes(case, step, ruling))
    if then is not case.state:
        moved = replace(moved, state=then, came_from=case.state, mover=ruling.actor.person)
    if step.action == "propose":
        return replace(moved, proposal=package_digest(moved, ruling.facts))
    return moved


def recorded(before: Case, now: Case, step: Transition, ruling: Ruling) -> dict[str, str]:
    """The facts of a step as the history keeps them: with what the person saw, and what a proposal makes or ends."""
    facts = dict(ruling.facts) | ({"seen_digest": ruling.seen_digest} if ruling.seen_digest else {})
    if step.action == "propose":
        return facts | {"proposal": now.proposal}
    return facts | ({"void_evidence": before.evidence} if before.evidence and not now.evidence else {})


def _changes(case: Case, step: Transition, ruling: Ruling) -> dict[str, Any]:
    then, facts = after(case, step), ruling.facts
    if then is State.REOPENED and then is not case.state:
        return dict(_ANEW)
    changes: dict[str, Any] = {}
    if then is State.ANALYSIS and then is not case.state:
        changes = dict(_VOID)
    if step.after is not None:
        changes["ruled"] = _still_ruled(case, then)
    named = {name: facts[name] for name in _RULED.get(step.action, ()) if facts.get(name)}
    if named:
        changes["ruled"] = {**changes.get("ruled", case.ruled), **named}
    return changes | _own(case, step.action, ruling)


def _still_ruled(case: Case, then: State) -> dict[str, str]:
    """What people ruled that outlives the move: a class of exclusion ends with it, a proposal when it is void."""
    ended = _OF_THE_ROUND if then is State.ANALYSIS else ("exclusion", "referred_to")
    return {name: value for name, value in case.ruled.items() if name not in ended}


def _own(case: Case, action: str, ruling: Ruling) -> dict[str, Any]:
    facts, who = ruling.facts, Analyst(ruling.actor.person, ruling.actor.name)
    match action:
        case "fix_evidence":
            return {"evidence": facts["evidence"], "analysts": (who,), "proposal": "", "proposer": ""}
        case "propose":
            return {"proposer": who.name, "analysts": tuple(dict.fromkeys((*case.analysts, who)))}
        case "sponsor_answered":
            return {"sponsor_answer": facts["sponsor_answer"]}
        case "escalate":
            return {"escalated": True}
        case "sign":
            return {"signer": who.name}
        case "hand_off":
            return {"handoffs": {**case.handoffs, facts["authority"]: _first_step(facts)}}
        case "progress":
            return {"handoffs": {**case.handoffs, facts["authority"]: facts["step"]}}
        case "suppress":
            return {"suppressed_until": date.fromisoformat(facts["until"])}
        case "unsuppress":
            return {"suppressed_until": None}
    return {}


def _first_step(facts: Mapping[str, str]) -> str:
    """A letter is on its way, unless it is said to be only drafted (拟办)."""
    drafted = facts.get("step") == HandoffStep.DRAFTED
    return HandoffStep.DRAFTED.value if drafted else HandoffStep.SENT.value
