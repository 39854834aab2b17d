"""Campaigns (串案): cases that belong together because they show the same rare things, each link explained.

A link is one shared fact with how many of the hosts ever looked at show it. What too many show links nobody, a person
may cut any link, and a campaign is what the remaining links hold together. Nothing is merged: a case stays a case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class FactKind(StrEnum):
    """What two pages may have in common."""

    ADDRESS = "address"  # the IP address that answered; of IPv6 the /64
    CERTIFICATE = "certificate"  # one certificate that names both hosts: its place in a certificate log
    REGISTRANT = "registrant"
    TEMPLATE = "template"  # how the page is built, whatever words stand in it
    TEXT = "text"  # its own words, with places, bodies, people and numbers blotted out
    ANALYTICS = "analytics"  # an account of a statistics service
    PHONE = "phone"
    ACCOUNT = "account"  # a chat or mail account
    MARK = "mark"  # a mark that no official site bears, such as an invented ICP number
    TARGET = "target"  # another host that the page takes people or their data to


BANDED = frozenset({FactKind.TEMPLATE, FactKind.TEXT})
"""Kinds of which a page shows several keys, so that pages that are nearly the same still share one of them."""
BOUNDS: Mapping[FactKind, int] = MappingProxyType(
    dict.fromkeys(FactKind, 100) | {FactKind.ADDRESS: 40, FactKind.CERTIFICATE: 40, FactKind.TEXT: 200}
)
"""How many hosts may show a fact before it links nobody: shared hosting, a counter of a page builder, a parked page."""
LEAST_SHARE: Mapping[FactKind, float] = MappingProxyType({FactKind.ADDRESS: 0.5})
"""How many of the hosts that show a fact must be cases: an address with mostly other hosts is anybody's hosting."""


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One thing that a page shows or a host has. ``value`` is its normal form, at most 120 characters."""

    kind: FactKind
    value: str

    @property
    def key(self) -> str:
        """The fact as one text, as it is stored; ``read_fact`` reads it."""
        return f"{self.kind.value}:{self.value}"


def read_fact(key: str) -> Fact | None:
    """The fact of a key; None for a kind that this version does not know."""
    kind, _, value = key.partition(":")
    return Fact(FactKind(kind), value) if kind in set(FactKind) and value else None


def telling(fact: Fact, cases: int, seen: int, bounds: Mapping[FactKind, int] = BOUNDS) -> bool:
    """Whether a fact links the ``cases`` that show it, of ``seen`` hosts that do."""
    hosts = max(cases, seen)
    return cases > 1 and hosts <= bounds.get(fact.kind, 0) and cases >= hosts * LEAST_SHARE.get(fact.kind, 0.0)


@dataclass(frozen=True, slots=True)
class Cut:
    """A person said that a fact links nothing: at all, or (with ``case``) not that case."""

    fact: Fact
    case: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """What links ``cases``: one shared fact, or the keys of one kind that the same pages share.

    ``seen`` is how many of the hosts ever looked at show it, at least the cases themselves.
    """

    kind: FactKind
    facts: tuple[Fact, ...]
    cases: tuple[str, ...]
    seen: int

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits by which a page names the edge."""
        told = "\n".join(fact.key for fact in self.facts)
        return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Campaign:
    """Two or more cases and what links them. ``id`` reads ``ZC-20261122-0001`` and is named after the earliest case.

    ``whole`` is False where a bound was reached: there may be more cases.
    """

    id: str
    cases: tuple[str, ...]
    edges: tuple[Edge, ...]
    whole: bool = True

    def edge(self, edge_id: str) -> Edge | None:
        return next((edge for edge in self.edges if edge.id == edge_id), None)

    def edges_of(self, case: str) -> tuple[Edge, ...]:
        """What makes a case a member."""
        return tuple(edge for edge in self.edges if case in edge.cases)


def campaign_id(cases: Iterable[str]) -> str:
    """Named after the earliest of the cases, so that later ones change nothing."""
    return "ZC-" + min(cases, key=case_order).removeprefix("ZW-")


def case_of(campaign: str) -> str:
    """The case that a campaign is named after."""
    return "ZW-" + campaign.removeprefix("ZC-")


