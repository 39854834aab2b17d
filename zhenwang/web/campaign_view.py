"""Everything a campaign page and a case's siblings show, gathered before any template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhenwang.domain.access import Actor
from zhenwang.domain.campaign import BANDED, Campaign, Edge, Fact, FactKind
from zhenwang.domain.case import Case, State
from zhenwang.domain.queue_order import SEVERITIES
from zhenwang.domain.registry import Registry
from zhenwang.store import campaign_list, campaigns, linking
from zhenwang.store.campaign_list import Listed, Member
from zhenwang.web.house import House

_BODIES = 4
_NEAR = 20  # cases that are looked through for siblings where there are hundreds


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another case of the campaign, and the kinds of facts it shares with this one; none when only others link them."""

    member: Member
    imitates: str
    kinds: tuple[FactKind, ...]
    seen: int


@dataclass(frozen=True, slots=True)
class Siblings:
    """The other cases of a case's campaign: those that share most with it first.

    ``campaign`` is empty and ``count`` 0 when nothing links the case. ``hidden`` of them are not for this actor.
    """

    campaign: str
    count: int
    shown: tuple[Sibling, ...]
    hidden: int = 0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class EdgeView:
    """One link. ``value`` is what people can check it by, empty for what is only a likeness; ``host`` when it is one.

    ``hidden`` of the cases are not for this actor, ``number`` is its column in the picture.
    """

    edge: Edge
    number: int
    value: str
    host: str
    members: tuple[Member, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class CampaignView:
    """``bodies`` are the names imitated with how many cases each, ``names`` the same by the ids of their sites,
    ``states`` how many cases stand where.

    ``total`` is how many hosts were ever looked at, which says how rare a fact is.
    """

    campaign: Campaign
    members: tuple[Member, ...]
    hidden: int
    edges: tuple[EdgeView, ...]
    bodies: tuple[tuple[str, int], ...]
    names: Mapping[str, str]
    states: tuple[tuple[str, int], ...]
    severity: str
    total: int


@dataclass(frozen=True, slots=True)
class Row:
    """One campaign in the list."""

    listed: Listed
    bodies: tuple[tuple[str, int], ...]
    more_bodies: int
    states: tuple[tuple[str, int], ...]
    severity: str


def siblings_of(house: House, case: Case, limit: int = 6, actor: Actor | None = None) -> Siblings:
    """The cases that hang together with a case, at most ``limit``. Without an actor only those of its own region and
    system are shown, the others counted.
    """
    found = campaigns.of_case(house.store, case.id, near=_NEAR)
    if found is None:
        return Siblings("", 0, ())
    others = [one for one in found.cases if one != case.id]
    shared = {edge: set(edge.cases) for edge in found.edges_of(case.id)}
    ordered = sorted(others, key=lambda one: -sum(one in cases for cases in shared.values()))
    held = {one.case: one for one in campaign_list.members(house.store, ordered)}
    seen = [held[one] for one in ordered if one in held and _is_for(actor, case, held[one])]
    shown = tuple(_sibling(house.registry, one, shared) for one in seen[:limit])
    return Siblings(found.id, len(others), shown, len(others) - len(seen), found.whole)


def view(house: House, campaign: Campaign, actor: Actor) -> CampaignView:
    """A campaign as an actor may see it: cases outside their scope are counted and not named, and what only those
    share is not shown.
    """
    held = campaign_list.members(house.store, campaign.cases)
    seen = tuple(one for one in held if actor.sees(one.region, one.system))
    of_case = {one.case: one for one in seen}
    edges = (_edge(edge, place, of_case) for place, edge in enumerate(campaign.edges, 1))
    return CampaignView(
        campaign,
        seen,
        len(campaign.cases) - len(seen),
        tuple(one for one in edges if one.members),
        _bodies(house.registry, seen),
        {one.imitates: _name(house.registry, one.imitates) for one in seen},
        _states(seen),
        gravest(seen),
        linking.looked_at(house.store),
    )


def rows(house: House, listed: Iterable[Listed]) -> tuple[Row, ...]:
    """The list's lines."""
    return tuple(_row(house.registry, one) for one in listed)


def gravest(members: Iterable[Member]) -> str:
    """The gravest severity among the cases."""
    found = [one.severity for one in members if one.severity in SEVERITIES]
    return min(found, key=SEVERITIES.index, default=SEVERITIES[-1])


def fact_shown(fact: Fact) -> tuple[str, str]:
    """A fact's value for people, and the host when it is one. What is only a likeness shows no value."""
    if fact.kind in BANDED:
        return "", ""
    return ("", fact.value) if fact.kind is FactKind.TARGET else (fact.value, "")


def _row(registry: Registry, listed: Listed) -> Row:
    bodies = _bodies(registry, listed.members)
    return Row(listed, bodies[:_BODIES], len(bodies[_BODIES:]), _states(listed.members), gravest(listed.members))


def _sibling(registry: Registry, member: Member, shared: Mapping[Edge, set[str]]) -> Sibling:
    links = [edge for edge, cases in shared.items() if member.case in cases]
    kinds = tuple(dict.fromkeys(edge.kind for edge in links))
    return Sibling(member, _name(registry, member.imitates), kinds, min((edge.seen for edge in links), default=0))


def _edge(edge: Edge, number: int, seen: Mapping[str, Member]) -> EdgeView:
    members = tuple(seen[case] for case in edge.cases if case in seen)
    return EdgeView(edge, number, *fact_shown(edge.facts[0]), members, len(edge.cases) - len(members))


def _is_for(actor: Actor | None, case: Case, other: Member) -> bool:
    if actor is None:
        return (case.region, case.system) == (other.region, other.system)
    return actor.sees(other.region, other.system)


def _bodies(registry: Registry, members: Iterable[Member]) -> tuple[tuple[str, int], ...]:
    counted = Counter(_name(registry, one.imitates) for one in members if one.imitates)
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _states(members: Iterable[Member]) -> tuple[tuple[str, int], ...]:
    counted = Counter(one.state for one in members)
    return tuple((state.value, counted[state]) for state in State if counted[state])


def _name(registry: Registry, site_id: str) -> str:
    site = registry.site(site_id) if site_id else None
    return site.name if site else site_id
