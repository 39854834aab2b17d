"""The line in plain Python: what flows, the command line and the tests all call.

    registry → candidates → looks → signals → score → case → decisions → handoffs
           discover       look     detect    score   open   decide      hand off

One noun per station, one verb per arrow, one function per arrow. Everything outside comes in as ``Stations``; *now* and
the day are arguments. Every function may be called again for the same day: what is done is not done twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, runtime_checkable

import detectors
from models.scoring import Model
from models.scoring import score as score_signals
from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.visit import visit
from zhenwang.domain.access import Actor
from zhenwang.domain.authorities import Offices
from zhenwang.domain.candidate import Candidate, Malformed, Sighting
from zhenwang.domain.case import Case, Ruling
from zhenwang.domain.day import Clock, DaySummary, Discovered, Worked
from zhenwang.domain.facts import wrong_fact
from zhenwang.domain.hosts import Host, NotAHost, parse_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Band, Score
from zhenwang.domain.signal import Signal
from zhenwang.domain.workflow import Refused, rule
from zhenwang.evidence.manifest import build, files_of
from zhenwang.handoff.dossier import Dossier, NotConfirmed, gather
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.ranking import rank
from zhenwang.pages.linking_facts import facts_of
from zhenwang.pages.quoted import quoted
from zhenwang.reading import in_process
from zhenwang.registry.placing import place_of
from zhenwang.sources import leads
from zhenwang.store import candidates, cases, history, leftovers, looks, quarantine, reporter_trust
from zhenwang.store.candidates import Admitted, Lease
from zhenwang.store.cases import Conflict
from zhenwang.store.faults import BlobDamagedError, StoreError
from zhenwang.store.opening import Store

OPENED = (Band.CONFIRMABLE, Band.REVIEW)
"""Bands that become a case; the others are kept as looks and rechecked."""
UNSEEN = "unseen"
"""Stands for the band of a look that saw no page: its silence is not "clear"."""


class Source(Protocol):
    """Yields sightings and says where each came from. Never judges. Yielding nothing is a failure, not a quiet day."""

    @property
    def name(self) -> str: ...

    def sightings(self, now: datetime) -> Iterator[Sighting | Malformed]: ...


@runtime_checkable
class Settling(Protocol):
    """A source that keeps a durable place. ``settle`` is called after the commit: it moves the place on, and returns
    what went wrong in one sentence each. Such a source may be quiet: it knows itself whether it was answered."""

    def settle(self, day: date) -> tuple[str, ...]: ...


Read = Callable[[Look], Look]
"""A look with bytes in, the same look with page, structure and appearances out. Never raises."""


@dataclass(frozen=True, slots=True)
class Stations:
    """What the line works with. ``read`` opens hostile bytes; ``sample`` and ``compiled`` are as of ``rank``."""

    registry: Registry
    matcher: Matcher
    model: Model
    client: GuardedClient
    store: Store
    read: Read = in_process.read
    look_budget: int = 300
    sample: int = 20
    compiled: bool | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one candidate: its look, score, case (None below review), how many candidates it ``led`` to."""

    candidate: Candidate
    look: Look
    score: Score
    case: Case | None
    opened: bool
    led: int


# --- discover: registry → candidates ---------------------------------------------------------------------------------


def discover(stations: Stations, source: Source, day: date, now: datetime) -> Discovered:
    """Read one source to its end and admit its hosts as the day's candidates.

    Official hosts are counted and left alone, as are exempt ones that nobody reported. Certificate-log hosts whose name
    says nothing are sampled, to measure what the names miss. What cannot be read is quarantined.
    """
    read = 0
    seen: dict[str, tuple[Host, list[Sighting]]] = {}
    with quarantine.keeping(stations.store, now) as bad:
        for item in source.sightings(now):
            read += 1
            host = parse_host(item.name) if isinstance(item, Sighting) else None
            if isinstance(item, Malformed):
                bad.keep(item)
            elif isinstance(host, NotAHost):
                raw = host.text.encode("utf-8", "replace")
                bad.keep(Malformed(item.source, item.locator, f"not a host name: {host.reason}", raw))
            elif isinstance(host, Host):
                seen.setdefault(host.ascii, (host, []))[1].append(item)
    reported = [name for name, (_, found) in seen.items() if any(one.source == "report" for one in found)]
    ahead = reporter_trust.places(stations.store, reported)
    ranked = rank(
        seen.values(), stations.registry, stations.matcher, stations.sample, day, stations.compiled, ahead=ahead
    )
    admitted = candidates.admit(stations.store, ranked.candidates, day, now)
    hosts = (ranked.official, ranked.exempt, admitted.new, admitted.known, ranked.passed_over)
    failure = _settled(source, read, bad.kept, day)
    return Discovered(source.name, read, bad.kept, *hosts, failure, tuple(bad.told), ranked.unlisted)


