"""Compares the page's pictures with the logos of official sites by perceptual hash."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from detectors._serving import clip, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

MAX_PICTURES = 24
MAX_DISTANCE = 8
"""Bits of 64 that may differ. Unrelated logos come as near as 18, a crop by a tenth is as far as that."""


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """The nearest official logo, if one is near. An emblem of several sites says "a government", not which one."""
    logos = _logos(registry)
    if not logos:
        return
    host = serving_host(look)
    nearest: tuple[int, str, tuple[str, ...]] | None = None
    for picture in look.pictures[:MAX_PICTURES]:
        hashed = dict(picture.appearance.hashes).get("phash") if picture.appearance else None
        if hashed is None:
            continue
        for known, sites in logos.items():
            distance = (hashed ^ known).bit_count()
            if distance <= MAX_DISTANCE and not any(registry.grants(host, site) for site in sites):
                nearest = min(nearest or (65, "", ()), (distance, picture.url, sites))
    if nearest:
        yield _signal(*nearest, host, registry)


@functools.lru_cache(maxsize=4)
def _logos(registry: Registry) -> Mapping[int, tuple[str, ...]]:
    sites: dict[int, tuple[str, ...]] = {}
    for site, baseline in registry.baselines.items():
        for known in baseline.logos if site in registry.sites else ():
            sites[known] = (*sites.get(known, ()), site)
    return sites


def _signal(distance: int, url: str, sites: tuple[str, ...], host: str, registry: Registry) -> Signal:
    site = registry.sites[sites[0]]
    several = len(sites) > 1
    others, others_en = (f"等 {len(sites)} 个网站共用的标识", " and others") if several else ("的官方徽标", "")
    return Signal(
        "logo_match",
        Axis.CLAIM,
        Family.LOOK,
        (1.0 - distance / (2 * MAX_DISTANCE)) * (0.5 if several else 1.0),
        f"页面图片与“{site.name}”{others}几乎相同（64 位差 {distance} 位），而域名 {host} 不在其名录中。",
        f"A picture is nearly the logo of {site.name}{others_en} ({distance} of 64 bits differ); {host} is not its.",
        snippet=clip(url),
        site="" if several else site.id,
    )
