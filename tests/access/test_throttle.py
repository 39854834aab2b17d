from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from zhenwang.access.throttle import ACCOUNT, CLIENT, PAIR, Throttle, network

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NONE = timedelta(0)


def test_a_few_tries_are_free_and_then_the_wait_doubles() -> None:
    throttle = Throttle()
    assert [throttle.try_now("wang", "10.0.0.1", NOW) for _ in range(PAIR.free)] == [NONE] * PAIR.free
    at, waits = NOW, []
    for _ in range(12):
        waits.append(throttle.try_now("wang", "10.0.0.1", at))
        at += waits[-1]
        assert throttle.try_now("wang", "10.0.0.1", at) == NONE
    assert waits[:4] == [timedelta(seconds=2**n) for n in range(4)]
    assert waits[-1] == PAIR.longest


def test_W7_somebody_elses_guesses_keep_nobody_out_who_works_here() -> None:
    throttle = Throttle()
    throttle.try_now("wang", "10.0.0.7", NOW)
    throttle.succeeded("wang", "10.0.0.7")
    for number in range(400):
        throttle.try_now("wang", f"203.0.113.{number % 250}", NOW)
    assert throttle.try_now("wang", "203.0.113.251", NOW) > NONE
    assert throttle.try_now("wang", "10.0.0.7", NOW) == NONE


def test_one_client_at_many_accounts_waits_a_little_and_those_it_knows_do_not() -> None:
    throttle = Throttle()
    throttle.succeeded("li", "10.0.0.1")
    for number in range(CLIENT.free):
        assert throttle.try_now(f"user{number}", "10.0.0.1", NOW) == NONE
    assert NONE < throttle.try_now("another", "10.0.0.1", NOW) <= CLIENT.longest
    assert throttle.try_now("li", "10.0.0.1", NOW) == NONE
    assert throttle.try_now("another", "10.0.0.1", NOW + CLIENT.longest) == NONE


def test_one_account_from_everywhere_is_slowed() -> None:
    throttle = Throttle()
    for number in range(ACCOUNT.free):
        throttle.try_now("wang", f"10.0.{number}.1", NOW)
    assert NONE < throttle.try_now("wang", "10.9.9.9", NOW) <= ACCOUNT.longest
    assert throttle.try_now("li", "10.9.9.9", NOW) == NONE


def test_success_gives_the_tries_back() -> None:
    throttle = Throttle()
    for _ in range(200):
        assert throttle.try_now("wang", "10.0.0.1", NOW) == NONE
        throttle.succeeded("wang", "10.0.0.1")
    assert throttle.try_now("li", "10.0.0.1", NOW) == NONE


def test_an_hour_later_nothing_is_held_against_anybody() -> None:
    throttle = Throttle()
    for _ in range(PAIR.free):
        throttle.try_now("wang", "10.0.0.1", NOW)
    assert throttle.try_now("wang", "10.0.0.1", NOW) > NONE
    assert throttle.try_now("wang", "10.0.0.1", NOW + timedelta(hours=1)) == NONE


def test_memory_is_bounded() -> None:
    throttle = Throttle(most=50)
    for number in range(2_000):
        throttle.try_now(f"user{number}", f"10.{number % 200}.0.1", NOW)
        throttle.succeeded(f"known{number}", "10.0.0.1")
    assert len(throttle._failed) <= 150
    assert len(throttle._known) <= 50


def test_of_many_at_the_same_moment_no_more_pass_than_in_a_row() -> None:
    throttle, passed = Throttle(), []

    def one() -> None:
        if throttle.try_now("wang", "10.0.0.1", NOW) == NONE:
            passed.append(1)

    threads = [threading.Thread(target=one) for _ in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == PAIR.free


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("10.0.0.1", "10.0.0.1"), ("2001:db8::1", "2001:db8::/64"), ("2001:db8::ffff:1", "2001:db8::/64"),
        ("", "?"), ("testclient", "testclient"), ("x" * 900, "x" * 64),
    ],
)  # fmt: skip
def test_an_address_counts_as_far_as_one_customer_has_it(address: str, shown: str) -> None:
    assert network(address) == shown
