"""A registry as it would be without some of its sites: the same answers as one built without them, at once."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from zhenwang.domain.hosts import country, split_suffix
from zhenwang.domain.registry import OfficialSite, Registry, icp_subject
from zhenwang.matching.absence import Absences
from zhenwang.matching.government import Suffixes
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.patched import Patched
from zhenwang.matching.public_services import PublicService

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class RegistryWithout(Registry):
    """``matcher`` is the name index without the absent sites. Baselines of theirs are absent too."""

    matcher: Matcher


@dataclass(frozen=True, slots=True, eq=False)
class LeavingOut:
    """A registry from which sites can be left out. Build it with ``LeavingOut.of``.

    ``holders`` are ids by host, in the registry's order; ``speakers`` by registrable part, who speaks for it first.
    """

    registry: Registry
    absences: Absences
    holders: Mapping[str, tuple[str, ...]]
    speakers: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, registry: Registry) -> LeavingOut:
        sites = tuple(registry.sites.values())
        holders: dict[str, dict[str, None]] = {}
        places: dict[str, list[tuple[bool, int, str, int, str]]] = {}
        for number, site in enumerate(sites):
            for host in site.granted:
                registrable = split_suffix(host)[1]
                holders.setdefault(host, {})[site.id] = None
                within = host not in {registrable, f"www.{registrable}"}
                places.setdefault(registrable, []).append((within, len(host), host, number, site.id))
        speakers = {name: tuple(dict.fromkeys(place[-1] for place in sorted(found))) for name, found in places.items()}
        absences = Absences.of(sites, Matcher.of(sites, _named(registry)).index)
        return cls(registry, absences, {host: tuple(ids) for host, ids in holders.items()}, speakers)

    def without(self, ids: frozenset[str]) -> RegistryWithout:
        """The registry as it would be without these sites."""
        whole = self.registry
        sites = [whole.sites[site] for site in ids]
        hosts = dict.fromkeys(host for site in sites for host in site.granted)
        registrables = dict.fromkeys(split_suffix(host)[1] for host in hosts)
        marks = {mark for site in sites for mark in site.marks.all()}
        return RegistryWithout(
            Patched(whole.sites, gone=ids),
            Patched(whole.baselines, gone=ids),
            whole.retired,
            whole.version,
            whole.jurisdiction,
            whole.exemptions,
            _first(whole._by_host, hosts, self.holders, ids),
            _first(whole._by_registrable, registrables, self.speakers, ids),
            _rest(whole._by_mark, marks, ids),
            _rest(whole._by_subject, _subjects(sites), ids),
            Matcher(self.absences.without(ids)),
        )


def matcher_of(registry: Registry, services: tuple[PublicService, ...] = ()) -> Matcher:
    """The name index of a registry, built once for as long as that registry is in use.

    ``services`` are known beside it; where sites are left out of a registry, nothing else is known.
    """
    return registry.matcher if isinstance(registry, RegistryWithout) else _built(registry, services)


def lands_of(registry: Registry) -> frozenset[str]:
    """The countries, by top level, under which protected sites stand: those that a registry is there for."""
    sites = (site for site in registry.sites.values() if site.protected)
    return frozenset(filter(None, (country(host) for site in sites for host in site.granted)))


def suffixes_of(registry: Registry) -> Suffixes:
    """The suffixes that only public bodies can register, by the public suffix list, the pack and the sites."""
    return registry.matcher.index.suffixes if isinstance(registry, RegistryWithout) else _shown(registry)


@functools.lru_cache(maxsize=4)
def own_suffixes_of(registry: Registry) -> frozenset[str]:
    """Those that the pack names, or under which protected sites stand: ``gov.cn`` for China, and not ``gov.uk``."""
    suffixes = suffixes_of(registry)
    hosts = (host for site in registry.sites.values() if site.protected for host in site.granted)
    return frozenset(filter(None, map(suffixes.above, hosts))).union(_named(registry))


@functools.lru_cache(maxsize=4)
def _built(registry: Registry, services: tuple[PublicService, ...]) -> Matcher:
    return Matcher.of(registry.sites.values(), _named(registry), services, registry.retired.values())


@functools.lru_cache(maxsize=4)
def _shown(registry: Registry) -> Suffixes:
    return Suffixes.of(registry.sites.values(), _named(registry))


def _named(registry: Registry) -> tuple[str, ...]:
    return registry.jurisdiction.suffixes if registry.jurisdiction else ()


def _subjects(sites: Iterable[OfficialSite]) -> set[str]:
    return {icp_subject(icp) for site in sites for icp in site.marks.icp}


def _first(
    whole: Mapping[str, str], keys: Iterable[str], ranked: Mapping[str, tuple[str, ...]], ids: frozenset[str]
) -> Mapping[str, str]:
    """Each key with the first of its ranked sites that is not absent."""
    now = {key: next((site for site in ranked[key] if site not in ids), "") for key in keys if key in whole}
    return Patched(whole, {key: site for key, site in now.items() if site}, {key for key in now if not now[key]})


def _rest(whole: Mapping[K, tuple[str, ...]], keys: Iterable[K], ids: frozenset[str]) -> Mapping[K, tuple[str, ...]]:
    now = {key: tuple(site for site in whole[key] if site not in ids) for key in keys}
    return Patched(whole, {key: sites for key, sites in now.items() if sites}, {key for key in now if not now[key]})
