"""Compares the page's text with the home pages of official sites: how much of one is contained in the other."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detectors._passage import longest_shared
from detectors._serving import readable, serving_host
from zhenwang.domain.baseline import Baseline
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.text.comparable import comparable
from zhenwang.text.fingerprint import containment, shingles

MAX_TEXT = 200_000
LEAST = 60
"""Shingles of its own that an official page must have: a shorter one would be contained in anything."""

# Unrelated government pages share words of navigation: 0.23 at most among eight real ones. A mirror stays above 0.6.
_FROM, _FULL = 0.35, 0.75
# More sites than this on one passage, and it is the platform's template or a public text, not the site's own.
_COMMON = 2
# Header, navigation and footer alone are less than the whole page.
_FRAME = 0.8


@dataclass(frozen=True, slots=True)
class _Own:
    """What only this official page says: shingles of its whole text and of its frame; ``text`` is comparable."""

    baseline: Baseline
    whole: frozenset[int]
    frame: frozenset[int]
    text: str


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Baselines are home pages, so a law or a notice that is meant to be reposted matches none of them."""
    if look.page is None or not registry.baselines:
        return
    host = serving_host(look)
    seen = shingles(comparable(look.page.text[:MAX_TEXT]))
    overlaps = [
        (overlap, site, own)
        for site, own in _own_texts(registry).items()
        if site in registry.sites and (overlap := _overlap(seen, own)) >= _FROM and not registry.grants(host, site)
    ]
    if not overlaps:
        return
    overlap, site, own = max(overlaps, key=lambda item: (item[0], item[1]))
    name = registry.sites[site].name
    yield Signal(
        "page_clone",
        Axis.CLAIM,
        Family.CONTENT,
        min(1.0, 0.3 + 0.7 * (overlap - _FROM) / (_FULL - _FROM)),
        f"页面内容与“{name}”官方首页有 {overlap:.0%} 相同，而域名 {readable(host)} 不在其名录中。",
        f"{overlap:.0%} of the official home page of {name} stands on this page, yet {host} is not its host.",
        snippet=longest_shared(look.page.text[:MAX_TEXT], own.text),
        basis="hubei-2018-31b",
        site=site,
    )


def _overlap(seen: frozenset[int], own: _Own) -> float:
    whole = containment(own.whole, seen) if len(own.whole) >= LEAST else 0.0
    frame = containment(own.frame, seen) if len(own.frame) >= LEAST else 0.0
    return max(whole, _FRAME * frame)


@functools.lru_cache(maxsize=4)
def _own_texts(registry: Registry) -> Mapping[str, _Own]:
    shared_by = Counter(hash_ for baseline in registry.baselines.values() for hash_ in baseline.shingles)
    common = frozenset(hash_ for hash_, sites in shared_by.items() if sites > _COMMON)
    return {
        site: _Own(
            baseline,
            baseline.shingles - common,
            shingles(comparable(_frame(baseline.page))) - common,
            comparable(baseline.page.text[:MAX_TEXT]),
        )
        for site, baseline in registry.baselines.items()
    }


def _frame(page: Page) -> str:
    return "\n".join((page.header, page.navigation, page.footer))[:MAX_TEXT]
