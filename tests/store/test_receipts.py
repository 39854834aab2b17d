"""What the holder of a receipt is told: hosts as they were read, and only the replies that answer this very report."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.store.made import NOW, a_report, an_actor
from zhenwang.domain.access import Role
from zhenwang.domain.reply import Proposal, Reply, Review
from zhenwang.store import receipts, replies, reports
from zhenwang.store.opening import Store

HOST = "hubei-gov.example.com"
HOUR = timedelta(hours=1)
CLERK, REVIEWER = an_actor("刘洋", Role.CLERK), an_actor("李强", Role.REVIEWER)
FIRST, LATER = "a" * 32, "b" * 32


def answered(store: Store, words: str, hours: int, public: bool = True, approve: bool = True) -> None:
    """Propose a reply at this hour and rule on it one later."""
    made = replies.propose(store, CLERK, HOST, Proposal(words, public, "不属实"), NOW + hours * HOUR)
    assert isinstance(made, Reply)
    ruled = replies.review(store, REVIEWER, HOST, Review(made.number, approve, "请补充"), NOW + (hours + 1) * HOUR)
    assert isinstance(ruled, Reply)


def words_of(store: Store, receipt: str) -> list[str]:
    found = receipts.told(store, receipt)
    assert found is not None
    return [reply.words for reply in found.replies]


def test_R13_nobody_is_told_anything_without_a_receipt(store: Store) -> None:
    reports.accept(store, a_report(FIRST), "", NOW)
    for other in (LATER, "", "a" * 31, "%", FIRST.upper()):
        assert receipts.told(store, other) is None


def test_the_hosts_of_a_report_are_told_each_once(store: Store) -> None:
    urls = (f"http://{HOST}/a", f"http://{HOST.upper()}/b", "http://z.example/")
    reports.accept(store, replace(a_report(FIRST), urls=urls), "", NOW)
    reports.accept(store, replace(a_report(LATER), urls=("?",), note=""), "", NOW + HOUR)
    first, later = receipts.told(store, FIRST), receipts.told(store, LATER)
    assert first is not None
    assert first.hosts == (HOST, "z.example")
    assert first.received_at == NOW
    assert later is not None
    assert later.hosts == (), "what could not be read is no host"


def test_a_reply_is_told_once_it_is_approved_and_only_to_those_it_answers(store: Store) -> None:
    reports.accept(store, replace(a_report(FIRST), urls=(f"http://{HOST}/",)), "", NOW)
    assert words_of(store, FIRST) == []
    answered(store, "退回的话", 1, approve=False)
    assert words_of(store, FIRST) == []
    answered(store, "已确认是假冒网站。", 3)
    assert words_of(store, FIRST) == ["已确认是假冒网站。"]
    later = replace(a_report(LATER), urls=(f"http://{HOST}/",), received_at=NOW + 9 * HOUR)
    reports.accept(store, later, "", NOW + 9 * HOUR)
    assert words_of(store, LATER) == [], "it was written before this report came"
    answered(store, "又出现了，已再次移交。", 10)
    assert words_of(store, FIRST) == words_of(store, LATER) == ["又出现了，已再次移交。"]
