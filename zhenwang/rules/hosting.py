"""Where a site is served from: abroad (art. 28), by address only, at another address, or together with strangers."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.observation import Observation
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import HostRole
from zhenwang.matching.absent_registry import suffixes_of
from zhenwang.rules import body_standing as standing
from zhenwang.rules.articles import Rule, article, in_mainland

MAX_SERVED = 50
_VARIANTS = frozenset({"www", "m", "wap", "mobile", "big5", "wza", "en", "english", "3g", "ipv6"})


def by_address_only(registry: Registry) -> Iterator[Finding]:
    """Services that the registry itself knows by address only."""
    for site in registry.sites.values():
        if standing.is_active(site) and standing.is_subject(site):
            for known in site.further_hosts:
                if known.role is HostRole.IP_ONLY and known.valid_to is None:
                    yield _by_address(site, known.host, "")


def findings(site: OfficialSite, observed: Observation, registry: Registry) -> Iterator[Finding]:
    """What an observation of one of the site's hosts says of where it is served."""
    if standing.is_subject(site):
        yield from _abroad(site, observed)
        yield from _moved(site, observed, registry)
    yield from _strangers(site, observed, registry)


def is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True


def _abroad(site: OfficialSite, observed: Observation) -> Iterator[Finding]:
    country = observed.country.strip().upper()
    if country and country != "CN" and in_mainland(site):
        addresses = "、".join(observed.addresses[:5])
        where = f"{country}，{addresses}" if addresses else country
        yield Finding(
            FindingKind.OVERSEAS,
            site.id,
            observed.host,
            f"{site.name}的{observed.host}解析到境外地址（{where}）；"
            "服务器不得放在境外，如为内容分发节点请核实其配置。",
            f"{observed.host} of {site.name} resolves to addresses abroad ({country}). Servers may not stand abroad: "
            "if this is a delivery network, please see how it is set up.",
            article(site, Rule.HOSTING),
            f"{observed.host} {addresses} {country}"[:80],
            observed.host,
        )


def _moved(site: OfficialSite, observed: Observation, registry: Registry) -> Iterator[Finding]:
    final = observed.final_host
    if not final or observed.host not in site.granted:
        return
    if is_address(final):
        yield _by_address(site, final, observed.host)
    elif _core(final) not in {_core(host) for host in site.granted}:
        yield _elsewhere(site, observed.host, final, registry)


def _core(host: str) -> str:
    """A host without the label of a variant: the phone's, the accessible, the foreign-language edition is the site."""
    first, _, rest = host.partition(".")
    return rest if first in _VARIANTS and rest.count(".") else host


def _elsewhere(site: OfficialSite, host: str, final: str, registry: Registry) -> Finding:
    owner = registry.owner(final)
    whose = f"（{owner.name}的网站）" if owner else "（名录未登记）"
    outside = (
        "；该地址不在政府域名后缀下，请核实域名是否仍由本单位使用" if not suffixes_of(registry).above(final) else ""
    )
    return Finding(
        FindingKind.ADDRESS_CHANGED,
        site.id,
        f"{host}>{final}"[:500],
        f"访问{site.name}的{host}转到了{final}{whose}，与登记网址不一致{outside}；如网址已变更，请在全国政府网站信息报送系统和名录中更新。",
        f"{host} of {site.name} leads to {final}{f', the site of {owner.name}' if owner else ', which nobody lists'}: "
        "if the site has moved, please update the national system and the registry.",
        article(site, Rule.REPORT_CHANGES) or article(site, Rule.ONE_DOMAIN),
        f"{host} → {final}"[:80],
        host,
    )


def _by_address(site: OfficialSite, address: str, seen_host: str) -> Finding:
    return Finding(
        FindingKind.IP_ONLY,
        site.id,
        address,
        f"{site.name}的服务通过IP地址{address}提供，没有可访问的域名；请使用符合要求的政府域名提供服务。",
        f"A service of {site.name} is reached by the address {address} only: please serve it under a government "
        "domain.",
        article(site, Rule.SUFFIX),
        f"{seen_host} → {address}" if seen_host else address,
        seen_host,
    )


def _strangers(site: OfficialSite, observed: Observation, registry: Registry) -> Iterator[Finding]:
    for host in (observed.served_hosts or ())[:MAX_SERVED]:
        if registry.owner(host) or registry.registrant(host) or is_address(host):
            continue
        yield Finding(
            FindingKind.FOREIGN_HOST,
            site.id,
            host[:500],
            f"{observed.host}的服务器对非本单位的域名{host}也返回了网站内容，该域名可能被解析到本单位地址；请为服务器设置默认站点和域名白名单。",
            f"The server of {observed.host} also answers to {host}, which is nobody's official name and may have been "
            "pointed here: please set a default site and a list of allowed names.",
            article(site, Rule.SECURITY),
            f"Host: {host}"[:80],
            observed.host,
        )
