"""Why a host's name was put forward: what the name engine and the sources said of it when it became a candidate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhenwang.domain.candidate import Candidate, Match, Sighting
from zhenwang.domain.case import Case
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.public_services import service_names
from zhenwang.matching.rule_words import Place, place_of, places
from zhenwang.matching.service_words import ServiceWord, service_words
from zhenwang.store import candidates
from zhenwang.web.house import House
from zhenwang.web.visible import Stretch, stretches

_MOST_SIGHTINGS = 3
_NOT_A_SOURCE = "recheck"


@dataclass(frozen=True, slots=True)
class NameReason:
    """One item of a match. ``share`` is its bar, 0..100; ``word`` what a service word stands for."""

    rule: str
    span: str
    bits: float
    share: int
    word: ServiceWord | None = None


@dataclass(frozen=True, slots=True)
class NameView:
    """``match`` is None when the name says nothing. ``service`` names a site that no registry entry has.

    ``host`` is empty without a match. ``more`` are sightings beyond those shown.
    """

    match: Match | None
    host: tuple[Stretch, ...]
    site: OfficialSite | None
    service: str
    reasons: tuple[NameReason, ...]
    sightings: tuple[Sighting, ...]
    more: int

    @property
    def bits(self) -> float:
        return sum(reason.bits for reason in self.reasons)


def name_view(house: House, case: Case) -> NameView | None:
    """None when no candidate of the case's host is kept."""
    found = candidates.of_host(house.store, case.host)
    if found is None:
        return None
    match, seen = found.match, tuple(_certificates_first(found))
    marks = _marks(match, found.host.unicode) if match else ()
    return NameView(
        match,
        stretches(found.host, marks) if match else (),
        house.registry.site(match.site) if match else None,
        service_names().get(match.site.removeprefix("www."), "") if match else "",
        _reasons(match) if match else (),
        seen[:_MOST_SIGHTINGS],
        max(0, len(seen) - _MOST_SIGHTINGS),
    )


def _certificates_first(found: Candidate) -> Iterator[Sighting]:
    """Where it was seen, once by each source and name; that we saw it again ourselves is no news."""
    told = {(seen.source, seen.name, seen.url): seen for seen in reversed(found.sightings)}
    news = (seen for seen in reversed(told.values()) if seen.source != _NOT_A_SOURCE)
    yield from sorted(news, key=lambda seen: seen.source != "ct")


def _marks(match: Match, name: str) -> tuple[tuple[Place, str], ...]:
    """What gave the host away before what else counted: where they overlap, the first is shown."""
    main = place_of(match, name)
    others = ((place, "also") for place in places(match, name) if place)
    return (*(((main, "hit"),) if main else ()), *others)


def _reasons(match: Match) -> tuple[NameReason, ...]:
    most = max((abs(reason.bits) for reason in match.reasons), default=0.0) or 1.0
    return tuple(
        NameReason(
            reason.rule,
            reason.span,
            reason.bits,
            round(100 * abs(reason.bits) / most),
            service_words().get(reason.span) if reason.rule == "service_word" else None,
        )
        for reason in match.reasons
    )
