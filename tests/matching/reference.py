"""docs/matching.md said again in plain Python: slow, and meant to be checked by eye.

It shares with the engine what the specification speaks of (tables, numbers, labels, what chance takes, the reading of a
host, the cheapest cut of a token) and nothing that looks anything up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tests.matching.reference_known import Known
from tests.matching.reference_labels import edits, homoglyphs, letter_for_letter, native, pairs, retired_hosts
from tests.matching.reference_words import (
    countries_between_edges,
    embedded_suffixes,
    fronts_and_han_words,
    government_words_at_edges,
    government_words_inside,
    of_any_host,
    words_asked_for,
)
from zhenwang.domain.candidate import Match, Reason
from zhenwang.domain.hosts import Host
from zhenwang.matching.evidence import Evidence
from zhenwang.matching.known_hosts import infrastructure
from zhenwang.matching.labels import nearness
from zhenwang.matching.reading import SEPARATORS, Reading

MIN_BITS = 6.0
AUDIBLE_BITS = 3.0
MOST_SITES = 40
MOST_NAMED = 3
OF_ANY_HOST = ("open_suffix", "random_name", "serial_name")


@dataclass(frozen=True, slots=True)
class Ranked:
    """What speaks for one site, in the order of the host; the empty site is nobody."""

    site: str
    kept: tuple[Evidence, ...]

    @property
    def bits(self) -> float:
        return sum(found.bits for found in self.kept)


def matches(host: Host, known: Known) -> tuple[Match, ...]:
    """Up to three matches, best first."""
    if is_official(host, known):
        return ()
    reading = Reading.of(host)
    ranked = sorted(per_site(findings(host, known), reading, known), key=lambda one: order_of(one, reading, known))
    return tuple(_match(one, reading) for one in ranked[:MOST_NAMED] if one.bits >= MIN_BITS)


def order_of(one: Ranked, reading: Reading, known: Known) -> tuple[float, bool, bool, tuple[int, str]]:
    """Most bits first; of equals the registry's own before services beside it, who shows the name in its host before
    who does not, the portal before its offices.
    """
    shown = reading.text(best_of(one.kept).span) in one.site.split(".")
    return -one.bits, one.site not in known.index.own, not shown, nearness(one.site)


def best_of(kept: Iterable[Evidence]) -> Evidence:
    return max(kept, key=lambda one: (bool(one.sites), one.alone, one.bits))


def is_official(host: Host, known: Known) -> bool:
    index = known.index
    under = any(host.ascii == suffix or host.ascii.endswith(f".{suffix}") for suffix in index.suffixes.restricted)
    held = host.registrable in (*index.official_registrables, *infrastructure())
    return under or held or host.ascii in tuple(index.official_hosts)


def findings(host: Host, known: Known) -> set[Evidence]:
    """Everything that every class finds in a host."""
    reading = Reading.of(host)
    found = {
        *retired_hosts(reading, known),
        *letter_for_letter(reading, known),
        *pairs(reading, known),
        *homoglyphs(reading, known),
        *edits(reading, known),
        *native(reading, known),
        *embedded_suffixes(reading, known),
        *government_words_at_edges(reading, known),
        *government_words_inside(reading, known),
        *fronts_and_han_words(reading),
        *countries_between_edges(reading, known),
    }
    if any(one.sites or one.alone for one in found):
        found |= {*words_asked_for(reading, known), *of_any_host(reading)}
    return whole_hosts_first(found)


def whole_hosts_first(found: set[Evidence]) -> set[Evidence]:
    whole = {one for one in found if one.whole}
    longest = {one for one in whole if not any(o.span != one.span and o.span.holds(one.span) for o in whole)}
    if not longest:
        return found
    named = {site for one in longest for site in one.sites}
    kept = set(longest)
    for one in found:
        if not any(one.span.overlaps(host.span) for host in longest):
            theirs = tuple(site for site in one.sites if site in named)
            if theirs or not one.sites:
                kept.add(replace(one, sites=theirs))
    return kept


def per_site(found: set[Evidence], reading: Reading, known: Known) -> Iterator[Ranked]:
    company = [one for one in found if not one.sites and not _is_told_with_a_suffix(one, found)]
    for site in {site for one in found for site in one.sites[:MOST_SITES]}:
        own = [one for one in found if site in one.sites[:MOST_SITES]]
        first = min(own, key=lambda one: (one.span.end, one.span.start))
        if all(one.generic for one in own) and len(first.sites) > MOST_NAMED:
            continue
        heard = [one for one in company if one.country in ("", known.index.country_of.get(site))]
        if not any(_is_telling(one, reading) for one in own):
            heard = [one for one in heard if one.alone and not one.country]
        heard = [one for one in heard if one.alone or all(one.span != name.span for name in own)]
        kept = worth_most([*(_no_less_than_its_word(one, heard) for one in own), *heard])
        named = [one for one in kept if one.sites]
        with_other_company = any(not one.sites and one.rule not in OF_ANY_HOST for one in kept)
        if sum(one.bits for one in named) < AUDIBLE_BITS and not with_other_company:
            kept = tuple(one for one in kept if one.rule not in OF_ANY_HOST)
        if named and not _speaks_of_the_portal(site, named, known):
            yield Ranked(site, debt_paid(kept, max(one.debt for one in named)))
    if any(one.alone for one in company):
        names = [one.span for one in found if one.sites]
        kept = worth_most(one for one in company if one.alone or not (one.country or one.span in names))
        if any(one.alone for one in kept):
            yield Ranked("", kept)


def _no_less_than_its_word(name: Evidence, heard: Iterable[Evidence]) -> Evidence:
    """A host that holds a government word, as mygov does, is worth half a bit more than the word at least."""
    held = [one.bits for one in heard if one.alone and one.span != name.span and name.span.holds(one.span)]
    return replace(name, bits=max(name.bits, max(held) + 0.5)) if name.rule == "embedded_host" and held else name


def _is_told_with_a_suffix(one: Evidence, found: set[Evidence]) -> bool:
    return any(o.rule == "embedded_suffix" and o is not one and o.span.holds(one.span) for o in found)


def _is_telling(one: Evidence, reading: Reading) -> bool:
    return not one.generic and len(SEPARATORS.sub("", reading.text(one.span))) > 2


def _speaks_of_the_portal(site: str, named: Iterable[Evidence], known: Known) -> bool:
    portal = known.index.families.portals.get(site, site)
    return portal != site and all(portal in one.sites[:MOST_SITES] for one in named)


def worth_most(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Those of them that do not overlap and are worth most together, in the order in which they end."""
    ordered = sorted(found, key=lambda one: (one.span.end, one.span.start, -one.bits, one.rule, one.sites))
    best: list[tuple[Evidence, ...]] = [()]  # by how many of the findings may be chosen from
    for last in ordered:
        before = sum(one.span.end <= last.span.start for one in ordered)
        best.append(max(best[-1], (*best[before], last), key=_worth))
    return best[-1]


def _worth(chosen: Sequence[Evidence]) -> float:
    return sum(one.bits for one in chosen)


def debt_paid(kept: Iterable[Evidence], debt: float) -> tuple[Evidence, ...]:
    """Company that is not enough alone pays, one after the other."""
    paid = []
    for one in kept:
        if not one.sites and not one.alone:
            share = min(one.bits, -debt)
            debt += share
            one = replace(one, bits=one.bits - share)
        paid.append(one)
    return tuple(paid)


def _match(ranked: Ranked, reading: Reading) -> Match:
    best = best_of(ranked.kept)
    rule = best.rule
    if rule in ("suffix_swap", "label_equal", "label_contains"):
        rule = "combosquat" if any(one.rule == "service_word" for one in ranked.kept) else rule
    reasons = tuple(Reason(one.rule, reading.text(one.span), round(one.bits, 2)) for one in ranked.kept)
    score = round(1 - 2 ** (-ranked.bits / 12), 6)
    return Match(reading.host.ascii, ranked.site, rule, reading.text(best.span), score, reasons)
