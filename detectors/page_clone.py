"""Compares the page's text with the home pages of official sites: how much of one is contained in the other."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np

from detectors._passage import longest_shared
from detectors._serving import readable, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.domain.sketch import Sketch
from zhenwang.pages.traces import MAX_TEXT
from zhenwang.text.comparable import comparable
from zhenwang.text.fingerprint import shingles, sketch
from zhenwang.text.overlaps import Overlaps

LEAST = 60
"""Shingles of its own that an official page must have: a shorter one would be contained in anything."""

# Unrelated government pages share words of navigation: 0.23 at most among eight real ones. A mirror stays above 0.6.
_FROM, _FULL = 0.35, 0.75
# More sites than this on one passage, and it is the platform's template or a public text, not the site's own.
_COMMON = 2
# Header, navigation and footer alone are less than the whole page.
_FRAME = 0.8


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Baselines are home pages, so a law or a notice that is meant to be reposted matches none of them."""
    if look.page is None or not registry.baselines:
        return
    host = serving_host(look)
    text = look.page.text[:MAX_TEXT]
    overlaps = [
        (overlap, site)
        for overlap, site in _official(registry).found_in(sketch(shingles(comparable(text))))
        if not registry.grants(host, site)
    ]
    if not overlaps:
        return
    overlap, site = max(overlaps)
    name = registry.sites[site].name
    yield Signal(
        "page_clone",
        Axis.CLAIM,
        Family.CONTENT,
        min(1.0, 0.3 + 0.7 * (overlap - _FROM) / (_FULL - _FROM)),
        f"页面内容与“{name}”官方首页有 {overlap:.0%} 相同，而域名 {readable(host)} 不在其名录中。",
        f"{overlap:.0%} of the official home page of {name} stands on this page, yet {host} is not its host.",
        snippet=longest_shared(text, comparable(registry.baselines[site].page.text[:MAX_TEXT])),
        site=site,
    )


class _Official:
    """What only each official page says: shingles of its whole text, and of its frame."""

    def __init__(self, registry: Registry) -> None:
        held = [baseline for site, baseline in registry.baselines.items() if site in registry.sites]
        self._sites = [baseline.site for baseline in held]
        self._whole = Overlaps([baseline.traces.text for baseline in held], _COMMON)
        self._frame = Overlaps([baseline.traces.frame for baseline in held], _COMMON)

    def found_in(self, seen: Sketch) -> Iterator[tuple[float, str]]:
        """Official sites of which enough is found in a page's shingles, with how much."""
        whole, frame = (np.where(part.own >= LEAST, part.shares(seen), 0.0) for part in (self._whole, self._frame))
        shares = np.maximum(whole, _FRAME * frame)
        for place in np.flatnonzero(shares >= _FROM):
            yield float(shares[place]), self._sites[place]


@functools.lru_cache(maxsize=4)
def _official(registry: Registry) -> _Official:
    return _Official(registry)
