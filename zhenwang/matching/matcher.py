"""Which official sites does a host resemble? The rules find, the findings add up per site, the best come first."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from zhenwang.domain.candidate import Match, Reason
from zhenwang.domain.hosts import Host
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import RetiredHost
from zhenwang.matching import (
    company,
    countries,
    government_words,
    misspelt,
    place_office,
    retired,
    suffix_on_sale,
    throwaway_name,
    written_out,
)
from zhenwang.matching.evidence import Evidence, apart, score
from zhenwang.matching.index import Index
from zhenwang.matching.labels import nearness
from zhenwang.matching.public_services import PublicService
from zhenwang.matching.reading import SEPARATORS, Reading
from zhenwang.matching.spelling import simplified

MIN_BITS = 6.0  # one benign host in 64: below that a name says nothing
MOST_SITES = 40  # of a label that many sites carry, the likeliest few stand for all
MOST_MATCHES = 3
TWO_LETTERS = 2
HOST_BESIDE_WORD_BITS = 0.5
AUDIBLE_BITS = 3.0  # a label alone that is less of a surprise is not made one by the suffix that it stands under
COMBINED = frozenset({"label_equal", "label_contains", "suffix_swap"})
OF_ANY_HOST = frozenset({"open_suffix", "random_name", "serial_name"})


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """The name index over a registry; immutable, safe to share. Build it with ``Matcher.of``."""

    index: Index

    @classmethod
    def of(
        cls,
        sites: Iterable[OfficialSite],
        suffixes: Iterable[str] = (),
        services: Iterable[PublicService] = (),
        given_up: Iterable[RetiredHost] = (),
    ) -> Matcher:
        """Derive every label, suffix and spelling from the sites; names and hosts are enough.

        ``suffixes`` are further ones, as A-labels, that only public bodies can register; ``services`` are known beside
        the registry, whoever's they are; ``given_up`` are the hosts that the registry's sites gave up.
        """
        with _collector_at_rest():
            return cls(Index.of(sites, suffixes, services, given_up))

    def match(self, host: Host) -> Match | None:
        """The official site that the host resembles most; None for official hosts and for names that say nothing."""
        return next(iter(self.matches(host)), None)

    def matches(self, host: Host) -> tuple[Match, ...]:
        """Up to three matches, one per site, best first. ``site`` is empty when only a government word was found."""
        if self.index.official(host):
            return ()
        reading = Reading.of(host)
        found = tuple(_findings(reading, self.index))
        if any(one.sites or one.alone for one in found):  # company of nobody says nothing, and costs most to find
            found = (*found, *_keeping_company(reading, self.index))
        findings = _foremost(found)
        ranked = sorted(_per_site(findings, reading, self.index), key=lambda one: one.order(reading, self.index))
        return tuple(one.match(reading) for one in ranked[:MOST_MATCHES] if one.bits >= MIN_BITS)


@dataclass(frozen=True, slots=True)
class _Ranking:
    """What was found of one site: the findings that count together, the best of them, and their bits."""

    bits: float
    site: str
    best: Evidence
    kept: tuple[Evidence, ...]

    def order(self, reading: Reading, index: Index) -> tuple[float, bool, bool, tuple[int, str]]:
        """Most bits first; of equals the registry's own, then who shows the name in its host, then the portal."""
        shown = reading.text(self.best.span) in self.site.split(".")
        return -self.bits, self.site not in index.own, not shown, nearness(self.site)

    def match(self, reading: Reading) -> Match:
        reasons = tuple(Reason(one.rule, reading.text(one.span), round(one.bits, 2)) for one in self.kept)
        rule, span = self._named_rule(), reading.text(self.best.span)
        return Match(reading.host.ascii, self.site, rule, span, score(self.bits), reasons)

    def _named_rule(self) -> str:
        """``combosquat`` where an official label stands beside a word for a service (Kintis et al. 2017)."""
        combined = self.best.rule in COMBINED and any(found.rule == "service_word" for found in self.kept)
        return "combosquat" if combined else self.best.rule


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Millions of small objects are made and all of them stay: looking for garbage takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _findings(reading: Reading, index: Index) -> Iterator[Evidence]:
    yield from retired.find(reading, index)
    yield from government_words.find(reading, index)
    yield from countries.find(reading, index)
    written = tuple(index.ascii_patterns.occurrences(reading.squashed))
    yield from written_out.find(reading, index, written)
    yield from place_office.find(reading, index, written)
    yield from misspelt.find(reading, index)
    if not reading.body.isascii():
        text = simplified(reading.squashed)
        yield from written_out.find_native(reading, index, text)
        yield from misspelt.find_native(reading, index, text)


def _keeping_company(reading: Reading, index: Index) -> Iterator[Evidence]:
    yield from company.find(reading, index)
    yield from throwaway_name.find(reading)
    yield from suffix_on_sale.find(reading)


