"""Finds a page that calls itself by an altered official name: a letter changed, or a brand in place of the place."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._claims import names_on
from detectors._once import told_once
from detectors._serving import clip, holder, is_restricted, readable, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.altered_names import AlteredName, altered_names

_BY_ZONE = {"title": 0.9, "header": 0.8, "footer": 0.8, "meta": 0.8}


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """One finding at most, and none beside a registered name that the page gives itself: that says more."""
    host = serving_host(look)
    if look.page is None or holder(host, registry) or is_restricted(host, registry):
        return
    if any(found.self_designating for found in names_on(look.page, registry)):
        return
    found = next(iter(altered_names(look.page, registry)), None)
    if found is None:
        return
    site = registry.sites.get(found.site)
    yield _resembling(found, site, host) if site else _swapped(found, host)


def _resembling(found: AlteredName, site: OfficialSite, host: str) -> Signal:
    return Signal(
        "altered_name",
        Axis.CLAIM,
        Family.NAME,
        _BY_ZONE.get(found.zone, 0.7),
        f"页面自称“{clip(found.shown, 60)}”，与“{site.name}”仅有个别字不同，而域名 {readable(host)} 不在其名录中。",
        f"The page calls itself {clip(found.shown, 60)}, all but the name of {site.name}; {host} is not its host.",
        snippet=clip(found.snippet),
        site=site.id,
    )


def _swapped(found: AlteredName, host: str) -> Signal:
    return Signal(
        "swapped_name",
        Axis.CLAIM,
        Family.NAME,
        1.0,
        f"页面自称“{clip(found.shown, 60)}”：机关名称中的地名被换成其他字样，没有这样的机关（域名 {readable(host)}）。",
        f"The page calls itself {clip(found.shown, 60)}: an office of a place that is none, at {host}.",
        snippet=clip(found.snippet),
    )
