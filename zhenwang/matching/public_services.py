"""Bodies and programmes of governments abroad, by what people type: the Internal Revenue Service stands at ``irs``.

``public_services.tsv`` holds Europe and the Americas, ``public_services_east.tsv`` Asia, the Middle East, Africa and
Oceania: portals, logins, taxes, tolls, fines and relief programmes, which false sites borrow and no registry of ours
holds. A line says how its labels are known.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zhenwang.matching.country_names import top_level
from zhenwang.matching.tables import rows

KINDS = frozenset(
    (
        *("portal", "identity", "tax", "customs", "benefits", "pension", "health", "police", "justice", "fines"),
        *("transport", "toll", "immigration", "interior", "foreign", "defence", "finance", "labour", "land"),
        *("statistics", "telecom", "energy", "programme"),
    )
)
FILES = ("public_services.tsv", "public_services_east.tsv")


@dataclass(frozen=True, slots=True)
class PublicService:
    """``name`` is at ``host`` and stands as one of ``labels`` (a-z and 0-9, no separators) in names of hosts.

    ``country`` is an ISO 3166-1 alpha-2 code in lower case, or ``eu``, ``xk``; ``kind`` is one of ``KINDS``.
    """

    country: str
    host: str
    name: str
    labels: tuple[str, ...]
    kind: str


@functools.cache
def public_services() -> tuple[PublicService, ...]:
    """Every public service known, in the order of the files."""
    return tuple(
        PublicService(country, host, name, tuple(labels.split()), kind)
        for file in FILES
        for country, host, name, labels, kind, _ in rows(file)
    )


def services_of(lands: Iterable[str]) -> tuple[PublicService, ...]:
    """The public services of some countries, told by their top levels (``cn``, ``uk``) or ISO 3166-1 codes (``gb``).

    What watches over one country's sites knows that country's services: those of others would only cost it hits.
    """
    wanted = frozenset(map(top_level, lands))
    return tuple(service for service in public_services() if top_level(service.country) in wanted)


@functools.cache
def service_names() -> Mapping[str, str]:
    """What stands at each public service's host: a match names it where no site of the registry does."""
    return MappingProxyType({service.host.removeprefix("www."): service.name for service in public_services()})
