"""Finds a host that begins as the official one does that its page claims: wxjtj.<other> for wxjtj.wuxi.gov.cn."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import takewhile

from detectors._claimed import claimed_sites
from detectors._official_pages import is_genuine
from detectors._serving import readable, serving_host
from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal

_EVERYBODYS = frozenset(
    {"www", "m", "wap", "mobile", "en", "big5", "mail", "web", "app", "api", "old", "new", "test", "demo", "news"}
)
_LEAST = 3
_RARE, _COMMON = 3, 40
"""Hosts that begin with one label: up to three it is a site's own, from forty on it is any bureau's (rsj, jyj)."""


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """The label alone is a coincidence: the page must claim that very site, or resemble it."""
    host = serving_host(look)
    moved = _subdomain(host)
    if not moved or is_genuine(host, registry):
        return
    found = ((_shared(moved, site), site) for site in claimed_sites(look, registry))
    best = max(((label, site) for label, site in found if label), key=lambda pair: len(pair[0]), default=None)
    if best is None:
        return
    label, site = best
    holders = _labels(registry).get(label.partition(".")[0], 1)
    rare = (_COMMON - min(max(holders, _RARE), _COMMON)) / (_COMMON - _RARE)
    yield Signal(
        "moved_label",
        Axis.CLAIM,
        Family.NAME,
        0.3 + 0.7 * rare,
        f"域名 {readable(host)} 的前缀“{label}”与“{site.name}”的官方域名 {site.id} 相同，只换了后面的域名。",
        f"{host} begins with {label!r} as {site.id}, the host of {site.name}, does; only what follows was changed.",
        snippet=host,
        site=site.id,
    )


def _shared(moved: tuple[str, ...], site: OfficialSite) -> str:
    """The labels that a host and an official one begin with, www apart."""
    longest: list[str] = []
    for official in site.granted:
        labels = _labels_of(official)
        same = [label for label, _ in takewhile(lambda pair: pair[0] == pair[1], zip(moved, labels, strict=False))]
        longest = max(longest, same, key=len)
    return ".".join(longest) if longest and len(longest[0]) >= _LEAST and longest[0] not in _EVERYBODYS else ""


def _subdomain(host: str) -> tuple[str, ...]:
    registrable = split_suffix(host)[1] if "." in host else host
    before = host.removesuffix(registrable).strip(".")
    return tuple(label for label in before.split(".") if label and label != "www")


def _labels_of(official: str) -> tuple[str, ...]:
    """Labels down to the public suffix."""
    if "." not in official:
        return ()
    suffix = split_suffix(official)[0]
    return tuple(label for label in official.removesuffix("." + suffix).split(".") if label != "www")


@functools.lru_cache(maxsize=4)
def _labels(registry: Registry) -> Mapping[str, int]:
    firsts = (labels[0] for site in registry.sites.values() for host in site.granted if (labels := _labels_of(host)))
    return Counter(firsts)
