"""Recognises a foreign name that leads onto the official server itself (恶意解析): the page is real, not the name."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from detectors import injected_content
from detectors._own_claims import asks_for_papers
from detectors._serving import clip, holder, readable, serving_host
from zhenwang.domain.baseline import Baseline
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.domain.sketch import Sketch
from zhenwang.pages.traces import MAX_TEXT
from zhenwang.text.comparable import comparable
from zhenwang.text.fingerprint import held_in, text_sketch

# News changes from day to day, the rest of a home page does not; a proxy that adds a pop-up adds less than this.
_SAME = 0.6

# What content delivery networks write into their answers. Behind one, an address belongs to all its customers.
_DELIVERY = frozenset({
    "cf-ray", "cf-cache-status", "eagleid", "x-swift-savetime", "x-swift-cachetime", "x-nws-log-uuid",
    "x-cache-lookup", "x-ws-request-id", "ohc-response-time", "ohc-cache-hit", "x-amz-cf-id", "x-fastly-request-id",
    "x-served-by", "x-cdn-request-id", "x-link-via", "x-ccdn-cachettl", "x-akamai-transformed", "x-cdn",
})  # fmt: skip
_DELIVERS = re.compile(r"cloudflare|yunjiasu|akamaighost|kunlun|cdn|fastly|cloudfront", re.IGNORECASE)
_SAYS = ("server", "via", "x-via", "x-powered-by-cdn")


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Said only when the serving address is one at which that very site was seen, and the page is that site's. Without
    addresses on both sides nothing is said; the same address with another site's page is another matter.
    """
    host = serving_host(look)
    address = look.hops[-1].address if look.hops else ""
    if look.page is None or not address or holder(host, registry) or _is_delivered(look):
        return
    there = _seen_at(registry).get(address, ())
    seen = text_sketch(comparable(look.page.text[:MAX_TEXT])) if there else Sketch()
    baseline = next((one for one in there if _is_same(seen, one)), None)
    if baseline is None or _names_itself(look.page, host) or _adds(look, baseline, registry):
        return
    site = registry.sites[baseline.site]
    yield Signal(
        "resolves_onto_official",
        Axis.EXCULPATION,
        Family.HOST,
        1.0,
        f"域名 {readable(host)} 解析到“{site.name}”官方网站自己的服务器（{address}），返回的就是官方页面，属恶意解析。",
        f"{host} resolves onto the server of {site.name} itself ({address}), which answers with the official page.",
        snippet=clip(host),
        site=site.id,
    )


@functools.lru_cache(maxsize=4)
def _seen_at(registry: Registry) -> Mapping[str, tuple[Baseline, ...]]:
    found: dict[str, list[Baseline]] = {}
    for baseline in registry.baselines.values():
        if baseline.site in registry.sites:
            for address in baseline.addresses:
                found.setdefault(address, []).append(baseline)
    return {address: tuple(baselines) for address, baselines in found.items()}


def _is_same(seen: Sketch, baseline: Baseline) -> bool:
    official = baseline.traces.text
    return held_in(official, seen) >= _SAME and held_in(seen, official) >= _SAME


def _adds(look: Look, baseline: Baseline, registry: Registry) -> bool:
    """Whether the page advertises, or asks for papers where the official one did not: then somebody rewrites it."""
    if any(injected_content.detect(look, registry)):
        return True
    return asks_for_papers(look, registry) and not asks_for_papers(replace(look, page=baseline.page), registry)


def _is_delivered(look: Look) -> bool:
    names = {name.casefold() for name, _ in look.headers}
    return bool(names & _DELIVERY) or any(_DELIVERS.search(look.header(name)) for name in _SAYS)


def _names_itself(page: Page, host: str) -> bool:
    """A server that is led onto knows only its own name; a proxy writes the candidate's into the page."""
    return host in page.text or any(f"//{host}" in link.href for link in page.links)
