"""The case transition table: what it forbids does not exist, whatever people click."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.score import Band, Score
from zhenwang.domain.workflow import EXPORTABLE, TRANSITIONS, Refused, Transition, allowed, rule

FACTS = (
    "limb", "imitates", "quote", "mismatch", "misleading", "without_sponsor", "sponsor_answer", "asked", "exclusion",
    "referred_to", "authority", "vantage_points", "outcome",
)  # fmt: skip
FULL = dict.fromkeys(FACTS, "x")


def case(state: State = State.LEAD, band: Band = Band.CONFIRMABLE, **changes: str) -> Case:
    score = Score(0.97, band, "www.hubei.gov.cn", "b", (), "m1", "r1", "" if band is Band.CONFIRMABLE else "held back")
    opened = datetime(2026, 11, 22, tzinfo=UTC)
    day = date(2026, 11, 22)
    blank = Case(
        "ZW-20261122-0001", "hubei-gov.top", "http://hubei-gov.top/", day, state, "", score, (), opened, "look"
    )
    return replace(blank, **changes)


def ruling(action: str, actor: str = "lin", seen: str = "", **facts: str) -> Ruling:
    return Ruling(action, actor, "because", {**FULL, **facts}, seen)


def take(before: Case, step: Ruling) -> Case:
    """The case after a ruling, as the store keeps it: evidence and proposer come from the step that set them."""
    taken = rule(before, step)
    if isinstance(taken, Refused):
        return before
    evidence = step.facts["evidence"] if step.action == "fix_evidence" else before.evidence
    proposer = step.actor if step.action == "propose" else before.proposer
    return replace(before, state=taken.after, evidence=evidence, proposer=proposer)


def reachable(start: State, transitions: Iterable[Transition]) -> set[State]:
    steps = list(transitions)
    seen = {start}
    while True:
        further = {step.after for step in steps if seen & set(step.before)} - seen
        if not further:
            return seen
        seen |= further


def test_every_state_can_be_reached_from_a_lead() -> None:
    assert reachable(State.LEAD, TRANSITIONS) == set(State)


@pytest.mark.parametrize("needed", ["fix_evidence", "propose", "confirm"])
def test_without_this_step_no_case_is_ever_confirmed(needed: str) -> None:
    assert State.CONFIRMED not in reachable(State.LEAD, (step for step in TRANSITIONS if step.action != needed))


def test_a_reopened_case_must_have_its_evidence_fixed_again() -> None:
    without = [step for step in TRANSITIONS if step.action != "fix_evidence"]
    for start in set(State) - {State.EVIDENCE_FIXED, State.SPONSOR_CHECK, State.REVIEW, State.CONFIRMED}:
        assert State.CONFIRMED not in reachable(start, without)


def test_nothing_leaves_the_house_before_it_is_confirmed() -> None:
    before_confirmation = reachable(State.LEAD, (step for step in TRANSITIONS if step.action != "confirm"))
    assert not before_confirmation & EXPORTABLE
    after = reachable(State.CONFIRMED, (step for step in TRANSITIONS if step.action != "reopen"))
    assert after == EXPORTABLE


def test_one_action_leads_to_one_place_from_one_state() -> None:
    for state in State:
        actions = [step.action for step in allowed(state)]
        assert len(actions) == len(set(actions)), state


def test_every_verdict_on_the_merits_asks_for_another_person() -> None:
    assert all(step.another_person and step.same_evidence for step in TRANSITIONS if step.after is State.CONFIRMED)
    assert all(step.same_evidence and step.confirmable for step in TRANSITIONS if step.after is State.REVIEW)


def test_the_way_to_a_confirmed_case() -> None:
    now = case()
    for step in (
        ruling("triage"),
        ruling("analyse"),
        ruling("fix_evidence", evidence="d1"),
        ruling("propose", seen="d1"),
        ruling("confirm", actor="wu", seen="d1"),
    ):
        after = take(now, step)
        assert after.state is not now.state, rule(now, step)
        now = after
    assert (now.state, now.proposer, now.evidence) == (State.CONFIRMED, "lin", "d1")


REVIEWED = case(State.REVIEW, proposer="lin", evidence="d1")


@pytest.mark.parametrize("actor", ["lin", " lin", "lin ", "LIN", "Lin\t"])
def test_who_proposed_may_not_confirm(actor: str) -> None:
    refused = rule(REVIEWED, ruling("confirm", actor, "d1"))
    assert isinstance(refused, Refused)
    assert "another person" in refused.reason


def test_a_confirmation_binds_the_evidence_that_was_seen() -> None:
    refused = rule(REVIEWED, ruling("confirm", "wu", "d0"))
    assert isinstance(refused, Refused)
    assert "read the case again" in refused.reason


@pytest.mark.parametrize("band", [Band.REVIEW, Band.WATCH, Band.CLEAR])
def test_only_the_confirmable_band_can_be_proposed(band: Band) -> None:
    refused = rule(case(State.EVIDENCE_FIXED, band, evidence="d1"), ruling("propose", seen="d1"))
    assert isinstance(refused, Refused)
    assert "held back" in refused.reason


@pytest.mark.parametrize("missing", ["limb", "imitates", "quote", "mismatch", "misleading", "without_sponsor"])
def test_a_proposal_states_its_grounds(missing: str) -> None:
    refused = rule(case(State.EVIDENCE_FIXED, evidence="d1"), ruling("propose", seen="d1", **{missing: "  "}))
    assert isinstance(refused, Refused)
    assert missing in refused.reason


def test_a_ruling_has_a_person_and_a_reason() -> None:
    assert isinstance(rule(case(), Ruling("triage", " ", "because", {})), Refused)
    assert isinstance(rule(case(), Ruling("triage", "lin", "\n", {})), Refused)
    assert isinstance(rule(case(), Ruling("triage", "lin", "because", {})), Transition)


def test_a_step_that_is_not_in_the_table_names_those_that_are() -> None:
    refused = rule(case(), ruling("confirm"))
    assert isinstance(refused, Refused)
    assert "triage" in refused.reason


actions = st.sampled_from(sorted({step.action for step in TRANSITIONS} | {"delete"}))
rulings = st.builds(
    Ruling,
    actions,
    st.sampled_from(["lin", "wu", "zhao", " lin", ""]),
    st.sampled_from(["because", ""]),
    st.builds(lambda digest, some: {**some, "evidence": digest}, st.sampled_from(["d1", "d2"]), st.just(FULL)),
    st.sampled_from(["", "d1", "d2"]),
)


# Choices lean towards the way to a confirmation, or hardly any random walk would get that far.
WAY = ("triage", "analyse", "fix_evidence", "propose", "confirm")
choices = st.tuples(
    st.sampled_from([0] * 12 + [1, 2, 5]),
    st.sampled_from(["lin", "lin", "wu", "WU "]),
    st.sampled_from(["d1", "d1", "d2"]),
)


def choose(now: Case, choice: tuple[int, str, str]) -> Ruling | None:
    number, actor, digest = choice
    open_to = sorted((step.action for step in allowed(now.state)), key=lambda action: (action not in WAY, action))
    return ruling(open_to[number % len(open_to)], actor, digest, evidence=digest) if open_to else None


def walk(choices: list[tuple[int, str, str]], band: Band) -> tuple[Case, list[Ruling]]:
    """The rulings that were taken on a random walk, up to a first confirmation."""
    now, taken = case(band=band), []
    for choice in choices:
        step = choose(now, choice)
        if step is None or now.state is State.CONFIRMED:
            break
        after = take(now, step)
        if after is not now:
            taken.append(step)
        now = after
    return now, taken


def test_the_random_walks_do_reach_a_confirmation() -> None:
    steps = [(0, "lin", "d1")] * 4 + [(0, "lin", "d1"), (0, "wu", "d1")]
    now, taken = walk(steps, Band.CONFIRMABLE)
    assert (now.state, len(taken)) == (State.CONFIRMED, 5)


@settings(max_examples=400)
@given(st.lists(choices, min_size=5, max_size=40), st.sampled_from([Band.CONFIRMABLE, Band.CONFIRMABLE, Band.REVIEW]))
def test_no_sequence_of_rulings_confirms_without_evidence_a_proposal_and_two_people(
    steps: list[tuple[int, str, str]], band: Band
) -> None:
    now, taken = walk(steps, band)
    event(f"ends in {now.state}")
    if now.state is not State.CONFIRMED:
        return
    last = {step.action: number for number, step in enumerate(taken)}
    fixed, proposed, confirmed = (taken[last[action]] for action in ("fix_evidence", "propose", "confirm"))
    assert last["fix_evidence"] < last["propose"] < last["confirm"]
    assert proposed.actor.strip().casefold() != confirmed.actor.strip().casefold()
    assert confirmed.seen_digest == fixed.facts["evidence"] == proposed.seen_digest
    assert band is Band.CONFIRMABLE


@given(st.sampled_from(State), rulings, st.sampled_from(Band))
def test_a_ruling_is_a_transition_of_the_table_or_a_sentence(state: State, step: Ruling, band: Band) -> None:
    found = rule(case(state, band, evidence="d1", proposer="lin"), step)
    if isinstance(found, Refused):
        assert found.reason
    else:
        assert found in TRANSITIONS
        assert state in found.before
        assert found.action == step.action
