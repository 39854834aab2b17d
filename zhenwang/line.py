"""The line in plain Python: what flows, the command line and the tests all call.

    registry → candidates → looks → signals → score → case → decisions → handoffs
           discover       look     detect    score   open   decide      hand off

One noun per station, one verb per arrow, one function per arrow. Everything outside comes in as ``Stations``; *now* and
the day are arguments. Every function may be called again for the same day: what is done is not done twice.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

import detectors
from models.scoring import Model
from models.scoring import score as score_signals
from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.visit import visit
from zhenwang.domain.candidate import Candidate, Malformed, Match, Sighting
from zhenwang.domain.case import Case, Ruling
from zhenwang.domain.hosts import Host, NotAHost, parse_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Band, Score
from zhenwang.domain.signal import Signal
from zhenwang.matching.matcher import Matcher
from zhenwang.store import candidates, cases, looks, quarantine, reports
from zhenwang.store.opening import Store
from zhenwang.text.page import read_page

OPENED = (Band.CONFIRMABLE, Band.REVIEW)
"""Bands that become a case; the others are kept as looks and rechecked."""


class Source(Protocol):
    """Yields sightings and says where each came from. Never judges. Yielding nothing is a failure, not a quiet day."""

    @property
    def name(self) -> str: ...

    def sightings(self, now: datetime) -> Iterator[Sighting | Malformed]: ...


@dataclass(frozen=True, slots=True)
class Stations:
    """What the line works with. ``sample`` hosts a day are looked at although their name says nothing."""

    registry: Registry
    matcher: Matcher
    model: Model
    client: GuardedClient
    store: Store
    look_budget: int = 300
    sample: int = 20


@dataclass(frozen=True, slots=True)
class Discovered:
    """What one source brought: items read, set aside as malformed, hosts already official, admitted, passed over."""

    source: str
    read: int = 0
    malformed: int = 0
    official: int = 0
    admitted: int = 0
    known: int = 0
    passed_over: int = 0
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one candidate: its look, score, and the case it opened or joined (None below the review band)."""

    candidate: Candidate
    look: Look
    score: Score
    case: Case | None
    opened: bool


@dataclass(frozen=True, slots=True)
class Worked:
    """Sums over the candidates worked off, in the words of the run summary."""

    looked: int = 0
    seen: int = 0
    opened: int = 0
    joined: int = 0
    bands: Mapping[str, int] = field(default_factory=dict)
    gaps: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Worked) -> Worked:
        return Worked(
            self.looked + other.looked,
            self.seen + other.seen,
            self.opened + other.opened,
            self.joined + other.joined,
            dict(Counter(self.bands) + Counter(other.bands)),
            dict(Counter(self.gaps) + Counter(other.gaps)),
        )


# --- discover: registry → candidates ---------------------------------------------------------------------------------


def discover(stations: Stations, source: Source, day: date, now: datetime) -> Discovered:
    """Read one source to its end and admit its hosts as the day's candidates.

    Official hosts are counted and left alone. Certificate-log hosts whose name says nothing are sampled, not all
    visited: names decide who is looked at first, and the sample measures what they miss. What cannot be read is
    quarantined.
    """
    read = malformed = 0
    seen: dict[str, tuple[Host, list[Sighting]]] = {}
    for item in source.sightings(now):
        read += 1
        sighting = item
        host = parse_host(sighting.name) if isinstance(sighting, Sighting) else None
        if isinstance(item, Malformed):
            malformed += 1
            quarantine.keep(stations.store, item, now)
        elif isinstance(host, NotAHost):
            malformed += 1
            quarantine.keep(stations.store, _not_a_host(item, host), now)
        elif host is not None:
            seen.setdefault(host.ascii, (host, []))[1].append(item)
    if not read:
        return Discovered(
            source.name, failure=f"source '{source.name}' gave nothing at all: that is a failure, not a quiet day"
        )
    ranked, official, passed_over = _rank(stations, seen.values(), day)
    admitted = candidates.admit(stations.store, ranked, day, now)
    return Discovered(source.name, read, malformed, official, admitted.new, admitted.known, passed_over)


def _rank(
    stations: Stations, seen: Iterable[tuple[Host, list[Sighting]]], day: date
) -> tuple[list[Candidate], int, int]:
    named: list[Candidate] = []
    unnamed: list[Candidate] = []
    official = 0
    for host, sightings in seen:
        if stations.registry.owner(host.ascii):
            official += 1
            continue
        match = stations.matcher.match(host)
        told = any(sighting.source != "ct" for sighting in sightings)
        candidate = Candidate(host, _address(host, sightings), _rank_of(match, told), tuple(sightings), match)
        (named if match or told else unnamed).append(candidate)
    unnamed.sort(key=lambda candidate: hashlib.sha256(f"{day}{candidate.host}".encode()).digest())
    return named + unnamed[: stations.sample], official, max(0, len(unnamed) - stations.sample)


