"""Compares the host name with every official host: misspelt, hyphenated, abbreviated, or written in other letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._serving import clip, holder, portal_of, readable
from detectors.embedded_host import embedded
from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import Host, parse_host, split_suffix
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.matching.absent_registry import matcher_of

_EXACT = frozenset(
    {
        "embedded_host", "place_and_office", "label_equal", "native_name", "hyphenation", "initials_with_gov",
        "label_contains",
    }
)  # fmt: skip
_TOKEN = re.compile(r"[^._-]+")
# Two sites this close are both named: which of them is meant, the page will say.
_NEAR = 0.06


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Judges the candidate's own name, not where it redirects to. A genuine host resembles nobody but itself."""
    host = parse_host(look.host)
    if not isinstance(host, Host) or holder(host.ascii, registry) or embedded(host, registry):
        return
    matches = matcher_of(registry).matches(host)
    named = [match for match in matches if match.site in registry.sites]
    near = [match for match in named if match.score >= named[0].score - _NEAR]
    told: set[str] = set()
    for match in _surest(near, registry):
        site = _meant(match, near, registry)
        if site.id not in told:
            told.add(site.id)
            yield _resembles(host, match, site)
    if matches and not named:
        yield _word_only(host, matches[0])


def _surest(matches: list[Match], registry: Registry) -> list[Match]:
    """First whose own label the host spells (rst-hubei-gov), then what stands there letter for letter, then others."""
    own = [match for match in matches if _own_label(registry.sites[match.site]) in _TOKEN.findall(match.span)]
    exact = [match for match in matches if match.rule in _EXACT]
    return own or exact or matches


def _meant(match: Match, near: list[Match], registry: Registry) -> OfficialSite:
    """The match's site; where departments of one domain are equally near, the portal that speaks for the domain."""
    site = registry.sites[match.site]
    if _own_label(site) in _TOKEN.findall(match.span):
        return site
    domain = split_suffix(site.hosts[0])[1]
    siblings = sum(split_suffix(registry.sites[other.site].hosts[0])[1] == domain for other in near)
    return (portal_of(site.hosts[0], registry) if siblings > 1 else None) or site


def _own_label(site: OfficialSite) -> str:
    """What sets a department's host apart under a shared domain: ``rst`` of ``rst.hubei.gov.cn``, none for a portal."""
    host = parse_host(site.hosts[0])
    label = host.subdomain.partition(".")[0] if isinstance(host, Host) else ""
    return "" if label == "www" else label


def _resembles(host: Host, match: Match, site: OfficialSite) -> Signal:
    span = clip(match.span, 60)
    return Signal(
        "lookalike_host",
        Axis.CLAIM,
        Family.NAME,
        _strength(match),
        f"域名 {readable(host.ascii)} 模仿了“{site.name}”的官方域名 {site.hosts[0]}（相似片段：{span}）。",
        f"The host {host.ascii} resembles {site.hosts[0]}, the official host of {site.name} (by {span}).",
        snippet=clip(span),
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
    )


def _strength(match: Match) -> float:
    return min(1.0, max(0.0, match.score))
