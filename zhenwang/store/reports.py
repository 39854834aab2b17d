"""Reports: accepted once, answered with a receipt only after the commit, and never lost from sight.

A report's words and the reporter's contact are sealed and apart (``reporter_details``); cases, evidence and history
never hold them. Of a registrable domain ``SAMPLES`` reports are kept, the others are counted: a row for every receipt.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.report import SAMPLES, Report, Submission
from zhenwang.domain.workflow import Refused
from zhenwang.store import reported_totals
from zhenwang.store.columns import canonical
from zhenwang.store.conserve import INTAKE, count_in
from zhenwang.store.opening import Store
from zhenwang.store.records import read_report, report_record
from zhenwang.store.report_schema import report_pictures, reported_hosts, reporter_details, reports
from zhenwang.store.reported_totals import Counted
from zhenwang.store.schema import candidates, cases, quarantine
from zhenwang.text.addresses import hosts_named

KEPT_DAYS = 180
"""Words and contact of a reporter are erased after these (个人信息保护法 art. 19: the shortest time needed)."""
_RECEIPT = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The report is kept under ``receipt``. ``repeated``: it had been accepted before, and that receipt is returned."""

    receipt: str
    repeated: bool


def accept(store: Store, report: Report, idempotency_key: str, now: datetime) -> Accepted | Refused:
    """``accept_all`` of one report without sealed parts: its note stays in its record."""
    return accept_all(store, [Submission(report, idempotency_key)], now)[0]


def accept_all(store: Store, submissions: Sequence[Submission], now: datetime) -> list[Accepted | Refused]:
    """Keep reports, all in one transaction. When this returns, every Accepted one is committed.

    The same key with the same body gives the first receipt again; with another body it is refused and the first result
    stays. Without a key every report is a new one. ValueError when a receipt is not 32 hexadecimal digits.
    """
    if not all(_RECEIPT.match(one.report.receipt) for one in submissions):
        raise ValueError("a receipt is 128 random bits as 32 hexadecimal digits")
    pictures = {
        one.report.receipt: [store.blobs.put(picture.png) if picture.png else "" for picture in one.pictures]
        for one in submissions
        if one.pictures
    }
    keyed = [(_key(one), _body_digest(one), one) for one in submissions]
    with store.write() as connection:
        held = _held(connection, [key for key, _, _ in keyed])
        fresh: list[tuple[str, str, Submission]] = []
        answers: list[Accepted | Refused] = []
        for key, body, one in keyed:
            if key not in held:
                held[key] = (one.report.receipt, body)
                fresh.append((key, body, one))
                answers.append(Accepted(one.report.receipt, repeated=False))
            elif held[key][1] == body:
                answers.append(Accepted(held[key][0], repeated=True))
            else:
                answers.append(Refused("this idempotency key was used for another report: send a new one"))
        refused = sum(isinstance(answer, Refused) for answer in answers)
        _insert(connection, fresh, pictures, now)
        count_in(connection, INTAKE, len(fresh) + refused, refused=refused)
    return answers


