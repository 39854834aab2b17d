"""Deadlines are kept beside cases, and follow every step, report and ruling."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.domain.clocks_made import work
from tests.store.made import NOW, a_report, a_ruling, a_score, an_actor, case_opened, ruled
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.case import State
from zhenwang.domain.forecast import Medians, Usual
from zhenwang.domain.reply import Proposal, Reply, Review
from zhenwang.store import deadlines, replies, reports
from zhenwang.store.deadlines import Due
from zhenwang.store.opening import Store

HOUR = timedelta(hours=1)


def due(store: Store, case_id: str) -> Due:
    deadlines.refresh(store, work(), NOW)
    return deadlines.kept(store, [case_id])[case_id]


def test_a_deadline_follows_the_steps_of_its_case(store: Store) -> None:
    case = case_opened(store)
    assert due(store, case.id) == Due(NOW + HOUR, "evidence_s1", False)
    case = ruled(store, case, "triage", "analyse", "fix_evidence")
    assert due(store, case.id) == Due(NOW + 2 * HOUR, "handoff_s1", False)
    case = ruled(store, case, a_ruling("exclude", exclusion="repost"))
    assert due(store, case.id) == Due(None, "", False)


def test_a_case_without_a_clock_has_no_deadline(store: Store) -> None:
    case = case_opened(store, score=a_score(severity="S4"))
    assert due(store, case.id) == Due(None, "", False)
    assert deadlines.live(store, 10) == []


def test_a_paused_case_is_due_when_it_goes_on(store: Store) -> None:
    case = ruled(store, case_opened(store), "triage", "pause")
    assert due(store, case.id) == Due(None, "", False)
    case = ruled(store, case, "resume")
    assert due(store, case.id).key == "evidence_s1"


def test_a_report_starts_the_reply_and_an_answer_ends_it(store: Store) -> None:
    case = case_opened(store, score=a_score(severity="S4"))
    reports.accept(store, a_report(), "key", NOW)
    told = [event.action for event in deadlines.events_of(store, case) if event.sequence == 0]
    assert told == ["report_received"]
    ruled(store, case, "triage")
    assert due(store, case.id).key == "report_reply"
    given = replies.propose(store, an_actor("刘洋", Role.CLERK), case.host, Proposal("正在核查"), NOW + HOUR)
    assert isinstance(given, Reply)
    assert due(store, case.id).key == "report_done"
    reviewer, approval = an_actor("王芳", Role.REVIEWER), Review(given.number, approve=True)
    replies.review(store, reviewer, case.host, approval, NOW + 2 * HOUR)
    assert due(store, case.id) == Due(None, "", False)
    told = [event.action for event in deadlines.events_of(store, case) if event.sequence == 0]
    assert told == ["report_received", "reply_proposed", "report_answered"]


def test_a_letter_entered_after_the_answer_begins_the_reply_anew_from_its_own_day(store: Store) -> None:
    case = case_opened(store, score=a_score(severity="S4"))
    reports.accept(store, a_report(), "key", NOW)
    given = replies.propose(store, an_actor("刘洋", Role.CLERK), case.host, Proposal("正在核查"), NOW)
    assert isinstance(given, Reply)
    replies.review(store, an_actor("王芳", Role.REVIEWER), case.host, Review(given.number, approve=True), NOW + HOUR)
    letter = replace(a_report("b" * 32), received_at=NOW - timedelta(days=1), channel="letter")
    reports.accept(store, letter, "", NOW + 2 * HOUR)
    waits = due(store, case.id)
    assert (waits.key, waits.at) == ("report_reply", datetime(2026, 11, 23, 15, 59, 59, 999999, UTC))


def test_a_report_whose_host_the_line_read_out_of_a_text_counts_too(store: Store) -> None:
    case = case_opened(store, score=a_score(severity="S4"))
    report = replace(a_report(), urls=("截图",), note=f"请看 {case.host}")
    reports.accept(store, report, "key", NOW)
    assert due(store, case.id).key == "report_reply"


def test_many_stale_cases_are_worked_out_in_turns(store: Store) -> None:
    for n in range(7):
        case_opened(store, f"hubei-gov{n}.example.com")
    assert deadlines.refresh(store, work(), NOW, most=3) == 3
    assert deadlines.refresh(store, work(), NOW) == 4
    assert len(deadlines.live(store, 5)) == 5


def test_who_sees_a_region_is_reminded_of_that_region_only(store: Store) -> None:
    case_opened(store)
    deadlines.refresh(store, work(), NOW)
    elsewhere = Actor("p", "李强", "", (Grant(Role.ANALYST, "4403"),))
    assert deadlines.live(store, 5, elsewhere) == []
    assert len(deadlines.live(store, 5, an_actor("王芳", Role.ANALYST))) == 1


def test_the_latest_histories_come_case_by_case(store: Store) -> None:
    first = ruled(store, case_opened(store), "triage")
    case_opened(store, "hubei2.example.com")
    found = list(deadlines.recent_histories(store, 100))
    of_first = [(severity, [e.action for e in events]) for severity, events in found if events[0].case == first.id]
    assert of_first == [("S1", ["open", "triage"])]
    assert sum(len(events) for _, events in deadlines.recent_histories(store, 2)) == 2


def test_the_usual_times_are_kept_for_pages_apart_for_S1(store: Store) -> None:
    nothing = Medians({}, {})
    assert deadlines.usual(store) == Usual(nothing, nothing)
    known = Medians({State.REVIEW: HOUR}, {State.REVIEW: HOUR / 2})
    deadlines.keep_usual(store, Usual(known, nothing))
    assert deadlines.usual(store).of("S1") == known
    assert deadlines.usual(store).of("S3") == nothing
