"""Finds paths of an official site's own pages, numbers and all, among the links of a page on another host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from detectors._official_pages import is_genuine, official_pages
from detectors._once import told_once
from detectors._seen import Seen, seen
from detectors._serving import clip, holder, readable
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.paths import hosts_in, own_numbers

LEAST = 5
"""Paths of its own below which it may be chance: sites on one system number their pages alike."""

_FULL = 10.0
_TELLING, _UNIQUE = 5, 7
"""Digits beside the date from which a path's numbers are one site's; those of one number that tells alone."""
_WORDY = 0.2  # a path without numbers of its own, /zwgk/ldzc/, is on many sites
_ONE = 0.25  # one long path with its date and number is worth an analyst's eye


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """The shape of a path is the content system's; its numbers are the site's own, flattened or not."""
    page = seen(look)
    if page is None or is_genuine(page.host, registry) or not page.own_paths:
        return
    yield from tuple(_with_baselines(page, registry)) or _through_gateway(page, registry)


def _with_baselines(page: Seen, registry: Registry) -> Iterator[Signal]:
    hashes, paths = page.slugs
    if not paths or not registry.baselines:
        return
    pages = official_pages(registry)
    matches = pages.slugs.matches(hashes)
    weights = np.full(len(paths), _WORDY)
    for where in np.unique(matches.places).tolist():
        weights[where] = 1.0 if sum(own_numbers(paths[where])) >= _TELLING else _WORDY
    best = max(matches.counted(weights), key=lambda one: (one[1], -one[0]), default=None)
    if best is None:
        return
    place, weight = best
    shared = [paths[where] for where in matches.places[matches.owners == place].tolist()]
    value = _value([own_numbers(path) for path in shared], weight)
    if value:
        # The one with most digits is the least likely to be chance.
        yield _signal(
            page, registry, pages.sites[place], value, len(shared), max(shared, key=lambda path: sum(own_numbers(path)))
        )


def _value(numbers: list[list[int]], weight: float) -> float:
    if weight >= LEAST and sum(sum(one) >= _TELLING for one in numbers) > 1:
        return min(1.0, 0.5 + 0.5 * (weight - LEAST) / (_FULL - LEAST))
    return _ONE if max((max(one, default=0) for one in numbers), default=0) >= _UNIQUE else 0.0


def _through_gateway(page: Seen, registry: Registry) -> Iterator[Signal]:
    """Links on the host itself with one official host as a folder: a proxy that never met the site's pages."""
    counted = Counter(host for path in page.own_paths for host in hosts_in(path.partition("?")[0]))
    for host, count in counted.most_common(3):
        site = holder(host, registry) if count >= LEAST and count * 2 >= len(page.own_paths) else None
        if site:
            path = next(path for path in page.own_paths if f"/{host}/" in path.lower())
            yield _signal(page, registry, site.id, 1.0, count, path)
            return


def _signal(page: Seen, registry: Registry, site: str, value: float, count: int, path: str) -> Signal:
    name = registry.sites[site].name
    return Signal(
        "official_paths",
        Axis.CLAIM,
        Family.CONTENT,
        value,
        f"页面有 {count} 个链接的路径与“{name}”官方网站的页面相同，而域名 {readable(page.host)} 不在其名录中。",
        f"{count} links of the page have the paths of pages of {name}, yet {page.host} is not its host.",
        snippet=clip(path),
        site=site,
    )
