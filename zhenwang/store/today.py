"""What a person should know when the day begins: counted and listed within what their roles cover.

Everything here is asked of an index or of the last rows of a table, so that the page is as quick with a hundred
thousand cases as with ten.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case as when
from sqlalchemy import func, select

from zhenwang.domain.access import Actor
from zhenwang.domain.case import Case, Event, State
from zhenwang.domain.clocks import SETTLED
from zhenwang.store.case_rows import read_case
from zhenwang.store.columns import instant_text, unescaped
from zhenwang.store.history import MACHINE, read_event
from zhenwang.store.opening import Store
from zhenwang.store.queue_conditions import UNINDEXED_STATE, Seen, scope
from zhenwang.store.schema import cases, history

CALLED, CALLED_OFFICE = "called", "called_office"
"""Facts of a note that says who was called about a case."""
_LAST_EVENTS = 2_000
_OPEN = tuple(state for state in State if state not in SETTLED)


@dataclass(frozen=True, slots=True)
class Due:
    """A case with its next deadline. ``key`` names the clock; ``provisional``: a year's holidays are not known yet."""

    case: Case
    at: datetime
    key: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class DueCounts:
    late: int
    today: int
    soon: int


@dataclass(frozen=True, slots=True)
class Call:
    """Who was called about a case: ``name`` and ``office`` of whom, ``by`` whom, and what was said."""

    name: str
    office: str
    by: str
    at: datetime
    said: str


def by_state(store: Store, seen: Seen) -> Mapping[State, int]:
    """How many open cases that are not put aside stand in each state; settled ones wait for nobody."""
    held, own = cases.c.state.in_([state.value for state in _OPEN]), scope(seen.actor)
    every = select(cases.c.state, func.count()).where(held, *own).group_by(cases.c.state)
    # Two counts and a difference: each reads a short stretch of an index, and one question for both all of it.
    asleep = select(UNINDEXED_STATE, func.count()).where(cases.c.suppressed_until > seen.today, *own)
    with store.read() as connection:
        sleeping = {state: n for state, n in connection.execute(asleep.group_by(UNINDEXED_STATE))}  # noqa: C416
        return {State(state): n - sleeping.get(state, 0) for state, n in connection.execute(every)}


def returned(store: Store, actor: Actor | None) -> int:
    """Cases that a reviewer gave back."""
    return _count(store, actor, cases.c.state == State.ANALYSIS.value, cases.c.came_from == State.REVIEW.value)


def unsigned(store: Store, actor: Actor | None, *states: State) -> int:
    """Cases in these states whose letter nobody signed."""
    return _count(store, actor, cases.c.state.in_([state.value for state in states]), cases.c.signer == "")


def due_counts(store: Store, actor: Actor | None, now: datetime, tonight: datetime, soon: datetime) -> DueCounts:
    """Deadlines that are over, that end ``tonight`` at the latest, and that end before ``soon``."""
    at = cases.c.due_at
    late, today = func.sum(when((at < now, 1), else_=0)), func.sum(when((at.between(now, tonight), 1), else_=0))
    query = select(late.label("late"), today.label("today"), func.count().label("n"))
    with store.read() as connection:
        row = connection.execute(query.where(at < soon, *scope(actor))).one()
    past, due = int(row.late or 0), int(row.today or 0)
    return DueCounts(past, due, row.n - past - due)


def due_next(store: Store, actor: Actor | None, soon: datetime, limit: int = 8) -> list[Due]:
    """The cases whose deadlines end first, before ``soon``; those that are over stand first."""
    order = (cases.c.due_at, cases.c.id)
    chosen = select(cases.c.id).where(cases.c.due_at < soon, *scope(actor)).order_by(*order).limit(limit)
    query = select(cases).where(cases.c.id.in_(chosen.scalar_subquery())).order_by(*order)
    with store.read() as connection:
        rows = connection.execute(query).all()
    return [Due(read_case(row), row.due_at, row.due_key, bool(row.due_provisional)) for row in rows]


def opened_since(store: Store, actor: Actor | None, since: datetime, limit: int = 5) -> tuple[int, list[Case]]:
    """How many cases were opened since then, and the most urgent of them."""
    conditions = (cases.c.opened_at >= since, *scope(actor))
    order = (cases.c.urgency, cases.c.opened_at, cases.c.id)
    # Through coalesce: the queue's index has this order, and would be read to its end for the few of a night.
    chosen = select(cases.c.id).where(*conditions).order_by(func.coalesce(order[0], 0.0), *order[1:]).limit(limit)
    query = select(cases).where(cases.c.id.in_(chosen.scalar_subquery())).order_by(*order)
    with store.read() as connection:
        found = [read_case(row) for row in connection.execute(query)]
    return _count(store, actor, cases.c.opened_at >= since), found


def calls(store: Store, ids: Collection[str]) -> Mapping[str, tuple[Call, ...]]:
    """Who was called about each of a few cases, the last call first."""
    noted = (history.c.case_id.in_(list(ids)), history.c.action == "note", history.c.facts.contains(f'"{CALLED}"'))
    query = select(history).where(*noted).order_by(history.c.position.desc())
    found: dict[str, list[Call]] = {}
    with store.read() as connection:
        for row in connection.execute(query):
            facts = json.loads(row.facts)
            call = Call(
                str(facts.get(CALLED, "")),
                str(facts.get(CALLED_OFFICE, "")),
                unescaped(row.actor),
                datetime.fromisoformat(row.at),
                unescaped(row.reason),
            )
            found.setdefault(row.case_id, []).append(call)
    return {case_id: tuple(one) for case_id, one in found.items()}


def people_did(store: Store, actor: Actor | None, since: datetime, limit: int = 200) -> list[Event]:
    """What people did to cases since then, the last step first; of the last 2,000 steps of the whole history."""
    last = select(history.c.position).order_by(history.c.position.desc()).limit(_LAST_EVENTS).subquery()
    query = (
        select(history)
        .join(last, last.c.position == history.c.position)
        .join(cases, cases.c.id == history.c.case_id)
        .where(history.c.at >= instant_text(since), history.c.actor != MACHINE, *scope(actor))
        .order_by(history.c.position.desc())
        .limit(limit)
    )
    with store.read() as connection:
        return [read_event(row) for row in connection.execute(query)]


def _count(store: Store, actor: Actor | None, *conditions: Any) -> int:
    query = select(func.count()).select_from(cases).where(*conditions, *scope(actor))
    with store.read() as connection:
        return connection.execute(query).scalar_one()
