"""The facts that link cases, as rows: of every host that was looked at, because only so it is known how rare one is.

A host has one case for good, so its facts are its case's; they stay when a later look no longer shows them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    delete,
    distinct,
    func,
    insert,
    literal,
    select,
    tuple_,
    update,
)

from zhenwang.domain.campaign import BOUNDS, Fact, FactKind
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases, looks
from zhenwang.store.work_schema import linking_facts

MOST_HELD = 200
"""Facts of one host at most: a page that is new at every look may not fill the table."""
COUNTED = max(BOUNDS.values()) + 1
"""Hosts counted for one fact at most: whatever more show links nobody."""
_CHUNK = 400
_KINDS = frozenset(kind.value for kind in FactKind)

_Item = TypeVar("_Item")


def keep(connection: Connection, host: str, shown: Iterable[Fact]) -> tuple[Fact, ...]:
    """Note what a look at a host (A-label name) showed; returns what was not known of it, in a stable order."""
    held = _of_host(connection, host)
    fresh = [fact for fact in sorted(set(shown)) if fact not in held][: max(0, MOST_HELD - len(held))]
    if not fresh:
        return ()
    case = case_on(connection, host)
    rows = [{"host": host, "kind": fact.kind, "value": fact.value, "case_id": case} for fact in fresh]
    connection.execute(insert(linking_facts), rows)
    return tuple(fresh)


def case_on(connection: Connection, host: str) -> str | None:
    """The case that a host has."""
    found: str | None = connection.execute(select(cases.c.id).where(cases.c.host == host)).scalar()
    return found


def forget(connection: Connection, host: str) -> None:
    """Take a host's facts out, to be read from its looks again."""
    connection.execute(delete(linking_facts).where(linking_facts.c.host == host))


def take_up(connection: Connection, host: str, case: str) -> None:
    """A host's facts become those of the case that was opened on it."""
    connection.execute(update(linking_facts).where(linking_facts.c.host == host).values(case_id=case))


def of_cases(connection: Connection, ids: Collection[str]) -> dict[str, list[Fact]]:
    """What each case's host shows."""
    found: dict[str, list[Fact]] = {case: [] for case in ids}
    columns = linking_facts.c.case_id, linking_facts.c.kind, linking_facts.c.value
    for some in _chunks(sorted(ids)):
        for row in connection.execute(select(*columns).where(linking_facts.c.case_id.in_(some))):
            if fact := _fact(row):
                found[row.case_id].append(fact)
    return found


def with_rarity(connection: Connection, ids: Collection[str]) -> tuple[dict[str, list[Fact]], dict[Fact, int]]:
    """As ``of_cases``, and as ``counts`` of all those facts, in one question for many cases."""
    found: dict[str, list[Fact]] = {case: [] for case in ids}
    seen: dict[Fact, int] = {}
    own, other = linking_facts.alias("own"), linking_facts.alias("other")
    same = other.c.kind == own.c.kind, other.c.value == own.c.value
    # Counted no further than it matters: a fact that a hundred thousand hosts show must not be read to its end.
    shown = select(literal(1).label("shown")).where(*same).limit(COUNTED).correlate(own).subquery("shown")
    hosts = select(func.count()).select_from(shown).scalar_subquery()
    query = select(own.c.case_id, own.c.kind, own.c.value, hosts.label("hosts"))
    for some in _chunks(sorted(ids)):
        for row in connection.execute(query.where(own.c.case_id.in_(some))):
            if fact := _fact(row):
                found[row.case_id].append(fact)
                seen[fact] = row.hosts
    return found, seen


def of_all_cases(connection: Connection) -> dict[str, list[Fact]]:
    """What every case's host shows, read in one go."""
    found: dict[str, list[Fact]] = {}
    columns = linking_facts.c.case_id, linking_facts.c.kind, linking_facts.c.value
    for row in connection.execute(select(*columns).where(linking_facts.c.case_id.is_not(None))):
        if fact := _fact(row):
            found.setdefault(row.case_id, []).append(fact)
    return found


def counts(connection: Connection, facts: Collection[Fact]) -> dict[Fact, int]:
    """How many of the hosts ever looked at show each fact; nobody is counted beyond ``COUNTED``."""
    same = linking_facts.c.kind == bindparam("of_kind"), linking_facts.c.value == bindparam("of_value")
    shown = select(literal(1).label("shown")).where(*same).limit(COUNTED).subquery("shown")
    query = select(func.count()).select_from(shown)
    # One short question each: a fact that a hundred thousand hosts show must not be read to its end.
    return {
        fact: connection.execute(query, {"of_kind": fact.kind.value, "of_value": fact.value}).scalar_one()
        for fact in facts
    }


def holders(connection: Connection, facts: Collection[Fact]) -> dict[Fact, list[str]]:
    """The cases that show each fact. Ask for rare ones only."""
    found: dict[Fact, list[str]] = {}
    columns = linking_facts.c.kind, linking_facts.c.value, linking_facts.c.case_id
    for some in _chunks(sorted(facts)):
        query = select(*columns).where(_among(some), linking_facts.c.case_id.is_not(None))
        for row in connection.execute(query):
            if fact := _fact(row):
                found.setdefault(fact, []).append(row.case_id)
    return found


def all_counts(connection: Connection) -> dict[Fact, int]:
    """As ``counts``, of every fact that two hosts show."""
    columns = linking_facts.c.kind, linking_facts.c.value
    query = select(*columns, func.count().label("hosts")).group_by(*columns).having(func.count() > 1)
    rows = connection.execute(query)
    return {fact: min(row.hosts, COUNTED) for row in rows if (fact := _fact(row))}


def looked_at(store: Store) -> int:
    """How many hosts were ever looked at."""
    with store.read() as connection:
        return int(connection.execute(select(func.count(distinct(looks.c.host)))).scalar_one())


def _among(some: Sequence[Fact]) -> ColumnElement[bool]:
    return tuple_(linking_facts.c.kind, linking_facts.c.value).in_([(fact.kind.value, fact.value) for fact in some])


def _of_host(connection: Connection, host: str) -> set[Fact]:
    query = select(linking_facts.c.kind, linking_facts.c.value).where(linking_facts.c.host == host)
    return {fact for row in connection.execute(query) if (fact := _fact(row))}


def _fact(row: Row[Any]) -> Fact | None:
    """None for a kind that a newer version wrote."""
    return Fact(FactKind(row.kind), row.value) if row.kind in _KINDS else None


def _chunks(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
