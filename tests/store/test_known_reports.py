"""Which messages were handed in before, told by their keys."""

from __future__ import annotations

from datetime import datetime

from zhenwang.domain.report import Report, Submission
from zhenwang.store.opening import Store
from zhenwang.store.reports import accept_all, known_keys

NOW = datetime.fromisoformat("2026-11-23T10:00:00+08:00")


def mail(number: int, key: str, channel: str = "mail") -> Submission:
    return Submission(Report(f"{number:032x}", NOW, ("http://x.example.com/",), channel=channel), key)


def test_keys_are_known_in_their_own_channel_only(store: Store) -> None:
    accept_all(store, [mail(1, "a"), mail(2, "b"), mail(3, "c", "sms"), mail(4, "d", "")], NOW)
    assert known_keys(store, ["a", "b", "c", "d", "e"], "mail") == {"a", "b"}
    assert known_keys(store, ["a", "c"], "sms") == {"c"}
    assert known_keys(store, ["d"]) == {"d"}
    assert known_keys(store, []) == frozenset()


def test_more_keys_than_one_query_takes(store: Store) -> None:
    accept_all(store, [mail(1, "a")], NOW)
    assert known_keys(store, [*(f"k{number}" for number in range(1_500)), "a"], "mail") == {"a"}
