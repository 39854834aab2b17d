"""Everything that the rules look up, derived from a registry once."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from zhenwang.domain.hosts import Host, split_suffix
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.background import countable_bits
from zhenwang.matching.families import Families
from zhenwang.matching.government import Suffixes
from zhenwang.matching.labels import Label, collect, nearness
from zhenwang.matching.neighbours import Neighbours
from zhenwang.matching.patterns import Patterns
from zhenwang.matching.skeleton import skeleton

# Initials and pinyin one letter off are anybody's: only what is written in a host or a name may be misspelt.
MISSPELT = ("host", "label", "word")
MIN_LOOK_ALIKE = 3
PAIR = "pair"  # an office and a place: two labels of one host
# How far the background model is believed where it could no longer count: it knows letters, names are made of words.
TRUST = {"host": 0.6, "label": 0.5, "han": 1.0, "initials": 0.5, "pinyin": 0.5, "combined": 0.6, "word": 0.25}
# How the allowance for chance is shared out: an imitator copies a host or its label; words of a name are everybody's.
SHARES = {
    "host": 0.4, "label": 0.4, PAIR: 0.04, "han": 0.01,
    "initials": 0.05, "pinyin": 0.03, "combined": 0.02, "word": 0.05,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """``chance_bits``: what it costs, per country and kind of label, to have tried so many of them at once, in bits.

    Weighted Bonferroni (Genovese, Roeder & Wasserman 2006). Countries share the allowance alike, so that protecting
    more bodies of one country does not blunt the match for another.
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
    chance_bits: Mapping[tuple[str, str], float]
    country_of: Mapping[str, str]
    families: Families
    countable_bits: float

    @classmethod
    def of(cls, sites: Iterable[OfficialSite], named: Iterable[str] = ()) -> Index:
        sites = tuple(sorted(sites, key=lambda site: nearness(site.id)))
        suffixes = Suffixes.of(sites, named)
        labels = collect(sites)
        families = Families.of(sites)
        plain = tuple(label for label in labels if label.text.isascii())
        native = tuple(label for label in labels if not label.text.isascii())
        misspelt = tuple(label for label in plain if label.kind in MISSPELT and not label.generic)
        hosts = frozenset(host for site in sites if not site.closed for host in site.hosts)
        return cls(
            suffixes,
            frozenset(filter(None, map(country, hosts))),
            hosts,
            frozenset(split_suffix(host)[1] for host in hosts) - suffixes.restricted,
            Patterns.of(plain),
            Patterns.of(native),
            suffix_patterns(suffixes),
            Neighbours.of(misspelt),
            Neighbours.of(native),
            _by_skeleton(label for label in plain if not label.generic),
            _chance(labels, families),
            {site.id: country(site.id) for site in sites},
            families,
            countable_bits(),
        )

    def surplus(self, label: Label, *surprises: float) -> float:
        """What is left of a label's surprise, in bits, once extrapolation and chance are taken off. May be negative.

        Parts of a label that stand apart are extrapolated apart: each of them could be counted by itself.
        """
        believed = sum(self._believed(surprise, TRUST[label.kind]) for surprise in surprises)
        return believed - self.chance_bits[country(label.sites[0]), label.kind]

    def pair_surplus(self, sites: tuple[str, ...], office: float, place: float) -> float:
        """The same for an office and a place of ``sites``, from the surprise of each."""
        believed = self._believed(office, TRUST["label"]) + self._believed(place, TRUST["label"])
        return believed - self.chance_bits[country(sites[0]), PAIR]

    def _believed(self, surprise: float, trust: float) -> float:
        return surprise - (1 - trust) * max(surprise - self.countable_bits, 0.0)

    def official(self, host: Host) -> bool:
        """Whether the registry grants the host, or nobody but a government could have registered it."""
        return (
            host.ascii in self.official_hosts
            or host.registrable in self.official_registrables
            or self.suffixes.holds(host)
        )


def country(host: str) -> str:
    """The country code that a host ends in; ``us`` for the American ``gov`` and ``mil``, empty when it says none."""
    last = host.rpartition(".")[2]
    return "us" if last in ("gov", "mil") else last if len(last) == 2 else ""


def _chance(labels: Iterable[Label], families: Families) -> dict[tuple[str, str], float]:
    numbers = Counter((country(label.sites[0]), label.kind) for label in labels)
    numbers.update((country(sites[0]), PAIR) for sites in families.pairs())
    countries = len({land for land, _ in numbers})
    return {(land, kind): math.log2(number * countries / SHARES[kind]) for (land, kind), number in numbers.items()}


def suffix_patterns(suffixes: Suffixes) -> Patterns:
    """The restricted suffixes of two labels and more, to be found inside other hosts."""
    return Patterns.of(_suffix_label(suffix) for suffix in suffixes.restricted if "." in suffix and suffix.isascii())


def _suffix_label(suffix: str) -> Label:
    return Label(suffix.replace(".", ""), suffix, "suffix", ())


def _by_skeleton(labels: Iterable[Label]) -> dict[str, tuple[Label, ...]]:
    found: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        if len(label.text) >= MIN_LOOK_ALIKE:
            found[skeleton(label.text)].append(label)
    return {text: tuple(carriers) for text, carriers in found.items()}
