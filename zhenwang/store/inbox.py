"""The reports inbox: what people told the office, a row for each host they named, and how far each host has come.

A thousand reports of one host are one row (``inbox_hosts``), kept with the reports; no list counts them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select

from zhenwang.domain.case import State
from zhenwang.domain.reply import Stage
from zhenwang.domain.report import Report
from zhenwang.store.opening import Store
from zhenwang.store.records import read_report
from zhenwang.store.report_schema import inbox_hosts, reported_hosts, reported_totals, reports
from zhenwang.store.schema import candidates, cases, looks


@dataclass(frozen=True, slots=True)
class Group:
    """The reports of one host (A-label name; empty for reports in which no address could be read).

    ``waiting`` of them nobody answered yet; ``since`` is when the first of these came in, or else when the reply was
    last dealt with. ``proposal`` is the number of the reply that waits for its review, 0 without one.
    """

    host: str
    reports: int
    oldest: datetime
    newest: datetime
    stage: Stage = Stage.WAITING
    waiting: int = 0
    since: datetime | None = None
    proposal: int = 0

    @property
    def waiting_since(self) -> datetime | None:
        """When the first report came in that nobody answered; None when all are."""
        return self.since if self.waiting else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a reported host. ``looked_on`` is the day of its newest look, ``seen`` whether it showed a page;
    ``queued``: it is waiting for a look. ``channels``: how many of its reports came which way.
    """

    case: str = ""
    state: State | None = None
    region: str = ""
    system: str = ""
    looked_on: date | None = None
    seen: bool = False
    queued: bool = False
    channels: Mapping[str, int] = field(default_factory=dict)


def groups(store: Store, limit: int = 100) -> list[Group]:
    """The hosts reported last, the newest first."""
    query = select(inbox_hosts).order_by(inbox_hosts.c.last_at.desc(), inbox_hosts.c.host).limit(max(0, limit))
    with store.read() as connection:
        return [group(row) for row in connection.execute(query)]


def group_of(store: Store, host: str) -> Group | None:
    return some(store, [host]).get(host)


def some(store: Store, hosts: Collection[str]) -> Mapping[str, Group]:
    """Those of at most a few hundred hosts that were reported."""
    query = select(inbox_hosts).where(inbox_hosts.c.host.in_(list(hosts)))
    with store.read() as connection:
        return {row.host: group(row) for row in connection.execute(query)}


def group(row: Any) -> Group:
    """What a row of ``inbox_hosts`` says."""
    return Group(
        row.host, row.reports, row.first_at, row.last_at, Stage(row.stage), row.waiting, row.waiting_since, row.proposal
    )  # fmt: skip


def standings(store: Store, hosts: Collection[str]) -> Mapping[str, Standing]:
    """How far each of at most a few hundred hosts has come; every host asked for is answered."""
    named = [host for host in dict.fromkeys(hosts) if host]
    with store.read() as connection:
        opened = {row.host: row for row in connection.execute(_cases(named))}
        looked = {row.host: row for row in connection.execute(_looks(named))}
        queued = set(connection.execute(_queued(named)).scalars())
        came: dict[str, dict[str, int]] = {}
        for host, channel, count in connection.execute(_channels(list(dict.fromkeys(hosts)))):
            came.setdefault(host, {})[channel] = int(count)
    return {host: _standing(host, opened, looked, queued, came) for host in dict.fromkeys(hosts)}


def of_host(store: Store, host: str, limit: int = 50) -> list[Report]:
    """The reports kept word for word that name a host, the newest first."""
    query = (
        select(reports.c.record)
        .join(reported_hosts, reported_hosts.c.receipt == reports.c.receipt)
        .where(reported_hosts.c.host == host, reported_hosts.c.sample)
        .order_by(reported_hosts.c.received_at.desc(), reported_hosts.c.reference)
        .limit(limit)
    )
    with store.read() as connection:
        return [read_report(record) for record in connection.execute(query).scalars() if record]


def get(store: Store, reference: str) -> Report | None:
    """A report by what officials call it; None for one that is only counted."""
    query = (
        select(reports.c.record)
        .join(reported_hosts, reported_hosts.c.receipt == reports.c.receipt)
        .where(reported_hosts.c.reference == reference[:16])
        .limit(1)
    )
    with store.read() as connection:
        record = connection.execute(query).scalar_one_or_none()
    return read_report(record) if record else None


def waiting(store: Store) -> int:
    """Reports that no run has taken up yet."""
    query = select(func.count()).select_from(reports).where(reports.c.taken_on.is_(None))
    with store.read() as connection:
        return connection.execute(query).scalar_one()


def _cases(hosts: list[str]) -> Select[Any]:
    return select(cases.c.host, cases.c.id, cases.c.state, cases.c.region, cases.c.system).where(
        cases.c.host.in_(hosts)
    )


def _looks(hosts: list[str]) -> Select[Any]:
    last = select(looks.c.host, func.max(looks.c.day).label("day")).where(looks.c.host.in_(hosts))
    newest = last.group_by(looks.c.host).subquery()
    same = (looks.c.host == newest.c.host) & (looks.c.day == newest.c.day)
    return select(looks.c.host, looks.c.day, looks.c.seen).join(newest, same)


def _queued(hosts: list[str]) -> Select[Any]:
    unfinished = or_(candidates.c.state == "waiting", candidates.c.state == "leased")
    return select(candidates.c.host).where(candidates.c.host.in_(hosts), unfinished).distinct()


def _channels(hosts: list[str]) -> Select[Any]:
    c = reported_totals.c
    return select(c.host, c.channel, c.reports).where(c.host.in_(hosts)).order_by(c.host, c.channel)


def _standing(
    host: str,
    opened: Mapping[str, Any],
    looked: Mapping[str, Any],
    queued: Collection[str],
    came: Mapping[str, Mapping[str, int]],
) -> Standing:
    case, look = opened.get(host), looked.get(host)
    return Standing(
        case=case.id if case else "",
        state=State(case.state) if case else None,
        region=case.region if case else "",
        system=case.system if case else "",
        looked_on=look.day if look else None,
        seen=bool(look and look.seen),
        queued=host in queued,
        channels=came.get(host, {}),
    )
