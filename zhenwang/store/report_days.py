"""Reports on their way into a day: read a page at a time, and taken up once their candidates are admitted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, and_, or_, select, update

from zhenwang.domain.report import Waiting
from zhenwang.store.opening import Store
from zhenwang.store.records import read_report
from zhenwang.store.report_schema import reported_hosts, reports
from zhenwang.store.schema import candidates

_AT_ONCE = 500


def waiting(store: Store, page: int = _AT_ONCE) -> Iterator[Waiting]:
    """Every report that no run has taken up, the oldest first. Only a page is in memory, and no transaction is open
    between two of them. What comes in meanwhile may be among them or not.
    """
    last: tuple[datetime, str] | None = None
    while True:
        with store.read() as connection:
            found = _page(connection, last, page)
        yield from found
        if len(found) < page:
            return
        last = (found[-1].received_at, found[-1].receipt)


def taken(store: Store, receipts: Iterable[str], day: date, passed_over: Collection[str] = ()) -> int:
    """Note that reports went into a day's candidates; returns how many were waiting. Repeating it is harmless.

    ``passed_over`` of them name a host that was left out because its domain had enough. A report whose host had been
    looked at on that day before it came in stays waiting for the next day: that look is no answer to it.
    """
    ordered, changed = sorted(set(receipts)), 0
    for start in range(0, len(ordered), _AT_ONCE):
        mine = ordered[start : start + _AT_ONCE]
        over = [receipt for receipt in mine if receipt in passed_over]
        with store.write() as connection:  # one for each portion: reporters wait to be answered meanwhile
            changed += _take(connection, over, day, passed_over=True)
            changed += _take(connection, [receipt for receipt in mine if receipt not in passed_over], day)
    return changed


def admitted_hosts(store: Store, source: str, since: datetime) -> list[str]:
    """The hosts that became candidates by a source since an instant."""
    c = candidates.c
    recent = (c.day >= since.date() - timedelta(days=1), c.source == source, c.admitted_at >= since)
    with store.read() as connection:
        return list(connection.execute(select(c.host).where(*recent).distinct()).scalars())


def _page(connection: Connection, last: tuple[datetime, str] | None, page: int) -> list[Waiting]:
    at, receipt = reports.c.received_at, reports.c.receipt
    query = select(receipt, at, reports.c.record).where(reports.c.taken_on.is_(None)).order_by(at, receipt)
    if last is not None:
        query = query.where(or_(at > last[0], and_(at == last[0], receipt > last[1])))
    rows = connection.execute(query.limit(page)).all()
    hosts = _hosts(connection, [row.receipt for row in rows])
    return [
        Waiting(row.receipt, row.received_at, tuple(hosts.get(row.receipt, ())),
                read_report(row.record) if row.record else None)
        for row in rows
    ]  # fmt: skip


def _hosts(connection: Connection, receipts: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    columns = (reported_hosts.c.receipt, reported_hosts.c.host)
    for start in range(0, len(receipts), _AT_ONCE):
        mine = reported_hosts.c.receipt.in_(receipts[start : start + _AT_ONCE])
        named = select(*columns).where(mine, reported_hosts.c.host != "").order_by(reported_hosts.c.host)
        for receipt, host in connection.execute(named):
            found.setdefault(receipt, []).append(host)
    return found


def _take(connection: Connection, receipts: Sequence[str], day: date, *, passed_over: bool = False) -> int:
    if not receipts:
        return 0
    c = candidates.c
    done_before = (
        select(c.id)
        .join(reported_hosts, reported_hosts.c.host == c.host)
        .where(reported_hosts.c.receipt == reports.c.receipt, c.day == day)
        .where(c.state.in_(("done", "quarantined")), c.changed_at < reports.c.received_at)
    )
    mine = (reports.c.receipt.in_(receipts), reports.c.taken_on.is_(None), ~done_before.exists())
    return connection.execute(update(reports).where(*mine).values(taken_on=day, passed_over=passed_over)).rowcount
