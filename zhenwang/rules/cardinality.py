"""Art. 6: one site for a provincial or municipal department; in principle none for a county's, or for a township.

A site too many is a finding about a genuine site, never a fake. Hosts of one site, its channels and its business
systems are no further sites.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.rules import body_standing as standing
from zhenwang.rules.articles import Rule, article

_LEVELS = ("province", "prefecture")


def findings(registry: Registry) -> Iterator[Finding]:
    active = [site for site in registry.sites.values() if standing.is_active(site) and standing.is_subject(site)]
    yield from _further_sites(active)
    for site in active:
        if standing.is_township(site):
            yield from _township(site)
        elif standing.is_county_level(site) and standing.is_department(site) and not _is_of_a_system(site, registry):
            yield from _county(site)


def _further_sites(active: list[OfficialSite]) -> Iterator[Finding]:
    by_body: dict[tuple[str, str], list[OfficialSite]] = {}
    for site in active:
        if site.level in _LEVELS and standing.is_department(site) and not standing.is_business_system(site):
            by_body.setdefault((standing.body_name(site), site.region_code), []).append(site)
    for (body, _), sites in by_body.items():
        main = min(sites, key=lambda site: (standing.plain(site.name) != body, len(site.id), site.id))
        for site in sites:
            basis = article(site, Rule.ONE_SITE)
            if site is not main and basis and not _is_part_of(site, main):
                yield _further(site, main, body, basis)


def _further(site: OfficialSite, main: OfficialSite, body: str, basis: str) -> Finding:
    return Finding(
        FindingKind.TOO_MANY_SITES,
        site.id,
        main.id,
        f"名录中{body}有两个在用网站：{main.id}和{site.id}；"
        "一个部门最多开设一个网站，请核实是否需要整合，或登记为同一网站的频道、业务系统。",
        f"The registry holds two active sites of {body}: {main.id} and {site.id}. A department has at most one: please "
        "see whether they can be joined, or list one as a channel or business system of the other.",
        basis,
        f"{site.name} {site.id}",
    )


def _is_part_of(site: OfficialSite, main: OfficialSite) -> bool:
    """A host below the main one, or the same name with and without ``www``, belongs to the same site."""
    bare = main.id.removeprefix("www.")
    return site.id.removeprefix("www.") == bare or site.id.endswith(f".{bare}")


def _is_of_a_system(site: OfficialSite, registry: Registry) -> bool:
    """Departments governed from the centre (tax, customs, weather) may have sites in counties."""
    holder = registry.registrant(site.id)
    return (
        holder is not None and holder is not site and holder.level == "central" and split_suffix(site.id)[1] != site.id
    )


def _county(site: OfficialSite) -> Iterator[Finding]:
    basis = article(site, Rule.NO_COUNTY_SITE)
    if basis:
        yield Finding(
            FindingKind.TOO_MANY_SITES,
            site.id,
            "county",
            f"名录中{site.name}为县级政府部门，单独开设了网站{site.id}；"
            "县级政府部门原则上不开设网站，请核实是否已经批准保留，或可并入县级政府门户网站。",
            f"{site.name} is a county's department with a site of its own, {site.id}. In principle such departments "
            "have none: please see whether it was approved, or can move to the county's portal.",
            basis,
            f"{site.name} {site.id}",
        )


def _township(site: OfficialSite) -> Iterator[Finding]:
    basis = article(site, Rule.NO_TOWNSHIP_SITE)
    if basis:
        yield Finding(
            FindingKind.TOO_MANY_SITES,
            site.id,
            "township",
            f"名录中{site.name}为乡镇、街道，单独开设了网站{site.id}；"
            "乡镇、街道原则上不开设网站，请核实是否已经批准保留，或可并入上级政府门户网站。",
            f"{site.name} is a township or subdistrict with a site of its own, {site.id}. In principle these have "
            "none: please see whether it was approved, or can move to the portal above it.",
            basis,
            f"{site.name} {site.id}",
        )
