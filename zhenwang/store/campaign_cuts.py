"""What people took out of the campaigns and put back: rows are only added, and each ruling stands in the journal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from zhenwang.domain.access import Actor
from zhenwang.domain.campaign import Cut, Fact, FactKind
from zhenwang.store import journal
from zhenwang.store.work_schema import campaign_cuts

CUT, RESTORED = "campaign_cut", "campaign_restored"
"""The actions in the journal."""


@dataclass(frozen=True, slots=True)
class KeptCut:
    """A cut with who made (or took back) it, when and why."""

    number: int
    cut: Cut
    at: datetime
    restored: bool
    who: str
    why: str


def put(
    connection: Connection, cuts: Collection[Cut], actor: Actor, why: str, now: datetime, *, restored: bool = False
) -> None:
    """Record that facts link no more, or (``restored``) that they link again. ValueError without a reason."""
    if not why.strip():
        raise ValueError("to cut a link, or to put it back, needs a reason")
    newest = connection.execute(select(func.coalesce(func.max(campaign_cuts.c.number), 0))).scalar_one()
    shared = {"at": now, "restored": restored, "who": actor.name, "why": why}
    for number, cut in enumerate(cuts, newest + 1):
        fact = {"number": number, "kind": cut.fact.kind.value, "value": cut.fact.value, "case_id": cut.case}
        connection.execute(insert(campaign_cuts).values(shared | fact))
        told = {"fact": cut.fact.key, "case": cut.case}
        journal.append(connection, actor, RESTORED if restored else CUT, cut.case or cut.fact.key, why, told, now)


def latest(connection: Connection) -> list[KeptCut]:
    """The latest ruling on each fact, for all cases or for one, the newest first."""
    of = campaign_cuts.c.kind, campaign_cuts.c.value, campaign_cuts.c.case_id
    newest = select(func.max(campaign_cuts.c.number)).group_by(*of)
    query = select(campaign_cuts).where(campaign_cuts.c.number.in_(newest)).order_by(campaign_cuts.c.number.desc())
    known = {kind.value for kind in FactKind}
    return [_kept(row) for row in connection.execute(query) if row.kind in known]


def in_force(connection: Connection) -> frozenset[Cut]:
    """What links nothing now."""
    return frozenset(kept.cut for kept in latest(connection) if not kept.restored)


def _kept(row: Row[Any]) -> KeptCut:
    cut = Cut(Fact(FactKind(row.kind), row.value), row.case_id)
    return KeptCut(row.number, cut, row.at, row.restored, row.who, row.why)
