"""Replies in the store: every step stays, the journal tells of it, and only what was approved is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from tests.store.made import NOW, a_report, an_actor
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.reply import Fault, Proposal, Reply, Review, Stage, Step
from zhenwang.store import accounts, inbox, journal, replies, reports
from zhenwang.store.access_schema import journal as journal_rows
from zhenwang.store.accounts import Account, Newcomer
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import replies as table

HOST = "hubei-gov.example.com"
HOUR = timedelta(hours=1)
CLERK, REVIEWER = an_actor("刘洋", Role.CLERK), an_actor("李强", Role.REVIEWER)


def told(store: Store, n: int = 1, hours: int = 0, received: int | None = None) -> None:
    at = NOW + hours * HOUR
    came = at if received is None else NOW + received * HOUR
    reports.accept(store, replace(a_report(f"{n:032x}"), received_at=came), "", at)


def proposed(store: Store, words: str = "我们正在核查，请勿付款。", hours: int = 1, public: bool = True) -> Reply:
    given = replies.propose(store, CLERK, HOST, Proposal(words, public, "不属实"), NOW + hours * HOUR)
    assert isinstance(given, Reply)
    return given


def ruled(store: Store, number: int, approve: bool = True, hours: int = 2, actor: Actor = REVIEWER) -> Reply | Fault:
    return replies.review(store, actor, HOST, Review(number, approve, "请补充"), NOW + hours * HOUR)


def group(store: Store) -> inbox.Group:
    found = inbox.group_of(store, HOST)
    assert found is not None
    return found


def test_a_reply_goes_its_way_and_each_stage_stands_in_the_inbox(store: Store) -> None:
    told(store)
    assert (group(store).stage, group(store).waiting_since) == (Stage.WAITING, NOW)
    first = proposed(store)
    assert (group(store).stage, group(store).proposal) == (Stage.PROPOSED, first.number)
    assert replies.published(store, HOST) is None
    assert isinstance(ruled(store, first.number, approve=False), Reply)
    assert (group(store).stage, group(store).proposal) == (Stage.RETURNED, 0)
    assert replies.published(store, HOST) is None
    second = proposed(store, "已确认是假冒网站，请勿填写。", 3)
    assert isinstance(ruled(store, second.number, hours=4), Reply)
    shown = replies.published(store, HOST)
    assert shown is not None
    assert (shown.words, shown.public, shown.at) == ("已确认是假冒网站，请勿填写。", True, NOW + 4 * HOUR)
    assert (group(store).stage, group(store).waiting, group(store).waiting_since) == (Stage.ANSWERED, 0, None)
    steps = [Step.PROPOSED, Step.RETURNED, Step.PROPOSED, Step.APPROVED]
    assert [one.step for one in replies.thread(store, HOST)] == steps
    assert replies.answered_at(store, [HOST, "other.example"]) == {HOST: NOW + 4 * HOUR}


def test_an_approval_answers_all_that_was_kept_by_then_and_later_reports_wait_again(store: Store) -> None:
    told(store, 1)
    first = proposed(store)
    told(store, 2, hours=1)
    ruled(store, first.number)
    assert group(store).waiting == 0
    told(store, 3, hours=5)
    again = group(store)
    assert (again.stage, again.waiting, again.waiting_since, again.reports) == (Stage.WAITING, 1, NOW + 5 * HOUR, 3)
    shown = replies.published(store, HOST)
    assert shown is not None
    assert shown.covers_until == NOW + 2 * HOUR


def test_a_letter_entered_after_the_answer_waits_from_the_day_it_came(store: Store) -> None:
    told(store)
    ruled(store, proposed(store).number)
    told(store, 2, hours=9, received=-30)
    assert (group(store).stage, group(store).waiting_since) == (Stage.WAITING, NOW - 30 * HOUR)
    assert group(store).oldest == NOW - 30 * HOUR


def test_what_is_received_later_than_now_counts_from_now(store: Store) -> None:
    told(store, 1, hours=0, received=99)
    assert group(store).waiting_since == NOW


def test_a_proposal_when_nobody_waits_is_possible_and_covers_who_comes_meanwhile(store: Store) -> None:
    told(store)
    ruled(store, proposed(store).number)
    later = proposed(store, "现已关停。", 5)
    assert (later.since, group(store).stage, group(store).waiting) == (None, Stage.PROPOSED, 0)
    told(store, 2, hours=6)
    assert (group(store).stage, group(store).waiting_since) == (Stage.PROPOSED, NOW + 6 * HOUR)
    assert isinstance(ruled(store, later.number, hours=7), Reply)
    assert group(store).stage is Stage.ANSWERED


def test_two_people_by_person_whatever_the_account(store: Store) -> None:
    told(store)
    first = proposed(store)
    same = Actor(CLERK.person, "刘洋（复核）", "second", (Grant(Role.REVIEWER),))
    enrolled = accounts.enrol(
        store, Newcomer("liuyang2", "刘洋", "", grants=same.grants), an_actor("管理员"), "测试", NOW
    )
    assert isinstance(enrolled, Account)
    other = Actor(enrolled.person, enrolled.name, enrolled.login, enrolled.grants)
    assert ruled(store, first.number, actor=replace(same, account="")) is Fault.SAME_PERSON
    assert ruled(store, first.number, actor=other) is Fault.SAME_PERSON
    assert replies.published(store, HOST) is None
    assert _actions(store).count("reply_review_refused") == 2


def test_a_regions_reviewer_cannot_and_one_whose_role_was_taken_cannot(store: Store) -> None:
    told(store)
    first = proposed(store)
    city = Actor("p-city", "市里", "", (Grant(Role.REVIEWER, "4201"),))
    assert ruled(store, first.number, actor=city) is Fault.MAY_NOT
    # The session still says reviewer; the tables say the account is gone.
    gone = Actor("p-gone", "离岗", "gone", (Grant(Role.REVIEWER),))
    assert ruled(store, first.number, actor=gone) is Fault.NOBODY


def test_who_was_slower_is_told(store: Store) -> None:
    told(store)
    first = proposed(store)
    assert replies.propose(store, CLERK, HOST, Proposal("又一份"), NOW) is Fault.PENDING
    assert ruled(store, first.number + 7) is Fault.STALE
    ruled(store, first.number)
    assert ruled(store, first.number) is Fault.NOT_PENDING


def test_nobody_answers_what_nobody_reported(store: Store) -> None:
    assert replies.propose(store, CLERK, "unknown.example", Proposal("x"), NOW) is Fault.NOT_REPORTED
    assert ruled(store, 1) is Fault.NOT_PENDING
    assert replies.published(store, "unknown.example") is None


def test_a_reply_that_is_not_public_keeps_its_reason(store: Store) -> None:
    told(store)
    first = proposed(store, "反映人认错了网站，已电话说明。", public=False)
    ruled(store, first.number)
    shown = replies.published(store, HOST)
    assert shown is not None
    assert (shown.public, shown.words) == (False, "反映人认错了网站，已电话说明。")
    assert replies.thread(store, HOST)[0].reason == "不属实"


@pytest.mark.parametrize("change", [update(table).values(public=True), delete(table)])
def test_no_step_is_ever_changed_or_removed(store: Store, change) -> None:
    told(store)
    proposed(store)
    with pytest.raises(DBAPIError), store.write() as connection:
        connection.execute(change)


def test_every_step_stands_in_the_journal_with_its_words(store: Store) -> None:
    told(store)
    ruled(store, proposed(store).number)
    assert _actions(store) == ["reply_proposed", "reply_approved"]
    assert journal.damage(store) == []


def test_R18_a_hostile_text_comes_back_character_for_character(store: Store) -> None:
    words = "请勿付款\u202e<script>\\u0000\x00=cmd|' /C calc'!A0"
    told(store)
    first = proposed(store, words)
    ruled(store, first.number)
    shown = replies.published(store, HOST)
    assert shown is not None
    assert shown.words == words


def _actions(store: Store) -> list[str]:
    wanted = journal_rows.c.action.like("reply_%")
    with store.read() as connection:
        found = select(journal_rows.c.action).where(wanted).order_by(journal_rows.c.position)
        return list(connection.execute(found).scalars())
