"""The history of all cases: one append-only chain (``store.chain``) of what was done, by whom, when and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from zhenwang.domain.access import MACHINE as PROGRAM
from zhenwang.domain.access import Actor
from zhenwang.domain.case import Event, State
from zhenwang.domain.damage import Damage, Head
from zhenwang.store import chain
from zhenwang.store.columns import canonical, escaped, instant_text, unescaped
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases, history

MACHINE = PROGRAM.name
"""The actor of the steps that no person took."""


def _told(row: chain.Row) -> str:
    return f"history row {row['position']} ({row['case_id']}, step {row['sequence']})"


# What was written before there were accounts has neither person nor account: its digest does not cover them.
CHAIN = chain.Chain(
    "history",
    history,
    ("position", "case_id", "sequence", "at", "actor", "action", "before", "after", "reason", "facts", "person",
     "account"),
    _told,
)  # fmt: skip


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


def append(connection: Connection, step: Step, now: datetime) -> str:
    """Write a step at the end of the chain, within the transaction that takes it. Returns its digest."""
    steps = select(func.coalesce(func.max(history.c.sequence), 0)).where(history.c.case_id == step.case)
    columns: dict[str, Any] = {
        "case_id": step.case,
        "sequence": connection.execute(steps).scalar_one() + 1,
        "at": instant_text(now),
        "actor": escaped(step.actor.name),
        "action": escaped(step.action),
        "before": step.before.value,
        "after": step.after.value,
        "reason": escaped(step.reason),
        "facts": canonical(dict(step.facts)),
        "person": escaped(step.actor.person),
        "account": escaped(step.actor.account),
    }
    return chain.append(connection, CHAIN, columns)


def of(store: Store, case_id: str) -> list[Event]:
    """A case's events, the first one first."""
    query = select(history).where(history.c.case_id == case_id).order_by(history.c.sequence)
    with store.read() as connection:
        return [read_event(row) for row in connection.execute(query)]


def head(store: Store) -> Head:
    """The end of the chain, to be kept where nobody who can write to this database can change it."""
    with store.read() as connection:
        return chain.head(connection, CHAIN)


def damage(store: Store, known: Head | None = None) -> list[Damage]:
    """The first row that was changed, removed, put in or moved, and whether the ``known`` head is still there."""
    with store.read() as connection:
        return chain.verify(connection, CHAIN, known)


def verify(store: Store, known: Head | None = None) -> list[str]:
    """One sentence per damage, and per case that does not stand where its history leads; empty when all holds.

    ``known`` is a head written down earlier: without it, rows missing at the end show only in their case's state.
    """
    with store.read() as connection:
        return [*(found.sentence for found in chain.verify(connection, CHAIN, known)), *_strays(connection)]


def strays(store: Store) -> list[str]:
    """One sentence per case whose state is not where its history leads."""
    with store.read() as connection:
        return list(_strays(connection))


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


def read_event(row: Row[Any]) -> Event:
    """A row as an event. ValueError for what this program never wrote."""
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
        person=unescaped(row.person or ""),
        account=unescaped(row.account or ""),
    )
