"""Compares the page's pictures with the logos and headers of official sites: whose they are."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from detectors._pictures import LOGO_REACH, MAX_PICTURES, likenesses
from detectors._serving import clip, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

MAX_DISTANCE = 8
"""Bits of one hash of 64 that may differ, for logos of which no more is known. Unrelated logos come as near as 18."""

_Match = tuple[float, str, tuple[str, ...]]


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """The nearest official logo, if one is near. An emblem of several sites says "a government", not which one."""
    host = serving_host(look)
    found = [
        match for match in (*_by_views(look, registry), *_by_hash(look, registry)) if _foreign(match, host, registry)
    ]
    if found:
        yield _signal(*min(found), host, registry)


def _foreign(match: _Match, host: str, registry: Registry) -> bool:
    return not any(registry.grants(host, site) for site in match[2])


def _by_views(look: Look, registry: Registry) -> Iterator[_Match]:
    """By every hash, of the parts of the picture, against the logo as it looks cut, turned and on other grounds."""
    for one in likenesses(look, registry):
        if one.sites:
            reach = max(one.look.reach_in_colour, 1) if one.look else LOGO_REACH
            yield one.distance / reach, one.url, one.sites


def _by_hash(look: Look, registry: Registry) -> Iterator[_Match]:
    """By one hash of the whole picture: all that is kept of older baselines."""
    logos = _logos(registry)
    for picture in look.pictures[:MAX_PICTURES] if logos else ():
        hashed = dict(picture.appearance.hashes).get("phash") if picture.appearance else None
        if hashed is None:
            continue
        for known, sites in logos.items():
            distance = (hashed ^ known).bit_count()
            if distance <= MAX_DISTANCE:
                yield distance / MAX_DISTANCE, picture.url, sites


@functools.lru_cache(maxsize=4)
def _logos(registry: Registry) -> Mapping[int, tuple[str, ...]]:
    sites: dict[int, tuple[str, ...]] = {}
    for site, baseline in registry.baselines.items():
        for known in baseline.logos if site in registry.sites and not baseline.looks else ():
            sites[known] = (*sites.get(known, ()), site)
    return sites


def _signal(apart: float, url: str, sites: tuple[str, ...], host: str, registry: Registry) -> Signal:
    site = registry.sites[sites[0]]
    several = len(sites) > 1
    others, others_en = (f"等 {len(sites)} 个网站共用的标识", " and others") if several else ("的官方徽标", "")
    alike = 1.0 - apart / 2
    return Signal(
        "logo_match",
        Axis.CLAIM,
        Family.LOOK,
        alike * (0.5 if several else 1.0),
        f"页面图片与“{site.name}”{others}几乎相同（相似度 {alike:.0%}），而域名 {host} 不在其名录中。",
        f"A picture is nearly the logo of {site.name}{others_en} ({alike:.0%} alike); {host} is not its.",
        snippet=clip(url),
        site="" if several else site.id,
    )
