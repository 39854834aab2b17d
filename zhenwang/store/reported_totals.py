"""How often each host was reported: kept in the transaction that keeps the reports, so that the inbox never counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select, update

from zhenwang.store import inbox_hosts
from zhenwang.store.compiled import upsert
from zhenwang.store.inbox_hosts import Told
from zhenwang.store.report_schema import reported_domains, reported_totals
from zhenwang.store.schema import cases

_AT_ONCE = 500
# Built once: reports are kept hundreds of times a second, and building a statement takes longer than running it.
_KNOWN = select(cases.c.host).where(cases.c.host.in_(bindparam("hosts", expanding=True)))
_TOLD = (
    update(cases)
    .where(cases.c.host == bindparam("of"))
    .values(reports=cases.c.reports + bindparam("more"), due_stale=True)
)
_SAMPLES = select(reported_domains).where(reported_domains.c.domain.in_(bindparam("domains", expanding=True)))


@dataclass(frozen=True, slots=True)
class Counted:
    """Reports of one host that came one way, in one go."""

    host: str
    channel: str
    domain: str
    reports: int
    first_at: datetime
    last_at: datetime


def add(connection: Connection, counted: Iterable[Counted]) -> None:
    """Add to the totals, and to the cases of the hosts, whose deadlines may change with it."""
    given = list(counted)
    if not given:
        return
    by_host = _by_host(given)
    inbox_hosts.add(connection, by_host)
    upsert(connection, reported_totals, _adding, [_row(one) for one in given])
    _tell_cases(connection, {one.host: one.reports for one in by_host})


def _tell_cases(connection: Connection, more: Mapping[str, int]) -> None:
    """Few of the reported hosts have a case, so they are asked for first instead of updating each."""
    hosts = list(more)
    for start in range(0, len(hosts), _AT_ONCE):
        known = connection.execute(_KNOWN, {"hosts": hosts[start : start + _AT_ONCE]}).scalars().all()
        if known:
            connection.execute(_TOLD, [{"of": host, "more": more[host]} for host in known])


def count(connection: Connection, host: str) -> int:
    """How many reports name the host."""
    query = select(func.coalesce(func.sum(reported_totals.c.reports), 0)).where(reported_totals.c.host == host)
    return int(connection.execute(query).scalar_one())


def samples(connection: Connection, domains: Collection[str]) -> dict[str, int]:
    """How many reports of each registrable domain are kept word for word."""
    named, found = list(domains), dict[str, int]()
    for start in range(0, len(named), _AT_ONCE):
        rows = connection.execute(_SAMPLES, {"domains": named[start : start + _AT_ONCE]})
        found |= {row.domain: row.samples for row in rows}
    return found


def keep_samples(connection: Connection, counts: Mapping[str, int]) -> None:
    """Note how many are kept now."""
    rows = [{"domain": domain, "samples": number} for domain, number in counts.items()]
    upsert(connection, reported_domains, _replacing, rows)


def _by_host(counted: Iterable[Counted]) -> list[Told]:
    found: dict[str, Told] = {}
    for one in counted:
        held = found.get(one.host, Told(one.host, 0, one.first_at, one.last_at))
        first, last = min(held.first_at, one.first_at), max(held.last_at, one.last_at)
        found[one.host] = Told(one.host, held.reports + one.reports, first, last)
    return list(found.values())


def _row(one: Counted) -> dict[str, Any]:
    return {
        "host": one.host, "channel": one.channel, "domain": one.domain, "reports": one.reports,
        "first_at": one.first_at, "last_at": one.last_at,
    }  # fmt: skip


def _adding(build: Any) -> Any:
    held, new = reported_totals.c, build.excluded
    return build.on_conflict_do_update(
        index_elements=["host", "channel"],
        set_={
            "reports": held.reports + new.reports,
            "first_at": case((new.first_at < held.first_at, new.first_at), else_=held.first_at),
            "last_at": case((new.last_at > held.last_at, new.last_at), else_=held.last_at),
        },
    )


def _replacing(build: Any) -> Any:
    return build.on_conflict_do_update(index_elements=["domain"], set_={"samples": build.excluded.samples})