def case_order(case: str) -> tuple[str, int, str]:
    """Sort key of case ids, the earliest first: the number of a busy day may have five digits."""
    day, _, number = case.rpartition("-")
    return day, len(number), number


def campaigns(
    facts_by_case: Mapping[str, Collection[Fact]],
    seen_counts: Mapping[Fact, int],
    cuts: Collection[Cut] = (),
    bounds: Mapping[FactKind, int] = BOUNDS,
) -> tuple[Campaign, ...]:
    """The campaigns among the cases, that of the earliest case first; whoever is linked to nobody is in none.

    ``seen_counts`` says how many of the hosts ever looked at show a fact; one that is no longer ``telling`` makes no
    edge. Near-linear in the number of facts; the order of what is given changes nothing.
    """
    links = _links(facts_by_case, seen_counts, cuts, bounds)
    parents: dict[str, str] = {}
    for cases in links.values():
        for case in cases[1:]:
            _join(parents, cases[0], case)
    members: dict[str, set[str]] = {}
    facts: dict[str, list[Fact]] = {}
    for fact, cases in links.items():
        root = _root(parents, cases[0])
        members.setdefault(root, set()).update(cases)
        facts.setdefault(root, []).append(fact)
    found = (_campaign(members[root], facts[root], links, seen_counts) for root in members)
    return tuple(sorted(found, key=lambda one: case_order(one.cases[0])))


def _campaign(
    members: Collection[str], facts: list[Fact], links: Mapping[Fact, tuple[str, ...]], seen: Mapping[Fact, int]
) -> Campaign:
    ordered = tuple(sorted(members, key=case_order))
    return Campaign(campaign_id(ordered[:1]), ordered, tuple(_edges(facts, links, seen)))


def _links(
    facts_by_case: Mapping[str, Collection[Fact]],
    seen_counts: Mapping[Fact, int],
    cuts: Collection[Cut],
    bounds: Mapping[FactKind, int],
) -> dict[Fact, tuple[str, ...]]:
    """Each fact that links, with the cases that hold it, the earliest first."""
    off = frozenset(cuts)
    gone = frozenset(cut.fact for cut in off if not cut.case)
    holders: dict[Fact, set[str]] = {}
    for case, facts in facts_by_case.items():
        for fact in facts:
            if fact not in gone and Cut(fact, case) not in off:
                holders.setdefault(fact, set()).add(case)
    return {
        fact: tuple(sorted(cases, key=case_order))
        for fact, cases in holders.items()
        if telling(fact, len(cases), seen_counts.get(fact, 0), bounds)
    }


def _edges(facts: Collection[Fact], links: Mapping[Fact, tuple[str, ...]], seen: Mapping[Fact, int]) -> Iterator[Edge]:
    """One edge per fact; keys of a banded kind stand in the widest edge of their kind that holds all their cases."""
    held: list[tuple[FactKind, tuple[str, ...], list[Fact]]] = []
    of_case: dict[tuple[FactKind, str], list[int]] = {}
    for fact in sorted(facts, key=lambda one: (-len(links[one]), one)):
        cases = links[fact]
        wider = of_case.get((fact.kind, cases[0]), ()) if fact.kind in BANDED else ()
        place = next((at for at in wider if set(cases) <= set(held[at][1])), None)
        if place is not None:
            held[place][2].append(fact)
            continue
        for case in cases if fact.kind in BANDED else ():
            of_case.setdefault((fact.kind, case), []).append(len(held))
        held.append((fact.kind, cases, [fact]))
    for kind, cases, joined in sorted(held, key=lambda one: (-len(one[1]), one[0], one[2])):
        yield Edge(kind, tuple(joined), cases, max(len(cases), *(seen.get(fact, 0) for fact in joined)))


def _root(parents: dict[str, str], case: str) -> str:
    root = case
    while (above := parents.get(root, root)) != root:
        root = above
    while (above := parents.get(case, case)) != root:
        parents[case], case = root, above
    return root


def _join(parents: dict[str, str], one: str, other: str) -> None:
    first, second = _root(parents, one), _root(parents, other)
    if first != second:
        parents[second] = first
