from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.made import DAY, NOW, a_candidate, a_report
from zhenwang.domain.report import Report
from zhenwang.domain.workflow import Refused
from zhenwang.store import candidates, report_days, report_status, reports
from zhenwang.store.opening import Store
from zhenwang.store.reports import Accepted

A, B = "a" * 32, "b" * 32
HOST = "hubei-gov.example.com"
_examples = count()


def looked_at(store: Store) -> None:
    candidates.admit(store, [a_candidate(source="report", locator=f"{A}#0")], DAY, NOW)
    report_days.taken(store, [A], DAY)
    [lease] = candidates.lease(store, DAY, "w", 1, NOW)
    candidates.finish(store, lease, "clear", NOW)


def test_a_report_comes_back_as_it_was_sent(store: Store) -> None:
    sent = Report(A, NOW, ("hxxp://x\x00", "\ud800"), "自称省政府", "sms", "<script>\u202e")
    assert reports.accept(store, sent, "k", NOW) == Accepted(A, repeated=False)
    assert reports.waiting(store) == [sent]


def test_R7_a_repeated_report_gets_its_first_receipt(store: Store) -> None:
    reports.accept(store, a_report(A), "k", NOW)
    assert reports.accept(store, a_report(B), "k", NOW + timedelta(hours=1)) == Accepted(A, repeated=True)
    assert [report.receipt for report in reports.waiting(store)] == [A]


@pytest.mark.parametrize("other", [a_report(B, url="http://other.example.com"), a_report(B, note="another")])
def test_R6_the_same_key_with_another_body_is_refused_and_the_first_stays(store: Store, other: Report) -> None:
    reports.accept(store, a_report(A), "k", NOW)
    assert isinstance(reports.accept(store, other, "k", NOW), Refused)
    assert reports.waiting(store) == [a_report(A)]
    assert report_status.status(store, B) is None


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["k1", "k2", "k\x00", "长" * 300]), st.integers(0, 2)), max_size=8))
def test_R6_every_key_keeps_its_first_body(store: Store, sent: list[tuple[str, int]]) -> None:
    salt = f"{next(_examples):024x}"
    first: dict[str, tuple[int, str]] = {}
    for number, (key, body) in enumerate(sent):
        receipt = f"{salt}{number:08x}"
        result = reports.accept(store, a_report(receipt, note=str(body)), salt + key, NOW)
        held, held_receipt = first.setdefault(key, (body, receipt))
        if held == body:
            assert result == Accepted(held_receipt, repeated=held_receipt != receipt)
        else:
            assert isinstance(result, Refused)


def test_without_a_key_every_report_is_new(store: Store) -> None:
    assert reports.accept(store, a_report(A), "", NOW) == Accepted(A, repeated=False)
    assert reports.accept(store, a_report(B), "", NOW) == Accepted(B, repeated=False)
    assert len(reports.waiting(store)) == 2


def test_R7_a_key_sent_by_many_at_once_is_one_report(store: Store) -> None:
    with ThreadPoolExecutor(16) as pool:
        done = list(pool.map(lambda n: reports.accept(store, a_report(f"{n:032x}"), "k", NOW), range(32)))
    assert len({result.receipt for result in done if isinstance(result, Accepted)}) == 1
    assert len(reports.waiting(store)) == 1


@pytest.mark.parametrize("receipt", ["", "abc", "A" * 32, "a" * 33, "a" * 31 + "\n"])
def test_R13_a_receipt_that_could_be_guessed_is_a_mistake_of_the_caller(store: Store, receipt: str) -> None:
    with pytest.raises(ValueError, match="128 random bits"):
        reports.accept(store, a_report(receipt), "k", NOW)


def test_the_oldest_reports_wait_first_and_taken_ones_no_longer(store: Store) -> None:
    for number in (2, 1, 3):
        reports.accept(store, a_report(f"{number:032x}"), "", NOW + timedelta(minutes=number))
    assert [int(report.receipt, 16) for report in reports.waiting(store, 2)] == [1, 2]
    assert report_days.taken(store, [f"{1:032x}", f"{2:032x}"], DAY) == 2
    assert report_days.taken(store, [f"{1:032x}"], DAY + timedelta(days=1)) == 0
    assert [int(report.receipt, 16) for report in reports.waiting(store)] == [3]


def test_reports_of_a_host_are_found_for_its_case(store: Store) -> None:
    reports.accept(store, a_report(A), "k", NOW)
    looked_at(store)
    assert reports.of_host(store, HOST) == [a_report(A)]
    assert reports.of_host(store, "other.example.com") == []
