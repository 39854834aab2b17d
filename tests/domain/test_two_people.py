"""The promise to everybody who is accused: two people, evidence first, and nothing but what both of them saw.

Proven over random histories by judges that do not look at the table, and each guard of the table by taking it away: the
same walk must then find a history that breaks the promise, or the proof would prove nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.domain.history_rules import broken
from tests.domain.random_cases import ACCOUNTS, Walk, a_case, walked
from zhenwang.domain import two_people
from zhenwang.domain.access import Role
from zhenwang.domain.case import Event, State
from zhenwang.domain.score import Band
from zhenwang.domain.transitions import TRANSITIONS, Guard, Transition
from zhenwang.domain.workflow import EXPORTABLE

HISTORIES, PARTS = 20_000, 4
AT = datetime(2026, 11, 22, tzinfo=UTC)


def judged(walk: Walk) -> list[str]:
    score = walk.case.score
    return broken(walk.events, walk.roles, score.severity == "S1", score.band is Band.CONFIRMABLE)


@pytest.mark.parametrize("part", range(PARTS))
def test_W11_no_random_history_gets_past_two_people(part: int) -> None:
    reached: Counter[State] = Counter()
    acted: Counter[str] = Counter()
    for seed in range(part, HISTORIES, PARTS):
        walk = walked(seed)
        assert judged(walk) == [], seed
        reached.update({event.after for event in walk.events})
        acted.update({event.action for event in walk.events})
    # A walk that gets nowhere proves nothing.
    assert set(acted) == {step.action for step in TRANSITIONS}
    assert set(reached) == set(State)
    assert reached[State.CONFIRMED] > 1_000
    assert reached[State.HANDED_OFF] > 500


def without(guard: Guard) -> tuple[Transition, ...]:
    return tuple(replace(step, guards=tuple(one for one in step.guards if one is not guard)) for step in TRANSITIONS)


def for_anybody(action: str) -> tuple[Transition, ...]:
    return tuple(replace(step, roles=frozenset(Role)) if step.action == action else step for step in TRANSITIONS)


def from_anywhere(action: str, *states: State) -> tuple[Transition, ...]:
    return tuple(
        replace(step, before=(*step.before, *states)) if step.action == action else step for step in TRANSITIONS
    )


def found_by_walking(table: tuple[Transition, ...], histories: int = 6_000) -> str:
    """The first thing that goes wrong on random walks over a table with a hole; empty when nothing does."""
    for seed in range(histories):
        faults = judged(walked(seed, table=table))
        if faults:
            return faults[0]
    return ""


@pytest.mark.parametrize("guard", Guard)
def test_W11_without_this_guard_the_walk_finds_a_way_through(guard: Guard) -> None:
    assert found_by_walking(without(guard))


@pytest.mark.parametrize("action", ["fix_evidence", "propose", "confirm", "sign", "hand_off", "progress", "close"])
def test_W11_a_step_that_anybody_may_take_is_found(action: str) -> None:
    assert "without the role" in found_by_walking(for_anybody(action))


@pytest.mark.parametrize(
    ("action", "states"),
    [
        ("coordinate", (State.REVIEW,)),
        ("hand_off", (State.REVIEW,)),
        ("down", (State.ANALYSIS,)),
    ],
)
def test_W11_a_short_cut_through_the_table_is_found(action: str, states: tuple[State, ...]) -> None:
    assert found_by_walking(from_anywhere(action, *states))


@pytest.mark.parametrize(
    ("action", "states"), [("propose", (State.ANALYSIS, State.TRIAGE)), ("confirm", (State.EVIDENCE_FIXED,))]
)
def test_W11_where_a_state_is_skipped_the_digest_still_stands_in_the_way(
    action: str, states: tuple[State, ...]
) -> None:
    assert found_by_walking(from_anywhere(action, *states), 1_500) == ""


def test_W11_a_confirmation_that_anybody_may_take_back_is_found() -> None:
    anybody = [replace(step, guards=()) if step.action == "reopen" else step for step in for_anybody("reopen")]
    assert "taken back by who may not" in found_by_walking(tuple(anybody))


def test_W11_a_machine_that_confirms_is_found() -> None:
    steps = tuple(replace(step, machine=True, guards=()) if step.action == "confirm" else step for step in TRANSITIONS)
    assert found_by_walking(steps)


class Office(RuleBasedStateMachine):
    """The same over Hypothesis, which shrinks what it finds to the shortest history that breaks a promise."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = Walk(Random(0), a_case())

    @initialize(severity=st.sampled_from(("S1", "S3")), band=st.sampled_from((Band.CONFIRMABLE, Band.REVIEW)))
    def opened(self, severity: str, band: Band) -> None:
        self.walk = Walk(Random(0), a_case(band, severity))

    @rule(seed=st.integers(0, 2**32))
    def somebody_acts(self, seed: int) -> None:
        self.walk.chance = Random(seed)
        self.walk.step()

    @rule(account=st.integers(0, len(ACCOUNTS) - 1), left=st.integers(0, 4))
    def roles_are_withdrawn(self, account: int, left: int) -> None:
        self.walk.held[account] = ACCOUNTS[account][2][:left]

    @precondition(lambda self: self.walk.sent)
    @rule(which=st.integers(0, 10_000))
    def something_is_sent_again(self, which: int) -> None:
        self.walk.attempt(self.walk.again(self.walk.sent[which % len(self.walk.sent)]))

    @invariant()
    def every_promise_holds(self) -> None:
        assert judged(self.walk) == []
        if self.walk.case.state in EXPORTABLE:
            assert self.walk.case.proposal
            assert len({analyst.person for analyst in self.walk.case.analysts} | {self._confirmer()}) > 1

    def _confirmer(self) -> str:
        return next(event.person for event in reversed(self.walk.events) if event.action == "confirm")


