from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.store.made import DAY, NOW, a_candidate, a_report, a_silent_look, case_opened, look_kept
from zhenwang.domain.report import Report, reference
from zhenwang.store import candidates, inbox, looks, report_days, reports
from zhenwang.store.opening import Store

HOST = "hubei-gov.example.com"


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


def test_the_standing_tells_how_the_reports_came(store: Store) -> None:
    for n, channel in enumerate(("", "", "sms", "phone")):
        reports.accept(store, replace(a_report(f"{n:032x}"), channel=channel), "", NOW)
    assert inbox.standings(store, [HOST])[HOST].channels == {"": 2, "sms": 1, "phone": 1}


def test_R2_samples_are_shown_and_the_rest_is_counted(store: Store) -> None:
    for n in range(60):
        _told(store, n, f"http://{HOST}/{n}", minutes=n)
    found = inbox.group_of(store, HOST)
    assert found is not None
    assert (found.reports, found.waiting) == (60, 60)
    assert len(inbox.of_host(store, HOST, 100)) == 50
    assert inbox.get(store, reference(f"{59:032x}")) is None


def test_waiting_counts_what_no_run_took_up(store: Store) -> None:
    told = _told(store, 1)
    assert inbox.waiting(store) == 1
    report_days.taken(store, [told.receipt], DAY)
    assert inbox.waiting(store) == 0
