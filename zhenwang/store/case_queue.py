"""The queue: which cases somebody may see and wants to, the most urgent first, page after page by keyset."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import ColumnElement, Connection, Select, func, literal, select, tuple_

from zhenwang.domain.access import Actor
from zhenwang.domain.case import Case, State
from zhenwang.domain.queue_filter import AWAKE, TABS, Wanted
from zhenwang.domain.queue_order import Place
from zhenwang.domain.score import Band
from zhenwang.store.case_rows import read_case
from zhenwang.store.opening import Store
from zhenwang.store.queue_conditions import Seen, found, in_states, scope, sought
from zhenwang.store.schema import cases

__all__ = ["PAGE", "QueuePage", "Seen", "count", "may_see", "page", "queue", "tab_counts"]

PAGE = 50
_ORDER = (cases.c.urgency, cases.c.opened_at, cases.c.id)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue; ``next`` is the place of its last case when there are more."""

    cases: tuple[Case, ...]
    next: Place | None


def page(store: Store, wanted: Wanted, seen: Seen, after: Place | None = None, limit: int = PAGE) -> QueuePage:
    """The cases that come after a place, at most ``limit``."""
    conditions = found(wanted, seen) if after is None else (*found(wanted, seen), _behind(after))
    with store.read() as connection:
        rows = _read(connection, conditions, limit + 1)
    shown = tuple(case for _, case in rows[:limit])
    if len(rows) <= limit or not shown:
        return QueuePage(shown, None)
    return QueuePage(shown, Place(rows[limit - 1][0], shown[-1].opened_at, shown[-1].id))


def queue(
    store: Store,
    states: Iterable[State] | None = None,
    band: Band | None = None,
    text: str = "",
    limit: int = 200,
    imitates: Collection[str] = (),
) -> list[Case]:
    """Cases of every region in the order people should take them, at most ``limit``.

    ``text`` is sought in id, host and the imitated site's id, or means one of the sites ``imitates``; a pasted address,
    defanged or not, and a host in its own script are sought by the host's A-labels.
    """
    conditions: list[ColumnElement[bool]] = []
    if states is not None:
        conditions.append(in_states(tuple(states)))
    if band is not None:
        conditions.append(cases.c.band == band.value)
    if text.strip():
        conditions.append(sought(text, imitates))
    with store.read() as connection:
        return [case for _, case in _read(connection, conditions, max(0, limit))]


def count(store: Store, wanted: Wanted, seen: Seen, most: int = 1000) -> int:
    """How many cases a filter means, counted no further than ``most``."""
    within = select(cases.c.id).where(*found(wanted, seen)).limit(most).subquery()
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(within)).scalar_one()


def tab_counts(store: Store, seen: Seen) -> Mapping[str, int]:
    """How many cases each tab holds for the actor."""
    own, asleep = scope(seen.actor), cases.c.suppressed_until > seen.today
    by_state = select(cases.c.state, func.count()).where(*own).group_by(cases.c.state)
    with store.read() as connection:
        all_of = dict(_pairs(connection, by_state))
        sleeping = dict(_pairs(connection, by_state.where(asleep)))
        mine = connection.execute(select(func.count()).where(*found(Wanted("mine"), seen))).scalar_one()
    counts = {
        tab: sum(all_of.get(s.value, 0) - (sleeping.get(s.value, 0) if tab in AWAKE else 0) for s in states)
        for tab, states in TABS.items()
    }
    return MappingProxyType(counts | {"mine": mine, "suppressed": sum(sleeping.values())})


def _pairs(connection: Connection, query: Select[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(state, n) for state, n in connection.execute(query)]


def may_see(connection: Connection, case_id: str, actor: Actor) -> bool:
    """Whether a case is one of those that the actor's roles cover."""
    query = select(cases.c.id).where(cases.c.id == case_id, *scope(actor))
    return connection.execute(query).first() is not None


def _read(connection: Connection, conditions: Collection[ColumnElement[bool]], limit: int) -> list[tuple[float, Case]]:
    chosen = select(cases.c.id).where(*conditions).order_by(*_ORDER).limit(limit)
    query = select(cases).where(cases.c.id.in_(chosen.scalar_subquery())).order_by(*_ORDER)
    return [(row.urgency, read_case(row)) for row in connection.execute(query)]


def _behind(place: Place) -> ColumnElement[bool]:
    here = tuple_(
        *(
            literal(value, column.type)
            for value, column in zip((place.urgency, place.opened_at, place.id), _ORDER, strict=True)
        )
    )
    return tuple_(*_ORDER) > here
