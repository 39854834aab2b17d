"""Reports: accepted once, answered with a receipt only after the commit, and never lost from sight.

A report's words and the reporter's contact are sealed and apart (``reporter_details``); cases, evidence and history
never hold them. Of a registrable domain ``SAMPLES`` reports are kept, the others are counted: a row for every receipt.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, bindparam, insert, select

from zhenwang.domain.report import Report, Submission
from zhenwang.domain.workflow import Refused
from zhenwang.store import report_pictures, report_rows, reported_totals
from zhenwang.store.columns import canonical
from zhenwang.store.conserve import INTAKE, count_in
from zhenwang.store.opening import Store
from zhenwang.store.records import read_report
from zhenwang.store.report_rows import Fresh
from zhenwang.store.report_schema import report_pictures as pictures
from zhenwang.store.report_schema import reported_hosts, reporter_details, reports

_RECEIPT = re.compile(r"[0-9a-f]{32}\Z")
_AT_ONCE = 500
_HELD = select(reports.c.idempotency_key, reports.c.receipt, reports.c.body_digest).where(
    reports.c.idempotency_key.in_(bindparam("keys", expanding=True))
)
_KEEP = {table.name: insert(table) for table in (reports, reported_hosts, reporter_details, pictures)}


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
    given = [report_rows.read(one, _key(one), _body_digest(one)) for one in submissions]
    with store.write() as connection:
        held = _held(connection, [one.key for one in given])
        fresh: list[Fresh] = []
        answers: list[Accepted | Refused] = []
        for one in given:
            receipt = one.submission.report.receipt
            if one.key not in held:
                held[one.key] = (receipt, one.body)
                fresh.append(one)
                answers.append(Accepted(receipt, repeated=False))
            elif held[one.key][1] == one.body:
                answers.append(Accepted(held[one.key][0], repeated=True))
            else:
                answers.append(Refused("this idempotency key was used for another report: send a new one"))
        refused = sum(isinstance(answer, Refused) for answer in answers)
        if fresh:
            _keep(store, connection, fresh, now)
        count_in(connection, INTAKE, len(fresh) + refused, refused=refused)
    return answers


def waiting(store: Store, limit: int = 10_000) -> list[Report]:
    """Kept reports that no run has taken up, the oldest first; a run itself reads ``report_days.waiting``."""
    mine = (reports.c.taken_on.is_(None), reports.c.record != {})
    query = select(reports.c.record).where(*mine).order_by(reports.c.received_at, reports.c.receipt).limit(limit)
    with store.read() as connection:
        return [read_report(record) for record in connection.execute(query).scalars()]


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


def known_keys(store: Store, keys: Iterable[str], channel: str = "", origin: str = "") -> frozenset[str]:
    """Those of some idempotency keys under which a report is kept: who reads a folder every day opens only the rest."""
    digests = {_key_digest(key, channel, origin): key for key in keys}
    with store.read() as connection:
        held = _held(connection, list(digests))
    return frozenset(digests[digest] for digest in held)


def _held(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Receipt and body of the reports that are kept under these keys."""
    found: dict[str, tuple[str, str]] = {}
    for start in range(0, len(keys), _AT_ONCE):
        rows = connection.execute(_HELD, {"keys": keys[start : start + _AT_ONCE]})
        found |= {row.idempotency_key: (row.receipt, row.body_digest) for row in rows}
    return found


def _keep(store: Store, connection: Connection, fresh: Iterable[Fresh], now: datetime) -> None:
    batch = report_rows.Batch(now)
    given = list(fresh)
    held = reported_totals.samples(connection, {domain for one in given for domain in one.hosts.values() if domain})
    batch.samples.update(held)
    for one in given:
        batch.add(one, partial(report_pictures.keep, store))
    for name, rows in batch.rows.items():
        if rows:
            connection.execute(_KEEP[name], rows)
    reported_totals.keep_samples(
        connection, {domain: kept for domain, kept in batch.samples.items() if kept != held.get(domain)}
    )
    reported_totals.add(connection, batch.counted())


def _key(one: Submission) -> str:
    report = one.report
    if one.key:
        return _key_digest(one.key, report.channel, report.origin)
    return hashlib.sha256(canonical(["receipt", report.receipt]).encode()).hexdigest()


def _key_digest(key: str, channel: str, origin: str) -> str:
    """Keys of a token are its own: nobody can use up in public what 12345 is going to send."""
    given: object = [channel, origin, key] if channel or origin else key
    return hashlib.sha256(canonical(given).encode()).hexdigest()


def _body_digest(one: Submission) -> str:
    """What is sealed differs each time it is sealed, so contact and words count by their keyed digests: this one stays
    when they are erased, and must not confirm what somebody guesses.
    """
    report = one.report
    body: list[object] = [report.urls, report.claims, report.reached_by, one.said or report.note]
    if one.reporter or one.pictures:
        body += [one.reporter, [picture.original for picture in one.pictures]]
    return hashlib.sha256(canonical(body).encode()).hexdigest()
