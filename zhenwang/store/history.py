"""The history of all cases: one append-only chain, in which every row's digest covers the row and the digest before it.

Triggers refuse UPDATE and DELETE. Whoever gets past them still breaks the chain at the row, and ``verify`` says where.
A cut-off end can only be found against a ``head`` that was written down elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from zhenwang.domain.access import MACHINE as PROGRAM
from zhenwang.domain.access import Actor
from zhenwang.domain.case import Event, State
from zhenwang.store.chain import START, link
from zhenwang.store.columns import canonical, escaped, instant_text, unescaped
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases, history

MACHINE = PROGRAM.name
"""The actor of the steps that no person took."""

_COVERED = ("position", "case_id", "sequence", "at", "actor", "action", "before", "after", "reason", "facts",
            "person", "account")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to a case, before it is written down."""

    case: str
    actor: Actor
    action: str
    before: State
    after: State
    reason: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many rows there are, and the digest of the last."""

    position: int
    digest: str


def append(connection: Connection, step: Step, now: datetime) -> str:
    """Write a step at the end of the chain, within the transaction that takes it. Returns its digest."""
    end = _head(connection)
    steps = select(func.coalesce(func.max(history.c.sequence), 0)).where(history.c.case_id == step.case)
    row: dict[str, Any] = {
        "position": end.position + 1,
        "case_id": step.case,
        "sequence": connection.execute(steps).scalar_one() + 1,
        "at": instant_text(now),
        "actor": escaped(step.actor.name),
        "action": escaped(step.action),
        "before": step.before.value,
        "after": step.after.value,
        "reason": escaped(step.reason),
        "facts": canonical(dict(step.facts)),
        "person": step.actor.person,
        "account": escaped(step.actor.account),
    }
    row["digest"] = link(row, _COVERED, end.digest)
    connection.execute(insert(history).values(row))
    return str(row["digest"])


def of(store: Store, case_id: str) -> list[Event]:
    """A case's events, the first one first."""
    query = select(history).where(history.c.case_id == case_id).order_by(history.c.sequence)
    with store.read() as connection:
        return [_event(row) for row in connection.execute(query)]


def head(store: Store) -> Head:
    """The end of the chain, to be kept where nobody who can write to this database can change it."""
    with store.read() as connection:
        return _head(connection)


def verify(store: Store, known: Head | None = None) -> list[str]:
    """One sentence per row that was changed, removed, put in or moved; empty when the chain holds.

    ``known`` is a head written down earlier: without it, rows missing at the end show only in their case's state.
    """
    with store.read() as connection:
        return [*_breaks(connection, known), *_strays(connection)]


def _breaks(connection: Connection, known: Head | None) -> Iterator[str]:
    end = Head(0, START)
    anchored = known is None or known.position == 0
    rows = connection.execution_options(yield_per=1000).execute(select(history).order_by(history.c.position))
    for found in rows.mappings():
        row: dict[str, Any] = dict(found)
        name = f"history row {row['position']} ({row['case_id']}, step {row['sequence']})"
        if row["position"] != end.position + 1:
            yield f"{name} follows row {end.position}: rows between them are gone or were moved"
        elif row["digest"] != link(row, _COVERED, end.digest):
            yield f"{name} is not what was written, or the row before it is not"
        end = Head(row["position"], row["digest"])
        anchored = anchored or end == known
    if not anchored and known:
        yield f"history ends at row {end.position} and holds no row {known.position} with digest {known.digest[:16]}…"


def _strays(connection: Connection) -> Iterator[str]:
    """Cases whose state is not where their history leads."""
    last = select(history.c.case_id, func.max(history.c.sequence).label("sequence")).group_by(history.c.case_id)
    ends = last.subquery()
    query = (
        select(cases.c.id, cases.c.state, history.c.after)
        .join(ends, ends.c.case_id == cases.c.id, isouter=True)
        .join(
            history,
            (history.c.case_id == ends.c.case_id) & (history.c.sequence == ends.c.sequence),
            isouter=True,
        )
        .where((history.c.after.is_(None)) | (history.c.after != cases.c.state))
        .order_by(cases.c.id)
    )
    for case_id, state, after in connection.execute(query):
        yield f"case {case_id} stands in state {state}, but its history leads to {after or 'nothing'}"


def _head(connection: Connection) -> Head:
    query = select(history.c.position, history.c.digest).order_by(history.c.position.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return Head(row.position, row.digest) if row else Head(0, START)


def _event(row: Row[Any]) -> Event:
    return Event(
        case=row.case_id,
        sequence=row.sequence,
        at=datetime.fromisoformat(row.at),
        actor=unescaped(row.actor),
        action=unescaped(row.action),
        before=State(row.before),
        after=State(row.after),
        reason=unescaped(row.reason),
        facts=json.loads(row.facts),
        digest=row.digest,
        person=row.person or "",
        account=unescaped(row.account or ""),
    )
