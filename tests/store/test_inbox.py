from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.store.made import DAY, NOW, a_candidate, a_report, a_silent_look, case_opened, look_kept
from zhenwang.domain.access import Actor
from zhenwang.domain.report import Report
from zhenwang.store import candidates, inbox, looks, reports
from zhenwang.store.opening import Store

HOST = "hubei-gov.example.com"
CLERK = Actor("p1", "刘洋", "liuyang")


def _told(store: Store, n: int, url: str = f"http://{HOST}/cx", minutes: int = 0) -> Report:
    report = replace(a_report(f"{n:032x}", url), received_at=NOW + timedelta(minutes=minutes))
    reports.accept(store, report, "", NOW + timedelta(minutes=minutes))
    return report


def test_R1_a_thousand_reports_of_one_host_are_one_row(store: Store) -> None:
    for n in range(200):
        _told(store, n, minutes=n)
    _told(store, 500, "hxxps://other[.]example/x", minutes=1)
    first, second = inbox.groups(store)
    assert (first.host, first.reports) == (HOST, 200)
    assert (first.oldest, first.newest) == (NOW, NOW + timedelta(minutes=199))
    assert (second.host, second.reports) == ("other.example", 1)
    assert inbox.group_of(store, HOST) == first
    assert inbox.group_of(store, "no.example") is None


def test_a_list_goes_on_where_it_ended_and_is_narrowed_by_host(store: Store) -> None:
    for n in range(5):
        _told(store, n, f"http://h{n}.example/", minutes=n)
    start = inbox.groups(store, limit=2)
    assert [group.host for group in start] == ["h4.example", "h3.example"]
    assert [group.host for group in inbox.groups(store, before=start[-1].newest)] == [
        "h2.example", "h1.example", "h0.example",
    ]  # fmt: skip
    assert [group.host for group in inbox.groups(store, text="h1")] == ["h1.example"]
    assert inbox.groups(store, text="%") == []


def test_a_report_of_two_hosts_stands_under_both_and_one_without_under_none(store: Store) -> None:
    both = replace(a_report("1" * 32), urls=("http://a.example/", "b[.]example"))
    none = replace(a_report("2" * 32), urls=("来电说有假网站",))
    for report in (both, none):
        reports.accept(store, report, "", NOW)
    assert {group.host for group in inbox.groups(store)} == {"a.example", "b.example", ""}
    assert inbox.of_host(store, "b.example") == [both]
    assert inbox.get(store, both.reference) == both
    assert inbox.get(store, both.receipt) is None


def test_the_standing_tells_a_case_a_look_and_what_could_not_be_seen(store: Store) -> None:
    case = case_opened(store)
    look_kept(store, "clean.example")
    looks.save(store, a_silent_look("dead.example"), [], case.score, DAY, NOW)
    candidates.admit(store, [a_candidate("new.example")], DAY, NOW)
    found = inbox.standings(store, [HOST, "clean.example", "dead.example", "new.example", ""])
    assert found[HOST].case == case.id
    assert found[HOST].state is case.state
    assert (found["clean.example"].looked_on, found["clean.example"].seen) == (DAY, True)
    assert (found["dead.example"].looked_on, found["dead.example"].seen) == (DAY, False)
    assert found["new.example"].queued
    assert found[""] == inbox.Standing()


def test_an_answer_covers_what_came_before_it(store: Store) -> None:
    _told(store, 1)
    assert inbox.oldest_unanswered(store, HOST, None) == NOW
    inbox.answer(store, CLERK, HOST, "已告知来电人不要填写", NOW + timedelta(minutes=5))
    answered = inbox.standings(store, [HOST])[HOST].answered_at
    assert answered == NOW + timedelta(minutes=5)
    assert inbox.oldest_unanswered(store, HOST, answered) is None
    later = _told(store, 2, minutes=9)
    assert inbox.oldest_unanswered(store, HOST, answered) == later.received_at


def test_waiting_counts_what_no_run_took_up(store: Store) -> None:
    told = _told(store, 1)
    assert inbox.waiting(store) == 1
    reports.taken(store, [told.receipt], DAY)
    assert inbox.waiting(store) == 0
