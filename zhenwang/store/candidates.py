"""The queue of candidates: one per host and day, leased to workers by rank, never lost with the worker.

A lease carries a fencing token that grows with every lease of the candidate. Whoever comes back with an older token has
lost the candidate to another worker, and what it says no longer counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import reduce
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, func, insert, select, update

from zhenwang.domain.candidate import Candidate
from zhenwang.store.conserve import count_in
from zhenwang.store.opening import Store
from zhenwang.store.records import candidate_record, read_candidate
from zhenwang.store.schema import candidates

MAX_ATTEMPTS = 3
KEPT_SIGHTINGS = 50
_CHUNK = 500
_DAYS_OF_HOST = 50


@dataclass(frozen=True, slots=True)
class Admitted:
    """How many candidates are new for the day, and how many were there already."""

    new: int
    known: int


@dataclass(frozen=True, slots=True)
class Lease:
    """A candidate in one worker's hands. ``attempts`` counts this one; the third failure is the last."""

    id: int
    candidate: Candidate
    token: int
    attempts: int


def admit(store: Store, found: Iterable[Candidate], day: date, now: datetime) -> Admitted:
    """Queue candidates for a day. One known already keeps its place or moves up, and gains the new sightings.

    Committed in chunks of 500: after a crash, admitting the same ones again completes the work. At most 50 sightings
    are kept of each candidate; its reports are all linked.
    """
    new = known = 0
    remaining = iter(found)
    while chunk := list(islice(remaining, _CHUNK)):
        with store.write() as connection:
            fresh, held = _admit_chunk(connection, chunk, day, now)
        new, known = new + fresh, known + held
    return Admitted(new, known)


def known_since(store: Store, hosts: Iterable[str], day: date) -> frozenset[str]:
    """Which of a few hosts (A-label names) were candidates on ``day`` or later, whatever became of them."""
    query = select(candidates.c.host).where(candidates.c.host.in_(list(hosts)), candidates.c.day >= day)
    with store.read() as connection:
        return frozenset(connection.execute(query.distinct()).scalars())


def of_host(store: Store, host: str) -> Candidate | None:
    """What is kept of a host (A-label name) over the last 50 days that it was a candidate on: the newest of them, with
    the newest match that says something, and the sightings of all, the oldest first. None when it never was one.
    """
    query = select(candidates.c.record).where(candidates.c.host == host).order_by(candidates.c.day.desc())
    with store.read() as connection:
        found = [read_candidate(record) for record in connection.execute(query.limit(_DAYS_OF_HOST)).scalars()]
    if not found:
        return None
    whole = reduce(_merged, found)
    return replace(whole, sightings=tuple(sorted(whole.sightings, key=lambda seen: seen.seen_at)))


def lease(store: Store, day: date, worker: str, limit: int, now: datetime, seconds: int = 300) -> list[Lease]:
    """Take up to ``limit`` waiting candidates of the day, the highest rank first, for ``seconds``.

    Leases that ran out return first: to the queue, or after the third time to the quarantine.
    """
    with store.write() as connection:
        _expire(connection, day, now)
        rows = connection.execute(
            select(candidates.c.id, candidates.c.record, candidates.c.token, candidates.c.attempts)
            .where(candidates.c.day == day, candidates.c.state == "waiting")
            .order_by(candidates.c.rank.desc(), candidates.c.id)
            .limit(max(0, limit))
        ).all()
        for ids in chunks([row.id for row in rows]):
            connection.execute(
                update(candidates)
                .where(candidates.c.id.in_(ids))
                .values(
                    state="leased",
                    token=candidates.c.token + 1,
                    attempts=candidates.c.attempts + 1,
                    worker=worker,
                    leased_until=now + timedelta(seconds=seconds),
                    changed_at=now,
                )
            )
    return [Lease(row.id, read_candidate(row.record), row.token + 1, row.attempts + 1) for row in rows]


def finish(store: Store, held: Lease, outcome: str, now: datetime) -> bool:
    """The candidate is done. False when another worker holds it by now: then nothing changed."""
    return _settle(store, held, now, state="done", outcome=outcome, reason="")


def give_back(store: Store, held: Lease, reason: str, now: datetime) -> bool:
    """The worker failed: back to the queue, after the third failure to the quarantine. False when fenced off."""
    state = "quarantined" if held.attempts >= MAX_ATTEMPTS else "waiting"
    return _settle(store, held, now, state=state, reason=reason)


