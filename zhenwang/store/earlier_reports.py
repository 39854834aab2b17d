"""What schema 0004 makes of reports kept before it: one link from report to host, and counts per host and domain."""

from __future__ import annotations

import json

from sqlalchemy import Connection, text

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.report import SAMPLES, reference

_AT_ONCE = 500


def carry_over(connection: Connection) -> None:
    """Run inside the migration: the old links join ``reported_hosts``, then totals and samples are counted from it."""
    _join_links(connection)
    _keep_channels(connection)
    totals: dict[tuple[str, str], list[str]] = {}
    samples: dict[str, set[str]] = {}
    named = connection.execute(
        text(
            "SELECT h.host, h.received_at, r.channel, r.receipt FROM reported_hosts h"
            " JOIN reports r ON r.receipt = h.receipt ORDER BY h.received_at, h.reference"
        )
    )
    for host, at, channel, receipt in named:
        totals.setdefault((host, channel), []).append(at)
        samples.setdefault(_domain(host), set()).add(receipt)
    _put(
        connection,
        "INSERT INTO reported_totals (host, channel, domain, reports, first_at, last_at)"
        " VALUES (:host, :channel, :domain, :reports, :first_at, :last_at)",
        [
            {"host": host, "channel": channel, "domain": _domain(host), "reports": len(instants),
             "first_at": instants[0], "last_at": instants[-1]}
            for (host, channel), instants in totals.items()
        ],
    )  # fmt: skip
    _put(
        connection,
        "INSERT INTO reported_domains (domain, samples) VALUES (:domain, :samples)",
        [{"domain": domain, "samples": min(SAMPLES, len(kept))} for domain, kept in samples.items() if domain],
    )
    # The line counted on a case only what a run had taken up; now every report counts from when it is kept.
    connection.execute(
        text(
            "UPDATE cases SET due_stale = TRUE, reports ="
            " (SELECT COALESCE(SUM(t.reports), 0) FROM reported_totals t WHERE t.host = cases.host)"
        )
    )
    fill_inbox(connection)


def fill_inbox(connection: Connection) -> None:
    """A row a host. What was noted as answered stays so; nobody reviewed its words, so no reporter is shown them."""
    told = "SELECT subject, max(at) FROM journal WHERE action = 'report_answered' GROUP BY subject"
    answered = {subject: at for subject, at in connection.execute(text(told))}  # noqa: C416  # rows are no tuples
    named = connection.execute(text("SELECT host, received_at FROM reported_hosts ORDER BY received_at, reference"))
    hosts: dict[str, list[str]] = {}
    for host, at in named:
        hosts.setdefault(host, []).append(at)
    waiting = {host: [at for at in instants if at > answered.get(host, "")] for host, instants in hosts.items()}
    _put(
        connection,
        "INSERT INTO inbox_hosts (host, reports, first_at, last_at, stage, waiting, waiting_since, proposal)"
        " VALUES (:host, :reports, :first_at, :last_at, :stage, :waiting, :since, 0)",
        [
            {"host": host, "reports": len(instants), "first_at": instants[0], "last_at": instants[-1],
             "stage": "waiting" if waiting[host] else "answered", "waiting": len(waiting[host]),
             "since": waiting[host][0] if waiting[host] else answered[host]}
            for host, instants in hosts.items()
        ],
    )  # fmt: skip


def _join_links(connection: Connection) -> None:
    rows = connection.execute(
        text(
            "SELECT l.receipt, l.host, r.received_at FROM report_hosts l JOIN reports r ON r.receipt = l.receipt"
            " WHERE NOT EXISTS (SELECT 1 FROM reported_hosts h WHERE h.receipt = l.receipt AND h.host = l.host)"
        )
    ).all()
    _put(
        connection,
        "INSERT INTO reported_hosts (reference, host, receipt, received_at) VALUES (:reference, :host, :receipt, :at)",
        [
            {"reference": reference(row.receipt), "host": row.host, "receipt": row.receipt, "at": row.received_at}
            for row in rows
        ],
    )


def _keep_channels(connection: Connection) -> None:
    rows = connection.execute(text("SELECT receipt, record FROM reports")).all()
    channels = [{"receipt": row.receipt, "channel": json.loads(row.record).get("channel", "")} for row in rows]
    _put(
        connection,
        "UPDATE reports SET channel = :channel WHERE receipt = :receipt",
        [row for row in channels if row["channel"]],
    )


def _put(connection: Connection, statement: str, rows: list[dict[str, object]]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(text(statement), rows[start : start + _AT_ONCE])


def _domain(host: str) -> str:
    found = parse_host(host) if host else None
    return found.registrable if isinstance(found, Host) else ""
