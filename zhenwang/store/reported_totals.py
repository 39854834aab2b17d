"""How often each host was reported: kept in the transaction that keeps the reports, so that the inbox never counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from zhenwang.store import inbox_hosts
from zhenwang.store.inbox_hosts import Told
from zhenwang.store.report_schema import reported_domains, reported_totals
from zhenwang.store.schema import cases


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
    rows = [_row(one) for one in given]
    if not rows:
        return
    inbox_hosts.add(connection, _by_host(given))
    build = _insert(connection)(reported_totals)
    held, new = reported_totals.c, build.excluded
    connection.execute(
        build.on_conflict_do_update(
            index_elements=["host", "channel"],
            set_={
                "reports": held.reports + new.reports,
                "first_at": case((new.first_at < held.first_at, new.first_at), else_=held.first_at),
                "last_at": case((new.last_at > held.last_at, new.last_at), else_=held.last_at),
            },
        ),
        rows,
    )
    for row in rows:
        told = {"reports": cases.c.reports + row["reports"], "due_stale": True}
        connection.execute(update(cases).where(cases.c.host == row["host"]).values(told))


def count(connection: Connection, host: str) -> int:
    """How many reports name the host."""
    query = select(func.coalesce(func.sum(reported_totals.c.reports), 0)).where(reported_totals.c.host == host)
    return int(connection.execute(query).scalar_one())


def samples(connection: Connection, domains: Iterable[str]) -> dict[str, int]:
    """How many reports of each registrable domain are kept word for word."""
    query = select(reported_domains).where(reported_domains.c.domain.in_(list(domains)))
    return {row.domain: row.samples for row in connection.execute(query)}


def keep_samples(connection: Connection, counts: Mapping[str, int]) -> None:
    """Note how many are kept now."""
    if not counts:
        return
    build = _insert(connection)(reported_domains)
    kept = build.on_conflict_do_update(index_elements=["domain"], set_={"samples": build.excluded.samples})
    connection.execute(kept, [{"domain": domain, "samples": number} for domain, number in counts.items()])


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


def _insert(connection: Connection) -> Any:
    return postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
