"""Everything a case page shows, gathered before any template."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from zhenwang.domain.case import Case, Event, State
from zhenwang.domain.legal_basis import LegalBasis
from zhenwang.domain.look import Look, Page
from zhenwang.domain.report import Report
from zhenwang.domain.signal import Axis, Signal
from zhenwang.domain.sponsor import Number, numbers
from zhenwang.store import history, looks, reports, sponsor_checks
from zhenwang.store.faults import BlobDamagedError
from zhenwang.store.sponsor_checks import SponsorCheck
from zhenwang.web.case_sentence import Clause, sentence
from zhenwang.web.case_sides import Sides, sides
from zhenwang.web.handoff_view import WithAuthority, with_authorities
from zhenwang.web.house import House
from zhenwang.web.passages import Passage, in_context
from zhenwang.web.severity import severity
from zhenwang.web.text_changes import Changes, compared
from zhenwang.web.timeline import Line, Stretch, lines, stretches

PROPOSED = ("limb", "imitates", "severity", "quote", "mismatch", "misleading", "sponsor_answer", "without_sponsor")
"""What a reviewer reads of a proposal, in this order."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One signal on the page. ``log_odds`` is None while it has no weight; ``share`` is its bar, 0..100."""

    signal: Signal
    passage: Passage
    article: LegalBasis | None
    site: str
    log_odds: float | None
    share: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the score. ``share`` is its bar, 0..100."""

    name: str
    log_odds: float
    share: int


@dataclass(frozen=True, slots=True)
class EvidenceList:
    digest: str
    files: tuple[Mapping[str, object], ...]
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """What people ruled on one point: ``who`` and ``at`` are of the latest event that did."""

    value: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseView:
    """``look`` is None when its record is gone, ``proposal`` unless the case waits for its review; ``redone`` are its
    changes against the one that was returned before. ``ruled`` is people's word by point, apart from the machine's.
    """

    case: Case
    severity: str
    look: Look | None
    clauses: tuple[Clause, ...]
    axes: tuple[tuple[Axis, tuple[Finding, ...]], ...]
    reasons: tuple[Reason, ...]
    sides: Sides
    reports: tuple[Report, ...]
    events: tuple[Event, ...]
    lines: tuple[Line, ...]
    stretches: tuple[Stretch, ...]
    evidence: EvidenceList | None
    proposal: Event | None
    redone: tuple[Changes, ...]
    ruled: Mapping[str, Ruled]
    checks: tuple[SponsorCheck, ...]
    numbers: tuple[Number, ...]
    handoffs: tuple[WithAuthority, ...]


def view(house: House, case: Case, t: Mapping[str, str], now: datetime) -> CaseView:
    """A case with its look, official site, reports, history, evidence, sponsor check and handoffs."""
    look = look_of(house, case)
    shown = look.page if look else None
    events = tuple(history.of(house.store, case.id))
    beside = sides(house, case, look)
    proposals = [event for event in events if event.action == "propose"]
    put = proposals[-1] if proposals and case.state is State.REVIEW else None
    return CaseView(
        case,
        case.severity or severity(case),
        look,
        sentence(case, house.registry, shown, t),
        tuple((axis, _findings(house, case, axis, shown)) for axis in Axis),
        _reasons(case),
        beside,
        tuple(reports.of_host(house.store, case.host)),
        events,
        lines(events),
        stretches(events, now),
        _evidence(house, case),
        put,
        tuple(_redone(proposals)) if put else (),
        _ruled(events),
        tuple(sponsor_checks.of_case(house.store, case.id, now)),
        numbers(house.registry, beside.official),
        with_authorities(case, events),
    )


def look_of(house: House, case: Case) -> Look | None:
    """What the case's look brought back; None when its record is gone or damaged."""
    try:
        return looks.get(house.store, case.look_digest).look
    except (LookupError, BlobDamagedError):
        return None


def quotes(found: CaseView) -> tuple[str, ...]:
    """Snippets that stand on the page, to be quoted in a proposal."""
    standing = (item for axis, items in found.axes if axis is not Axis.EXCULPATION for item in items)
    hits = (item.signal.snippet for item in standing if item.passage.zone and len(item.signal.snippet) <= 300)
    return tuple(dict.fromkeys(hits))[:12]


def _redone(proposals: list[Event]) -> Iterator[Changes]:
    if len(proposals) < 2:
        return
    before, now = proposals[-2], proposals[-1]
    for fact in PROPOSED:
        changed = compared(fact, before.facts.get(fact, ""), now.facts.get(fact, ""))
        if changed.added or changed.removed:
            yield changed
    reason = compared("reason", before.reason, now.reason)
    if reason.added or reason.removed:
        yield reason


def _ruled(events: tuple[Event, ...]) -> dict[str, Ruled]:
    """The latest word of people on each point; what goes back to analysis takes its proposal's word back."""
    found: dict[str, Ruled] = {}
    for event in events:
        if event.after in (State.ANALYSIS, State.REOPENED) and event.before is not event.after:
            found = {name: ruled for name, ruled in found.items() if name == "severity"}
        for point in _POINTS.get(event.action, ()):
            if value := event.facts.get(point, ""):
                found[point] = Ruled(value, event.actor, event.at)
        if event.action in ("confirm", "exclude", "official_issue", "resolve_onto", "refer", "watch"):
            found["verdict"] = Ruled(event.after.value, event.actor, event.at)
        if event.action == "undo":
            found.pop("verdict", None)
    return found


_POINTS: Mapping[str, tuple[str, ...]] = {
    "propose": ("limb", "imitates", "severity"),
    "grade": ("severity",),
    "exclude": ("exclusion",),
    "sponsor_answered": ("sponsor_answer",),
}


def _findings(house: House, case: Case, axis: Axis, shown: Page | None) -> tuple[Finding, ...]:
    moved = {item.signal: item.log_odds for item in case.score.contributions}
    most = max((abs(value) for value in moved.values()), default=1.0) or 1.0
    found = []
    for signal in (signal for signal in case.signals if signal.axis is axis):
        log_odds = moved.get(signal.name)
        site = house.registry.site(signal.site)
        found.append(
            Finding(
                signal,
                in_context(signal.snippet, shown, signal.because),
                house.legal.get(signal.basis),
                site.name if site else signal.site,
                log_odds,
                round(100 * abs(log_odds or 0.0) / most),
            )
        )
    return tuple(sorted(found, key=lambda item: -abs(item.log_odds or 0.0)))


def _reasons(case: Case) -> tuple[Reason, ...]:
    spoken = [item for item in case.score.contributions if item.log_odds]
    most = max((abs(item.log_odds) for item in spoken), default=1.0)
    return tuple(Reason(item.signal, item.log_odds, round(100 * abs(item.log_odds) / most)) for item in spoken)


def _evidence(house: House, case: Case) -> EvidenceList | None:
    if not case.evidence:
        return None
    try:
        manifest = json.loads(house.store.blobs.get(case.evidence))
    except (BlobDamagedError, ValueError):
        return EvidenceList(case.evidence, (), damaged=True)
    return EvidenceList(case.evidence, tuple(manifest["files"]))
