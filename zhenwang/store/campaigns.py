"""Campaigns in the store: which case is in which, kept up while facts come in and people cut links.

A new fact can only join, which needs the case's direct neighbours and no walk; a cut, or a fact that became common, can
only split, which groups the members of one campaign anew. ``regroup_all`` does the whole from nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, select, update

from zhenwang.domain.access import Actor
from zhenwang.domain.campaign import (
    BOUNDS,
    Campaign,
    Cut,
    Fact,
    campaign_id,
    campaigns,
    case_of,
    case_order,
    telling,
)
from zhenwang.store import campaign_cuts, linking
from zhenwang.store.campaign_cuts import KeptCut
from zhenwang.store.opening import Store
from zhenwang.store.work_schema import campaign_members

MOST_SHOWN, MOST_WALKED = 300, 60
"""Members that are read at once; of a larger campaign those nearest to the case that is asked for."""
MOST_REGROUPED = 5_000
"""Members of a campaign that a cut groups anew at once: writing waits meanwhile."""
_CHUNK = 400

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Removed:
    """Cuts that one ruling made: who, when and why, and the cases that show what was cut."""

    number: int
    cuts: tuple[Cut, ...]
    at: datetime
    who: str
    why: str
    cases: tuple[str, ...]


def of_case(store: Store, case: str, near: int = MOST_WALKED) -> Campaign | None:
    """The campaign that a case is in, with its edges; None when nothing links it. ``near`` is how many cases are shown
    of a campaign that is too large to be read.
    """
    with store.read() as connection:
        return _read(connection, case, near)


def found(store: Store, campaign: str) -> Campaign | None:
    """The campaign of an id. An id under which it was known before another joined it still finds it."""
    return of_case(store, case_of(campaign))


def note_facts(connection: Connection, host: str, facts: Iterable[Fact]) -> None:
    """Keep what a look at a host showed, and put its case, if it has one, with all whom that links it to."""
    fresh = linking.keep(connection, host, facts)
    if not fresh:
        return
    case = linking.case_on(connection, host)
    seen = linking.counts(connection, fresh)
    shown = linking.holders(connection, [fact for fact in fresh if 2 < seen[fact] <= BOUNDS[fact.kind] + 1])
    one = 0 if case is None else 1
    # One host more, and it is too common to link: whoever it held together may fall apart.
    ended = {
        other
        for fact, cases in shown.items()
        if telling(fact, len(cases) - one, seen[fact] - 1) and not telling(fact, len(cases), seen[fact])
        for other in cases
    }
    _regroup(connection, set(_campaign_of(connection, ended).values()))
    if case is not None:
        join(connection, case)


def take_up(connection: Connection, host: str, case: str) -> dict[str, list[Fact]]:
    """What is known of a host is now its case's. Returns the other cases that it shares rare facts with."""
    linking.take_up(connection, host, case)
    return join(connection, case)


def join(connection: Connection, case: str) -> dict[str, list[Fact]]:
    """Put a case with all whom it is directly linked to; returns them with the facts that link."""
    linked = neighbours(connection, case)
    if not linked:
        return linked
    together = {case, *linked}
    known = _campaign_of(connection, together)
    names = sorted({*known.values(), *(campaign_id([one]) for one in together)}, key=case_order)
    for some in _chunks(sorted(set(known.values()) - {names[0]})):
        rename = update(campaign_members).where(campaign_members.c.campaign.in_(some))
        connection.execute(rename.values(campaign=names[0]))
    fresh = [{"case_id": one, "campaign": names[0]} for one in sorted(together - known.keys())]
    if fresh:
        connection.execute(insert(campaign_members), fresh)
    return linked


def neighbours(connection: Connection, case: str) -> dict[str, list[Fact]]:
    """The cases that share a rare fact with this one, and which; cuts count."""
    linked: dict[str, list[Fact]] = {}
    for fact, cases in _links(connection, [case], campaign_cuts.in_force(connection)).items():
        for other in cases if case in cases else ():
            if other != case:
                linked.setdefault(other, []).append(fact)
    return linked


def cut(store: Store, cuts: Collection[Cut], actor: Actor, why: str, now: datetime) -> None:
    """Take links out; the campaigns they held together may fall apart. ValueError without a reason."""
    with store.write() as connection:
        campaign_cuts.put(connection, cuts, actor, why, now)
        _regroup(connection, set(_campaign_of(connection, _touched(connection, cuts)).values()))


def restore(store: Store, cuts: Collection[Cut], actor: Actor, why: str, now: datetime) -> None:
    """Put links back that were cut. ValueError without a reason."""
    with store.write() as connection:
        campaign_cuts.put(connection, cuts, actor, why, now, restored=True)
        for case in sorted(_touched(connection, cuts), key=case_order):
            join(connection, case)


def newest_ruling(store: Store, cases: Collection[str]) -> KeptCut | None:
    """The latest that anybody took out or put back of what these cases show."""
    with store.read() as connection:
        return next(iter(_rulings(connection, cases)), None)


