"""Campaigns for people: the list with what each comes to, and the cases of one as they stand now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from zhenwang.domain.access import Actor
from zhenwang.domain.campaign import case_order
from zhenwang.domain.case import State
from zhenwang.store.opening import Store
from zhenwang.store.queue_conditions import scope
from zhenwang.store.schema import case_looks, cases
from zhenwang.store.work_schema import campaign_members

MOST_LISTED = 50
_MOST_MEMBERS = 200
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Member:
    """A case of a campaign as the list needs it. ``seen_at`` is when its host was last looked at."""

    case: str
    host: str
    url: str
    state: State
    imitates: str
    severity: str
    region: str
    system: str
    opened_at: datetime
    seen_at: datetime

    @property
    def names_a_page(self) -> bool:
        """Whether its address says more than its host."""
        return self.url.removeprefix("https://").removeprefix("http://").rstrip("/") != self.host


@dataclass(frozen=True, slots=True)
class Listed:
    """A campaign in the list: of ``size`` cases in all, ``members`` are those that the actor may see, the first 200 of
    them. ``seen`` is how many those are altogether.
    """

    id: str
    size: int
    seen: int
    members: tuple[Member, ...]


def listed(store: Store, actor: Actor | None, limit: int = MOST_LISTED) -> tuple[Listed, ...]:
    """The largest campaigns with a case in the actor's scope, the latest first among equals. No actor: all of them."""
    named, size = campaign_members.c.campaign, func.count()
    query = select(named, size.label("size")).group_by(named).order_by(size.desc(), named.desc()).limit(limit)
    if own := scope(actor):
        query = query.join(cases, cases.c.id == campaign_members.c.case_id).where(*own)
    with store.read() as connection:
        seen = {row.campaign: row.size for row in connection.execute(query)}
        sizes = _sizes(connection, list(seen)) if own else seen
        found = [Listed(one, sizes[one], count, _members(connection, one, own)) for one, count in seen.items()]
    return tuple(sorted(found, key=lambda one: -one.size))


def members(store: Store, ids: Collection[str]) -> tuple[Member, ...]:
    """The cases of these ids, the earliest first."""
    ordered = sorted(ids, key=case_order)
    with store.read() as connection:
        found = [row for some in _chunks(ordered) for row in connection.execute(_rows().where(cases.c.id.in_(some)))]
    return tuple(sorted((_member(row) for row in found), key=lambda one: case_order(one.case)))


def count(store: Store) -> int:
    """How many campaigns there are."""
    with store.read() as connection:
        return int(connection.execute(select(func.count(campaign_members.c.campaign.distinct()))).scalar_one())


def _sizes(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    named = campaign_members.c.campaign
    query = select(named, func.count().label("size")).where(named.in_(names)).group_by(named)
    return {row.campaign: row.size for row in connection.execute(query)}


def _members(connection: Connection, name: str, own: tuple[ColumnElement[bool], ...]) -> tuple[Member, ...]:
    chosen = _rows().join(campaign_members, campaign_members.c.case_id == cases.c.id)
    query = chosen.where(campaign_members.c.campaign == name, *own).limit(_MOST_MEMBERS)
    return tuple(sorted((_member(row) for row in connection.execute(query)), key=lambda one: case_order(one.case)))


def _rows() -> Any:
    c = cases.c
    last = select(func.max(case_looks.c.linked_at)).where(case_looks.c.case_id == c.id).correlate(cases)
    columns = c.id, c.host, c.url, c.state, c.imitates, c.severity, c.region, c.system, c.opened_at
    return select(*columns, last.scalar_subquery().label("seen_at"))


def _member(row: Row[Any]) -> Member:
    seen = row.seen_at or row.opened_at
    return Member(
        row.id,
        row.host,
        row.url,
        State(row.state),
        row.imitates,
        row.severity,
        row.region,
        row.system,
        row.opened_at,
        seen,
    )


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
