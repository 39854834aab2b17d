"""Pages of the inbox and how many rows each tab holds: stretches of an index, however many hosts were reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select

from zhenwang.domain.access import Actor
from zhenwang.domain.inbox_filter import TABS, Place, Wanted
from zhenwang.domain.reply import Stage
from zhenwang.store.columns import escaped
from zhenwang.store.inbox import Group, group
from zhenwang.store.opening import Store
from zhenwang.store.queue_conditions import scope
from zhenwang.store.report_schema import inbox_hosts
from zhenwang.store.schema import cases

LOUDEST = 2_000
"""So many hosts are looked through for genuine ones that many report: those with the most reports unanswered."""
_STAGES: Mapping[str, tuple[Stage, ...]] = {
    "answer": (Stage.WAITING, Stage.RETURNED),
    "review": (Stage.PROPOSED,),
    "late": (Stage.WAITING, Stage.RETURNED, Stage.PROPOSED),
}
_h = inbox_hosts.c


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks (None: the program), and when reports at each stage must have come in to be late."""

    actor: Actor | None
    late_before: Mapping[Stage, datetime] = field(default_factory=dict)


def page(store: Store, wanted: Wanted, seen: Seen, after: Place | None = None, limit: int = 60) -> list[Group]:
    """The hosts of a tab behind a place, at most ``limit``; those that wait longest first, of ``all`` the newest.

    Not for the tab ``alarm``: which sites are genuine, the registry knows (``loudest``).
    """
    with store.read() as connection:
        if wanted.tab == "all":
            return [group(row) for row in connection.execute(_newest(wanted, seen, after).limit(limit))]
        found: list[Group] = []
        for stage in _STAGES.get(wanted.tab, ()):
            query = _longest(wanted, seen, stage, after)
            if query is not None:
                found += [group(row) for row in connection.execute(query.limit(limit))]
    return sorted(found, key=_order)[:limit]


def count(store: Store, tab: str, seen: Seen, most: int) -> int:
    """How many hosts a tab holds, counted no further than ``most``."""
    with store.read() as connection:
        return _count(connection, tab, seen, most)


def counts(store: Store, seen: Seen, most: int) -> Mapping[str, int]:
    """The same of every tab but ``alarm``."""
    with store.read() as connection:
        return {tab: _count(connection, tab, seen, most) for tab in TABS if tab != "alarm"}


def loudest(store: Store, least: int, actor: Actor | None, most: int = LOUDEST) -> list[Group]:
    """The hosts of which at least so many reports wait for an answer, the most reported first."""
    query = _visible(select(inbox_hosts).where(_h.waiting >= least), actor)
    with store.read() as connection:
        rows = connection.execute(query.order_by(_h.waiting.desc(), _h.host.desc()).limit(most))
        return [group(row) for row in rows]


def place_of(wanted: Wanted, last: Group) -> Place:
    """Where a page ended whose last row is this."""
    return Place(last.newest if wanted.tab == "all" else _order(last)[0], last.host)


def _order(one: Group) -> tuple[datetime, str]:
    return one.since or one.newest, one.host


def _newest(wanted: Wanted, seen: Seen, after: Place | None) -> Select[Any]:
    query = _visible(select(inbox_hosts), seen.actor).where(*_sought(wanted.text))
    if after is not None:
        at = literal(after.at, _h.last_at.type)
        query = query.where(or_(_h.last_at < at, and_(_h.last_at == at, _h.host > after.host)))
    return query.order_by(_h.last_at.desc(), _h.host)


def _longest(wanted: Wanted, seen: Seen, stage: Stage, after: Place | None) -> Select[Any] | None:
    conditions = _at(wanted.tab, stage, seen)
    if conditions is None:
        return None
    query = _visible(select(inbox_hosts), seen.actor).where(*conditions, *_sought(wanted.text))
    if after is not None:
        at = literal(after.at, _h.waiting_since.type)
        query = query.where(or_(_h.waiting_since > at, and_(_h.waiting_since == at, _h.host > after.host)))
    return query.order_by(_h.waiting_since, _h.host)


def _at(tab: str, stage: Stage, seen: Seen) -> Sequence[ColumnElement[bool]] | None:
    """What a row of a tab must be; None when no row of this stage can be one."""
    if tab != "late":
        return (_h.stage == stage.value,)
    before = seen.late_before.get(stage)
    return None if before is None else (_h.stage == stage.value, _h.waiting_since < before, _h.waiting > 0)


def _count(connection: Connection, tab: str, seen: Seen, most: int) -> int:
    if tab == "all":
        queries = [_visible(select(literal(1)).select_from(inbox_hosts), seen.actor)]
    else:
        held = [_at(tab, stage, seen) for stage in _STAGES.get(tab, ())]
        base = select(literal(1)).select_from(inbox_hosts)
        queries = [_visible(base.where(*conditions), seen.actor) for conditions in held if conditions is not None]
    found = 0
    for query in queries:
        some = query.limit(max(0, most - found)).subquery()
        found += int(connection.execute(select(func.count()).select_from(some)).scalar_one())
    return found


def _visible(query: Select[Any], actor: Actor | None) -> Select[Any]:
    """A host without a case belongs to nobody's region yet; one with a case, to whoever sees that."""
    held = scope(actor)
    if not held:
        return query
    return query.outerjoin(cases, cases.c.host == _h.host).where(or_(cases.c.host.is_(None), *held))


def _sought(text: str) -> tuple[ColumnElement[bool], ...]:
    plain = text.strip().lower().replace("[.]", ".").split("://")[-1].split("/")[0]
    return (_h.host.contains(escaped(plain[:253]), autoescape=True),) if plain else ()
