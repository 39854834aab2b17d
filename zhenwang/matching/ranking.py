"""Who is looked at first. Names rank and nothing more: the order of the looks never touches a score."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from zhenwang.domain.candidate import Candidate, Match, Sighting
from zhenwang.domain.hosts import Host
from zhenwang.domain.public_suffixes import rules
from zhenwang.domain.registry import Registry
from zhenwang.matching.absent_registry import own_suffixes_of
from zhenwang.matching.government import endings
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.screen import Screen
from zhenwang.sieve.bodies import bodies
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.suffix_table import SuffixTable

MOST_UNLISTED = 1_000
"""Unlisted government hosts of one source a day that are taken whatever their names say."""
SCREENED_FROM = 5_000
"""Hosts from which on all are screened. The screen is built once a run, in seconds, and asks six times as many hosts in
the time in which the rules read them one by one.
"""
AT_ONCE = 1 << 16

NOBODY_AHEAD: Mapping[str, float] = MappingProxyType({})

Seen = tuple[Host, Sequence[Sighting]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates in no order, each with its rank; how many hosts were official, exempt, and passed over.

    ``unlisted`` of the candidates are government hosts that no site and no portal holds.
    """

    candidates: tuple[Candidate, ...]
    official: int
    exempt: int
    passed_over: int
    unlisted: int = 0


def rank(
    seen: Iterable[Seen],
    registry: Registry,
    matcher: Matcher,
    sample: int,
    day: date,
    compiled: bool | None = None,
    screened_from: int = SCREENED_FROM,
    ahead: Mapping[str, float] = NOBODY_AHEAD,
) -> Ranked:
    """Rank hosts by how much they look worth a visit.

    Hosts of the registry are left alone, and so are exempt ones, before their names are read; but an exempt host that
    was reported is looked at, for the report may show that the exemption is wrong. Of certificate-log hosts whose name
    says nothing, ``sample`` a day are taken, another choice each day, to measure what names miss; the others are passed
    over. A host under the jurisdiction's own government suffix that nobody lists or holds is never passed over.

    From ``screened_from`` hosts on all of them are screened together first, which changes no answer. ``compiled`` as of
    ``Sieve.of``. ``ahead`` is what a reported host's rank gains by how many reported it and who (``domain.trust``).
    """
    named: list[Candidate] = []
    unnamed: list[Candidate] = []
    official = exempt = unlisted = 0
    suffixes = own_suffixes_of(registry)
    for (host, sightings), may_match in _screened(tuple(seen), matcher, compiled, screened_from):
        if registry.owner(host.ascii):
            official += 1
            continue
        if registry.exemption(host.ascii, day) and not any(sighting.source == "report" for sighting in sightings):
            exempt += 1
            continue
        match = matcher.match(host) if may_match else None
        told = any(sighting.source != "ct" for sighting in sightings)
        candidate = Candidate(
            host, _address(host, sightings), _rank_of(match, told, ahead.get(host.ascii, 0.0)), tuple(sightings), match
        )
        if unlisted < MOST_UNLISTED and not registry.registrant(host.ascii) and suffixes & set(endings(host.ascii)):
            unlisted += 1  # a government suffix vouches for nobody: such a name may have been sold
            named.append(candidate)
        else:
            (named if match or told else unnamed).append(candidate)
    unnamed.sort(key=lambda candidate: hashlib.sha256(f"{day}{candidate.host}".encode()).digest())
    return Ranked((*named, *unnamed[:sample]), official, exempt, max(0, len(unnamed) - sample), unlisted)


def _screened(
    seen: Sequence[Seen], matcher: Matcher, compiled: bool | None, screened_from: int
) -> Iterator[tuple[Seen, bool]]:
    """Each host with whether its name could say anything; of few hosts, or one beyond ASCII, only reading it tells."""
    if len(seen) < screened_from:
        yield from ((one, True) for one in seen)
        return
    screen, suffixes = _screen_of(matcher, compiled), SuffixTable.of(rules())
    for start in range(0, len(seen), AT_ONCE):
        some = seen[start : start + AT_ONCE]
        found, plain = bodies(Columns.of(host.ascii.encode("ascii") for host, _ in some), suffixes, compiled)
        yield from zip(some, (screen.may_match(found) | ~plain).tolist(), strict=True)


@functools.lru_cache(maxsize=1)
def _screen_of(matcher: Matcher, compiled: bool | None) -> Screen:
    """Kept from one source of a day to the next."""
    return Screen.of(matcher.index, compiled)


def _rank_of(match: Match | None, told: bool, ahead: float) -> float:
    # Somebody who saw the page goes before everybody who only saw a name.
    by_name = match.score if match else 0.0
    return min(1.0, 0.5 + by_name / 2 + ahead) if told else by_name / 2


def _address(host: Host, sightings: Sequence[Sighting]) -> str:
    told = next((sighting.url for sighting in sightings if sighting.url), None)
    return told or f"https://{host.ascii}/"
