import secrets
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.made import DAY, NOW, a_candidate, a_report
from zhenwang.domain.candidate import Malformed
from zhenwang.store import candidates, quarantine, report_days, reports
from zhenwang.store.conserve import Balance, balance
from zhenwang.store.opening import Store

STEPS = st.sampled_from(["admit", "lease", "finish", "give_back", "wait", "keep", "accept", "refuse", "repeat", "take"])


def test_an_empty_store_balances(store: Store) -> None:
    assert balance(store) == []


def test_every_unit_is_in_exactly_one_place(store: Store) -> None:
    some = [a_candidate(f"{n}.example.com") for n in range(4)]
    candidates.admit(store, [*some, a_candidate("r.example.com", source="report", locator="a" * 32)], DAY, NOW)
    [first, _] = candidates.lease(store, DAY, "w", 2, NOW)
    candidates.finish(store, first, "clear", NOW)
    quarantine.keep(store, Malformed("ct", "log:1", "bad", b"x"), NOW)
    reports.accept(store, a_report("a" * 32), "k", NOW)
    reports.accept(store, a_report("b" * 32, note="other"), "k", NOW)
    assert balance(store) == [
        Balance("ct", accepted=5, done=1, waiting=2, leased=1, quarantined=1, refused=0),
        Balance("intake", accepted=2, done=0, waiting=1, leased=0, quarantined=0, refused=1),
        Balance("report", accepted=1, done=0, waiting=1, leased=0, quarantined=0, refused=0),
    ]
    assert all(books.holds for books in balance(store))


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM candidates WHERE host = '1.example.com'",
        "UPDATE candidates SET state = 'forgotten' WHERE host = '1.example.com'",
        "DELETE FROM reported_hosts; DELETE FROM reports",
        "DELETE FROM quarantine",
        "DELETE FROM tally WHERE source = 'ct'",
    ],
)
def test_I1_a_lost_unit_shows(store: Store, loss: str) -> None:
    candidates.admit(store, [a_candidate(f"{n}.example.com") for n in range(3)], DAY, NOW)
    quarantine.keep(store, Malformed("ct", "log:1", "bad", b"x"), NOW)
    reports.accept(store, a_report("a" * 32), "k", NOW)
    with store.write() as connection:
        for statement in loss.split("; "):
            connection.exec_driver_sql(statement)
    assert sum(not books.holds for books in balance(store)) == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=25), st.integers(0, 2**32))
def test_I1_the_books_balance_after_any_step(store: Store, steps: list[str], seed: int) -> None:
    chance, now = Random(seed), NOW
    # One store serves all examples, so receipts must not come again with a seed that does.
    receipts = (secrets.token_hex(16) for _ in steps)
    held: list[candidates.Lease] = []
    for step in steps:
        name = f"h{chance.randrange(6)}.example.com"
        receipt = next(receipts)
        now += timedelta(seconds=400) if step == "wait" else timedelta(0)
        if step == "admit":
            candidates.admit(store, [a_candidate(name, source=chance.choice(["ct", "list"]))], DAY, now)
        elif step == "lease":
            held += candidates.lease(store, DAY, "w", 2, now)
        elif step == "finish" and held:
            candidates.finish(store, held.pop(), "clear", now)
        elif step == "give_back" and held:
            candidates.give_back(store, held[0], "failed", now)
        elif step == "keep":
            quarantine.keep(store, Malformed("ct", name, "bad", b"x"), now)
        elif step in ("accept", "repeat", "refuse"):
            key = name if step != "accept" else receipt
            reports.accept(store, a_report(receipt, note=step), key, now)
        elif step == "take":
            report_days.taken(store, [report.receipt for report in reports.waiting(store, 1)], DAY)
        assert all(books.holds for books in balance(store)), balance(store)