def take_back(store: Store, day: date, gone: Callable[[str], bool], now: datetime) -> int:
    """End the leases of workers that are ``gone``, as if they had run out. Returns how many there were.

    Without it, whoever runs the day again right after a crash would leave out what the dead worker still holds.
    """
    held = (candidates.c.day == day, candidates.c.state == "leased")
    with store.write() as connection:
        workers = connection.execute(select(candidates.c.worker).where(*held).distinct()).scalars().all()
        dead = [worker for worker in workers if gone(worker)]
        return _end(connection, (*held, candidates.c.worker.in_(dead)), now) if dead else 0


def counts(store: Store, day: date) -> dict[str, int]:
    """How many of the day's candidates are ``waiting``, ``leased``, ``done`` and ``quarantined``."""
    query = select(candidates.c.state, func.count()).where(candidates.c.day == day).group_by(candidates.c.state)
    with store.read() as connection:
        found = {row[0]: row[1] for row in connection.execute(query)}
    return {state: found.get(state, 0) for state in ("waiting", "leased", "done", "quarantined")}


def _settle(store: Store, held: Lease, now: datetime, **values: str) -> bool:
    mine = (candidates.c.id == held.id, candidates.c.token == held.token, candidates.c.state == "leased")
    with store.write() as connection:
        changed = connection.execute(
            update(candidates).where(*mine).values(leased_until=None, changed_at=now, **values)
        )
    return changed.rowcount == 1


def _expire(connection: Connection, day: date, now: datetime) -> None:
    _end(connection, (candidates.c.day == day, candidates.c.state == "leased", candidates.c.leased_until < now), now)


def _end(connection: Connection, which: Sequence[ColumnElement[bool]], now: datetime) -> int:
    state = case((candidates.c.attempts >= MAX_ATTEMPTS, "quarantined"), else_="waiting")
    values = {"state": state, "reason": "the worker did not come back", "leased_until": None, "changed_at": now}
    return connection.execute(update(candidates).where(*which).values(values)).rowcount


def _admit_chunk(connection: Connection, chunk: Sequence[Candidate], day: date, now: datetime) -> tuple[int, int]:
    found: dict[str, Candidate] = {}
    for candidate in chunk:
        held = found.get(candidate.host.ascii)
        found[candidate.host.ascii] = _merged(held, candidate) if held else candidate
    query = select(candidates).where(candidates.c.day == day, candidates.c.host.in_(found))
    known = {row.host: row for row in connection.execute(query)}
    fresh = [candidate for host, candidate in found.items() if host not in known]
    _insert(connection, fresh, day, now)
    for host, row in known.items():
        _refresh(connection, row, found[host])
    return len(fresh), len(known)


def _insert(connection: Connection, fresh: Sequence[Candidate], day: date, now: datetime) -> None:
    if not fresh:
        return
    unset: dict[str, Any] = {"state": "waiting", "token": 0, "attempts": 0, "worker": "", "outcome": "", "reason": ""}
    by_source: dict[str, int] = {}
    rows = []
    for candidate in fresh:
        source = candidate.sightings[0].source if candidate.sightings else "unknown"
        by_source[source] = by_source.get(source, 0) + 1
        record = candidate_record(_sampled(candidate))
        rows.append(unset | {"host": candidate.host.ascii, "day": day, "source": source, "rank": candidate.rank,
                             "record": record, "admitted_at": now, "changed_at": now})  # fmt: skip
    connection.execute(insert(candidates), rows)
    for source, count in sorted(by_source.items()):
        count_in(connection, source, count)


def _refresh(connection: Connection, row: Row[Any], again: Candidate) -> None:
    held = read_candidate(row.record)
    merged = _sampled(_merged(held, again))
    if merged != held:
        values = {"record": candidate_record(merged), "rank": merged.rank}
        connection.execute(update(candidates).where(candidates.c.id == row.id).values(values))


def _sampled(candidate: Candidate) -> Candidate:
    return replace(candidate, sightings=candidate.sightings[:KEPT_SIGHTINGS])


def _merged(held: Candidate, again: Candidate) -> Candidate:
    places = {(seen.source, seen.locator, seen.name) for seen in held.sightings}
    more = tuple(seen for seen in again.sightings if (seen.source, seen.locator, seen.name) not in places)
    # A page that somebody named is worth more than the host's front page that a log implies.
    url = again.url if not any(seen.url for seen in held.sightings) and any(seen.url for seen in more) else held.url
    return replace(
        held,
        url=url,
        rank=max(held.rank, again.rank),
        sightings=held.sightings + more,
        match=held.match or again.match,
    )


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Row numbers in portions that one statement takes."""
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
