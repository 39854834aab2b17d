"""Everything that the rules look up, derived from a registry once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from zhenwang.domain.hosts import Host, country, split_suffix
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import RetiredHost
from zhenwang.matching.chance import Chance
from zhenwang.matching.families import Families
from zhenwang.matching.government import Suffixes
from zhenwang.matching.known_hosts import infrastructure, official_elsewhere
from zhenwang.matching.labels import Label, collect, nearness
from zhenwang.matching.neighbours import Neighbours
from zhenwang.matching.patterns import Patterns
from zhenwang.matching.public_services import PublicService
from zhenwang.matching.reading import SEPARATORS
from zhenwang.matching.skeleton import skeleton

# Initials and pinyin one letter off are anybody's: only what is written in a host or a name may be misspelt.
MISSPELT = ("host", "label", "word")
LOOKED_LIKE = (*MISSPELT, "pinyin", "combined")
LONG_ENOUGH = 9
LONGEST_NAME = 63
MIN_LOOK_ALIKE = 3


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """``labels`` are all in Latin letters, ``suffix_labels`` the restricted suffixes of two labels and more.

    ``country_of``: the country of each site and service by its id. ``retired``: the last site by retired host.
    ``own``: ids of the registry, without services beside it.
    """

    suffixes: Suffixes
    countries: frozenset[str]
    official_hosts: Set[str]
    official_registrables: Set[str]
    ascii_patterns: Patterns
    han_patterns: Patterns
    suffix_patterns: Patterns
    neighbours: Neighbours
    han_neighbours: Neighbours
    by_skeleton: Mapping[str, tuple[Label, ...]]
    chance: Chance
    country_of: Mapping[str, str]
    families: Families
    labels: tuple[Label, ...]
    suffix_labels: tuple[Label, ...]
    retired: Mapping[str, str]
    own: Set[str]

    @classmethod
    def of(
        cls,
        sites: Iterable[OfficialSite],
        named: Iterable[str] = (),
        services: Iterable[PublicService] = (),
        retired: Iterable[RetiredHost] = (),
    ) -> Index:
        """``services``: public services of any country, known beside the registry; ``retired``: hosts it gave up."""
        sites = tuple(sorted(sites, key=lambda site: nearness(site.id)))
        suffixes = Suffixes.of(sites, named)
        given_up = tuple(retired)
        closed = (host for site in sites if site.closed for host in site.hosts)
        freed = {host.removeprefix("www.") for host in (*(past.host for past in given_up), *closed)}
        services = tuple(of_registry((one for one in services if one.host.removeprefix("www.") not in freed), sites))
        labels = collect(sites, services)
        families = Families.of(sites)
        plain = tuple(label for label in labels if label.text.isascii())
        native = tuple(label for label in labels if not label.text.isascii())
        misspelt = tuple(filter(may_be_misspelt, plain))
        hosts = frozenset(host for site in sites if not site.closed for host in site.hosts)
        known = hosts | {service.host for service in services} | official_elsewhere()
        return cls(
            suffixes,
            frozenset(filter(None, map(country, hosts))),
            known,
            frozenset(split_suffix(host)[1] for host in known) - suffixes.restricted,
            Patterns.of(plain),
            Patterns.of(native),
            suffix_patterns(suffixes),
            Neighbours.of(misspelt),
            Neighbours.of(native),
            _by_skeleton(filter(may_look_otherwise, plain)),
            Chance.of(labels, families),
            {name: country(name) for name in (*(site.id for site in sites), *(service.host for service in services))},
            families,
            plain,
            suffix_labels(suffixes),
            {
                past.host.removeprefix("www."): past.last_site
                for past in given_up
                if past.host not in known and _is_name(past)
            },
            frozenset(site.id for site in sites),
        )

    def official(self, host: Host) -> bool:
        """Whether the registry grants the host, nobody but a government could have registered it, or the owner of a
        platform names its machines there.
        """
        return (
            host.ascii in self.official_hosts
            or host.registrable in self.official_registrables
            or host.registrable in infrastructure()
            or self.suffixes.holds(host)
        )


def may_be_misspelt(label: Label) -> bool:
    """Whether a label is looked for with edits; of services only one that is long enough to be meant."""
    return label.kind in MISSPELT and not label.generic and (not label.service or len(label.text) >= LONG_ENOUGH)


def may_look_otherwise(label: Label) -> bool:
    """Whether a label is looked for by its glance."""
    return label.kind in LOOKED_LIKE and not label.generic and (not label.service or len(label.text) >= LONG_ENOUGH)


def of_registry(services: Iterable[PublicService], sites: Iterable[OfficialSite]) -> Iterator[PublicService]:
    """Services under the id of the site that the registry has on their host, else on their registrable part."""
    owners = {host.removeprefix("www."): site.id for site in sites if not site.closed for host in site.hosts}
    for service in services:
        host = service.host.removeprefix("www.")
        yield replace(service, host=owners.get(host) or owners.get(split_suffix(host)[1]) or service.host)


def _is_name(past: RetiredHost) -> bool:
    """Whether a retired host has a name that could be told from others: a letter and a suffix have none."""
    return 1 < len(SEPARATORS.sub("", past.host.removesuffix(split_suffix(past.host)[0]))) <= LONGEST_NAME


def suffix_patterns(suffixes: Suffixes) -> Patterns:
    """The restricted suffixes of two labels and more, to be found inside other hosts."""
    return Patterns.of(suffix_labels(suffixes))


def suffix_labels(suffixes: Suffixes) -> tuple[Label, ...]:
    written = sorted(suffix for suffix in suffixes.restricted if "." in suffix and suffix.isascii())
    return tuple(Label(suffix.replace(".", ""), suffix, "suffix", ()) for suffix in written)


def _by_skeleton(labels: Iterable[Label]) -> dict[str, tuple[Label, ...]]:
    found: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        if len(label.text) >= MIN_LOOK_ALIKE:
            found[skeleton(label.text)].append(label)
    return {text: tuple(carriers) for text, carriers in found.items()}
