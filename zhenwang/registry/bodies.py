"""Bodies, derived from the sites they sponsor: every body once, its parent and supervisor by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from zhenwang.domain.body import Body, BodyKind
from zhenwang.domain.registry import OfficialSite, Registry

_Key = tuple[str, str]  # a body's name and region code


@lru_cache(maxsize=4)
def bodies(registry: Registry) -> Mapping[str, Body]:
    """Every body by id: sponsors in the order of the list, then those named only as somebody's parent or supervisor.

    A site without a sponsor is its own body's. A name that bodies of two regions bear is told apart by region code.
    """
    groups = _by_sponsor(registry.sites.values())
    ids = _ids(groups)
    found = {ids[key]: _body(ids[key], key[0], sites) for key, sites in groups.items()}
    bearers = _Bearers((found[ids[key]], sites[0]) for key, sites in groups.items())
    for key, sites in groups.items():
        body = found[ids[key]]
        parent = bearers.nearest(next((site.parent for site in sites if site.parent), ""), body)
        supervisor = bearers.nearest(next((site.supervisor for site in sites if site.supervisor), ""), body)
        found[body.id] = replace(body, parent=parent, supervisor=supervisor)
    return MappingProxyType(found | bearers.without_site)


def body_of(registry: Registry, site: OfficialSite) -> Body:
    """The body that sponsors a site of this registry."""
    return bodies(registry)[_sponsors(registry)[site.id]]


@lru_cache(maxsize=4)
def _sponsors(registry: Registry) -> Mapping[str, str]:
    return {site: body.id for body in bodies(registry).values() for site in body.sites}


def _by_sponsor(sites: Iterable[OfficialSite]) -> dict[_Key, list[OfficialSite]]:
    """Sites by who sponsors them; first the row that is the body's own, since it knows the body's facts."""
    groups: dict[_Key, list[OfficialSite]] = {}
    codes: dict[str, list[str]] = {}
    for site in sites:
        key = (site.sponsor or site.name, site.region_code)
        groups.setdefault(key, []).append(site)
        codes.setdefault(key[0], []).append(key[1])
    for name, every in codes.items():
        known = set(every) - {""}
        if "" in every and len(known) == 1:
            groups[name, known.pop()] += groups.pop((name, ""))
    for (name, _), group in groups.items():
        group[:] = [site for site in group if name in site.names] + [site for site in group if name not in site.names]
    return groups


def _ids(keys: Iterable[_Key]) -> dict[_Key, str]:
    bearers: dict[str, list[_Key]] = {}
    for key in keys:
        bearers.setdefault(key[0], []).append(key)
    return {
        key: name if len(every) == 1 else f"{name} {key[1]}".strip() for name, every in bearers.items() for key in every
    }


def _body(id_: str, name: str, sites: list[OfficialSite]) -> Body:
    first = sites[0]
    own = first if name in first.names else None
    return Body(
        id=id_,
        name=name,
        kind=next((site.kind for site in sites if site.kind), BodyKind.UNKNOWN),
        short_names=own.short_names if own else (),
        former_names=own.former_names if own else (),
        english_name=own.english_name if own else "",
        level=first.level,
        region_code=first.region_code,
        region=first.region,
        sites=tuple(site.id for site in sites),
    )


class _Bearers:
    """Bodies by every name of theirs. A name that nobody bears makes a body of its own, without sites."""

    def __init__(self, known: Iterable[tuple[Body, OfficialSite]]) -> None:
        self._of: dict[str, list[Body]] = {}
        self.without_site: dict[str, Body] = {}
        for body, site in known:
            further = site.names if body.name in site.names else ()
            for name in dict.fromkeys((body.id, body.name, *further)):
                self._of.setdefault(name, []).append(body)

    def nearest(self, name: str, body: Body) -> str:
        """The id of a name's bearer in the same region or the closest above it; empty for the body itself."""
        if not name:
            return ""
        if bearers := self._of.get(name):
            best = max(bearers, key=lambda other: (_shared(other.region_code, body.region_code), other.name == name))
            return best.id if best.id != body.id else ""
        return self.without_site.setdefault(name, Body(name, name)).id


def _shared(code: str, other: str) -> int:
    """How many of the levels province, prefecture and county two division codes have in common."""
    return sum(code[:end] == other[:end] for end in (2, 4, 6))
