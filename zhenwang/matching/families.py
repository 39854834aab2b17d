"""Official hosts as families: who owns a host, which portal speaks for a domain, which office sits at which place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.government import SHORT_GOVERNMENT_WORDS, is_government_word
from zhenwang.matching.reading import SEPARATORS

MIN_LABEL = 2


@dataclass(frozen=True, slots=True, eq=False)
class Families:
    """``owners``: ids of the sites on a host, by ``as_parts`` of the host.

    ``portals``: by site id, the site on the ``www`` or bare host of its registrable part; missing where there is none.
    ``offices``: ``{office: {place: site ids}}``, two labels of one official host (``yjt`` and ``hubei`` of
    ``yjt.hubei.gov.cn``) without separators, under either order.
    """

    owners: Mapping[str, tuple[str, ...]]
    portals: Mapping[str, str]
    offices: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def of(cls, sites: Iterable[OfficialSite]) -> Families:
        """Order matters: of two sites that a string stands for, the one that comes first is named first."""
        sites = tuple(sites)
        owners: dict[str, dict[str, None]] = defaultdict(dict)
        by_registrable: dict[str, str] = {}
        offices: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for site in sites:
            for host in site.hosts:
                owners[as_parts(host.removeprefix("www."))][site.id] = None
                registrable = split_suffix(host)[1]
                if host.removeprefix("www.") == registrable:
                    by_registrable.setdefault(registrable, site.id)
            for office, place in pairs_of(site):
                offices[office][place][site.id] = None
        return cls(
            {host: tuple(ids) for host, ids in owners.items()},
            {site.id: portal for site in sites if (portal := by_registrable.get(split_suffix(site.id)[1]))},
            {office: {place: tuple(ids) for place, ids in places.items()} for office, places in offices.items()},
        )

    def pairs(self) -> Iterator[tuple[str, ...]]:
        """The sites of every pair of an office and a place."""
        for places in self.offices.values():
            yield from places.values()


def pairs_of(site: OfficialSite) -> Iterator[tuple[str, str]]:
    """Every office and place of a site's hosts, the office before the place as they stand there."""
    for host in site.hosts:
        yield from combinations(_own_labels(host, split_suffix(host)[0]), 2)


def as_parts(host: str) -> str:
    """A host as imitators part it: ``www-huangshi-gov-cn`` and ``www.huangshi.gov.cn`` are one."""
    return ".".join(part for part in SEPARATORS.split(host) if part)


def _own_labels(host: str, suffix: str) -> Iterator[str]:
    for label in host.removesuffix(suffix).removeprefix("www.").split("."):
        text = SEPARATORS.sub("", label)
        own = not label.startswith("xn--") and label not in SHORT_GOVERNMENT_WORDS and not is_government_word(text)
        if len(text) >= MIN_LABEL and own:
            yield text