def _settled(source: Source, read: int, malformed: int, day: date) -> str:
    if isinstance(source, Settling):
        return "; ".join(source.settle(day))
    if read > malformed:
        return ""
    gave = f"only {malformed} unreadable items" if malformed else "nothing at all"
    return f"source '{source.name}' gave {gave}: that is a failure, not a quiet day"


def carry_over(stations: Stations, day: date, now: datetime) -> Discovered:
    """Take on what earlier days left waiting, because their budget was spent or their worker died."""
    taken = leftovers.carry_over(stations.store, day, now)
    return Discovered("left over", taken.new + taken.known, admitted=taken.new, known=taken.known)


# --- look, detect, score, open: candidates → cases -------------------------------------------------------------------


def look(candidate: Candidate, client: GuardedClient, read: Read, now: datetime) -> Look:
    """Visit a candidate once and read what came back. What could not be seen is a gap, never an exception."""
    return read(visit(candidate, client, now))


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
) -> tuple[Case | None, bool, int]:
    """Keep the look, and put it in front of people if its band asks for that: the case, if it is new, and its leads."""
    links = facts_of(seen, stations.registry, judged.imitates, candidate.sightings)
    digest = looks.save(stations.store, seen, signals, judged, day, now, links)
    if judged.band not in OPENED:
        return None, False, 0
    place = place_of(stations.registry, judged.imitates)
    case, opened = cases.open_case(stations.store, candidate, digest, signals, judged, day, now, place)
    return case, opened, follow_leads(stations, seen, digest, day, now).new


def follow_leads(stations: Stations, seen: Look, digest: str, day: date, now: datetime) -> Admitted:
    """Admit where a case's page takes people (codes, jumps, downloads) as candidates of the next day's run.

    The lease still runs, so a dying worker loses none. Hosts taken up within 30 days, or a listed body's, are left out.
    """
    found = {sighting.name: sighting for sighting in leads.sightings(seen, digest, now)}
    known = candidates.known_since(stations.store, found, day - leads.REST)
    fresh = [name for name in found if name not in known and not stations.registry.registrant(name)]
    hosts = [(host, [found[name]]) for name in fresh if isinstance(host := parse_host(name), Host)]
    ranked = rank(hosts, stations.registry, stations.matcher, 0, day)
    return candidates.admit(stations.store, ranked.candidates, day + timedelta(days=1), now)


def work(stations: Stations, candidate: Candidate, day: date, now: datetime) -> Outcome:
    """One candidate from look to case."""
    seen = look(candidate, stations.client, stations.read, now)
    signals = detect(seen, stations.registry)
    judged = score(signals, stations.registry, stations.model)
    return Outcome(candidate, seen, judged, *open_case(stations, candidate, seen, signals, judged, day, now))


def work_batch(stations: Stations, day: date, worker: str, most: int, clock: Clock) -> Iterator[Outcome | None]:
    """Work off up to ``most`` of the day's waiting candidates, best-ranked first, each leased for itself.

    So every look is dated when it happens, no lease runs out behind a slow page, and a worker that dies holds a single
    candidate. None stands for a lease that another worker took over, or whose page broke our own code (Q12).
    """
    for _ in range(min(most, budget_left(stations, day))):
        held = candidates.lease(stations.store, day, worker, 1, clock())
        if not held:
            return
        yield _work_off(stations, held[0], day, clock)


