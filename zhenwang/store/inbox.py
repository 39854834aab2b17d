"""The reports inbox: what people told the office, grouped by the host they named, and how far each host has come.

A thousand reports of one host are one row. Grouping goes by what the reporters wrote, from the moment a report is kept;
``report_hosts`` is what the line read out of it later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, update

from zhenwang.domain.access import Actor
from zhenwang.domain.case import State
from zhenwang.domain.report import Report
from zhenwang.store import journal
from zhenwang.store.access_schema import journal as journal_rows
from zhenwang.store.columns import escaped
from zhenwang.store.opening import Store
from zhenwang.store.records import read_report
from zhenwang.store.report_schema import reported_hosts, reports
from zhenwang.store.schema import candidates, cases, looks

ANSWERED = "report_answered"
"""The journal's word for: whoever reported this host has been answered."""
_ORDER = (func.max(reported_hosts.c.received_at).desc(), reported_hosts.c.host)


@dataclass(frozen=True, slots=True)
class Group:
    """The reports of one host (A-label name; empty for reports in which no address could be read)."""

    host: str
    reports: int
    oldest: datetime
    newest: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a reported host. ``looked_on`` is the day of its newest look, ``seen`` whether it showed a page;
    ``queued``: it is waiting for a look. ``answered_at`` is when its reporters were last answered.
    """

    case: str = ""
    state: State | None = None
    region: str = ""
    system: str = ""
    looked_on: date | None = None
    seen: bool = False
    queued: bool = False
    answered_at: datetime | None = None


def groups(store: Store, limit: int = 100, before: datetime | None = None, text: str = "") -> list[Group]:
    """The hosts reported last, the newest first; ``before`` continues a list, ``text`` is sought in the host."""
    query = _grouped()
    if text:
        query = query.where(reported_hosts.c.host.icontains(escaped(text[:253]), autoescape=True))
    if before is not None:
        query = query.having(func.max(reported_hosts.c.received_at) < before)
    with store.read() as connection:
        return [_group(row) for row in connection.execute(query.order_by(*_ORDER).limit(max(0, limit)))]


def group_of(store: Store, host: str) -> Group | None:
    with store.read() as connection:
        row = connection.execute(_grouped().where(reported_hosts.c.host == host)).one_or_none()
    return _group(row) if row else None


def standings(store: Store, hosts: Collection[str]) -> Mapping[str, Standing]:
    """How far each of at most a few hundred hosts has come; every host asked for is answered."""
    named = [host for host in dict.fromkeys(hosts) if host]
    with store.read() as connection:
        opened = {row.host: row for row in connection.execute(_cases(named))}
        looked = {row.host: row for row in connection.execute(_looks(named))}
        queued = set(connection.execute(_queued(named)).scalars())
        answered = _answered(connection, hosts)
    return {host: _standing(host, opened, looked, queued, answered) for host in dict.fromkeys(hosts)}


def of_host(store: Store, host: str, limit: int = 50) -> list[Report]:
    """The reports that name a host, the newest first."""
    query = (
        select(reports.c.record)
        .join(reported_hosts, reported_hosts.c.receipt == reports.c.receipt)
        .where(reported_hosts.c.host == host)
        .order_by(reported_hosts.c.received_at.desc(), reported_hosts.c.reference)
        .limit(limit)
    )
    with store.read() as connection:
        return [read_report(record) for record in connection.execute(query).scalars()]


def get(store: Store, reference: str) -> Report | None:
    """A report by what officials call it."""
    query = (
        select(reports.c.record)
        .join(reported_hosts, reported_hosts.c.receipt == reports.c.receipt)
        .where(reported_hosts.c.reference == reference[:16])
        .limit(1)
    )
    with store.read() as connection:
        record = connection.execute(query).scalar_one_or_none()
    return None if record is None else read_report(record)


def oldest_unanswered(store: Store, host: str, answered_at: datetime | None) -> datetime | None:
    """When the first report of a host came in that nobody has answered; None when all are."""
    query = select(func.min(reported_hosts.c.received_at)).where(reported_hosts.c.host == host)
    if answered_at is not None:
        query = query.where(reported_hosts.c.received_at > answered_at)
    with store.read() as connection:
        found: datetime | None = connection.execute(query).scalar_one()
    return found


def answer(store: Store, actor: Actor, host: str, words: str, now: datetime) -> None:
    """Note that whoever reported the host was answered, and how; later reports of it wait again."""
    with store.write() as connection:
        journal.append(connection, actor, ANSWERED, host, words, {}, now)
        connection.execute(update(cases).where(cases.c.host == host).values(due_stale=True))


def waiting(store: Store) -> int:
    """Reports that no run has taken up yet."""
    query = select(func.count()).select_from(reports).where(reports.c.taken_on.is_(None))
    with store.read() as connection:
        return connection.execute(query).scalar_one()


def _grouped() -> Select[Any]:
    at = reported_hosts.c.received_at
    columns = (func.count().label("reports"), func.min(at).label("oldest"), func.max(at).label("newest"))
    return select(reported_hosts.c.host, *columns).group_by(reported_hosts.c.host)


def _group(row: Any) -> Group:
    return Group(row.host, row.reports, row.oldest, row.newest)


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


def _answered(connection: Connection, hosts: Collection[str]) -> dict[str, datetime]:
    wanted = {escaped(host) for host in hosts}
    rows = connection.execute(
        select(journal_rows.c.subject, func.max(journal_rows.c.at).label("at"))
        .where(journal_rows.c.action == ANSWERED, journal_rows.c.subject.in_(wanted))
        .group_by(journal_rows.c.subject)
    )
    return {row.subject: datetime.fromisoformat(row.at) for row in rows}


def _standing(
    host: str,
    opened: Mapping[str, Any],
    looked: Mapping[str, Any],
    queued: Collection[str],
    answered: Mapping[str, datetime],
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
        answered_at=answered.get(escaped(host)),
    )