def removed(store: Store, cases: Collection[str]) -> list[Removed]:
    """What people took out that would link these cases, the latest first; the cuts of one ruling are one."""
    with store.read() as connection:
        rulings: dict[tuple[datetime, str, str, str], list[KeptCut]] = {}
        for one in _rulings(connection, cases):
            if not one.restored:
                rulings.setdefault((one.at, one.who, one.why, one.cut.case), []).append(one)
        touched = {key: _touched(connection, [one.cut for one in ruling]) for key, ruling in rulings.items()}
    return [
        Removed(
            ruling[-1].number, tuple(one.cut for one in ruling), *key[:3], tuple(sorted(touched[key], key=case_order))
        )
        for key, ruling in rulings.items()
    ]


def regroup_all(store: Store) -> int:
    """Group all cases anew from their facts; returns how many campaigns there are."""
    with store.write() as connection:
        held = linking.of_all_cases(connection)
        grouped = campaigns(held, linking.all_counts(connection), campaign_cuts.in_force(connection))
        connection.execute(delete(campaign_members))
        _enter(connection, grouped)
    return len(grouped)


def _read(connection: Connection, case: str, near: int) -> Campaign | None:
    name = _campaign_of(connection, [case]).get(case)
    if name is None:
        return None
    members = _members(connection, name, MOST_SHOWN + 1)
    large = len(members) > MOST_SHOWN
    grouped = _group(connection, _around(connection, case, near) if large else members)
    one = next((one for one in grouped if case in one.cases), None)
    return Campaign(name, one.cases, one.edges, whole=False) if one and large else one


def _group(connection: Connection, cases: Collection[str]) -> tuple[Campaign, ...]:
    held, seen = linking.with_rarity(connection, cases)
    return campaigns(held, seen, campaign_cuts.in_force(connection))


def _around(connection: Connection, case: str, most: int) -> set[str]:
    """The cases nearest to one in a campaign that is too large to be read, step by step from neighbour to neighbour."""
    off = campaign_cuts.in_force(connection)
    found, last = {case}, {case}
    while last and len(found) < most:
        links = _links(connection, last, off)
        last = {one for cases in links.values() if not last.isdisjoint(cases) for one in cases} - found
        last = set(sorted(last, key=case_order)[: most - len(found)])
        found |= last
    return found


def _links(connection: Connection, cases: Collection[str], off: frozenset[Cut]) -> dict[Fact, list[str]]:
    """The facts of these cases that link, each with all cases that it links."""
    held, seen = linking.with_rarity(connection, cases)
    rare = {fact for facts in held.values() for fact in facts if 1 < seen[fact] <= BOUNDS[fact.kind]}
    shown = linking.holders(connection, {fact for fact in rare if Cut(fact) not in off})
    linked = {fact: [one for one in cases if Cut(fact, one) not in off] for fact, cases in shown.items()}
    return {fact: cases for fact, cases in linked.items() if telling(fact, len(cases), seen[fact])}


def _regroup(connection: Connection, names: Collection[str]) -> None:
    """Group the members of these campaigns anew. One that is very large waits for ``regroup_all``."""
    for name in sorted(names):
        members = _members(connection, name, MOST_REGROUPED + 1)
        if len(members) > MOST_REGROUPED:
            continue
        connection.execute(delete(campaign_members).where(campaign_members.c.campaign == name))
        _enter(connection, _group(connection, members))


def _members(connection: Connection, name: str, most: int) -> list[str]:
    query = select(campaign_members.c.case_id).where(campaign_members.c.campaign == name).limit(most)
    return list(connection.execute(query).scalars())


def _rulings(connection: Connection, cases: Collection[str]) -> list[KeptCut]:
    """The latest ruling on each fact that these cases show, the newest first."""
    kept = campaign_cuts.latest(connection)
    own = {fact for facts in linking.of_cases(connection, cases).values() for fact in facts} if kept else set()
    return [one for one in kept if one.cut.case in cases or (not one.cut.case and one.cut.fact in own)]


def _touched(connection: Connection, cuts: Collection[Cut]) -> set[str]:
    """The cases that show a cut fact; of one that is common nobody, for it links nobody either way."""
    seen = linking.counts(connection, {one.fact for one in cuts})
    rare = [fact for fact, hosts in seen.items() if hosts <= BOUNDS[fact.kind]]
    return {case for cases in linking.holders(connection, rare).values() for case in cases}


def _enter(connection: Connection, grouped: Iterable[Campaign]) -> None:
    rows = [{"case_id": case, "campaign": one.id} for one in grouped for case in one.cases]
    for some in _chunks(rows):
        connection.execute(insert(campaign_members), some)


def _campaign_of(connection: Connection, cases: Collection[str]) -> dict[str, str]:
    columns = campaign_members.c.case_id, campaign_members.c.campaign
    known: dict[str, str] = {}
    for some in _chunks(sorted(cases)):
        rows = connection.execute(select(*columns).where(campaign_members.c.case_id.in_(some)))
        known |= {row.case_id: row.campaign for row in rows}
    return known


def _chunks(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
