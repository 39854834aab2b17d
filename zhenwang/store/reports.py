"""Reports from the public: accepted once, answered with a receipt only after the commit, and never lost from sight.

A reporter's own words stay in this table; cases, evidence and history never hold them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update

from zhenwang.domain.report import Report
from zhenwang.domain.workflow import Refused
from zhenwang.store.columns import canonical
from zhenwang.store.conserve import INTAKE, count_in
from zhenwang.store.opening import Store
from zhenwang.store.records import read_report, report_record
from zhenwang.store.schema import candidates, cases, quarantine, report_hosts, reported_hosts, reports

_RECEIPT = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The report is kept under ``receipt``. ``repeated``: it had been accepted before, and that receipt is returned."""

    receipt: str
    repeated: bool


def accept(store: Store, report: Report, idempotency_key: str, now: datetime) -> Accepted | Refused:
    """Keep a report. When this returns Accepted, it is committed.

    The same key with the same body gives the first receipt again; with another body it is refused and the first result
    stays. Without a key every report is a new one. ValueError when the receipt is not 32 hexadecimal digits.
    """
    if not _RECEIPT.match(report.receipt):
        raise ValueError("a receipt is 128 random bits as 32 hexadecimal digits")
    key = hashlib.sha256(canonical(idempotency_key or ["receipt", report.receipt]).encode()).hexdigest()
    body = _body_digest(report)
    with store.write() as connection:
        held = connection.execute(select(reports).where(reports.c.idempotency_key == key)).one_or_none()
        if held is None:
            _insert(connection, report, key, body, now)
            return Accepted(report.receipt, repeated=False)
        if held.body_digest == body:
            return Accepted(held.receipt, repeated=True)
        count_in(connection, INTAKE, 1, refused=1)
        return Refused("this idempotency key was used for another report: send a new key with a new report")


def waiting(store: Store, limit: int = 10_000) -> list[Report]:
    """Reports not yet taken into a day, the oldest first."""
    query = select(reports.c.record).where(reports.c.taken_on.is_(None))
    ordered = query.order_by(reports.c.received_at, reports.c.receipt).limit(limit)
    with store.read() as connection:
        return [read_report(record) for record in connection.execute(ordered).scalars()]


def taken(store: Store, receipts: Iterable[str], day: date) -> int:
    """Note that the reports went into a day's candidates. Returns how many were waiting; repeating is harmless."""
    ordered = sorted(set(receipts))
    changed = 0
    with store.write() as connection:
        for start in range(0, len(ordered), 500):
            mine = reports.c.receipt.in_(ordered[start : start + 500])
            done = connection.execute(update(reports).where(mine, reports.c.taken_on.is_(None)).values(taken_on=day))
            changed += done.rowcount
    return changed


def of_host(store: Store, host: str, limit: int = 50) -> list[Report]:
    """Reports that named a host (A-label name), the oldest first."""
    query = (
        select(reports.c.record)
        .join(report_hosts, report_hosts.c.receipt == reports.c.receipt)
        .where(report_hosts.c.host == host)
        .order_by(reports.c.received_at, reports.c.receipt)
        .limit(limit)
    )
    with store.read() as connection:
        return [read_report(record) for record in connection.execute(query).scalars()]


def status(store: Store, receipt: str) -> str | None:
    """What became of a report: ``waiting``, ``looked``, ``case`` or ``official``; None when there is no such receipt.

    ``waiting`` also covers a host that could not be looked at and an address that could not be read: both wait for a
    person. ``official`` means that only official hosts were named, so there was nothing to look at.
    """
    if not _RECEIPT.match(receipt):
        return None
    with store.read() as connection:
        row = connection.execute(select(reports.c.taken_on).where(reports.c.receipt == receipt)).one_or_none()
        return None if row is None else _status(connection, receipt, row.taken_on)


def _status(connection: Connection, receipt: str, taken_on: date | None) -> str:
    hosts = select(report_hosts.c.host).where(report_hosts.c.receipt == receipt)
    if connection.execute(select(cases.c.id).where(cases.c.host.in_(hosts)).limit(1)).first():
        return "case"
    named = set(connection.execute(hosts).scalars())
    if taken_on is None:
        return "waiting"
    if not named:
        return "waiting" if _unreadable(connection, receipt) else "official"
    done = select(candidates.c.host).where(
        candidates.c.host.in_(named), candidates.c.day >= taken_on, candidates.c.state == "done"
    )
    return "looked" if named == set(connection.execute(done).scalars()) else "waiting"


def _unreadable(connection: Connection, receipt: str) -> bool:
    mine = (quarantine.c.source == "report", quarantine.c.locator.contains(receipt))
    return bool(connection.execute(select(func.count()).select_from(quarantine).where(*mine)).scalar_one())


def _insert(connection: Connection, report: Report, key: str, body: str, now: datetime) -> None:
    connection.execute(
        insert(reports).values(
            receipt=report.receipt,
            idempotency_key=key,
            body_digest=body,
            received_at=now,
            record=report_record(report),
        )
    )
    named = [
        {"reference": report.reference, "host": host, "receipt": report.receipt, "received_at": now}
        for host in report.hosts or ("",)
    ]
    connection.execute(insert(reported_hosts), named)
    count_in(connection, INTAKE, 1)


def _body_digest(report: Report) -> str:
    body = [report.urls, report.claims, report.reached_by, report.note]
    return hashlib.sha256(canonical(body).encode()).hexdigest()
