"""Whose a mark is: by the registry, by what official pages showed when captured, by the ICP subject."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

from detectors._serving import holder
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.pages.marks import FoundMark

HOSTS = frozenset({"jiucuo_host", "site_domain"})
_KEPT = frozenset({"site_code", "conac", "psb", "jiucuo_id"})
_MOST_HOLDERS = 3  # a mark that more captured pages show is their platform's, and no body's


def holders_of(mark: FoundMark, registry: Registry) -> tuple[OfficialSite, ...]:
    """The sites that may show a mark, those of the registry before those whose captured page shows it."""
    if mark.kind in HOSTS:
        site = holder(mark.value, registry)
        return (site,) if site else ()
    kind = registry_kind(mark.kind)
    if known := registry.holders(kind, mark.value):
        return known
    if kind == "icp":
        return registry.subject_holders(mark.value)
    sites = (registry.site(site) for site in _captured(registry).get((kind, mark.value), ()))
    return tuple(site for site in sites if site)


def registry_kind(kind: str) -> str:
    """The kind under which the registry knows a mark: the code of a 找错 link is a site code."""
    return "site_code" if kind == "jiucuo_code" else kind


@functools.lru_cache(maxsize=4)
def _captured(registry: Registry) -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    for site, baseline in registry.baselines.items():
        for kind, value in baseline.traces.marks if baseline.traces else ():
            if registry_kind(kind) in _KEPT:
                found.setdefault((registry_kind(kind), value), {})[site] = None
    return MappingProxyType({mark: tuple(sites) for mark, sites in found.items() if len(sites) <= _MOST_HOLDERS})