def _rank_of(match: Match | None, told: bool) -> float:
    # Somebody who saw the page goes before everybody who only saw a name; reports change the order, never the score.
    by_name = match.score if match else 0.0
    return 0.5 + by_name / 2 if told else by_name / 2


def _address(host: Host, sightings: Sequence[Sighting]) -> str:
    told = next((sighting.url for sighting in sightings if sighting.url), None)
    return told or f"https://{host.ascii}/"


def _not_a_host(sighting: Sighting, why: NotAHost) -> Malformed:
    return Malformed(
        sighting.source, sighting.locator, f"not a host name: {why.reason}", why.text.encode("utf-8", "replace")
    )


# --- look, detect, score, open: candidates → cases -------------------------------------------------------------------


def look(candidate: Candidate, client: GuardedClient, now: datetime) -> Look:
    """Visit a candidate once and read what came back. What could not be seen is a gap, never an exception."""
    visited = visit(candidate, client, now)
    if not visited.body:
        return visited
    page, gaps = read_page(visited.body, visited.header("content-type"))
    return replace(visited, page=page, gaps=visited.gaps + gaps)


def detect(seen: Look, registry: Registry) -> tuple[Signal, ...]:
    """What every detector says about a look, in a stable order."""
    return detectors.run(seen, registry)


def score(signals: Sequence[Signal], registry: Registry, model: Model) -> Score:
    """What the model makes of the signals."""
    return score_signals(signals, registry.version, model)


def open_case(
    stations: Stations,
    candidate: Candidate,
    seen: Look,
    signals: Sequence[Signal],
    judged: Score,
    day: date,
    now: datetime,
) -> tuple[Case | None, bool]:
    """Keep the look, and put it in front of people if its band asks for that. Returns the case, and if it is new."""
    digest = looks.save(stations.store, seen, signals, judged, day, now)
    if judged.band not in OPENED:
        return None, False
    return cases.open_case(stations.store, candidate, digest, signals, judged, day, now)


def work(stations: Stations, candidate: Candidate, day: date, now: datetime) -> Outcome:
    """One candidate from look to case."""
    seen = look(candidate, stations.client, now)
    signals = detect(seen, stations.registry)
    judged = score(signals, stations.registry, stations.model)
    case, opened = open_case(stations, candidate, seen, signals, judged, day, now)
    return Outcome(candidate, seen, judged, case, opened)


def work_batch(stations: Stations, day: date, worker: str, most: int, now: datetime) -> list[Outcome]:
    """Lease up to ``most`` of the day's waiting candidates, best-ranked first, and work them off.

    A lease is finished only after its look and case are committed; a worker that dies in between gives way to the next
    one, who finds the same host and day and does no harm. An empty list means that nothing is left to do today.
    """
    done = candidates.counts(stations.store, day).get("done", 0)
    room = max(0, min(most, stations.look_budget - done))
    outcomes = []
    for lease in candidates.lease(stations.store, day, worker, room, now) if room else ():
        outcome = work(stations, lease.candidate, day, now)
        if candidates.finish(stations.store, lease, outcome.score.band.value, now):
            outcomes.append(outcome)
    return outcomes


def summed(outcomes: Iterable[Outcome]) -> Worked:
    """Counts per band and gap, and how many cases were opened or joined."""
    kept = list(outcomes)
    return Worked(
        looked=len(kept),
        seen=sum(outcome.look.seen for outcome in kept),
        opened=sum(outcome.opened for outcome in kept),
        joined=sum(outcome.case is not None and not outcome.opened for outcome in kept),
        bands=dict(Counter(outcome.score.band.value for outcome in kept)),
        gaps=dict(Counter(gap.kind for outcome in kept for gap in outcome.look.gaps)),
    )


# --- recheck: looks that were silent, and cases that are open, are seen again ----------------------------------------


def recheck(stations: Stations, day: date, now: datetime) -> Discovered:
    """Admit again what must not be forgotten: live cases, watched hosts, and hosts that could not be seen."""
    hosts = [parsed for name in looks.to_recheck(stations.store, day) if isinstance(parsed := parse_host(name), Host)]
    again = [
        Candidate(
            host,
            f"https://{host.ascii}/",
            0.4,
            (Sighting(host.ascii, "recheck", str(day), now),),
            stations.matcher.match(host),
        )
        for host in hosts
    ]
    admitted = candidates.admit(stations.store, again, day, now)
    return Discovered("recheck", len(again), admitted=admitted.new, known=admitted.known)


# --- decide: case → decisions ----------------------------------------------------------------------------------------


def decide(stations: Stations, case: str, ruling: Ruling, now: datetime, version: int) -> object:
    """Record a person's ruling, if the transition table allows it."""
    return cases.rule(stations.store, case, ruling, now, version)


def answered(stations: Stations, receipts: Sequence[str], day: date) -> None:
    """Mark reports as taken up into the day's candidates."""
    reports.taken(stations.store, receipts, day)
