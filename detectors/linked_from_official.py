"""Recognises a host that the office's own page links to: perhaps its new site, which nobody registered yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from detectors import injected_content
from detectors._serving import clip, holder, portal_of, readable, serving_host
from detectors.host_standing import claims
from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal

MOST = 6
"""Official pages opened for one look; each takes a millisecond to unpack."""

_OWN, _PORTAL = 1.0, 0.7


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """The page of the body it claims to be, or of the portal above that. An expired name may still be linked to, so a
    retired host is not excused, nor one with advertising injected.
    """
    host = serving_host(look)
    if look.page is None or not registry.baselines or not host or host in registry.retired or holder(host, registry):
        return
    for site, value in islice(_asked(look, registry), MOST):
        found = _words(host, site, registry)
        if found and not any(injected_content.detect(look, registry)):
            yield _signal(host, site, value, found)
            return


def _asked(look: Look, registry: Registry) -> Iterator[tuple[OfficialSite, float]]:
    """Sites whose baselines are opened: each claimed one, and the portal that stands above it."""
    asked: set[str] = set()
    for claim in claims(look, registry):
        for site, value in ((registry.sites[claim.site], _OWN), (portal_of(claim.site, registry), _PORTAL)):
            if site and site.id in registry.baselines and site.id not in asked:
                asked.add(site.id)
                yield site, value


def _words(host: str, site: OfficialSite, registry: Registry) -> str:
    """The words of the official page that lead to the host; empty when it does not know it."""
    bare, baseline = host.removeprefix("www."), registry.baselines[site.id]
    # A host that is or may be in other than Latin letters has several forms.
    if bare.isascii() and "xn--" not in bare and not baseline.shows(bare):
        return ""
    page = baseline.page
    for link in page.links:
        if host_of(link.href).removeprefix("www.") == bare:
            return f"{link.text.strip()} {link.href}"
    printed = re.search(rf"(?<![\w.-])(?:www\.)?{re.escape(bare)}(?![\w.-])", page.text)
    return page.text[max(printed.start() - 40, 0) : printed.end()] if printed else ""


def _signal(host: str, site: OfficialSite, value: float, found: str) -> Signal:
    shown = f"域名 {readable(host)}（原文：{clip(found, 60)}）"
    return Signal(
        "linked_from_official",
        Axis.EXCULPATION,
        Family.HOST,
        value,
        f"“{site.name}”的官方首页指向{shown}，可能是尚未登记的官方网站，请向主办单位核实。",
        f"The official home page of {site.name} points to {host}: perhaps an unregistered site. Ask the sponsor.",
        snippet=clip(host),
        site=site.id,
    )
