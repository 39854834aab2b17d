"""Which report named which host: what a receipt's status is read from, and how many reports a case has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, func, insert, select, update

from zhenwang.domain.candidate import Sighting
from zhenwang.store.schema import cases, report_hosts, reports

_RECEIPT = re.compile(r"[0-9a-f]{32}")


def link(connection: Connection, host: str, sightings: Iterable[Sighting]) -> None:
    """Tie the reports among the sightings to the host, once each, and count them on its case if there is one."""
    named = {found[0] for sighting in sightings if sighting.source == "report"
             if (found := _RECEIPT.search(sighting.locator))}  # fmt: skip
    fresh = _known(connection, named) - _linked(connection, host) if named else set()
    if not fresh:
        return
    connection.execute(insert(report_hosts), [{"receipt": receipt, "host": host} for receipt in sorted(fresh)])
    told = {"reports": cases.c.reports + len(fresh), "due_stale": True}
    connection.execute(update(cases).where(cases.c.host == host).values(told))


def count(connection: Connection, host: str) -> int:
    """How many reports name the host."""
    query = select(func.count()).select_from(report_hosts).where(report_hosts.c.host == host)
    return connection.execute(query).scalar_one()


def _known(connection: Connection, receipts: set[str]) -> set[str]:
    known: set[str] = set()
    ordered = sorted(receipts)
    for start in range(0, len(ordered), 500):
        chunk = ordered[start : start + 500]
        known.update(connection.execute(select(reports.c.receipt).where(reports.c.receipt.in_(chunk))).scalars())
    return known


def _linked(connection: Connection, host: str) -> set[str]:
    return set(connection.execute(select(report_hosts.c.receipt).where(report_hosts.c.host == host)).scalars())
