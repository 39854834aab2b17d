"""Art. 10-11 and 国办函〔2018〕55号: a government site's suffix, the structure of its domain, and how many it has.

Institutions belong on ``.cn`` or ``.公益`` and neighbours are no subjects, so neither is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import HostRole
from zhenwang.rules import body_standing as standing
from zhenwang.rules.articles import (
    INSTITUTION_SUFFIXES,
    Rule,
    article,
    is_government_host,
)

_OWN_ROLES = (HostRole.PRIMARY, HostRole.ALIAS)


def findings(registry: Registry) -> Iterator[Finding]:
    for site in registry.sites.values():
        if not (standing.is_active(site) and standing.is_subject(site)):
            continue
        yield from _off_suffix(site)
        yield from _structure(site, registry)
        yield from _too_many(site)


def ascii_hosts(site: OfficialSite) -> tuple[str, ...]:
    """The ASCII domains of the site itself; what two sources disagree on is not yet known to be one of them."""
    doubtful = {value for conflict in site.conflicts for value, _ in conflict.values} - {site.id}
    return tuple(host for host in site.granted if "xn--" not in host and host not in doubtful and _is_own(site, host))


def _is_own(site: OfficialSite, host: str) -> bool:
    listed = site.role(host)
    return listed is not None and listed.role in _OWN_ROLES


def _off_suffix(site: OfficialSite) -> Iterator[Finding]:
    basis = article(site, Rule.SUFFIX)
    if not basis:
        return
    for host in ascii_hosts(site):
        if is_government_host(host) or (standing.reads_as_institution(site) and host.endswith(INSTITUTION_SUFFIXES)):
            continue
        yield Finding(
            FindingKind.OFF_SUFFIX,
            site.id,
            host,
            f"{site.name}的网站使用{host}，不在政府域名后缀下；"
            "政府网站使用以“gov.cn”为后缀的英文域名，请核实该网站的主办单位性质，或安排更换域名。",
            f"{site.name} uses {host}, outside the government suffix. Government sites use gov.cn: please see what "
            "kind of body sponsors it, or plan a change of domain.",
            basis,
            f"{site.name} {host}",
        )


def _structure(site: OfficialSite, registry: Registry) -> Iterator[Finding]:
    """``www.X.gov.cn`` for portals, or bare ``X.gov.cn``, which also occurs; departments stand below their portal."""
    host = site.id
    # While two sources give two domains, which one is the site's is a conflict to settle, and no departure yet.
    if not host.endswith(".gov.cn") or any(conflict.field == "domain" for conflict in site.conflicts):
        return
    registrable = split_suffix(host)[1]
    if standing.is_portal(site) and host not in (registrable, f"www.{registrable}"):
        yield from _misplaced(site, Rule.PORTAL_STRUCTURE, "www.□□□.gov.cn")
    elif standing.is_department(site) and site.level in ("province", "prefecture"):
        holder = registry.registrant(host)
        alone = holder is None or holder.id == site.id or standing.is_department(holder)
        if alone and host in (registrable, f"www.{registrable}"):
            yield from _misplaced(site, Rule.DEPARTMENT_STRUCTURE, "○○○.□□□.gov.cn")


def _misplaced(site: OfficialSite, rule: Rule, structure: str) -> Iterator[Finding]:
    basis = article(site, rule)
    if basis:
        yield Finding(
            FindingKind.NAMING,
            site.id,
            f"structure:{site.id}",
            f"{site.name}的域名{site.id}不是“{structure}”结构；如另有符合结构的域名，请登记为主域名，否则请安排调整。",
            f"The domain {site.id} of {site.name} is not of the structure {structure}: if there is one that is, please "
            "list it as the primary, or plan a change.",
            basis,
            site.id,
        )


def _too_many(site: OfficialSite) -> Iterator[Finding]:
    basis = article(site, Rule.ONE_DOMAIN)
    bare = dict.fromkeys(host.removeprefix("www.") for host in ascii_hosts(site))
    chinese = [host for host in site.granted if "xn--" in host]
    named = any(host.role is HostRole.PRIMARY for host in site.further_hosts)
    if basis and not named and (len(bare) > 1 or len(chinese) > 1):
        listed = "、".join((*bare, *chinese))
        yield Finding(
            FindingKind.NAMING,
            site.id,
            "domains",
            f"{site.name}登记了多个域名：{listed[:300]}；一个网站原则上只注册一个中文域名和一个英文域名，已有多个的请明确主域名，闲置的请及时注销。",
            f"{site.name} has several domains: {listed[:300]}. One English and one Chinese domain are the rule: where "
            "there are more, please name the primary and cancel those that lie idle.",
            basis,
            listed[:80],
        )
