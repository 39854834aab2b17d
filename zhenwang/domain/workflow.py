"""The one function that reads the case transition table (``domain.transitions``), and what it refuses.

A step that is not in the table does not exist: evidence comes before any notice because no row leads from an open case
to ``CONFIRMED`` but through ``EVIDENCE_FIXED`` and ``REVIEW``, and a reviewer is never the analyst because the rows out
of ``REVIEW`` that rule on the merits ask for another person. docs/workflow.md is drawn from the table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zhenwang.domain.access import MACHINE
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.handoff_steps import may_follow, without_outcome
from zhenwang.domain.people import person_key, same_person
from zhenwang.domain.score import Band
from zhenwang.domain.sponsor import GENUINE, SponsorAnswer
from zhenwang.domain.transitions import TRANSITIONS, Guard, Transition

EXPORTABLE = frozenset(
    {State.CONFIRMED, State.COORDINATION, State.HANDED_OFF, State.DOWN, State.REPORTED, State.CLOSED}
)
"""States in which a handoff may leave the house."""
URGENT = "S1"


@dataclass(frozen=True, slots=True)
class Refused:
    """A ruling that is not recorded, with one sentence that says why and what to do.

    ``about`` is the guard or the fact that refused it, empty when there is no such step.
    """

    reason: str
    about: str = ""


def allowed(state: State, table: Sequence[Transition] = TRANSITIONS) -> tuple[Transition, ...]:
    """The transitions that lead out of a state, in table order."""
    return tuple(transition for transition in table if state in transition.before)


def rule(case: Case, ruling: Ruling, table: Sequence[Transition] = TRANSITIONS) -> Transition | Refused:
    """The transition that a ruling takes, or why there is none. Pure: nothing is changed."""
    named = [step for step in allowed(case.state, table) if step.action == ruling.action]
    if not named:
        known = "、".join(dict.fromkeys(step.action for step in allowed(case.state, table))) or "none"
        return Refused(f"'{ruling.action}' is not possible in state {case.state}; possible: {known}")
    # Several rows of one action differ by where they lead: an undo leads to where the case came from.
    found = next((step for step in named if not step.returns or step.after == case.came_from), named[0])
    return _refusal(found, case, ruling) or found


def after(case: Case, step: Transition) -> State:
    """The state that a step leaves the case in."""
    return case.state if step.after is None else step.after


def _refusal(step: Transition, case: Case, ruling: Ruling) -> Refused | None:
    if ruling.actor == MACHINE:
        if not step.machine:
            return Refused(f"'{step.action}' is for people", "role")
    elif refused := _not_they(step, case, ruling):
        return refused
    if not ruling.reason.strip():
        return Refused("a ruling needs a reason", "reason")
    missing = [fact for fact in step.facts if not ruling.facts.get(fact, "").strip()]
    if missing:
        return Refused(f"'{step.action}' also needs: {', '.join(missing)}", missing[0])
    return next((found for guard in step.guards if (found := _GUARDS[guard](case, ruling))), None)


def _not_they(step: Transition, case: Case, ruling: Ruling) -> Refused | None:
    if not person_key(ruling.actor.name):
        return Refused("a ruling needs a person's name", "name")
    if not step.roles & ruling.actor.roles_for(case.region, case.system):
        needed = ", ".join(sorted(step.roles))
        return Refused(f"'{step.action}' is for these roles, where the imitated body is: {needed}", "role")
    return None


def is_analyst(case: Case, person: str, name: str) -> bool:
    """Whether somebody prepared what is put to review: by person, and by name, whatever the account."""
    return any((person and person == one.person) or same_person(name, one.name) for one in case.analysts)


def _another_person(case: Case, ruling: Ruling) -> Refused | None:
    if not is_analyst(case, ruling.actor.person, ruling.actor.name) and case.analysts:
        return None
    names = "、".join(one.name for one in case.analysts) or "nobody"
    return Refused(f"{names} prepared this case, so another person must rule on it", Guard.ANOTHER_PERSON)


def _an_analyst(case: Case, ruling: Ruling) -> Refused | None:
    if is_analyst(case, ruling.actor.person, ruling.actor.name):
        return None
    return Refused("only who prepared this proposal may withdraw it; a reviewer returns it", Guard.OWN)


def _own_move(case: Case, ruling: Ruling) -> Refused | None:
    if case.mover and case.mover == ruling.actor.person:
        return None
    return Refused("only who took the step may undo it: open the case again instead", Guard.OWN_MOVE)


def _same_evidence(case: Case, ruling: Ruling) -> Refused | None:
    if case.evidence and ruling.seen_digest == case.evidence:
        return None
    return Refused("the evidence is not the one you saw: read the case again before ruling on it", Guard.SAME_EVIDENCE)


def _same_proposal(case: Case, ruling: Ruling) -> Refused | None:
    if case.proposal and ruling.seen_digest == case.proposal:
        return None
    return Refused("the proposal is not the one you saw: read the case again before ruling on it", Guard.SAME_PROPOSAL)


def _confirmable(case: Case, _ruling: Ruling) -> Refused | None:
    if case.score.band is Band.CONFIRMABLE:
        return None
    held = case.score.held_back or f"its band is '{case.score.band}'"
    return Refused(f"this case cannot be proposed as a counterfeit: {held}", Guard.CONFIRMABLE)


def _sponsor_heard(case: Case, ruling: Ruling) -> Refused | None:
    if case.sponsor_answer:
        return None
    # What is urgent enough not to wait is put to review as urgent, too.
    urgent = case.severity == URGENT and ruling.facts.get("severity", URGENT) == URGENT
    if ruling.facts.get("without_sponsor", "").strip() and (urgent or case.escalated):
        return None
    why = "say why it goes on without" if urgent or case.escalated else "ask it first"
    return Refused(f"the imitated body has not answered: {why}", Guard.SPONSOR_HEARD)


def _known_answer(_case: Case, ruling: Ruling) -> Refused | None:
    if ruling.facts["sponsor_answer"] in set(SponsorAnswer):
        return None
    return Refused(f"'sponsor_answer' is one of {', '.join(SponsorAnswer)}", "sponsor_answer")


def _not_theirs(case: Case, _ruling: Ruling) -> Refused | None:
    if case.sponsor_answer not in GENUINE:
        return None
    why = "the body says that the site is its own: that is no counterfeit, but a site that nobody reported"
    return Refused(why, Guard.NOT_THEIRS)


def _signed(case: Case, ruling: Ruling) -> Refused | None:
    if case.signer or ruling.facts.get("verbal_approval", "").strip():
        return None
    return Refused("nobody signed the letter: have it signed, or say who approved it verbally", Guard.SIGNED)


def _two_places(_case: Case, ruling: Ruling) -> Refused | None:
    one, other = ruling.facts["vantage_one"], ruling.facts["vantage_two"]
    if person_key(one) != person_key(other):
        return None
    return Refused("a site is down when two different networks say so", Guard.TWO_PLACES)


def _step_follows(case: Case, ruling: Ruling) -> Refused | None:
    held, step = case.handoffs.get(ruling.facts["authority"], ""), ruling.facts["step"]
    if may_follow(held, step):
        return None
    return Refused(f"'{step}' does not follow '{held or 'nothing'}' with this authority", Guard.STEP_FOLLOWS)


def _not_yet_sent(case: Case, ruling: Ruling) -> Refused | None:
    if ruling.facts["authority"] not in case.handoffs:
        return None
    return Refused("this authority has the case already: record how it goes on", Guard.NOT_YET_SENT)


def _every_outcome(case: Case, _ruling: Ruling) -> Refused | None:
    lacking = without_outcome(case.handoffs)
    if case.handoffs and not lacking:
        return None
    return Refused(f"no outcome is recorded for: {', '.join(lacking) or 'any authority'}", Guard.EVERY_OUTCOME)


_GUARDS: dict[Guard, Callable[[Case, Ruling], Refused | None]] = {
    Guard.ANOTHER_PERSON: _another_person,
    Guard.OWN: _an_analyst,
    Guard.OWN_MOVE: _own_move,
    Guard.SAME_EVIDENCE: _same_evidence,
    Guard.SAME_PROPOSAL: _same_proposal,
    Guard.CONFIRMABLE: _confirmable,
    Guard.SPONSOR_HEARD: _sponsor_heard,
    Guard.KNOWN_ANSWER: _known_answer,
    Guard.NOT_THEIRS: _not_theirs,
    Guard.SIGNED: _signed,
    Guard.TWO_PLACES: _two_places,
    Guard.STEP_FOLLOWS: _step_follows,
    Guard.NOT_YET_SENT: _not_yet_sent,
    Guard.EVERY_OUTCOME: _every_outcome,
}
