from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.store.made import DAY, NOW, a_candidate, a_report
from zhenwang.domain.report import SAMPLES, Waiting
from zhenwang.store import candidates, inbox, report_days, report_status, reports
from zhenwang.store.opening import Store

HOST = "hubei-gov.example.com"


def told(store: Store, *numbers: int, url: str = f"http://{HOST}/cx") -> None:
    for number in numbers:
        at = NOW + timedelta(minutes=number)
        reports.accept(store, replace(a_report(f"{number:032x}", url), received_at=at), "", at)


def numbers(found: list[Waiting]) -> list[int]:
    return [int(one.receipt, 16) for one in found]


def test_the_oldest_reports_come_first_whatever_the_page(store: Store) -> None:
    told(store, 2, 1, 3, 5, 4)
    for page in (1, 2, 5, 500):
        assert numbers(list(report_days.waiting(store, page))) == [1, 2, 3, 4, 5]


def test_a_counted_report_brings_its_hosts_and_a_sample_its_record(store: Store) -> None:
    told(store, *range(1, SAMPLES + 3))
    found = list(report_days.waiting(store))
    assert [one.report is not None for one in found] == [True] * SAMPLES + [False] * 2
    assert {one.hosts for one in found} == {(HOST,)}


def test_an_unreadable_address_names_no_host(store: Store) -> None:
    told(store, 1, url="红色的页面")
    [found] = report_days.waiting(store)
    assert found.hosts == ()


def test_R8_a_report_that_comes_in_while_the_others_are_read_stays_waiting(store: Store) -> None:
    told(store, 1, 2)
    reading = report_days.waiting(store, 1)
    read = [next(reading).receipt]
    told(store, 7)
    report_days.taken(store, read, DAY)
    assert numbers(list(report_days.waiting(store))) == [2, 7]
    assert inbox.waiting(store) == 2


def test_taking_twice_changes_nothing(store: Store) -> None:
    told(store, 1)
    assert report_days.taken(store, [f"{1:032x}"] * 2, DAY) == 1
    assert report_days.taken(store, [f"{1:032x}"], DAY + timedelta(days=1)) == 0


def test_more_than_one_portion_is_taken(store: Store) -> None:
    told(store, *range(1, 520))
    found = [one.receipt for one in report_days.waiting(store)]
    assert report_days.taken(store, found, DAY, found[:3]) == 519
    assert [report_status.status(store, one) for one in found[:4]] == ["unseen", "unseen", "unseen", "official"]


def test_a_look_made_before_the_report_is_no_answer_to_it(store: Store) -> None:
    candidates.admit(store, [a_candidate(HOST)], DAY, NOW)
    [lease] = candidates.lease(store, DAY, "w", 1, NOW)
    candidates.finish(store, lease, "clear", NOW + timedelta(minutes=2))
    told(store, 1, 3)
    assert report_days.taken(store, [f"{n:032x}" for n in (1, 3)], DAY) == 1
    assert numbers(list(report_days.waiting(store))) == [3]
    assert report_status.status(store, f"{3:032x}") == "waiting"
    assert report_days.taken(store, [f"{3:032x}"], DAY + timedelta(days=1)) == 1


def test_F23_the_hosts_that_reports_sent_us_to_today(store: Store) -> None:
    candidates.admit(store, [a_candidate("a.example.com", source="report")], DAY, NOW)
    candidates.admit(store, [a_candidate("b.example.com", source="ct")], DAY, NOW)
    assert report_days.admitted_hosts(store, "report", NOW - timedelta(hours=3)) == ["a.example.com"]
    assert report_days.admitted_hosts(store, "report", NOW + timedelta(hours=3)) == []
