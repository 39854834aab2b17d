"""Which official sites does a host resemble? The rules find, the findings add up per site, the best come first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import Host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching import countries, government_words, misspelt, written_out
from zhenwang.matching.evidence import Evidence, apart, score
from zhenwang.matching.index import Index
from zhenwang.matching.labels import nearness
from zhenwang.matching.reading import Reading
from zhenwang.matching.spelling import simplified

MIN_BITS = 6.0  # one benign host in 64: below that a name says nothing
MOST_SITES = 40  # of a label that many sites carry, the likeliest few stand for all
MOST_MATCHES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """The name index over a registry; immutable, safe to share. Build it with ``Matcher.of``."""

    index: Index

    @classmethod
    def of(cls, sites: Iterable[OfficialSite]) -> Matcher:
        """Derive every label, suffix and spelling from the sites; names and hosts are enough."""
        return cls(Index.of(sites))

    def match(self, host: Host) -> Match | None:
        """The official site that the host resembles most; None for official hosts and for names that say nothing."""
        return next(iter(self.matches(host)), None)

    def matches(self, host: Host) -> tuple[Match, ...]:
        """Up to three matches, one per site, best first. ``site`` is empty when only a government word was found."""
        if self.index.official(host):
            return ()
        reading = Reading.of(host)
        findings = tuple(_findings(reading, self.index))
        ranked = sorted(_per_site(findings, self.index), key=lambda ranking: (-ranking[0], nearness(ranking[1])))
        return tuple(
            Match(host.ascii, site, best.rule, reading.text(best.span), score(bits))
            for bits, site, best in ranked[:MOST_MATCHES]
            if bits >= MIN_BITS
        )


def _findings(reading: Reading, index: Index) -> Iterator[Evidence]:
    yield from government_words.find(reading, index)
    yield from countries.find(reading, index)
    yield from written_out.find(reading, index)
    yield from misspelt.find(reading, index)
    if not reading.body.isascii():
        text = simplified(reading.squashed)
        yield from written_out.find_native(reading, index, text)
        yield from misspelt.find_native(reading, index, text)


def _per_site(findings: tuple[Evidence, ...], index: Index) -> Iterator[tuple[float, str, Evidence]]:
    """``(bits, site, best finding)``: a site's own findings and the government words that keep them company."""
    company = [found for found in findings if not found.sites]
    of_site: dict[str, list[Evidence]] = defaultdict(list)
    for found in findings:
        for site in found.sites[:MOST_SITES]:
            of_site[site].append(found)
    if any(found.alone for found in company):
        of_site.setdefault("", [])
    for site, own in of_site.items():
        if site and all(found.generic for found in own) and len(own[0].sites) > MOST_MATCHES:
            continue
        fitting = (found for found in company if _fits(found, site, index))
        kept = apart([*own, *fitting])
        named = [found for found in kept if found.sites]
        if site and not named:
            continue
        yield sum(found.bits for found in kept), site, max(named or kept, key=lambda found: found.bits)


def _fits(found: Evidence, site: str, index: Index) -> bool:
    """A country keeps company with its own bodies only; with none, only what may stand alone counts."""
    if not site:
        return found.alone
    return not found.country or found.country == index.country_of[site]
