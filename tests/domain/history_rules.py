"""What the office promises, read off a history of events; none of it looks at the table or at the case.

Every rule yields one sentence for each event that breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from zhenwang.domain import two_people
from zhenwang.domain.access import Role
from zhenwang.domain.case import Event, State
from zhenwang.domain.handoff_steps import FOLLOWS, OUTCOMES, HandoffStep
from zhenwang.domain.people import same_person

Roles = Sequence[frozenset[Role]]
_BACK = (State.ANALYSIS, State.REOPENED)
WHO = {
    "confirm": Role.REVIEWER, "return": Role.REVIEWER, "sign": Role.APPROVER, "hand_off": Role.OFFICER,
    "progress": Role.OFFICER, "down": Role.OFFICER, "close": Role.OFFICER, "fix_evidence": Role.ANALYST,
    "propose": Role.ANALYST,
}  # fmt: skip


def two_persons(events: Sequence[Event], _roles: Roles) -> Iterator[str]:
    yield from two_people.faults(events)


def roles_then(events: Sequence[Event], roles: Roles) -> Iterator[str]:
    """Whoever took a step had the role for it at that moment, for that region."""
    for event, held in zip(events, roles, strict=True):
        if event.action in WHO and WHO[event.action] not in held:
            yield f"{event.action} without the role {WHO[event.action]}"


def evidence_seen(events: Sequence[Event], _roles: Roles) -> Iterator[str]:
    for event, past in _rounds(events):
        fixed = _last(past, "fix_evidence")
        if event.action == "propose" and (fixed is None or event.facts.get("seen_digest") != fixed.facts["evidence"]):
            yield "proposed on other evidence than was fixed"


def sponsor_heard(events: Sequence[Event], _roles: Roles, urgent: bool = False) -> Iterator[str]:
    """Answered, or gone without because it is S1 or was escalated, with the reason."""
    for number, event in enumerate(events):
        if event.action != "propose":
            continue
        since = _since(events[:number], (State.REOPENED,))
        grades = [one.facts["severity"] for one in since if one.action == "grade"]
        excused = (grades[-1] == "S1") if grades else urgent
        excused = excused or any(one.action == "escalate" for one in since)
        heard = any(one.action == "sponsor_answered" for one in since)
        if not heard and not (excused and event.facts.get("without_sponsor")):
            yield "proposed without hearing the imitated body"


def not_theirs(events: Sequence[Event], _roles: Roles) -> Iterator[str]:
    """What the body called its own is put to review only after it answered otherwise, or the case was reopened."""
    said = ""
    for event in events:
        if event.action == "sponsor_answered":
            said = event.facts["sponsor_answer"]
            if said not in ("not_ours", "ours", "commissioned", "former", "unknown"):
                yield "an answer that nobody can give"
        elif event.after is State.REOPENED and event.before is not State.REOPENED:
            said = ""
        if event.action == "propose" and said in ("ours", "commissioned"):
            yield "proposed as a counterfeit though the body calls it its own"


def signed(events: Sequence[Event], _roles: Roles) -> Iterator[str]:
    for event, past in _rounds(events):
        first = event.action == "hand_off" and event.before is State.COORDINATION
        if first and not event.facts.get("verbal_approval") and _last(past, "sign") is None:
            yield "sent out unsigned"


def taken_back(events: Sequence[Event], roles: Roles) -> Iterator[str]:
    """A confirmation is taken back by a reviewer who did not prepare it, and whoever has the letter is told."""
    for (event, past), held in zip(_rounds(events), roles, strict=True):
        if event.action != "reopen" or event.before not in (State.CONFIRMED, State.COORDINATION, State.HANDED_OFF):
            continue
        prepared = [one for one in past if one.action in ("fix_evidence", "propose")]
        if Role.REVIEWER not in held or any(
            one.person == event.person or same_person(one.actor, event.actor) for one in prepared
        ):
            yield "a confirmation taken back by who may not"
        if event.before is State.HANDED_OFF and not event.facts.get("authorities_told"):
            yield "a letter taken back without telling who has it"


def two_places(events: Sequence[Event], _roles: Roles) -> Iterator[str]:
    for event in events:
        if event.action == "down" and same_person(event.facts["vantage_one"], event.facts["vantage_two"]):
            yield "down as seen from one place"


def handoffs_in_order(events: Sequence[Event], _roles: Roles) -> Iterator[str]:
    """Each authority gets the case once a round, goes on by the table of steps, and has an outcome at the end."""
    held: dict[str, str] = {}
    for event in events:
        authority = event.facts.get("authority", "")
        if event.after is State.REOPENED and event.before is not State.REOPENED:
            held = {}
        elif event.action == "hand_off":
            if authority in held:
                yield "sent twice to one authority"
            held[authority] = HandoffStep.DRAFTED if event.facts.get("step") == "drafted" else HandoffStep.SENT
        elif event.action == "progress":
            before = held.get(authority)
            if before is None or HandoffStep(event.facts["step"]) not in FOLLOWS[HandoffStep(before)]:
                yield "a step of an authority that does not follow"
            held[authority] = event.facts["step"]
        elif event.action == "close" and (not held or any(step not in OUTCOMES for step in held.values())):
            yield "closed without an outcome"


def own_undone(events: Sequence[Event], _roles: Roles) -> Iterator[str]:
    """Only who prepared withdraws, and only who moved undoes, back to where it was."""
    for event, past in _rounds(events):
        if event.action == "withdraw":
            prepared = [one for one in past if one.action in ("fix_evidence", "propose")]
            if not any(one.person == event.person or same_person(one.actor, event.actor) for one in prepared):
                yield "withdrawn by somebody else"
    for number, event in enumerate(events):
        if event.action == "undo":
            moved = next((one for one in reversed(events[:number]) if one.before is not one.after), None)
            if moved is None or moved.person != event.person or moved.before is not event.after:
                yield "undone by somebody else, or to somewhere else"


RULES: tuple[Callable[[Sequence[Event], Roles], Iterator[str]], ...] = (
    two_persons, roles_then, evidence_seen, not_theirs, signed, taken_back, two_places, handoffs_in_order,
    own_undone,
)  # fmt: skip


def broken(events: Sequence[Event], roles: Roles, urgent: bool, confirmable: bool) -> list[str]:
    """What a history breaks. ``urgent``: the score says S1; ``confirmable``: it reached that band."""
    found = [sentence for check in RULES for sentence in check(events, roles)]
    found += sponsor_heard(events, roles, urgent)
    if not confirmable and any(event.action == "propose" for event in events):
        found.append("proposed below the confirmable band")
    return found


def _rounds(events: Sequence[Event]) -> Iterator[tuple[Event, Sequence[Event]]]:
    """Every event with those of its round before it."""
    start = 0
    for number, event in enumerate(events):
        yield event, events[start:number]
        if event.after in _BACK and event.before is not event.after:
            start = number + 1


def _since(events: Sequence[Event], states: tuple[State, ...]) -> Sequence[Event]:
    starts = [number for number, one in enumerate(events) if one.after in states and one.before is not one.after]
    return events[starts[-1] + 1 :] if starts else events


def _last(events: Sequence[Event], action: str) -> Event | None:
    return next((event for event in reversed(events) if event.action == action), None)
