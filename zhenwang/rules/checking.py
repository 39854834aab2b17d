"""The registry checked against the rules for official sites: all findings of all kinds (requirements 2.5), and pure.

Findings are about genuine sites. Nothing here says, or can say, that a site is a fake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date

from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.observation import Observation
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import StatusPeriod
from zhenwang.rules import (
    cardinality,
    chinese_domains,
    domain_life,
    domains,
    footer,
    hosting,
    shared_codes,
    site_names,
    site_status,
    unlisted_hosts,
)

_FACETS = tuple(field.name for field in fields(Observation) if field.name not in ("host", "seen_at"))
_ORDER = {kind: place for place, kind in enumerate(FindingKind)}
_NEEDS: dict[FindingKind, Callable[[Observation], bool]] = {
    FindingKind.FOOTER_MARKS: lambda seen: seen.page is not None,
    FindingKind.NAMING: lambda seen: seen.page is not None,
    FindingKind.OVERSEAS: lambda seen: bool(seen.country),
    FindingKind.ADDRESS_CHANGED: lambda seen: bool(seen.final_host),
    FindingKind.IP_ONLY: lambda seen: bool(seen.final_host),
    FindingKind.FOREIGN_HOST: lambda seen: seen.served_hosts is not None,
}
_LIFE_NEEDS: dict[str, Callable[[Observation], bool]] = {
    "expires": lambda seen: seen.expires_on is not None,
    "registrant": lambda seen: bool(seen.registrant),
    "idle": lambda seen: seen.reachable is not None,
    "retired": lambda seen: seen.reachable is not None,
}


def check(
    registry: Registry, observations: Sequence[Observation], periods: Sequence[StatusPeriod], today: date
) -> tuple[Finding, ...]:
    """Every finding once per key, by kind and then by site. The newest observation of a host counts."""
    found: dict[tuple[str, str, str], Finding] = {}
    for finding in _all(registry, observations, periods, today):
        found.setdefault(finding.key, finding)
    return tuple(sorted(found.values(), key=lambda one: (_ORDER[one.kind], one.site, one.subject)))


def covers(registry: Registry, observations: Sequence[Observation]) -> Callable[[Finding], bool]:
    """Whether a check with these observations could have made a finding again. Not looked at is never gone."""
    seen: dict[str, list[Observation]] = {}
    for observed in observations:
        seen.setdefault(observed.host, []).append(observed)

    def covered(finding: Finding) -> bool:
        if not finding.seen_host:
            return True
        if finding.kind is FindingKind.UNLISTED_HOST:
            return not unlisted_hosts.is_unlisted(registry, finding.seen_host)
        if finding.kind is FindingKind.DOMAIN_LIFE:
            needs = _LIFE_NEEDS.get(finding.subject.partition(":")[0])
        elif finding.subject == "migration_notice":
            needs = _LIFE_NEEDS["idle"]
        else:
            needs = _NEEDS.get(finding.kind)
        return needs is not None and any(needs(observed) for observed in seen.get(finding.seen_host, ()))

    return covered


def _all(
    registry: Registry, observations: Sequence[Observation], periods: Sequence[StatusPeriod], today: date
) -> Iterator[Finding]:
    yield from domains.findings(registry)
    yield from chinese_domains.findings(registry)
    yield from hosting.by_address_only(registry)
    yield from cardinality.findings(registry)
    yield from site_names.findings(registry)
    yield from site_status.findings(registry, periods, today)
    yield from shared_codes.findings(registry)
    yield from unlisted_hosts.findings(registry, (observed.host for observed in observations))
    yield from _observed(registry, observations, periods, today)


def _observed(
    registry: Registry, observations: Sequence[Observation], periods: Sequence[StatusPeriod], today: date
) -> Iterator[Finding]:
    by_site: dict[str, list[Observation]] = {}
    retired: dict[str, list[Observation]] = {}
    for observed in sorted(observations, key=lambda one: one.seen_at):
        owner = registry.owner(observed.host)
        if owner:
            by_site.setdefault(owner.id, []).append(observed)
        elif past := registry.retired.get(observed.host):
            retired.setdefault(past.last_site, []).append(observed)
    for site_id, seen in by_site.items():
        newest = newest_by_host(seen)
        yield from _of_hosts(registry.sites[site_id], newest, registry)
        yield from domain_life.of_site(registry.sites[site_id], seen, newest, today)
    dated: dict[str, list[StatusPeriod]] = {}
    for period in periods:
        dated.setdefault(period.site, []).append(period)
    for site_id, seen in retired.items():
        yield from _of_retired(registry, site_id, newest_by_host(seen), dated.get(site_id, ()), today)


def _of_retired(
    registry: Registry, site_id: str, newest: Mapping[str, Observation], dated: Sequence[StatusPeriod], today: date
) -> Iterator[Finding]:
    """Hosts that are official no more. While a closed site's notice is due, its hosts are meant to answer."""
    site = registry.sites.get(site_id)
    if site and site.closed and domain_life.notice_is_due(dated, today):
        yield from domain_life.notice_missing(site, dated, newest.values(), today)
        return
    for host, observed in newest.items():
        yield from domain_life.reborn(registry.retired[host], observed, registry)


def _of_hosts(site: OfficialSite, newest: Mapping[str, Observation], registry: Registry) -> Iterator[Finding]:
    for observed in newest.values():
        yield from hosting.findings(site, observed, registry)
        yield from footer.findings(site, observed, registry)
        yield from site_names.page_findings(site, observed)


def newest_by_host(seen: Iterable[Observation]) -> dict[str, Observation]:
    """What is known of each host, from observations oldest first: each later one overrides what it looked at."""
    newest: dict[str, Observation] = {}
    for observed in seen:
        known = newest.get(observed.host)
        newest[observed.host] = observed if known is None else _joined(known, observed)
    return newest


def _joined(known: Observation, later: Observation) -> Observation:
    looked_at = {name: getattr(later, name) for name in _FACETS if getattr(later, name) not in ((), "", None)}
    # A list of served hosts that came back empty was looked at: nobody else is served any more.
    if later.served_hosts is not None:
        looked_at["served_hosts"] = later.served_hosts
    return replace(known, seen_at=later.seen_at, **looked_at)
