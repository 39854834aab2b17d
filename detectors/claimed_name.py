"""Finds a page that calls itself by an official site's name, in title, header or footer, on a host that is not its."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._claims import names_on
from detectors._nearest import closest
from detectors._once import told_once
from detectors._serving import clip, readable, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.names import FoundName

MOST = 4
"""Sites named at most: a page that calls itself by more names is a directory, and four say enough."""

_ZONES = {
    "title": (1.0, "标题", "title"),
    "header": (0.9, "页头", "header"),
    "footer": (0.9, "页脚", "footer"),
    "meta": (0.9, "网页标记", "metadata"),
    "body": (0.7, "正文", "text"),
    "navigation": (0.7, "导航", "navigation"),
}
# A name that several bodies share says that it imitates one of them, not which.
_SHARED = 0.8


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Only self-designation counts: news, directories and warnings mention a body without calling themselves so."""
    if look.page is None:
        return
    host = serving_host(look)
    told: set[str] = set()
    for found, bearers in designations(look, registry):
        if any(registry.grants(host, bearer.id) for bearer in bearers):
            continue
        site, fact = closest(bearers, look.page, registry)
        if site.id in told or len(told) == MOST:
            continue
        told.add(site.id)
        yield _signal(found, site, host, shared=len(bearers) > 1, fact=fact)


def designations(look: Look, registry: Registry) -> list[tuple[FoundName, list[OfficialSite]]]:
    """The names a page gives itself, strongest zone first, each with every official site that bears that name."""
    if look.page is None:
        return []
    first: dict[str, FoundName] = {}
    bearers: dict[str, list[OfficialSite]] = {}
    found_names = [item for item in names_on(look.page, registry) if item.self_designating and item.zone in _ZONES]
    for found in sorted(found_names, key=lambda item: -_ZONES[item.zone][0]):
        first.setdefault(found.name, found)
        named = bearers.setdefault(found.name, [])
        site = registry.sites[found.site]
        if site not in named:
            named.append(site)
    return [(found, bearers[name]) for name, found in first.items()]


def _signal(found: FoundName, site: OfficialSite, host: str, shared: bool, fact: str) -> Signal:
    value, zone, zone_en = _ZONES[found.zone]
    note, note_en = ("（该名称由多个单位共用）", " (a name that several bodies share)") if shared else ("", "")
    if fact:
        note, note_en = (
            f"（该名称由多个单位共用，{fact}）",
            " (a name that several bodies share; the page's places tell)",
        )
    return Signal(
        "claimed_name",
        Axis.CLAIM,
        Family.NAME,
        value * (_SHARED if shared and not fact else 1.0),
        f"页面在{zone}自称“{site.name}”{note}，但由域名 {readable(host)} 提供。",
        f"In its {zone_en} the page calls itself {site.name}{note_en}, yet it is served by {host}.",
        snippet=clip(found.snippet),
        site=site.id,
    )