def waiting(store: Store, limit: int = 10_000) -> list[Report]:
    """Reports not yet taken into a day, the oldest first."""
    query = select(reports.c.record).where(reports.c.taken_on.is_(None))
    ordered = query.order_by(reports.c.received_at, reports.c.receipt).limit(limit)
    with store.read() as connection:
        return [read_report(record) for record in connection.execute(ordered).scalars() if record]


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
    """Kept reports that named a host (A-label name), the oldest first."""
    query = (
        select(reports.c.record)
        .join(reported_hosts, reported_hosts.c.receipt == reports.c.receipt)
        .where(reported_hosts.c.host == host, reported_hosts.c.sample)
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
    hosts = select(reported_hosts.c.host).where(reported_hosts.c.receipt == receipt, reported_hosts.c.host != "")
    if connection.execute(select(cases.c.id).where(cases.c.host.in_(hosts)).limit(1)).first():
        return "case"
    named = set(connection.execute(hosts).scalars())
    if taken_on is None or not named or _unreadable(connection, receipt):
        return "waiting"
    since = (candidates.c.host.in_(named), candidates.c.day >= taken_on)
    admitted = set(connection.execute(select(candidates.c.host).where(*since)).scalars())
    if not admitted:
        return "official"
    done = select(candidates.c.host).where(*since, candidates.c.state == "done")
    return "looked" if admitted == set(connection.execute(done).scalars()) else "waiting"


def _unreadable(connection: Connection, receipt: str) -> bool:
    mine = (quarantine.c.source == "report", quarantine.c.locator.contains(receipt))
    return bool(connection.execute(select(func.count()).select_from(quarantine).where(*mine)).scalar_one())


def _held(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Receipt and body of the reports that are kept under these keys."""
    columns = (reports.c.idempotency_key, reports.c.receipt, reports.c.body_digest)
    found: dict[str, tuple[str, str]] = {}
    for start in range(0, len(keys), 500):
        query = select(*columns).where(reports.c.idempotency_key.in_(keys[start : start + 500]))
        found |= {row.idempotency_key: (row.receipt, row.body_digest) for row in connection.execute(query)}
    return found


def _insert(
    connection: Connection,
    fresh: Sequence[tuple[str, str, Submission]],
    pictures: dict[str, list[str]],
    now: datetime,
) -> None:
    if not fresh:
        return
    named = {one.report.receipt: hosts_named(one.report.urls, one.report.note) or ("",) for _, _, one in fresh}
    domains = {host: _domain(host) for hosts in named.values() for host in hosts}
    held = reported_totals.samples(connection, {domain for domain in domains.values() if domain})
    kept = dict(held)
    rows, links, details, shots = [], [], [], []
    counted: dict[tuple[str, str], int] = {}
    for key, body, one in fresh:
        report = one.report
        hosts = named[report.receipt]
        room = {domains[host] for host in hosts if kept.get(domains[host], 0) < SAMPLES}
        sample = bool(room)
        for domain in room - {""}:
            kept[domain] = kept.get(domain, 0) + 1
        rows.append(_report_row(one, key, body, now, sample=sample))
        for host in hosts:
            links.append({"reference": report.reference, "host": host, "receipt": report.receipt, "received_at": now,
                          "sample": sample})  # fmt: skip
            counted[host, report.channel] = counted.get((host, report.channel), 0) + 1
        if one.contact or (one.words and sample):
            details.append({"receipt": report.receipt, "contact": one.contact, "words": one.words if sample else "",
                            "expires_at": now + timedelta(days=KEPT_DAYS)})  # fmt: skip
        if sample:
            shots += _picture_rows(one, pictures.get(report.receipt, []))
    connection.execute(insert(reports), rows)
    connection.execute(insert(reported_hosts), links)
    for table, found in ((reporter_details, details), (report_pictures, shots)):
        if found:
            connection.execute(insert(table), found)
    reported_totals.keep_samples(connection, {domain: n for domain, n in kept.items() if n != held.get(domain)})
    reported_totals.add(
        connection,
        [Counted(host, channel, domains[host], n, now, now) for (host, channel), n in sorted(counted.items())],
    )


def _report_row(one: Submission, key: str, body: str, now: datetime, *, sample: bool) -> dict[str, Any]:
    report = replace(one.report, note="") if one.words else one.report
    return {
        "receipt": report.receipt, "idempotency_key": key, "body_digest": body, "received_at": now,
        "record": report_record(report) if sample else {}, "channel": report.channel, "origin": report.origin,
        "reporter": one.reporter,
    }  # fmt: skip


def _picture_rows(one: Submission, blobs: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"receipt": one.report.receipt, "number": number, "original": picture.original, "blob": blob,
         "refused": picture.refused, "codes": list(picture.codes)}
        for number, (picture, blob) in enumerate(zip(one.pictures, blobs, strict=True))
    ]  # fmt: skip


def _domain(host: str) -> str:
    found = parse_host(host) if host else None
    return found.registrable if isinstance(found, Host) else ""


def _key(one: Submission) -> str:
    given = one.key or ["receipt", one.report.receipt]
    return hashlib.sha256(canonical(given).encode()).hexdigest()


def _body_digest(one: Submission) -> str:
    report = one.report
    body: list[object] = [report.urls, report.claims, report.reached_by, report.note]
    if one.reporter or one.pictures:
        body += [one.reporter, [picture.original for picture in one.pictures]]
    return hashlib.sha256(canonical(body).encode()).hexdigest()
