"""Art. 9: a site bears its body's name, the present one, and shows it in full at its head.

The rules of 2024 for government applications also allow the region with the duty (区域名加职责名), so such a name is
no finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhenwang.domain.body import FormerName
from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.look import Page
from zhenwang.domain.observation import Observation
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.pages.zones import HEADER
from zhenwang.rules import body_standing as standing
from zhenwang.rules.articles import Rule, article
from zhenwang.text.comparable import comparable

_NAMING_META = frozenset({"sitename", "og:site_name", "application-name"})
_LEAST_TEXT = 200


def findings(registry: Registry) -> Iterator[Finding]:
    """Sites that the registry itself knows under a former name, or under a name that is not their sponsor's."""
    former = _former_names(registry)
    for site in registry.sites.values():
        if not (standing.is_active(site) and standing.is_subject(site)):
            continue
        name = standing.plain(site.name)
        renamed = former.get((name, site.region_code))
        if renamed:
            yield from _renamed(site, *renamed)
        elif site.sponsor and not _is_named_after(name, site):
            yield from _named_otherwise(site)


def page_findings(site: OfficialSite, observed: Observation) -> Iterator[Finding]:
    """What the head of a site's home page says of its name. A page with hardly any text is not judged."""
    page = observed.page
    if page is None or not standing.is_subject(site) or len(page.text) < _LEAST_TEXT:
        return
    head = _head(page)
    if any(comparable(name) in head for name in standing.own_names(site)):
        return
    shown = next((past for past in site.former_names if comparable(past.name) in head), None)
    yield from _page_renamed(site, shown, observed.host, page) if shown else _page_nameless(site, observed.host, page)


def _former_names(registry: Registry) -> Mapping[tuple[str, str], tuple[FormerName, str]]:
    """Names that ceased, each with the name that followed; not one that some body of the region is called today."""
    borne = {(standing.plain(name), site.region_code) for site in registry.sites.values() for name in site.short_names}
    return {
        key: (past, site.name)
        for site in registry.sites.values()
        for past in site.former_names
        if (key := (standing.plain(past.name), site.region_code)) not in borne
    }


def _is_named_after(name: str, site: OfficialSite) -> bool:
    """Whether a name holds its sponsor's, is held by it, or holds the region, as the rules of 2024 allow."""
    sponsor = standing.body_name(site)
    if name in sponsor or sponsor in name or name == standing.plain(site.parent):
        return True
    if any(standing.plain(known) == sponsor for known in (*site.short_names, *site.aliases)):
        return True
    # A name that begins with the place of its sponsor (襄阳国家高新区, 襄阳市人民政府) begins with the region.
    if name[:2] in sponsor:
        return True
    regions = [part for part in site.region.split("/") if part]
    return any(part in name or part.rstrip("省市县区州盟旗") in name for part in regions)


def _renamed(site: OfficialSite, past: FormerName, present: str) -> Iterator[Finding]:
    basis = article(site, Rule.NAME)
    when = f"（{past.until}前）" if past.until else ""
    now = f"，现名{present}" if present != site.name else ""
    now_en = f", now {present}" if now else ""
    yield Finding(
        FindingKind.NAMING,
        site.id,
        "renamed",
        f"网站{site.id}以“{site.name}”命名，该名称为曾用名{when}{now}；请核实机构现名并更新网站名称，或在名录中更正。",
        f"{site.id} is named '{site.name}', a former name{f' (until {past.until})' if past.until else ''}{now_en}: "
        "please see what the body is called, and rename the site or mend the registry.",
        basis,
        site.name,
    )


def _named_otherwise(site: OfficialSite) -> Iterator[Finding]:
    basis = article(site, Rule.NAME)
    if basis:
        yield Finding(
            FindingKind.NAMING,
            site.id,
            "name",
            f"网站{site.id}名为“{site.name}”，主办单位为{site.sponsor}；"
            "网站以本单位机构名称命名，或采用区域名加职责名并标明机构名称，请核实。",
            f"{site.id} is named '{site.name}' and sponsored by {site.sponsor}. A site bears its body's name, or "
            "region and duty with the body's name beside it: please see which applies.",
            basis,
            site.name,
        )


def _page_renamed(site: OfficialSite, past: FormerName, host: str, page: Page) -> Iterator[Finding]:
    yield Finding(
        FindingKind.NAMING,
        site.id,
        "page:renamed",
        f"网站{host}首页标题或头部显示“{past.name}”，该名称为曾用名；机构现名为{site.name}，请更新。",
        f"The head of {host} shows '{past.name}', a former name; the body is now called {site.name}.",
        article(site, Rule.NAME),
        page.title[:80],
        host,
    )


def _page_nameless(site: OfficialSite, host: str, page: Page) -> Iterator[Finding]:
    basis = article(site, Rule.HEADER)
    if basis:
        yield Finding(
            FindingKind.NAMING,
            site.id,
            "page:header",
            f"网站{host}首页标题和头部的文字中未见“{site.name}”；"
            "头部标识区域需显著展示网站全称，如全称在图片中，请补充图片文字说明。",
            f"Neither title nor head of {host} shows '{site.name}' as text. The full name belongs at the head: where "
            "it is in a picture, please add its alternative text.",
            basis,
            page.title[:80],
            host,
        )


def _head(page: Page) -> str:
    metas = (content for name, content in page.meta if name.casefold() in _NAMING_META)
    alts = (image.alt for image in page.images if image.zone == HEADER)
    return comparable("\n".join((page.title, page.header, *metas, *alts)))
