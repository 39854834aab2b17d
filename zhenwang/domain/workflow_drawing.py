"""The transition table as pictures and tables: docs/workflow.md shows them, and a test holds it to that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from zhenwang.domain.access import PERMISSIONS, Role
from zhenwang.domain.case import State
from zhenwang.domain.transitions import TRANSITIONS, Guard, Transition

GUARDS: Mapping[Guard, str] = MappingProxyType({
    Guard.ANOTHER_PERSON: "by nobody who fixed the evidence or proposed, whatever the account or the spelling",
    Guard.OWN: "by one of those who did",
    Guard.OWN_MOVE: "by who took the latest step",
    Guard.SAME_EVIDENCE: "what the person saw is the evidence that is fixed",
    Guard.SAME_PROPOSAL: "what the person saw is the package that was put to review, to the last word",
    Guard.CONFIRMABLE: "the score reached the confirmable band",
    Guard.SPONSOR_HEARD: "the imitated body answered; else a reason to go on without, and S1 or a silence escalated",
    Guard.KNOWN_ANSWER: "it is one of the answers that a body can give",
    Guard.NOT_THEIRS: "the imitated body did not answer that the site is its own, or run for it",
    Guard.SIGNED: "an approver signed, or approved by word of mouth and is named",
    Guard.TWO_PLACES: "two different networks see it down",
    Guard.STEP_FOLLOWS: "the authority's step follows the one before",
    Guard.NOT_YET_SENT: "the authority does not have the case yet",
    Guard.EVERY_OUTCOME: "every authority has come to an outcome",
})  # fmt: skip

_SETTLED = next(step.before for step in TRANSITIONS if step.returns)


def as_mermaid() -> str:
    """The moves as a Mermaid state diagram. States that settle a case are drawn as one, steps that stay are not."""
    inside = [f"        {state}" for state in _SETTLED]
    begun = ["stateDiagram-v2", "    [*] --> lead: opened by the line"]
    return "\n".join([*begun, "    state settled {", *inside, "    }", *_edges()])


def steps_table(t: Mapping[str, str]) -> str:
    """Every step with from, to, who, what it asks for and what must hold, as a Markdown table. ``t`` are the words."""
    rows = [
        f"| `{step.action}` {t[f'act_{step.action}']} | {_states(step.before, t)} | {_to(step, t)} | {_who(step, t)}"
        f" | {_codes(step.facts)} | {_codes(guard.value for guard in step.guards)} |"
        for step in _rows()
    ]
    return "\n".join(["| step | from | to | who | asks for | must hold |", "|---|---|---|---|---|---|", *rows])


def guards_table() -> str:
    rows = [f"| `{guard.value}` | {GUARDS[guard]} |" for guard in Guard]
    return "\n".join(["| must hold | that is |", "|---|---|", *rows])


def roles_table(t: Mapping[str, str]) -> str:
    """Every role with its steps and its doors."""
    rows = [
        f"| `{role.value}` {t[f'role_{role.value}']} | {_codes(_actions(role))} |"
        f" {_codes(sorted(permission.value for permission in PERMISSIONS[role]))} |"
        for role in Role
    ]
    return "\n".join(["| role | steps | doors |", "|---|---|---|", *rows])


def _edges() -> list[str]:
    found: dict[tuple[str, str], dict[str, bool]] = {}
    for step in TRANSITIONS:
        if step.after is None or step.returns:
            continue
        for before in _drawn(step.before):
            found.setdefault((before, _name(step.after)), {})[step.action] = Guard.ANOTHER_PERSON in step.guards
    return [f"    {before} --> {after}: {_label(actions)}" for (before, after), actions in found.items()]


def _label(actions: Mapping[str, bool]) -> str:
    """The actions of an edge, each with whether it takes another person."""
    if all(actions.values()):
        return " / ".join(actions) + " (another person)"
    return " / ".join(action + (" (another person)" if other else "") for action, other in actions.items())


def _drawn(states: tuple[State, ...]) -> list[str]:
    """States as they are drawn: all those that settle a case as one, a part of them as themselves."""
    if set(_SETTLED) <= set(states):
        return ["settled", *(state.value for state in states if state not in _SETTLED)]
    return [state.value for state in states]


def _name(state: State) -> str:
    return "settled" if state in _SETTLED else state.value


def _rows() -> list[Transition]:
    """The table with one row for all places an undo leads back to."""
    return [step for step in TRANSITIONS if not step.returns or step.after is State.LEAD]


def _to(step: Transition, t: Mapping[str, str]) -> str:
    if step.returns:
        return "where it came from"
    return "stays" if step.after is None else t[f"state_{step.after.value}"]


def _who(step: Transition, t: Mapping[str, str]) -> str:
    people = [t[f"role_{role.value}"] for role in Role if role in step.roles]
    return "、".join([*people, *(["the program"] if step.machine else [])])


def _states(states: tuple[State, ...], t: Mapping[str, str]) -> str:
    return "any" if set(states) == set(State) else "、".join(t[f"state_{state.value}"] for state in states)


def _actions(role: Role) -> list[str]:
    return list(dict.fromkeys(step.action for step in TRANSITIONS if role in step.roles))


def _codes(names: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in names)
