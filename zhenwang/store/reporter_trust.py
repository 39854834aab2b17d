"""Reporters' trust: counted anew from rulings, kept a step a day, and read only to order a day's looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, literal, select

from zhenwang.domain.case import State
from zhenwang.domain.trust import Trust, Weighed, ahead, weigh
from zhenwang.store.columns import instant_text
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import reported_hosts, reported_totals, reporter_trust, reports
from zhenwang.store.schema import cases, history

_RIGHT = (State.CONFIRMED, State.COORDINATION, State.HANDED_OFF, State.DOWN, State.REPORTED, State.CLOSED)
_AT_ONCE = 500

# A digest of the contact, or the name of the office whose token it came with; nobody for everybody else.
_WHO = case(
    (reports.c.reporter != "", reports.c.reporter),
    (reports.c.origin != "", literal("token:").concat(func.substr(reports.c.origin, 1, 50))),
    else_="",
)
_WHOSE = select(reports.c.receipt, _WHO.label("who")).where((reports.c.reporter != "") | (reports.c.origin != ""))


def weigh_all(store: Store, is_official: Callable[[str], bool], day: date) -> int:
    """Move every known reporter's trust a step towards what their reports came to; how many changed.

    A host counts once for a reporter: as right when it was reported before its case was confirmed, so that nobody gains
    by repeating what is settled; as wrong when it was ruled to be no fake or is an official site. Repeating it on the
    same day changes nothing.
    """
    with store.read() as connection:  # over every report there is: reporters must not wait for it
        found = _outcomes(connection, is_official)
    with store.write() as connection:
        held = dict(_held(connection))
        changed = {who: moved for who in found.keys() | held.keys()
                   if (moved := weigh(held.get(who), found.get(who, Trust()), day))}  # fmt: skip
        rows = [
            {"reporter": who, "right": one.trust.right, "wrong": one.trust.wrong, "changed_on": one.changed_on}
            for who, one in sorted(changed.items())
        ]
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            mine = reporter_trust.c.reporter.in_([row["reporter"] for row in some])
            connection.execute(delete(reporter_trust).where(mine))
            connection.execute(insert(reporter_trust), some)
    return len(rows)


def places(store: Store, hosts: Collection[str]) -> dict[str, float]:
    """What each reported host's rank gains (``trust.ahead``)."""
    ordered = sorted(set(hosts))
    found: dict[str, float] = {}
    with store.read() as connection:
        for start in range(0, len(ordered), _AT_ONCE):
            found |= _places(connection, ordered[start : start + _AT_ONCE])
    return found


def _places(connection: Connection, hosts: list[str]) -> dict[str, float]:
    total = func.sum(reported_totals.c.reports)
    counted = select(reported_totals.c.host, total).where(reported_totals.c.host.in_(hosts))
    counts = dict(connection.execute(counted.group_by(reported_totals.c.host)).tuples().all())
    trusts: dict[str, list[Trust]] = defaultdict(list)
    whose = _WHOSE.subquery()
    linked = (
        select(reported_hosts.c.host, reporter_trust.c.right, reporter_trust.c.wrong)
        .join(whose, whose.c.receipt == reported_hosts.c.receipt)
        .join(reporter_trust, reporter_trust.c.reporter == whose.c.who)
        .where(reported_hosts.c.host.in_(hosts))
        .distinct()
    )
    for row in connection.execute(linked):
        trusts[row.host].append(Trust(row.right, row.wrong))
    # Whoever is not known counts as unknown, also beside somebody who was wrong before.
    return {host: ahead(int(counts[host]), [Trust(), *trusts[host]]) for host in hosts if host in counts}


def _outcomes(connection: Connection, is_official: Callable[[str], bool]) -> dict[str, Trust]:
    right: dict[str, int] = defaultdict(int)
    wrong: dict[str, int] = defaultdict(int)
    for who, host, state, in_time in _named(connection):
        if state == State.NOT_FAKE or is_official(host):
            wrong[who] += 1
        elif state in _RIGHT and in_time:
            right[who] += 1
    return {who: Trust(right[who], wrong[who]) for who in right.keys() | wrong.keys()}


def _named(connection: Connection) -> Iterator[Any]:
    """Reporter, host, the state of its case (None without one), and whether it was reported before being confirmed."""
    confirmed = (
        select(history.c.case_id, func.min(history.c.at).label("at"))
        .where(history.c.after == State.CONFIRMED)
        .group_by(history.c.case_id)
        .subquery()
    )
    whose = _WHOSE.subquery()
    first = func.min(reported_hosts.c.received_at)
    query = (
        select(whose.c.who, reported_hosts.c.host, cases.c.state, first, func.min(confirmed.c.at))
        .join(whose, whose.c.receipt == reported_hosts.c.receipt)
        .outerjoin(cases, cases.c.host == reported_hosts.c.host)
        .outerjoin(confirmed, confirmed.c.case_id == cases.c.id)
        .where(reported_hosts.c.host != "")
        .group_by(whose.c.who, reported_hosts.c.host, cases.c.state)
    )
    for who, host, state, told_at, confirmed_at in connection.execute(query):
        yield who, host, state, confirmed_at is not None and instant_text(told_at) < confirmed_at


def _held(connection: Connection) -> Iterator[tuple[str, Weighed]]:
    for row in connection.execute(select(reporter_trust)):
        yield row.reporter, Weighed(Trust(row.right, row.wrong), row.changed_on)