def _foremost(findings: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Where an official host stands with all its parts, what speaks of its sites only; the longest such host counts."""
    hosts = [found for found in findings if found.whole]
    longest = [found for found in hosts if not any(o.span != found.span and o.span.holds(found.span) for o in hosts)]
    if not longest:
        return findings
    named = {site for found in longest for site in found.sites}
    rest = [found for found in findings if not any(found.span.overlaps(host.span) for host in longest)]
    own = (replace(found, sites=tuple(site for site in found.sites if site in named)) for found in rest if found.sites)
    return (*longest, *(found for found in own if found.sites), *(found for found in rest if not found.sites))


def _per_site(findings: tuple[Evidence, ...], reading: Reading, index: Index) -> Iterator[_Ranking]:
    """A site's own findings, and what keeps them company: government words, countries, service words, the suffix."""
    company = _company(findings)
    company_of_all = [found for found in company if found.alone and not found.country]
    of_site: dict[str, list[Evidence]] = defaultdict(list)
    for found in findings:
        for site in found.sites[:MOST_SITES]:
            of_site[site].append(found)
    if any(found.alone for found in company):
        of_site.setdefault("", [])
    for site, own in of_site.items():
        if site and all(found.generic for found in own) and len(min(own, key=_place).sites) > MOST_MATCHES:
            continue
        heard = company if not site or any(can_be_heard(found, reading) for found in own) else company_of_all
        names = {found.span for found in own or findings if found.sites}
        fitting = [found for found in heard if _fits(found, site, index) and (found.alone or found.span not in names)]
        kept = apart([*(_with_government(found, fitting) for found in own), *fitting])
        named = [found for found in kept if found.sites]
        if site and not _audible(kept):
            kept = tuple(found for found in kept if found.rule not in OF_ANY_HOST)
        if site and (not named or _portal_speaks(index.families.portals.get(site, site), site, named)):
            continue
        if not site and not any(found.alone for found in kept):
            continue
        kept = _paid(kept, max((found.debt for found in named), default=0.0))
        yield _Ranking(sum(found.bits for found in kept), site, _best(kept), kept)


def _place(found: Evidence) -> tuple[int, int]:
    return found.span.end, found.span.start


def can_be_heard(found: Evidence, reading: Reading) -> bool:
    """Two letters (``es``, ``e-s``) and everybody's words stand in every other host: only government makes them one."""
    return not found.generic and len(SEPARATORS.sub("", reading.text(found.span))) > TWO_LETTERS


def _with_government(found: Evidence, company: Iterable[Evidence]) -> Evidence:
    """A host that holds a government word is worth no less than the word: ``mygov`` of my.gov.au."""
    if found.rule != "embedded_host":
        return found
    words = [one.bits for one in company if one.alone and found.span.holds(one.span) and found.span != one.span]
    return replace(found, bits=max(found.bits, max(words) + HOST_BESIDE_WORD_BITS)) if words else found


def _audible(kept: tuple[Evidence, ...]) -> bool:
    """Whether what any host may have counts: beside a label of some surprise, or beside one that has other company."""
    named = sum(found.bits for found in kept if found.sites)
    return named >= AUDIBLE_BITS or any(not found.sites and found.rule not in OF_ANY_HOST for found in kept)


def _best(kept: tuple[Evidence, ...]) -> Evidence:
    """What speaks of a body before what speaks of government, and that before what only keeps company."""
    return max(kept, key=lambda found: (bool(found.sites), found.alone, found.bits))


def _paid(kept: tuple[Evidence, ...], debt: float) -> tuple[Evidence, ...]:
    """The findings with company's bits reduced by what the best label lacks; government words owe nobody anything."""
    paid = []
    for found in kept:
        less = 0.0 if found.sites or found.alone else min(found.bits, -debt)
        debt += less
        paid.append(replace(found, bits=found.bits - less) if less else found)
    return tuple(paid)


def _company(findings: tuple[Evidence, ...]) -> list[Evidence]:
    """Findings of no body in particular; the word and the country of a government suffix are told with the suffix."""
    nobodys = [found for found in findings if not found.sites]
    suffixes = [found for found in nobodys if found.rule == "embedded_suffix"]
    return [found for found in nobodys if not any(o is not found and o.span.holds(found.span) for o in suffixes)]


def _portal_speaks(portal: str, site: str, named: Iterable[Evidence]) -> bool:
    """Whether all that was found of an office was found of its portal: then nothing says that the office is meant."""
    return portal != site and all(portal in found.sites[:MOST_SITES] for found in named)


def _fits(found: Evidence, site: str, index: Index) -> bool:
    """A country keeps company with its own bodies only; where no body is named, only what may stand alone."""
    if not site and found.country:
        return found.alone
    return not found.country or found.country == index.country_of[site]
