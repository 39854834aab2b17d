"""Pictures of a page compared with those of official sites, once for all detectors that ask."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from zhenwang.domain.appearance import Appearance
from zhenwang.domain.look import Look
from zhenwang.domain.mark_look import LookKind, MarkLook
from zhenwang.domain.registry import Registry
from zhenwang.pictures.colours import has_colours_of
from zhenwang.pictures.look_alike import KnownViews, unpacked, views_in

MAX_PICTURES = 24
LOGO_REACH = 80
"""Bits of 448 within which a picture is a site's own logo. It is below what was learned for the headers of single sites
of China (89 at least): the emblem before the name of another place must not do (docs/logos.md).
"""


_WHOLE = ("", "trim", "inner", "before", "line0", "line1", "line2")
"""Parts that may be the logo of one site. The mark in it is everybody's."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A picture of the page that is a known one, ``distance`` of 448 bits away. ``sites`` are those whose it is."""

    url: str
    distance: int
    look: MarkLook | None
    sites: tuple[str, ...]


def likenesses(look: Look, registry: Registry) -> tuple[Likeness, ...]:
    """Every known picture that the page shows, the nearest first."""
    shown = tuple((one.url, one.appearance) for one in look.pictures[:MAX_PICTURES] if one.appearance)
    return _likenesses(shown, registry) if shown else ()


@functools.lru_cache(maxsize=8)
def _likenesses(shown: tuple[tuple[str, Appearance], ...], registry: Registry) -> tuple[Likeness, ...]:
    known = _known(registry)
    found = (one for url, appearance in shown for one in known.found_in(url, appearance))
    return tuple(sorted(found, key=lambda one: (one.distance, one.url)))


class _Known:
    """The pictures of the jurisdiction and the logos of the baselines."""

    def __init__(self, registry: Registry) -> None:
        self.looks = registry.jurisdiction.looks if registry.jurisdiction else ()
        self._marks = KnownViews.of(look.views for look in self.looks)
        self._sites_of_looks = [_site_of(look, registry) for look in self.looks]
        held = [
            (site, logo) for site, page in registry.baselines.items() if site in registry.sites for logo in page.looks
        ]
        logos = [(site, unpacked(logo)) for site, logo in held]
        # A logo that is the bare emblem belongs to everybody.
        own = [(site, views) for site, views in logos if not any(self._of_all(views[:2]))]
        self._sites = [site for site, _ in own]
        self._logos = KnownViews.of(views for _, views in own)

    def found_in(self, url: str, appearance: Appearance) -> Iterator[Likeness]:
        seen = views_in(appearance)
        for place, far in self._marks.nearest(list(seen.values())).items():
            look = self.looks[place]
            coloured = has_colours_of(appearance.colours, look.colours)
            if far <= (look.reach_in_colour if coloured else look.reach):
                yield Likeness(url, far, look, self._sites_of_looks[place])
        whole = [view for name, view in seen.items() if name in _WHOLE]
        near = {place: far for place, far in self._logos.nearest(whole).items() if far <= LOGO_REACH}
        if near:
            sites = dict.fromkeys(self._sites[place] for place in sorted(near, key=near.__getitem__))
            yield Likeness(url, min(near.values()), None, tuple(sites))

    def _of_all(self, views: tuple[tuple[int, ...], ...]) -> Iterator[MarkLook]:
        for place, far in self._marks.nearest(views).items():
            if self.looks[place].kind is not LookKind.HEADER and far <= self.looks[place].reach:
                yield self.looks[place]


def _site_of(look: MarkLook, registry: Registry) -> tuple[str, ...]:
    owner = registry.owner(look.site) if look.site else None
    return (owner.id,) if owner else ()


@functools.lru_cache(maxsize=4)
def _known(registry: Registry) -> _Known:
    return _Known(registry)
