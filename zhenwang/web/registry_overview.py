"""The registry in figures: computed once for each registry, whoever asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from zhenwang.domain.body import BodyKind
from zhenwang.domain.registry import Registry
from zhenwang.rules.articles import at_home
from zhenwang.web.registry_search import CENTRAL, DOUBTS, LEVELS, region_of


@dataclass(frozen=True, slots=True)
class Overview:
    """``cells`` counts sites by kind of body and level; ``regions`` are provinces with their sites, Hubei first."""

    sites: int
    protected: int
    hosts: int
    retired: int
    conflicts: int
    marks: Mapping[str, int]
    levels: tuple[str, ...]
    kinds: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]
    by_level: Mapping[str, int]
    by_kind: Mapping[str, int]
    doubts: Mapping[str, int]
    regions: tuple[tuple[str, int], ...]


@lru_cache(maxsize=2)
def overview(registry: Registry) -> Overview:
    sites = registry.sites.values()
    kinds = Counter(site.kind.value or "unknown" for site in sites)
    levels = Counter(site.level for site in sites)
    return Overview(
        sites=len(sites),
        protected=sum(site.protected for site in sites),
        hosts=sum(len(site.granted) for site in sites),
        retired=len(registry.retired),
        conflicts=sum(len(site.conflicts) for site in sites),
        marks=Counter(kind for kind, _ in {mark for site in sites for mark in site.marks.all()}),
        levels=tuple(level for level in LEVELS if levels[level]),
        kinds=tuple(kind for kind in (*(kind.value for kind in BodyKind if kind), "unknown") if kinds[kind]),
        cells=Counter((site.kind.value or "unknown", site.level) for site in sites),
        by_level=levels,
        by_kind=kinds,
        doubts={name: sum(map(holds, sites)) for name, holds in DOUBTS.items()},
        regions=_regions(registry),
    )


def _regions(registry: Registry) -> tuple[tuple[str, int], ...]:
    counts = Counter(region_of(site) for site in registry.sites.values())
    codes = {region_of(site): site.region_code[:2] for site in registry.sites.values() if site.region_code}
    known = (region for region in counts if region)
    home = {region_of(site) for site in registry.sites.values() if at_home(site, registry.jurisdiction)}
    order = sorted(known, key=lambda region: (region not in home, region != CENTRAL, codes.get(region, "99"), region))
    return tuple((region, counts[region]) for region in order)
