"""Confirmed cases with their history and next deadline: what the office follows up with the authorities."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from zhenwang.domain.access import Actor
from zhenwang.domain.case import Case, Event, State
from zhenwang.store.case_rows import read_case
from zhenwang.store.deadlines import Due, histories
from zhenwang.store.opening import Store
from zhenwang.store.queue_conditions import scope
from zhenwang.store.schema import cases

OPEN = (State.CONFIRMED, State.COORDINATION, State.HANDED_OFF, State.DOWN, State.REPORTED)
"""Confirmed, and not closed yet."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A confirmed case, its history, and its next deadline as it is kept."""

    case: Case
    events: tuple[Event, ...]
    due: Due

    def late(self, now: datetime) -> bool:
        return self.due.at is not None and self.due.at < now


def followed(store: Store, actor: Actor, states: Collection[State] = OPEN, most: int = 200) -> list[Followed]:
    """The cases in these states that the actor may see, the most pressing deadline first and none last."""
    named = [state.value for state in states]
    # Numbers order as the openings do, and an index holds them: only the rows that are shown are read.
    order = (cases.c.due_at.is_(None), cases.c.due_at, cases.c.id)
    chosen = select(cases.c.id).where(cases.c.state.in_(named), *scope(actor)).order_by(*order).limit(max(0, most))
    query = select(cases).where(cases.c.id.in_(chosen.scalar_subquery())).order_by(*order)
    with store.read() as connection:
        rows = connection.execute(query).all()
    due = {row.id: Due(row.due_at, row.due_key, row.due_provisional) for row in rows}
    return [Followed(case, events, due[case.id]) for case, events in histories(store, [read_case(r) for r in rows])]
