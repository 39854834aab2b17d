"""The case transition table: every step there is, who may take it, what it asks for and what must hold.

Source: requirements 4.1 and 4.2, measures art. 31. Nothing here is code; ``domain.workflow`` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhenwang.domain.access import Role
from zhenwang.domain.case import State

_BEFORE_REVIEW = (State.LEAD, State.TRIAGE, State.ANALYSIS, State.EVIDENCE_FIXED, State.SPONSOR_CHECK)
_SETTLED = (State.NOT_FAKE, State.OFFICIAL_ISSUE, State.RESOLVE_ONTO, State.REFERRED, State.WATCH)
_SENT = (State.HANDED_OFF, State.DOWN, State.REPORTED)
_LIVE = (*_BEFORE_REVIEW, State.REVIEW, State.CONFIRMED, State.COORDINATION, *_SENT, State.REOPENED)
_MERITS = ("limb", "imitates", "quote", "mismatch", "misleading")

_DESK = frozenset({Role.CLERK, Role.ANALYST})
_ANALYST = frozenset({Role.ANALYST})
_REVIEWER = frozenset({Role.REVIEWER})
_OFFICER = frozenset({Role.OFFICER})
_APPROVER = frozenset({Role.APPROVER})
_OFFICE = frozenset({Role.CLERK, Role.ANALYST, Role.REVIEWER, Role.OFFICER, Role.APPROVER})


class Guard(StrEnum):
    """What must hold besides the facts."""

    ANOTHER_PERSON = "another_person"  # nobody who fixed the evidence or proposed
    OWN = "own"  # one of those who did
    OWN_MOVE = "own_move"  # who took the latest step
    SAME_EVIDENCE = "same_evidence"  # what the person saw is what is fixed
    SAME_PROPOSAL = "same_proposal"  # what the person saw is what was put to review
    CONFIRMABLE = "confirmable"  # only a score that reached that band
    SPONSOR_HEARD = "sponsor_heard"  # its answer, or why it goes on without: S1, or silence that was escalated
    KNOWN_ANSWER = "known_answer"  # one of the answers that a body can give
    NOT_THEIRS = "not_theirs"  # the imitated body did not say that the site is its own
    SIGNED = "signed"  # by an approver, or a verbal approval with the name
    TWO_PLACES = "two_places"  # two vantage points that are not the same
    STEP_FOLLOWS = "step_follows"  # the authority's step follows the one before
    NOT_YET_SENT = "not_yet_sent"  # the authority does not have it yet
    EVERY_OUTCOME = "every_outcome"  # each authority has come to an outcome


@dataclass(frozen=True, slots=True)
class Transition:
    """``action`` leads from any of ``before`` to ``after`` (None: stays), for who has one of ``roles``.

    ``facts`` must be filled in and ``guards`` hold. ``machine``: the program may take it by itself. ``returns``: only
    to the state that the case came from.
    """

    action: str
    before: tuple[State, ...]
    after: State | None
    roles: frozenset[Role]
    facts: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    machine: bool = False
    returns: bool = False


def _settling(before: tuple[State, ...], roles: frozenset[Role], *guards: Guard) -> tuple[Transition, ...]:
    return (
        Transition("exclude", before, State.NOT_FAKE, roles, ("exclusion",), guards),
        Transition("official_issue", before, State.OFFICIAL_ISSUE, roles, (), guards),
        Transition("resolve_onto", before, State.RESOLVE_ONTO, roles, (), guards),
        Transition("refer", before, State.REFERRED, roles, ("referred_to",), guards),
        Transition("watch", before, State.WATCH, roles, (), guards),
    )


TRANSITIONS: tuple[Transition, ...] = (
    Transition("triage", (State.LEAD,), State.TRIAGE, _DESK),
    Transition("analyse", (State.LEAD, State.TRIAGE, State.WATCH, State.REOPENED), State.ANALYSIS, _ANALYST),
    Transition("fix_evidence", (State.ANALYSIS,), State.EVIDENCE_FIXED, _ANALYST, ("evidence",)),
    Transition("ask_sponsor", (State.EVIDENCE_FIXED,), State.SPONSOR_CHECK, _ANALYST, ("asked",)),
    Transition(
        "sponsor_answered", (State.SPONSOR_CHECK,), None, _DESK | {Role.SPONSOR}, ("sponsor_answer", "answered_by"),
        (Guard.KNOWN_ANSWER,),
    ),
    Transition("escalate", (State.SPONSOR_CHECK,), None, _DESK, ("escalated_to",), machine=True),
    Transition(
        "propose", (State.EVIDENCE_FIXED, State.SPONSOR_CHECK), State.REVIEW, _ANALYST, _MERITS,
        (Guard.SAME_EVIDENCE, Guard.CONFIRMABLE, Guard.SPONSOR_HEARD, Guard.NOT_THEIRS),
    ),
    Transition(
        "confirm", (State.REVIEW,), State.CONFIRMED, _REVIEWER, (), (Guard.ANOTHER_PERSON, Guard.SAME_PROPOSAL)
    ),
    Transition("return", (State.REVIEW,), State.ANALYSIS, _REVIEWER, (), (Guard.ANOTHER_PERSON,)),
    Transition("withdraw", (State.REVIEW,), State.ANALYSIS, _ANALYST, (), (Guard.OWN,)),
    Transition("content_changed", (State.REVIEW,), State.ANALYSIS, frozenset(), machine=True),
    *_settling(_BEFORE_REVIEW, _ANALYST),
    *_settling((State.REVIEW,), _REVIEWER, Guard.ANOTHER_PERSON),
    *(
        Transition("undo", _SETTLED, back, _OFFICE, (), (Guard.OWN_MOVE,), returns=True)
        for back in (*_BEFORE_REVIEW, State.REVIEW)
    ),
    Transition("coordinate", (State.CONFIRMED,), State.COORDINATION, _OFFICER),
    # After a verbal approval the signature follows when the letter is out (补签).
    Transition(
        "sign", (State.COORDINATION, *_SENT), None, _APPROVER, (), (Guard.ANOTHER_PERSON, Guard.SAME_PROPOSAL)
    ),
    Transition(
        "hand_off", (State.COORDINATION,), State.HANDED_OFF, _OFFICER, ("authority",),
        (Guard.SIGNED, Guard.SAME_PROPOSAL),
    ),
    Transition("hand_off", (State.HANDED_OFF, State.DOWN), None, _OFFICER, ("authority",),
               (Guard.SAME_PROPOSAL, Guard.NOT_YET_SENT)),
    Transition("progress", _SENT, None, _OFFICER, ("authority", "step"), (Guard.STEP_FOLLOWS,)),
    Transition(
        "down", (State.HANDED_OFF,), State.DOWN, _OFFICER, ("vantage_one", "vantage_two"), (Guard.TWO_PLACES,)
    ),
    Transition("report", (State.DOWN,), State.REPORTED, _OFFICER),
    Transition("close", (State.REPORTED,), State.CLOSED, _OFFICER, ("outcome",), (Guard.EVERY_OUTCOME,)),
    Transition(
        "reopen", (*_SETTLED, State.DOWN, State.REPORTED, State.CLOSED), State.REOPENED, _ANALYST, machine=True
    ),
    # A confirmation that turns out wrong is taken back by a reviewer, and settled anew by an analyst: two people again.
    Transition(
        "reopen", (State.CONFIRMED, State.COORDINATION), State.REOPENED, _REVIEWER, (), (Guard.ANOTHER_PERSON,)
    ),
    Transition(
        "reopen", (State.HANDED_OFF,), State.REOPENED, _REVIEWER, ("authorities_told",), (Guard.ANOTHER_PERSON,)
    ),
    Transition("grade", (*_BEFORE_REVIEW, State.REOPENED), None, _ANALYST | _REVIEWER, ("severity",)),
    Transition("note", tuple(State), None, _OFFICE, machine=True),
    Transition("pause", _LIVE, None, _OFFICE),
    Transition("resume", _LIVE, None, _OFFICE),
    Transition("link", tuple(State), None, _DESK, ("other",)),
    Transition("unlink", tuple(State), None, _DESK, ("other",)),
    Transition("suppress", (State.LEAD, State.TRIAGE, State.WATCH, State.REOPENED), None, _ANALYST, ("until",)),
    Transition("unsuppress", (State.LEAD, State.TRIAGE, State.WATCH, State.REOPENED), None, _ANALYST),
)  # fmt: skip
