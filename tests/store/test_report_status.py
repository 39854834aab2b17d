from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.store.made import DAY, NOW, a_candidate, a_report, a_score, case_opened, look_kept
from zhenwang.domain.case import State
from zhenwang.domain.report import Report
from zhenwang.domain.score import Band
from zhenwang.store import candidates, report_days, reports
from zhenwang.store.opening import Store
from zhenwang.store.report_status import STATUSES, status
from zhenwang.store.schema import cases

A = "a" * 32
HOST = "hubei-gov.example.com"
OTHER = "other.example.com"


def reported(store: Store, *hosts: str) -> None:
    reports.accept(store, replace(a_report(A), urls=tuple(f"http://{host}/" for host in hosts or (HOST,))), "k", NOW)


def taken_up(store: Store, *hosts: str, passed_over: bool = False) -> None:
    for host in hosts or (HOST,):
        candidates.admit(store, [a_candidate(host, source="report", locator=A)], DAY, NOW)
    report_days.taken(store, [A], DAY, [A] if passed_over else [])


def looked_at(store: Store, host: str = HOST, *, seen: bool = True) -> None:
    if seen:
        look_kept(store, host)
    [lease] = candidates.lease(store, DAY, "w", 1, NOW)
    assert lease.candidate.host.ascii == host
    candidates.finish(store, lease, "clear", NOW + timedelta(hours=1))


def in_state(store: Store, state: State, host: str = HOST, days_ago: int = 0) -> None:
    case = case_opened(store, host, DAY - timedelta(days=days_ago))
    with store.write() as connection:
        connection.execute(update(cases).where(cases.c.id == case.id).values(state=state.value))


@pytest.mark.parametrize("receipt", ["", "b" * 32, "x", "a" * 31 + "\x00", "' OR 1=1 --"])
def test_R13_an_unknown_receipt_has_no_status(store: Store, receipt: str) -> None:
    reported(store)
    assert status(store, receipt) is None


def test_a_report_waits_until_its_host_was_looked_at(store: Store) -> None:
    reported(store)
    assert status(store, A) == "waiting"
    taken_up(store)
    assert status(store, A) == "waiting"
    looked_at(store)
    assert status(store, A) == "looked"


def test_R14_could_not_look_is_never_looked(store: Store) -> None:
    reported(store)
    taken_up(store)
    looked_at(store, seen=False)
    assert status(store, A) == "unseen"


def test_R14_a_look_that_failed_three_times_is_never_looked(store: Store) -> None:
    reported(store)
    taken_up(store)
    for _ in range(3):
        [lease] = candidates.lease(store, DAY, "w", 1, NOW)
        candidates.give_back(store, lease, "the look failed", NOW)
    assert status(store, A) == "unseen"


def test_F23_a_host_that_was_left_out_for_the_day_is_unseen(store: Store) -> None:
    reported(store)
    report_days.taken(store, [A], DAY, [A])
    assert status(store, A) == "unseen"


def test_a_later_look_that_showed_a_page_counts(store: Store) -> None:
    reported(store)
    taken_up(store)
    looked_at(store, seen=False)
    look_kept(store, HOST, DAY + timedelta(days=3))
    assert status(store, A) == "looked"


def test_only_official_hosts_leave_nothing_to_look_at(store: Store) -> None:
    reported(store)
    report_days.taken(store, [A], DAY)
    assert status(store, A) == "official"


def test_an_address_nobody_could_read_waits_for_a_person(store: Store) -> None:
    reports.accept(store, replace(a_report(A), urls=("红色的页面",)), "k", NOW)
    report_days.taken(store, [A], DAY)
    assert status(store, A) == "waiting"


OF_STATE = {
    State.LEAD: "case", State.TRIAGE: "case", State.ANALYSIS: "case", State.EVIDENCE_FIXED: "case",
    State.SPONSOR_CHECK: "case", State.REVIEW: "case", State.REOPENED: "case", State.WATCH: "case",
    State.REFERRED: "case", State.RESOLVE_ONTO: "case", State.OFFICIAL_ISSUE: "case", State.CONFIRMED: "confirmed",
    State.COORDINATION: "confirmed", State.HANDED_OFF: "confirmed", State.DOWN: "gone", State.REPORTED: "gone",
    State.CLOSED: "gone", State.NOT_FAKE: "not_fake",
}  # fmt: skip


@pytest.mark.parametrize("state", State)
def test_before_a_confirmation_only_that_it_is_examined_is_told(store: Store, state: State) -> None:
    reported(store)
    taken_up(store)
    looked_at(store)
    in_state(store, state)
    assert status(store, A) == OF_STATE[state]


@pytest.mark.parametrize("state", [State.NOT_FAKE, State.DOWN, State.CLOSED])
def test_a_report_on_a_settled_case_waits_for_its_own_look(store: Store, state: State) -> None:
    in_state(store, state, days_ago=1)
    reported(store)
    assert status(store, A) == "waiting"
    taken_up(store)
    assert status(store, A) == "waiting"
    [lease] = candidates.lease(store, DAY, "w", 1, NOW)
    candidates.finish(store, lease, "clear", NOW)
    look_kept(store, HOST, DAY + timedelta(days=1), score=replace(a_score(), band=Band.CLEAR))
    assert status(store, A) == OF_STATE[state]


def test_what_was_ruled_no_fake_is_not_told_of_a_page_that_could_not_be_seen(store: Store) -> None:
    reported(store)
    taken_up(store)
    looked_at(store, seen=False)
    in_state(store, State.NOT_FAKE, days_ago=9)
    assert status(store, A) == "unseen"


def test_of_several_hosts_the_gravest_is_told_and_could_not_look_is_not_hidden(store: Store) -> None:
    reported(store, HOST, OTHER)
    taken_up(store, HOST, OTHER)
    looked_at(store, HOST)
    assert status(store, A) == "waiting"
    looked_at(store, OTHER, seen=False)
    assert status(store, A) == "unseen"
    in_state(store, State.REVIEW, OTHER)
    assert status(store, A) == "case"
    with store.write() as connection:
        connection.execute(update(cases).values(state=State.CONFIRMED.value))
    assert status(store, A) == "confirmed"


def test_every_status_can_be_told(store: Store) -> None:
    told = {*OF_STATE.values(), "waiting", "unseen", "looked", "official"}
    assert told == set(STATUSES)
    assert status(store, Report(A, NOW, ()).receipt) is None
