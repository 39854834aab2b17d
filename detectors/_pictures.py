"""Pictures of a page compared with those of official sites, once for all detectors that ask."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhenwang.domain.appearance import Appearance
from zhenwang.domain.look import Look
from zhenwang.domain.mark_look import LookKind, MarkLook
from zhenwang.domain.registry import Registry
from zhenwang.pictures.colours import has_colours_of
from zhenwang.pictures.look_alike import BITS, KnownViews, View, unpacked, views_in

MAX_PICTURES = 24
LOGO_REACH = 80
"""Bits of 448 within which a picture is a site's own logo. Unlike ones are 224 apart."""
BESIDE_EMBLEM = 20
"""The same for a picture that holds an emblem. Among 800 headers that have the emblem before a name, the nearest to one
with another name is 25 bits away or more, and often 58: nothing but the very header will do (docs/logos.md).
"""
CLEARLY = 0.6
"""How much nearer than another site's logo one must be; else the picture is shared, or could be either's."""
_SAME = 8  # bits by which the same picture differs in two sizes


WHOLE = ("", "trim", "inner", "before", "line0", "line1", "line2")
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
        """What a picture is: marks and headers of the jurisdiction first, then logos of baselines."""
        seen = views_in(appearance)
        marks = list(self._marks_in(url, appearance, seen))
        yield from marks
        emblem = any(one.look and one.look.kind is not LookKind.HEADER for one in marks)
        whole = [view for name, view in seen.items() if name in WHOLE]
        yield from self._logo_in(url, whole, BESIDE_EMBLEM if emblem else LOGO_REACH)

    def _marks_in(self, url: str, appearance: Appearance, seen: Mapping[str, View]) -> Iterator[Likeness]:
        for place, far in self._marks.nearest(seen.values()).items():
            look = self.looks[place]
            coloured = has_colours_of(appearance.colours, look.colours)
            if far <= (look.reach_in_colour if coloured else look.reach):
                yield Likeness(url, far, look, self._sites_of_looks[place])

    def _logo_in(self, url: str, whole: Sequence[View], reach: int) -> Iterator[Likeness]:
        near = self._logos.nearest(whole)
        least = min(near.values(), default=BITS)
        if least <= reach:
            places = sorted(near, key=lambda place: (near[place], place))
            sites = dict.fromkeys(self._sites[place] for place in places if near[place] * CLEARLY <= max(least, _SAME))
            yield Likeness(url, least, None, tuple(sites))

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