Office.TestCase.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)
TestOffice = Office.TestCase


# --- the judge itself ------------------------------------------------------------------------------------------------


def told(*steps: tuple[str, str, State, dict[str, str]], person: bool = True) -> list[Event]:
    """Events from (action, who, state afterwards, facts)."""
    found, state = [], State.LEAD
    for number, (action, who, after, facts) in enumerate(steps, 1):
        found.append(
            Event("ZW-1", number, AT, who, action, state, after, "so", facts, "", f"p-{who}" if person else "")
        )
        state = after
    return found


GOOD = (
    ("analyse", "ada", State.ANALYSIS, {}),
    ("fix_evidence", "ada", State.EVIDENCE_FIXED, {"evidence": "e1"}),
    ("propose", "ada", State.REVIEW, {"seen_digest": "e1", "proposal": "p1"}),
    ("confirm", "bo", State.CONFIRMED, {"seen_digest": "p1"}),
    ("coordinate", "bo", State.COORDINATION, {}),
    ("sign", "cui", State.COORDINATION, {"seen_digest": "p1"}),
    ("hand_off", "bo", State.HANDED_OFF, {"seen_digest": "p1", "authority": "cac"}),
)


def test_a_sound_history_has_no_faults() -> None:
    assert two_people.faults(told(*GOOD)) == []
    assert two_people.faults([]) == []


@pytest.mark.parametrize(
    ("number", "step", "said"),
    [
        (3, ("confirm", "ada", State.CONFIRMED, {"seen_digest": "p1"}), "two people"),
        (3, ("confirm", "ＡＤＡ ", State.CONFIRMED, {"seen_digest": "p1"}), "two people"),
        (3, ("confirm", "bo", State.CONFIRMED, {"seen_digest": "p0"}), "another package"),
        (3, ("confirm", "bo", State.CONFIRMED, {}), "another package"),
        (1, ("note", "ada", State.EVIDENCE_FIXED, {}), "before evidence was fixed"),
        (2, ("propose", "ada", State.REVIEW, {"seen_digest": "e0", "proposal": "p1"}), "not fixed as evidence"),
        (2, ("note", "ada", State.REVIEW, {}), "without a proposal"),
        (3, ("coordinate", "bo", State.CONFIRMED, {"seen_digest": "p1"}), "without a review"),
        (5, ("sign", "cui", State.COORDINATION, {"seen_digest": "p0"}), "another package"),
        (6, ("hand_off", "bo", State.HANDED_OFF, {"authority": "cac"}), "another package"),
    ],
)
def test_what_breaks_a_promise_is_said(number: int, step: tuple[str, str, State, dict[str, str]], said: str) -> None:
    steps = [*GOOD[:number], step, *GOOD[number + 1 :]]
    assert any(said in fault for fault in two_people.faults(told(*steps)))


def test_what_was_confirmed_once_must_be_confirmed_again_after_it_went_back() -> None:
    again = (*GOOD, ("reopen", "bo", State.REOPENED, {}), ("hand_off", "bo", State.HANDED_OFF, {"seen_digest": "p1"}))
    faults = two_people.faults(told(*again))
    assert any("before evidence was fixed" in fault for fault in faults)
    assert any("without a proposal" in fault for fault in faults)


def test_I9_a_step_without_actor_reason_or_connection_is_said() -> None:
    events = told(*GOOD)
    for changed in (
        replace(events[2], actor=" "),
        replace(events[2], reason="\n"),
        replace(events[2], before=State.LEAD),
    ):
        assert len(two_people.faults([*events[:2], changed, *events[3:]])) >= 1


def test_two_accounts_of_one_person_are_one_whatever_they_are_called() -> None:
    events = told(*GOOD)
    same = replace(events[3], person="p-ada")
    assert any("two people" in fault for fault in two_people.faults([*events[:3], same, *events[4:]]))


def test_a_machine_confirms_nothing() -> None:
    events = told(*GOOD)
    machine = replace(events[3], actor="zhenwang", person="")
    assert any("without a person" in fault for fault in two_people.faults([*events[:3], machine, *events[4:]]))
