"""The reply to reporters: two people, no skipping, nothing told that was not reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.reply import (
    MAX_WORDS,
    Fault,
    Proposal,
    Reply,
    Review,
    Stage,
    Step,
    is_own,
    may_not_propose,
    may_not_review,
    pending,
    published,
    stage,
)

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HOST = "gov-cn.example"


def somebody(name: str, *roles: Role, region: str = "", person: str = "", account: str = "") -> Actor:
    return Actor(person or f"p-{name}", name, account, tuple(Grant(role, region) for role in roles))


CLERK = somebody("刘洋", Role.CLERK)
REVIEWER = somebody("李强", Role.REVIEWER)
BOTH = somebody("王芳", Role.ANALYST, Role.REVIEWER)


def after(thread: Sequence[Reply], actor: Actor, step: Step, words: str = "已转有关部门", public: bool = True) -> Reply:
    number = len(thread) + 1
    held = pending(thread)
    proposal = held.number if held else number
    return Reply(
        number, HOST, step, AT + timedelta(hours=number), actor.person, actor.account, actor.name,
        held.words if held and step is Step.APPROVED else words, "", proposal, AT, public,
    )  # fmt: skip


PROPOSED = (after((), CLERK, Step.PROPOSED),)


def test_a_reply_waits_is_proposed_returned_proposed_again_and_given() -> None:
    thread: tuple[Reply, ...] = ()
    assert stage(thread, waits=True) is Stage.WAITING
    for who, step, then in (
        (CLERK, Step.PROPOSED, Stage.PROPOSED),
        (REVIEWER, Step.RETURNED, Stage.RETURNED),
        (CLERK, Step.PROPOSED, Stage.PROPOSED),
        (REVIEWER, Step.APPROVED, Stage.ANSWERED),
    ):
        thread = (*thread, after(thread, who, step))
        assert stage(thread, waits=False) is then
    assert stage(thread, waits=True) is Stage.WAITING


def test_nothing_is_told_before_it_is_approved_and_a_later_proposal_changes_nothing() -> None:
    assert published(PROPOSED) is None
    approved = (*PROPOSED, after(PROPOSED, REVIEWER, Step.APPROVED))
    later = (*approved, after(approved, CLERK, Step.PROPOSED, "情况有变"))
    told = published(later)
    assert told is not None
    assert told.words == "已转有关部门"


@pytest.mark.parametrize(
    ("actor", "proposal", "fault"),
    [
        (CLERK, Proposal("  "), Fault.NO_WORDS),
        (CLERK, Proposal("字" * (MAX_WORDS + 1)), Fault.TOO_LONG),
        (CLERK, Proposal("内部意见", public=False), Fault.NO_REASON),
        (REVIEWER, Proposal("已处理"), Fault.MAY_NOT),
        (somebody("审计", Role.AUDITOR), Proposal("已处理"), Fault.MAY_NOT),
        (Actor("", "刘洋", "", CLERK.grants), Proposal("已处理"), Fault.NOBODY),
        (Actor("p", " \u3164", "", CLERK.grants), Proposal("已处理"), Fault.NOBODY),
    ],
)
def test_a_proposal_needs_words_a_person_and_a_reason_to_be_hidden(
    actor: Actor, proposal: Proposal, fault: Fault
) -> None:
    assert may_not_propose((), proposal, actor) is fault
    assert may_not_propose((), Proposal("已处理"), CLERK) is None
    assert may_not_propose((), Proposal("内部意见", public=False, reason="反映情况不属实"), CLERK) is None
    assert may_not_propose(PROPOSED, Proposal("再提一次"), CLERK) is Fault.PENDING


@pytest.mark.parametrize(
    ("actor", "review", "fault"),
    [
        (somebody("市里复核员", Role.REVIEWER, region="4201"), Review(1, approve=True), Fault.MAY_NOT),
        (somebody("市里领导", Role.APPROVER, region="4201"), Review(1, approve=True), Fault.MAY_NOT),
        (CLERK, Review(1, approve=True), Fault.MAY_NOT),
        (somebody("管理员", Role.ADMIN), Review(1, approve=True), Fault.MAY_NOT),
        (REVIEWER, Review(2, approve=True), Fault.STALE),
        (REVIEWER, Review(1, approve=False, reason=" "), Fault.NO_REASON),
        (somebody("刘洋", Role.REVIEWER, person="p-other"), Review(1, approve=True), Fault.SAME_PERSON),
        (somebody("另一个名字", Role.REVIEWER, person=CLERK.person, account="second"), Review(1, approve=True),
         Fault.SAME_PERSON),
        (somebody("刘 洋", Role.REVIEWER, person="p-other"), Review(1, approve=False, reason="x"), Fault.SAME_PERSON),
    ],
)  # fmt: skip
def test_a_review_is_the_provinces_and_another_persons(actor: Actor, review: Review, fault: Fault) -> None:
    assert may_not_review(PROPOSED, review, actor) is fault


@pytest.mark.parametrize("actor", [REVIEWER, somebody("陈洁", Role.APPROVER)])
def test_a_reviewer_of_everywhere_and_an_approver_may_review(actor: Actor) -> None:
    assert may_not_review(PROPOSED, Review(1, approve=True), actor) is None
    assert may_not_review(PROPOSED, Review(1, approve=False, reason="请说明去哪里报警"), actor) is None
    assert may_not_review((), Review(1, approve=True), actor) is Fault.NOT_PENDING


_PEOPLE = st.sampled_from([
    CLERK, REVIEWER, BOTH, somebody("刘洋", Role.APPROVER, person="p-二"), somebody("王芳", Role.CLERK, account="b"),
    somebody("赵", Role.REVIEWER, region="42"),
])  # fmt: skip
_MOVES = st.lists(
    st.tuples(
        _PEOPLE, st.sampled_from(Step), st.sampled_from(["", "已处理", "请勿付款"]), st.booleans(), st.integers(0, 6)
    ),
    max_size=12,
)


@given(_MOVES)
def test_no_order_of_attempts_tells_what_a_second_person_did_not_approve(
    moves: Sequence[tuple[Actor, Step, str, bool, int]],
) -> None:
    thread: tuple[Reply, ...] = ()
    for actor, step, words, public, number in moves:
        if step is Step.PROPOSED:
            fault = may_not_propose(thread, Proposal(words, public, "" if public else "不属实"), actor)
        else:
            review = Review(number, approve=step is Step.APPROVED, reason=words)
            fault = may_not_review(thread, review, actor)
        if fault is None:
            thread = (*thread, after(thread, actor, step, words, public))
    # A judge that asks nothing of the rules: it reads only what was kept.
    before: Reply | None = None
    for one in thread:
        if one.step is Step.PROPOSED:
            assert before is None or before.step is not Step.PROPOSED
        else:
            assert before is not None
            assert before.step is Step.PROPOSED
            assert (one.person, one.name) != (before.person, before.name)
            assert one.person != before.person
            assert one.proposal == before.number
        if one.step is Step.APPROVED:
            assert before is not None
            assert one.words == before.words != ""
        before = one
    told = published(thread)
    assert (told is None) == all(one.step is not Step.APPROVED for one in thread)


def test_whose_proposal_it_is_goes_by_person_and_by_name() -> None:
    assert is_own(PROPOSED[0], CLERK)
    assert not is_own(PROPOSED[0], REVIEWER)
