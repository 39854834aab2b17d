"""Compares how a page is built with official pages: layout, asset paths, icon, and where its navigation leads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np

from detectors._official_pages import COMMON, OfficialPages, is_genuine, official_pages
from detectors._seen import Seen, by_host, seen
from detectors._serving import clip, holder, readable
from detectors.borrowed_assets import is_shared
from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.structure import LEAST_PATHS
from zhenwang.pages.zones import HEADER, HIDDEN, NAVIGATION
from zhenwang.text.fingerprint import hashed, hashes_of, simhash, sketch

_FROM = 0.6
"""Share of an official page's own markup paths from which two pages are built alike."""
_NEAR = 3  # bits of 64 of the whole layout
_LEAST_ASSETS = 5
_LEAST_NAVIGATION, _MOSTLY_NAVIGATION = 8, 0.7
_FRAME_LINKS, _FRAME_TEXT = 3, 80


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """How it looks ranks and never confirms: one content system builds hundreds of genuine sites."""
    page = seen(look)
    if page is None or is_genuine(page.host, registry):
        return
    yield from _framed(page, registry) or _navigation(page, registry)
    if registry.baselines:
        pages = official_pages(registry)
        yield from _icon(page, pages, registry)
        yield from _layout(page, pages, registry)


def _framed(page: Seen, registry: Registry) -> list[Signal]:
    """A page that is nothing but a frame around the official one; what a frame holds is read as hidden."""
    if len(page.page.links) > _FRAME_LINKS or len(page.page.text) > _FRAME_TEXT:
        return []
    framed = (link for link in page.page.links if not link.text and link.zone == HIDDEN)
    hosts = ((link.href, host) for link in framed if (host := host_of(link.href)) and host != page.host)
    own = ((href, holder(host, registry)) for href, host in hosts if not is_shared(host))
    found = [(href, site) for href, site in own if site and site.protected]
    return [_leads_away(page, site, 1.0, href, "整页嵌入", "is a frame around") for href, site in found[:1]]


def _navigation(page: Seen, registry: Registry) -> Iterator[Signal]:
    """A proxy that rewrites nothing, or a bait page in a borrowed frame, leads to the official site all over."""
    menu = tuple(link for link in page.links if link.zone in (HEADER, NAVIGATION))
    for host, links in by_host(menu).items():
        inner = {link.path for link in links if link.path}
        if len(inner) < _LEAST_NAVIGATION or len(links) < _MOSTLY_NAVIGATION * len(menu):
            continue
        site = None if host == page.host else holder(host, registry)
        if site and site.protected:
            yield _leads_away(
                page, site, len(links) / len(menu), f"{host}{min(inner)}", "导航大多通向", "leads all over to"
            )
            return


def _leads_away(page: Seen, site: OfficialSite, value: float, where: str, how: str, how_en: str) -> Signal:
    return Signal(
        "official_navigation",
        Axis.CLAIM,
        Family.LOOK,
        min(1.0, value),
        f"页面{how}“{site.name}”的官方网站，像是套用其框架，而域名 {readable(page.host)} 不在其名录中。",
        f"The page {how_en} the official site of {site.name}, yet {page.host} is not its host.",
        snippet=clip(where),
        site=site.id,
    )


def _icon(page: Seen, pages: OfficialPages, registry: Registry) -> Iterator[Signal]:
    bodies = [picture.body for picture in page.look.pictures if picture.role == "icon" and picture.body]
    for body in bodies[:4]:
        sites = pages.icons.get(hashlib.sha256(body).hexdigest(), ())
        if sites:
            site = registry.sites[sites[0]]
            yield Signal(
                "copied_icon",
                Axis.CLAIM,
                Family.LOOK,
                1.0 if len(sites) == 1 else 0.5,
                f"页面图标文件与“{site.name}”官方网站的逐字节相同，而域名 {readable(page.host)} 不在其名录中。",
                f"The icon is the very file of {site.name}, yet {page.host} is not its host.",
                snippet=clip(next(one.url for one in page.look.pictures if one.body == body)),
                site=site.id if len(sites) == 1 else "",
            )
            return


def _layout(page: Seen, pages: OfficialPages, registry: Registry) -> Iterator[Signal]:
    paths = page.look.structure.paths if page.look.structure else None
    if paths is None or paths.size < LEAST_PATHS:
        return
    own = pages.structure.own
    shares = {
        place: hits / own[place]
        for place, hits in pages.structure.matches(paths).counted()
        if own[place] >= LEAST_PATHS
    }
    place, share = max(shares.items(), key=lambda one: (one[1], -one[0]), default=(0, 0.0))
    if share >= _FROM:
        yield _built_alike(page, registry, pages.sites[place], float(share))
        return
    loaded = sketch({hashed(path) for host, path in page.assets if host == page.host and path})
    assets = {place: hits for place, hits in pages.assets.matches(loaded).counted() if hits >= _LEAST_ASSETS}
    if assets:
        place = max(assets, key=lambda one: (assets[one], -one))
        share = assets[place] / max(int(pages.assets.own[place]), 1)
        if share >= _FROM:
            yield _built_alike(page, registry, pages.sites[place], share)
            return
    alike = np.bitwise_count(pages.layouts ^ np.uint64(simhash(hashes_of(paths).tolist()))) <= _NEAR
    if alike.sum() > COMMON:
        yield _built_alike(page, registry, "", 0.5)


def _built_alike(page: Seen, registry: Registry, site: str, share: float) -> Signal:
    whose, whose_en = (
        (f"“{registry.sites[site].name}”官方网站", registry.sites[site].name)
        if site
        else ("多个政府网站", "many offices")
    )
    return Signal(
        "same_template",
        Axis.CLAIM,
        Family.LOOK,
        min(1.0, share),
        f"页面的结构与{whose}的模板相同（{share:.0%}），而域名 {readable(page.host)} 不在名录中。",
        f"The page is built as that of {whose_en} ({share:.0%}), yet {page.host} is not in the registry.",
        snippet=clip(page.page.title or page.host),
        site=site,
    )
