from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.store.made import DAY, NOW, a_candidate, a_report
from zhenwang.domain.candidate import Sighting
from zhenwang.store import candidates, quarantine, reported_totals, reports
from zhenwang.store.candidates import Admitted, Lease
from zhenwang.store.opening import Store
from zhenwang.store.schema import candidates as table

LATER = NOW + timedelta(seconds=301)


def leased(store: Store, limit: int = 10, worker: str = "w1", now=NOW) -> list[Lease]:
    return candidates.lease(store, DAY, worker, limit, now)


def test_a_host_is_one_candidate_per_day(store: Store) -> None:
    some = [a_candidate("a.example.com"), a_candidate("b.example.com"), a_candidate("a.example.com")]
    assert candidates.admit(store, some, DAY, NOW) == Admitted(new=2, known=0)
    assert candidates.admit(store, some, DAY, NOW) == Admitted(new=0, known=2)
    assert candidates.admit(store, some, DAY + timedelta(days=1), NOW) == Admitted(new=2, known=0)


def test_the_highest_rank_goes_first(store: Store) -> None:
    ranks = {"a.example.com": 0.1, "b.example.com": 0.9, "c.example.com": 0.5}
    candidates.admit(store, [a_candidate(name, rank) for name, rank in ranks.items()], DAY, NOW)
    assert [lease.candidate.host.ascii[0] for lease in leased(store, 2)] == ["b", "c"]
    assert [lease.candidate.host.ascii[0] for lease in leased(store, 2)] == ["a"]
    assert leased(store) == []


def test_a_candidate_comes_out_as_it_went_in(store: Store) -> None:
    candidate = a_candidate("湖北省政府.example.com", locator="log\x00:1\ud800")
    candidates.admit(store, [candidate], DAY, NOW)
    assert leased(store)[0].candidate == candidate


def test_R11_a_known_candidate_gains_sightings_and_only_moves_up(store: Store) -> None:
    candidates.admit(store, [a_candidate(rank=0.6)], DAY, NOW)
    told = replace(
        a_candidate(rank=0.2, source="report", locator="a" * 32),
        url="http://hubei-gov.example.com/cx",
        sightings=(Sighting("hubei-gov.example.com", "report", "a" * 32, NOW, "http://hubei-gov.example.com/cx"),),
    )
    candidates.admit(store, [told, told], DAY, NOW)
    merged = leased(store)[0].candidate
    assert merged.rank == 0.6
    assert [seen.source for seen in merged.sightings] == ["ct", "report"]
    assert merged.url == "http://hubei-gov.example.com/cx"


def test_R2_a_host_keeps_fifty_sightings_and_counts_every_report(store: Store) -> None:
    receipts = [f"{number:032x}" for number in range(200)]
    for receipt in receipts:
        reports.accept(store, a_report(receipt), "", NOW)
    flood = [a_candidate(source="report", locator=receipt) for receipt in receipts]
    candidates.admit(store, flood[:150], DAY, NOW)
    candidates.admit(store, flood[150:], DAY, NOW)
    assert len(leased(store)[0].candidate.sightings) == candidates.KEPT_SIGHTINGS
    assert len(reports.of_host(store, "hubei-gov.example.com", limit=1000)) == 50
    with store.read() as connection:
        assert reported_totals.count(connection, "hubei-gov.example.com") == 200


def test_a_finished_candidate_stays_done(store: Store) -> None:
    candidates.admit(store, [a_candidate()], DAY, NOW)
    [held] = leased(store)
    assert candidates.finish(store, held, "clear", NOW)
    assert not candidates.finish(store, held, "clear", NOW)
    assert leased(store, now=LATER) == []
    assert candidates.counts(store, DAY) == {"waiting": 0, "leased": 0, "done": 1, "quarantined": 0}


def test_Q1_a_killed_workers_lease_returns_when_it_runs_out(store: Store) -> None:
    candidates.admit(store, [a_candidate()], DAY, NOW)
    leased(store, worker="killed")
    assert leased(store, now=NOW + timedelta(seconds=299)) == []
    [again] = leased(store, now=LATER)
    assert (again.attempts, again.token) == (2, 2)


def test_Q3_a_frozen_worker_that_wakes_is_fenced_off(store: Store) -> None:
    candidates.admit(store, [a_candidate()], DAY, NOW)
    [frozen] = leased(store, worker="frozen")
    [fresh] = leased(store, worker="fresh", now=LATER)
    assert not candidates.finish(store, frozen, "clear", LATER)
    assert not candidates.give_back(store, frozen, "woke up", LATER)
    assert candidates.finish(store, fresh, "case", LATER)
    with store.read() as connection:
        assert connection.execute(select(table.c.outcome)).scalar() == "case"


def test_a_late_worker_whose_lease_nobody_took_still_counts(store: Store) -> None:
    candidates.admit(store, [a_candidate()], DAY, NOW)
    [late] = leased(store)
    assert candidates.finish(store, late, "clear", LATER)


def test_the_third_failure_goes_to_quarantine_with_its_reason(store: Store) -> None:
    candidates.admit(store, [a_candidate(), a_candidate("b.example.com", rank=0.1)], DAY, NOW)
    for attempt in (1, 2, 3):
        [held] = leased(store, 1)
        assert held.attempts == attempt
        assert candidates.give_back(store, held, f"failed {attempt}", NOW)
    assert candidates.counts(store, DAY) == {"waiting": 1, "leased": 0, "done": 0, "quarantined": 1}
    [kept] = quarantine.items(store)
    assert (kept.reason, kept.names) == ("failed 3", ("hubei-gov.example.com",))
    assert leased(store)[0].candidate.host.ascii == "b.example.com"


def test_Q12_a_job_that_kills_its_worker_three_times_is_quarantined(store: Store) -> None:
    candidates.admit(store, [a_candidate()], DAY, NOW)
    for attempt in range(3):
        assert len(leased(store, now=NOW + attempt * timedelta(seconds=301))) == 1
    assert leased(store, now=NOW + 3 * timedelta(seconds=301)) == []
    assert candidates.counts(store, DAY)["quarantined"] == 1
    assert "did not come back" in quarantine.items(store)[0].reason


def test_no_candidate_is_leased_twice_by_many_workers(store: Store) -> None:
    candidates.admit(store, [a_candidate(f"h{n}.example.com") for n in range(100)], DAY, NOW)
    with ThreadPoolExecutor(16) as pool:
        taken = list(pool.map(lambda n: leased(store, 3, f"w{n}"), range(50)))
    ids = [lease.id for leases in taken for lease in leases]
    assert len(ids) == len(set(ids)) == 100


@pytest.mark.parametrize("limit", [0, -1])
def test_nothing_asked_nothing_leased(store: Store, limit: int) -> None:
    candidates.admit(store, [a_candidate()], DAY, NOW)
    assert leased(store, limit) == []


def test_of_a_host_the_newest_match_and_the_sightings_of_all_days_are_known(store: Store) -> None:
    assert candidates.of_host(store, "a.example.com") is None
    first = a_candidate("a.example.com", locator="log#1")
    newest = replace(first, sightings=(replace(first.sightings[0], locator="log#0", seen_at=NOW - timedelta(days=9)),))
    candidates.admit(store, [first, a_candidate("b.example.com")], DAY, NOW)
    candidates.admit(store, [replace(newest, match=None)], DAY + timedelta(days=1), NOW)
    found = candidates.of_host(store, "a.example.com")
    assert found
    assert found.match == first.match
    assert [seen.locator for seen in found.sightings] == ["log#0", "log#1"]
