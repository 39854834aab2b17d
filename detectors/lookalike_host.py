"""Compares the host name with every official host: embedded, misspelt, hyphenated, or written in other letters."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from detectors._serving import clip, holder, portal_of, readable
from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import Host, parse_host, split_suffix
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.matching.matcher import Matcher

_EMBEDDED = "embedded_host"  # the matcher's rule for an official host standing in another
_EXACT = frozenset({"label_equal", "native_name", "hyphenation", "initials_with_gov", "label_contains"})
# Two sites this close are both named: which of them is meant, the page will say.
_NEAR = 0.06


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Judges the candidate's own name, not where it redirects to. A genuine host resembles nobody but itself."""
    host = parse_host(look.host)
    if not isinstance(host, Host) or holder(host.ascii, registry):
        return
    matches = matcher_of(registry).matches(host)
    named = [match for match in matches if match.site in registry.sites]
    near = [match for match in named if match.score >= named[0].score - _NEAR]
    told: set[str] = set()
    for match in _surest(near):
        site = _meant(match, near, registry)
        if site.id not in told:
            told.add(site.id)
            yield _resembles(host, match, site)
    if matches and not named:
        yield _word_only(host, matches[0])


@functools.lru_cache(maxsize=4)
def matcher_of(registry: Registry) -> Matcher:
    """The name index of a registry, built once for as long as that registry is in use."""
    return Matcher.of(registry.sites.values())


def _surest(matches: list[Match]) -> list[Match]:
    """A whole official host inside the name says whom it means; after that, what stands there letter for letter."""
    embedded = [match for match in matches if match.rule == _EMBEDDED]
    exact = [match for match in matches if match.rule in _EXACT]
    return embedded or exact or matches


def _meant(match: Match, near: list[Match], registry: Registry) -> OfficialSite:
    """The site whose host stands there; where departments of one domain are equally near, the portal of that domain."""
    site = registry.sites[match.site]
    spelt = registry.owner(_host_in(match.span))
    if spelt:
        return spelt
    part = split_suffix(site.hosts[0])[1]
    siblings = sum(split_suffix(registry.sites[other.site].hosts[0])[1] == part for other in near)
    if siblings > 1 or _host_in(match.span) == part:
        return portal_of(site.hosts[0], registry) or site
    return site


def _host_in(span: str) -> str:
    """The official host that a span spells, hyphens read as dots."""
    parsed = parse_host(span if "." in span else span.replace("-", "."))
    return parsed.ascii if isinstance(parsed, Host) else ""


def _resembles(host: Host, match: Match, site: OfficialSite) -> Signal:
    embedded = match.rule == _EMBEDDED
    span = clip(match.span, 60)
    how, how_en = ("嵌入了", "embeds") if embedded else ("模仿了", "resembles")
    return Signal(
        "embedded_official_host" if embedded else "lookalike_host",
        Axis.CLAIM,
        Family.NAME,
        _strength(match),
        f"域名 {readable(host.ascii)} {how}“{site.name}”的官方域名 {site.hosts[0]}（相似片段：{span}）。",
        f"The host {host.ascii} {how_en} {site.hosts[0]}, the official host of {site.name} (by {span}).",
        snippet=clip(match.span),
        basis="hubei-2018-31b",
        site=site.id,
    )


def _word_only(host: Host, match: Match) -> Signal:
    span = clip(match.span, 60)
    return Signal(
        "government_word_host",
        Axis.CLAIM,
        Family.NAME,
        _strength(match),
        f"域名 {readable(host.ascii)} 含有政府类字样“{span}”，但未指向名录中的具体单位。",
        f"The host {host.ascii} contains the government word '{span}' without naming a body in the registry.",
        snippet=clip(match.span),
        basis="hubei-2018-10",
    )


def _strength(match: Match) -> float:
    return min(1.0, max(0.0, match.score))
