"""Cases that belong together, said by people: a merge that loses nothing, and that can be taken back.

Linking is a step of both cases, so it stands in both histories with its reason; neither case changes its state.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, Select, delete, func, insert, or_, select, union_all

from zhenwang.domain import workflow
from zhenwang.domain.access import Actor
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.workflow import Refused
from zhenwang.store import history
from zhenwang.store.case_rows import by_id, move
from zhenwang.store.opening import Store
from zhenwang.store.queue_conditions import scope
from zhenwang.store.schema import cases as case_table
from zhenwang.store.work_schema import case_links

MOST = 200
"""How many cases one is linked with; more of one kind are a campaign."""


@dataclass(frozen=True, slots=True)
class CaseLink:
    """One end of a link, seen from the other: the case it leads to, who linked them, why and when."""

    other: str
    host: str
    state: State
    who: str
    why: str
    at: datetime


def take(connection: Connection, held: Case, ruling: Ruling, now: datetime) -> Refused | None:
    """The other half of ``link`` and ``unlink``, within the transaction that takes the step on ``held``: the other
    case's version and history, and the link itself. Why not, when it cannot be; every other action passes untouched.
    """
    if ruling.action not in ("link", "unlink"):
        return None
    other = by_id(connection, ruling.facts.get("other", "").strip()[:32])
    if other is None or other.id == held.id or not ruling.actor.sees(other.region, other.system):
        return Refused("'other' is the number of another case that you may see", "other")
    step = workflow.rule(other, replace(ruling, facts={"other": held.id}))
    refused = step if isinstance(step, Refused) else _unfit(connection, ruling.action, held.id, other.id)
    if refused:
        return refused
    move(connection, other, ruling.actor.name)
    told = history.Step(
        other.id, ruling.actor, ruling.action, other.state, other.state, ruling.reason, {"other": held.id}
    )
    history.append(connection, told, now)
    _write(connection, ruling, held.id, other.id, now)
    return None


def of(store: Store, case_id: str, actor: Actor | None) -> tuple[CaseLink, ...]:
    """The cases that one is linked with and the actor may see, the newest link first. No actor: all of them."""
    far = (case_links.c.other, case_links.c.case_id)
    near = (case_links.c.case_id, case_links.c.other)
    halves = [
        select(end.label("end"), case_links.c.who, case_links.c.why, case_links.c.at).where(own == case_id)
        for end, own in zip(far, near, strict=True)
    ]
    found = union_all(*halves).subquery()
    query = (
        select(found, case_table.c.host, case_table.c.state)
        .join(case_table, case_table.c.id == found.c.end)
        .where(*scope(actor))
        .order_by(found.c.at.desc(), found.c.end)
        .limit(MOST)
    )
    with store.read() as connection:
        rows = connection.execute(query).all()
    return tuple(CaseLink(row.end, row.host, State(row.state), row.who, row.why, row.at) for row in rows)


def counts(store: Store, ids: Collection[str], actor: Actor | None) -> Mapping[str, int]:
    """How many links to cases that the actor may see each of some cases has; those without are left out."""
    ends = union_all(
        _led_to(case_links.c.case_id, case_links.c.other, ids, actor),
        _led_to(case_links.c.other, case_links.c.case_id, ids, actor),
    ).subquery()
    query = select(ends.c.end, func.count()).group_by(ends.c.end)
    with store.read() as connection:
        return {end: n for end, n in connection.execute(query)}  # noqa: C416  # rows are no pairs to a type checker


def _led_to(end: Column[str], far: Column[str], ids: Collection[str], actor: Actor | None) -> Select[tuple[str]]:
    query = select(end.label("end")).where(end.in_(ids))
    within = scope(actor)
    return query.join(case_table, case_table.c.id == far).where(*within) if within else query


def _unfit(connection: Connection, action: str, one: str, other: str) -> Refused | None:
    linked = connection.execute(select(case_links.c.at).where(_between(one, other))).first() is not None
    if linked is (action == "link"):
        return Refused(f"{one} and {other} are {'linked already' if linked else 'not linked'}", "other")
    held = select(func.count()).select_from(case_links).where(or_(_touches(one), _touches(other)))
    if action == "link" and connection.execute(held).scalar_one() >= MOST:
        return Refused(f"a case is linked with at most {MOST} others", "other")
    return None


def _write(connection: Connection, ruling: Ruling, one: str, other: str, now: datetime) -> None:
    if ruling.action == "unlink":
        connection.execute(delete(case_links).where(_between(one, other)))
        return
    first, second = sorted((one, other))
    values = {"case_id": first, "other": second, "why": ruling.reason, "who": ruling.actor.name, "at": now}
    connection.execute(insert(case_links).values(values))


def _between(one: str, other: str) -> ColumnElement[bool]:
    first, second = sorted((one, other))
    return (case_links.c.case_id == first) & (case_links.c.other == second)


def _touches(case_id: str) -> ColumnElement[bool]:
    return (case_links.c.case_id == case_id) | (case_links.c.other == case_id)