def _work_off(stations: Stations, lease: Lease, day: date, clock: Clock) -> Outcome | None:
    try:
        outcome = work(stations, lease.candidate, day, clock())
    except StoreError:
        raise  # the store is in trouble, not this candidate
    except Exception as fault:  # noqa: BLE001  # whatever one page breaks must not stop the others
        candidates.give_back(stations.store, lease, f"{type(fault).__name__}: {fault}"[:500], clock())
        return None
    return outcome if candidates.finish(stations.store, lease, outcome.score.band.value, clock()) else None


def budget_left(stations: Stations, day: date) -> int:
    """How many looks of the day's budget are left. A quarantined candidate has had its look too."""
    had = candidates.counts(stations.store, day)
    return max(0, stations.look_budget - had["done"] - had["quarantined"])


def summed(outcomes: Iterable[Outcome | None]) -> Worked:
    """Counts per band and gap, and how many cases were opened or joined. What was not seen has no band to count."""
    taken = list(outcomes)
    kept = [outcome for outcome in taken if outcome]
    return Worked(
        leased=len(taken),
        looked=len(kept),
        seen=sum(outcome.look.seen for outcome in kept),
        opened=sum(outcome.opened for outcome in kept),
        joined=sum(outcome.case is not None and not outcome.opened for outcome in kept),
        led=sum(outcome.led for outcome in kept),
        bands=dict(Counter(outcome.score.band.value if outcome.look.seen else UNSEEN for outcome in kept)),
        gaps=dict(Counter(gap.kind for outcome in kept for gap in outcome.look.gaps)),
    )


def summary(stations: Stations, day: date, found: Sequence[Discovered], worked: Worked) -> DaySummary:
    """A run in numbers, with what is left waiting (also in another worker's hands) and what lies in quarantine."""
    left = candidates.counts(stations.store, day)
    return DaySummary(day, tuple(found), worked, left["waiting"] + left["leased"], quarantine.count(stations.store))


# --- decide, hand off: case → decisions → handoffs -------------------------------------------------------------------


def fix_evidence(
    store: Store, case: Case, actor: Actor, reason: str, now: datetime, token: int = 0
) -> Case | Refused | Conflict:
    """Fix what the case's look brought back as its evidence: the manifest becomes a blob, its digest the case's."""
    digest = store.blobs.put(build(case, looks.get(store, case.look_digest).look, now).as_json())
    ruling = Ruling("fix_evidence", actor, reason, {"evidence": digest}, token=token)
    return cases.rule(store, case.id, ruling, now, case.version)


def decide(
    store: Store, registry: Registry, case: str, ruling: Ruling, now: datetime, version: int
) -> Case | Refused | Conflict:
    """Record a person's ruling, if the table allows it, its facts hold, and nobody ruled since ``version`` was read."""
    if ruling.action == "fix_evidence":
        return Refused("evidence is fixed by the program, from the page that was seen", "evidence")
    held = cases.get(store, case)
    wrong = _wrong(store, registry, held, ruling) if held and held.version == version else None
    return wrong or cases.rule(store, case, ruling, now, version)


def _wrong(store: Store, registry: Registry, case: Case, ruling: Ruling) -> Refused | None:
    step = rule(case, ruling)
    if isinstance(step, Refused):
        return None  # the store says so itself, with the roles as they are then
    given = {fact: ruling.facts[fact] for fact in step.facts}
    try:
        return wrong_fact(given, registry.sites, lambda quote: quoted(quote, looks.get(store, case.look_digest).look))
    except (LookupError, BlobDamagedError):
        return Refused("the record of this look is damaged or missing, so no quote can be checked: restore it", "look")


def hand_off(
    store: Store, registry: Registry, case: Case, now: datetime, offices: Offices | None = None
) -> Dossier | NotConfirmed:
    """Everything about a confirmed case that may leave the house; the formats in ``zhenwang.handoff`` render it."""
    seen = looks.get(store, case.look_digest).look
    manifest = store.blobs.get(case.evidence) if case.evidence else b""
    files = {name: body for name, (_, body) in files_of(seen).items()}
    imitated = registry.site(case.ruled.get("imitates", "") or case.imitates)
    return gather(case, imitated, seen, manifest, files, history.of(store, case.id), now, offices)
