"""What a day leaves waiting is taken on by a later one: once a host, and nothing twice or never."""

from datetime import timedelta

from tests.store.made import DAY, NOW, a_candidate
from zhenwang.store import candidates, conserve, leftovers
from zhenwang.store.opening import Store

NEXT = DAY + timedelta(days=1)
LATER = NOW + timedelta(days=1)


def test_what_waits_goes_on_and_what_is_done_stays(store: Store) -> None:
    candidates.admit(store, [a_candidate("a.example"), a_candidate("b.example")], DAY, NOW)
    (held,) = candidates.lease(store, DAY, "w", 1, NOW)
    candidates.finish(store, held, "clear", NOW)
    taken = leftovers.carry_over(store, NEXT, LATER)
    assert (taken.new, taken.known) == (1, 0)
    assert candidates.counts(store, DAY) == {"waiting": 0, "leased": 0, "done": 1, "quarantined": 0}
    (lease,) = candidates.lease(store, NEXT, "w", 9, LATER)
    assert {held.candidate.host.ascii, lease.candidate.host.ascii} == {"a.example", "b.example"}
    assert all(balance.holds for balance in conserve.balance(store))


def test_a_host_queued_for_the_day_already_goes_on_once(store: Store) -> None:
    for day in (DAY - timedelta(days=1), DAY, NEXT):
        candidates.admit(store, [a_candidate("a.example")], day, NOW)
    taken = leftovers.carry_over(store, NEXT, LATER)
    assert (taken.new, taken.known) == (0, 2)
    assert len(candidates.lease(store, NEXT, "w", 9, LATER)) == 1
    assert all(balance.holds for balance in conserve.balance(store))


def test_a_lease_that_ran_out_goes_on_and_a_living_one_does_not(store: Store) -> None:
    candidates.admit(store, [a_candidate("a.example"), a_candidate("b.example")], DAY, NOW)
    candidates.lease(store, DAY, "dead", 1, NOW, seconds=60)
    candidates.lease(store, DAY, "alive", 1, NOW, seconds=7 * 86_400)
    assert leftovers.carry_over(store, NEXT, LATER).new == 1
    assert candidates.counts(store, DAY)["leased"] == 1


def test_nothing_left_is_nothing_done(store: Store) -> None:
    assert leftovers.carry_over(store, DAY, NOW) == candidates.Admitted(0, 0)
