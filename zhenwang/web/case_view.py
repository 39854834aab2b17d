"""Everything a case page shows, gathered before any template."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhenwang.domain.case import Case, Event, State
from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.legal_basis import LegalBasis
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.report import Report
from zhenwang.domain.signal import Axis, Signal
from zhenwang.pages.marks import find_marks
from zhenwang.store import history, looks, reports
from zhenwang.store.faults import BlobDamagedError
from zhenwang.web.house import House
from zhenwang.web.passages import Passage, grams, in_context, shared
from zhenwang.web.severity import severity
from zhenwang.web.visible import Piece

_SIDES = ("title", "header", "navigation", "text", "footer")
_SIDE_TEXT = 420
_MARKS = ("site_code", "jiucuo_code", "icp", "psb", "conac")


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
class Sides:
    """Official and suspect beside each other: ``(zone or kind of mark, official, suspect)``; what is equal is a hit."""

    official: OfficialSite | None
    has_baseline: bool
    marks: tuple[tuple[str, list[Piece], list[Piece]], ...]
    zones: tuple[tuple[str, list[Piece], list[Piece]], ...]


@dataclass(frozen=True, slots=True)
class EvidenceList:
    digest: str
    files: tuple[Mapping[str, object], ...]
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """``look`` is None when its record is gone, ``proposal`` unless the case waits for its review."""

    case: Case
    severity: str
    look: Look | None
    axes: tuple[tuple[Axis, tuple[Finding, ...]], ...]
    reasons: tuple[Reason, ...]
    sides: Sides
    reports: tuple[Report, ...]
    events: tuple[Event, ...]
    evidence: EvidenceList | None
    proposal: Event | None


def view(house: House, case: Case) -> CaseView:
    """A case with its look, official site, reports, history and evidence."""
    look = _look(house, case)
    shown = look.page if look else None
    events = tuple(history.of(house.store, case.id))
    return CaseView(
        case,
        severity(case),
        look,
        tuple((axis, _findings(house, case, axis, shown)) for axis in Axis),
        _reasons(case),
        _sides(house, case, shown),
        tuple(reports.of_host(house.store, case.host)),
        events,
        _evidence(house, case),
        _proposal(case, events),
    )


def _proposal(case: Case, events: tuple[Event, ...]) -> Event | None:
    if case.state is not State.REVIEW:
        return None
    return next((event for event in reversed(events) if event.action == "propose"), None)


def _look(house: House, case: Case) -> Look | None:
    try:
        return looks.get(house.store, case.look_digest).look
    except (LookupError, BlobDamagedError):
        return None


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


def _sides(house: House, case: Case, shown: Page | None) -> Sides:
    official = house.registry.site(case.imitates)
    baseline = house.registry.baselines.get(official.id) if official else None
    theirs = baseline.page if baseline else None
    theirs_texts, ours_texts = _texts(theirs), _texts(shown)
    in_official, in_suspect = grams(theirs_texts), grams(ours_texts)
    zones = [
        (
            zone,
            shared(getattr(theirs, zone)[:_SIDE_TEXT], in_suspect) if theirs else [],
            shared(getattr(shown, zone)[:_SIDE_TEXT], in_official) if shown else [],
        )
        for zone in _SIDES
    ]
    both = tuple(zone for zone in zones if zone[1] or zone[2])
    return Sides(official, theirs is not None, tuple(_marks(official, shown, house.pack.jurisdiction)), both)


def _marks(
    official: OfficialSite | None, shown: Page | None, jurisdiction: Jurisdiction
) -> Iterator[tuple[str, list[Piece], list[Piece]]]:
    granted = list(official.marks.all()) if official else []
    found = [(mark.kind, mark.value) for mark in find_marks(shown, jurisdiction)] if shown else []
    own = (known.kind for known in jurisdiction.marks if known.kind not in _MARKS)
    for kind in (*_MARKS, *own):
        granted_kind = "site_code" if kind == "jiucuo_code" else kind
        theirs = tuple(dict.fromkeys(value for held, value in granted if held == granted_kind))
        ours = tuple(dict.fromkeys(value for held, value in found if held == kind))
        if ours or (theirs and kind == granted_kind):
            yield kind, _pieces(theirs, ours), _pieces(ours, theirs)


def _pieces(values: tuple[str, ...], other: tuple[str, ...]) -> list[Piece]:
    return [Piece(value, "hit" if value in other else "") for value in values]


def _texts(shown: Page | None) -> tuple[str, ...]:
    return (shown.title, shown.text, shown.header, shown.navigation, shown.footer) if shown else ()


def _evidence(house: House, case: Case) -> EvidenceList | None:
    if not case.evidence:
        return None
    try:
        manifest = json.loads(house.store.blobs.get(case.evidence))
    except (BlobDamagedError, ValueError):
        return EvidenceList(case.evidence, (), damaged=True)
    return EvidenceList(case.evidence, tuple(manifest["files"]))
