"""What became of a report, as its reporter is told: never more than is settled, and nobody's name (threat R13)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, select

from zhenwang.domain.case import State
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import reported_hosts, reports
from zhenwang.store.schema import candidates, cases, looks

STATUSES = ("confirmed", "gone", "case", "waiting", "unseen", "not_fake", "looked", "official")
"""Every status. A report that names several hosts has the first of these that any of them has."""
_OF_CASE: Mapping[State, str] = {
    State.CONFIRMED: "confirmed", State.COORDINATION: "confirmed", State.HANDED_OFF: "confirmed",
    State.DOWN: "gone", State.REPORTED: "gone", State.CLOSED: "gone", State.NOT_FAKE: "not_fake",
}  # fmt: skip
_RECEIPT = re.compile(r"[0-9a-f]{32}\Z")


def status(store: Store, receipt: str) -> str | None:
    """One of ``STATUSES``; None when there is no such receipt.

    Before a case is confirmed only ``case`` is told, whatever its state. ``waiting``: no run has taken the report up, a
    look is due, or its address waits for a person. ``unseen``: a host that it names could not be looked at, or was left
    out because its domain had enough for the day. ``looked``: every host was looked at and none became a case.
    ``official``: only official hosts are named, so there was nothing to look at.
    """
    if not _RECEIPT.match(receipt):
        return None
    query = select(reports.c.taken_on, reports.c.passed_over, reports.c.received_at).where(reports.c.receipt == receipt)
    with store.read() as connection:
        row = connection.execute(query).one_or_none()
        if row is None:
            return None
        found = set(_of_hosts(connection, receipt, row.taken_on))
    if row.passed_over:
        found.add("unseen")
    return next(one for one in STATUSES if one in found)


def _of_hosts(connection: Connection, receipt: str, taken_on: date | None) -> list[str]:
    links = select(reported_hosts.c.host).where(reported_hosts.c.receipt == receipt)
    named = list(connection.execute(links).scalars())
    own = select(cases.c.host, cases.c.state).where(cases.c.host.in_(named))
    known = {host: State(state) for host, state in connection.execute(own).tuples()}
    return [_of_host(connection, host, known.get(host), taken_on) for host in named]


def _of_host(connection: Connection, host: str, state: State | None, taken_on: date | None) -> str:
    """A case that was settled before the report came in says nothing about what the reporter saw: the look that the
    report causes does, and until then it is ``waiting``.
    """
    told = _OF_CASE.get(state, "case") if state is not None else ""
    if told in ("confirmed", "case"):
        return told
    looked = _of_look(connection, host, taken_on) if host and taken_on is not None else "waiting"
    if looked == "waiting" or (looked == "unseen" and told != "gone"):
        return looked
    return told or looked


def _of_look(connection: Connection, host: str, taken_on: date) -> str:
    """How far the host has come since the report was taken up: ``looked`` once a page was seen."""
    shown = select(looks.c.host).where(looks.c.host == host, looks.c.day >= taken_on, looks.c.seen)
    if connection.execute(shown.limit(1)).first():
        return "looked"
    queued = select(candidates.c.state).where(candidates.c.host == host, candidates.c.day >= taken_on).distinct()
    states = set(connection.execute(queued).scalars())
    if not states:
        return "official"
    return "waiting" if states & {"waiting", "leased"} else "unseen"
