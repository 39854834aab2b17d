"""Look-alikes: for each official site the official sites that people and machines take for it (黄石市 and 黄山市).

Two sites one edit apart have one string in common among those that are left when a character is taken out of each
(delete neighbourhood, as in SymSpell), so that only sites which share such a string are compared.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType

from rapidfuzz.distance import OSA

from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.registry.telling_apart import Facets, facets, telling_apart, telling_apart_en

MOST = 5  # neighbours of one site
MAX_SHARED = 400  # what more sites have in common makes none of them like another
MAX_LENGTH = 60


class Why(StrEnum):
    """In what two sites are alike."""

    SAME_NAME = "same_name"  # 朝阳区人民政府 of two cities
    NAME_ONE_APART = "name_one_apart"  # 黄石市 and 黄山市
    HOST_ONE_APART = "host_one_apart"  # rst.hubei and rst.hebei
    SAME_LABEL = "same_label"  # rst.hubei and rst.hunan, or one label under two suffixes
    SAME_INITIALS = "same_initials"  # 黄石市 and 衡水市: hs


@dataclass(frozen=True, slots=True)
class LookAlike:
    """``other`` is taken for ``site`` (ids), for the reasons ``why``; ``apart`` is what tells them apart."""

    site: str
    other: str
    why: tuple[Why, ...]
    apart: str
    apart_en: str


def look_alikes(sites: Iterable[OfficialSite]) -> Mapping[str, tuple[LookAlike, ...]]:
    """The nearest neighbours of every site that has any, by id, the nearest first; never more than ``MOST`` each."""
    known = tuple(facets(site) for site in sites)
    near: dict[int, dict[int, None]] = {}
    for first, second in _pairs(known):
        near.setdefault(first, {})[second] = None
        near.setdefault(second, {})[first] = None
    return MappingProxyType(
        {
            known[one].site.id: found
            for one in sorted(near)
            if (found := _nearest(known[one], [known[i] for i in near[one]]))
        }
    )


@lru_cache(maxsize=4)
def look_alikes_in(registry: Registry) -> Mapping[str, tuple[LookAlike, ...]]:
    """``look_alikes`` of a whole registry, computed once (some seconds for ten thousand sites)."""
    return look_alikes(registry.sites.values())


def look_alikes_of(site: OfficialSite, sites: Iterable[OfficialSite]) -> tuple[LookAlike, ...]:
    """The same for one site: one pass over all, and none of the waiting."""
    own = facets(site)
    return _nearest(own, [facets(other) for other in sites if other.id != site.id])


def _pairs(known: Sequence[Facets]) -> Iterator[tuple[int, int]]:
    blocks: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(known):
        for key in _keys(one):
            blocks.setdefault(key, []).append(place)
    for places in blocks.values():
        if len(places) <= MAX_SHARED:
            yield from combinations(places, 2)


def _keys(one: Facets) -> Iterator[tuple[str, str]]:
    yield from (("host", form) for form in _deletes(one.label))
    yield from (("name", form) for form in _deletes(one.core))
    if one.office_label:
        yield "office", one.office_label
    if one.initials:
        yield "initials", f"{one.initials} {one.office}"


def _deletes(text: str) -> set[str]:
    short = text[:MAX_LENGTH]
    return {short, *(short[:place] + short[place + 1 :] for place in range(len(short)))} if short else set()


def _nearest(own: Facets, others: Iterable[Facets]) -> tuple[LookAlike, ...]:
    alike = [(other, why) for other in others if (why := tuple(_reasons(own, other)))]
    best = heapq.nsmallest(MOST, alike, key=lambda found: _distance(own, *found))
    return tuple(
        LookAlike(own.site.id, other.site.id, why, telling_apart(own, other), telling_apart_en(own, other))
        for other, why in best
    )


def _reasons(one: Facets, other: Facets) -> Iterator[Why]:
    if one.core and one.core == other.core:
        yield Why.SAME_NAME
    elif _one_apart(one.core, other.core):
        yield Why.NAME_ONE_APART
    if one.label and one.label == other.label:
        yield Why.SAME_LABEL
    elif _one_apart(one.label, other.label):
        yield Why.HOST_ONE_APART
    elif one.office_label and one.office_label == other.office_label:
        yield Why.SAME_LABEL
    if one.office == other.office and one.initials and one.initials == other.initials and one.place != other.place:
        yield Why.SAME_INITIALS


def _one_apart(first: str, second: str) -> bool:
    if not first or not second or abs(len(first) - len(second)) > 1 or max(len(first), len(second)) > MAX_LENGTH:
        return False
    return OSA.distance(first, second, score_cutoff=1) == 1


_WEIGHT = {
    Why.SAME_NAME: 8.0,
    Why.NAME_ONE_APART: 6.0,
    Why.HOST_ONE_APART: 5.0,
    Why.SAME_LABEL: 2.0,
    Why.SAME_INITIALS: 1.0,
}


def _distance(own: Facets, other: Facets, why: Iterable[Why]) -> tuple[float, str]:
    """The more reasons the nearer; one character of many weighs more than one of two; ties in the order of ids."""
    nearness = sum(_WEIGHT[reason] for reason in why)
    if Why.HOST_ONE_APART in why:
        nearness -= _WEIGHT[Why.HOST_ONE_APART] / len(own.label)
    if Why.NAME_ONE_APART in why:
        nearness -= _WEIGHT[Why.NAME_ONE_APART] / len(own.core)
    nearness += 2.0 * (own.office == other.office) + (own.site.level == other.site.level)
    return -nearness, other.site.id
