"""The queue: which cases somebody may see and wants to, the most urgent first, page after page by keyset."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, literal, select, tuple_, union_all

from zhenwang.domain.access import Actor
from zhenwang.domain.case import Case, State
from zhenwang.domain.queue_filter import AWAKE, IN_WORK, TABS, Wanted
from zhenwang.domain.queue_order import Place
from zhenwang.domain.score import Band
from zhenwang.store.case_rows import read_case
from zhenwang.store.opening import Store
from zhenwang.store.queue_conditions import UNINDEXED_STATE, Seen, found, in_states, scope, sought
from zhenwang.store.schema import cases

__all__ = ["PAGE", "QueuePage", "Queued", "Seen", "count", "one", "page", "queue", "some", "tab_counts"]

PAGE = 50
_ORDER = (cases.c.urgency, cases.c.opened_at, cases.c.id)


@dataclass(frozen=True, slots=True)
class Queued:
    """One case in the queue with its next deadline; ``due_key`` is the clock's key, both are empty when none runs.

    ``moved_by`` is who took the latest step.
    """

    case: Case
    due_at: datetime | None
    due_key: str
    due_provisional: bool
    moved_by: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue; ``next`` is the place of its last case when there are more."""

    rows: tuple[Queued, ...]
    next: Place | None


def page(store: Store, wanted: Wanted, seen: Seen, after: Place | None = None, limit: int = PAGE) -> QueuePage:
    """The cases that come after a place, at most ``limit``."""
    conditions = found(wanted, seen) if after is None else (*found(wanted, seen), _behind(after))
    with store.read() as connection:
        rows = _read(connection, conditions, limit + 1)
    shown = tuple(_queued(row) for row in rows[:limit])
    last = rows[limit - 1] if len(rows) > limit > 0 else None
    return QueuePage(shown, Place(last.urgency, last.opened_at, last.id) if last is not None else None)


def one(store: Store, case_id: str, actor: Actor) -> Queued | None:
    """A single row, if the actor may see it."""
    query = select(cases).where(cases.c.id == case_id, *scope(actor))
    with store.read() as connection:
        row = connection.execute(query).one_or_none()
    return _queued(row) if row is not None else None


def some(store: Store, ids: Collection[str], actor: Actor) -> Mapping[str, Queued]:
    """Those of some cases (at most 1,000) that the actor may see, by id."""
    query = select(cases).where(cases.c.id.in_(list(ids)[:1000]), *scope(actor))
    with store.read() as connection:
        return {row.id: _queued(row) for row in connection.execute(query)}


def queue(
    store: Store,
    states: Iterable[State] | None = None,
    band: Band | None = None,
    text: str = "",
    limit: int = 200,
    imitates: Collection[str] = (),
    actor: Actor | None = None,
) -> list[Case]:
    """Cases in the order people should take them, at most ``limit``; without an actor those of every region.

    ``text`` is sought in id, host and the imitated site's id, or means one of the sites ``imitates``; a pasted address,
    defanged or not, and a host in its own script are sought by the host's A-labels.
    """
    conditions: list[ColumnElement[bool]] = [*scope(actor)]
    if states is not None:
        conditions.append(in_states(tuple(states)))
    if band is not None:
        conditions.append(cases.c.band == band.value)
    if text.strip():
        conditions.append(sought(text, imitates))
    with store.read() as connection:
        return [read_case(row) for row in _read(connection, conditions, max(0, limit))]


def count(store: Store, wanted: Wanted, seen: Seen, most: int = 1000) -> int:
    """How many cases a filter means, counted no further than ``most``."""
    within = select(cases.c.id).where(*found(wanted, seen)).limit(most).subquery()
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(within)).scalar_one()


def tab_counts(store: Store, seen: Seen, most: int = 1000) -> Mapping[str, int]:
    """How many cases each tab holds for the actor: of those in work all, of the settled ones no more than ``most``."""
    own = scope(seen.actor)
    working = {State.WATCH, *IN_WORK}
    counted = select(cases.c.state, func.count()).where(*own, cases.c.state.in_([s.value for s in working]))
    sleeps = select(UNINDEXED_STATE, func.count()).where(*own, cases.c.suppressed_until > seen.today)
    asleep = sleeps.group_by(UNINDEXED_STATE)
    with store.read() as connection:
        awake, sleeping = _counted(connection, counted.group_by(cases.c.state)), _counted(connection, asleep)
        settled = _counted(connection, _at_most([one for one in State if one not in working], own, most))
        mine = connection.execute(select(func.count()).where(*found(Wanted("mine"), seen))).scalar_one()
    held = awake | settled
    counts = {
        tab: sum(held.get(one.value, 0) - (sleeping.get(one.value, 0) if tab in AWAKE else 0) for one in states)
        for tab, states in TABS.items()
    }
    archive = {tab: min(counts[tab], most) for tab in ("confirmed", "settled", "all")}
    return MappingProxyType(counts | archive | {"mine": mine, "suppressed": sum(sleeping.values())})


def _at_most(states: Collection[State], own: Collection[ColumnElement[bool]], most: int) -> Select[tuple[str, int]]:
    """Each state's cases, counted no further than ``most``."""
    each = [select(cases.c.state).where(cases.c.state == one.value, *own).limit(most).subquery() for one in states]
    rows = union_all(*(select(one.c.state) for one in each)).subquery()
    return select(rows.c.state, func.count()).group_by(rows.c.state)


def _counted(connection: Connection, query: Select[tuple[str, int]]) -> dict[str, int]:
    return {state: n for state, n in connection.execute(query)}  # noqa: C416  # rows are no pairs to a type checker


def _read(connection: Connection, conditions: Collection[ColumnElement[bool]], limit: int) -> Sequence[Row[Any]]:
    chosen = select(cases.c.id).where(*conditions).order_by(*_ORDER).limit(limit)
    query = select(cases).where(cases.c.id.in_(chosen.scalar_subquery())).order_by(*_ORDER)
    return connection.execute(query).all()


def _queued(row: Row[Any]) -> Queued:
    return Queued(read_case(row), row.due_at, row.due_key, row.due_provisional, row.moved_by)


def _behind(place: Place) -> ColumnElement[bool]:
    here = tuple_(
        *(
            literal(value, column.type)
            for value, column in zip((place.urgency, place.opened_at, place.id), _ORDER, strict=True)
        )
    )
    return tuple_(*_ORDER) > here
