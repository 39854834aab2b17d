"""Which official sites a page shares something with, and how much: text, frame, paths, assets, layout, contacts.

One index over all baselines of a registry, made once. What more than two sites share is the platform's or everybody's,
and belongs to none of them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from detectors._once import once
from detectors._seen import Seen, seen
from detectors._serving import holder
from zhenwang.domain.baseline import Baseline
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.sketch import Sketch
from zhenwang.pages.contacts import ADDRESS, EMAIL, LANDLINE, POSTCODE, SERVICE, street_of
from zhenwang.text.comparable import comparable
from zhenwang.text.fingerprint import hashes_of
from zhenwang.text.overlaps import Overlaps

COMMON = 2
"""More sites than this with one passage, path or number, and it is the platform's template, not the site's own."""
LEAST_TEXT, LEAST_FRAME = 60, 60
"""Shingles of its own that an official page, or its frame, must have: a shorter one is contained in anything."""

# Unrelated government pages share words of navigation: 0.23 at most among eight real ones. A mirror stays above 0.6.
_FROM, _FULL = 0.35, 0.75
# Header, navigation and footer alone are less than the whole page.
_FRAME = 0.8
# Part of a copy that is nothing but copy: so much of the page must be the official one, and either a fair share of that
# or very many shingles.
_MOSTLY, _FAIR_SHARE, _LEAST_SHARE, _MANY = 0.6, 0.2, 0.08, 200
# With all names blotted out, unrelated pages come to 0.23 too; but a colleague's page may be written after the same
# model, so such a copy is worth less.
_LEAST_MASKED, _MASKED_FROM, _MASKED_WORTH = 100, 0.5, 0.3
_LARGEST = 2**64 - 1
STREET = "street"
_TOWN = re.compile(r"([^省市州盟县区旗]{1,8}[市州盟县区旗])(?![市州盟县区旗])(?=[^市州盟县区旗]*\Z)")
_TELLING_CONTACTS = frozenset({LANDLINE, SERVICE, EMAIL, ADDRESS, POSTCODE})


@dataclass(frozen=True, slots=True)
class Copy:
    """How much of an official page is on the page (``share``) and of the page on the official one (``mostly``), 0..1.

    ``value`` is what both together are worth; ``part`` what was compared: ``text``, ``frame``
    or ``masked``, the text without its names.
    """

    value: float
    share: float
    mostly: float
    site: str
    part: str


class OfficialPages:
    """The baselines of a registry as indexes. ``sites`` are their ids; numbers in the indexes are places in it."""

    def __init__(self, registry: Registry) -> None:
        held = [(site, page) for site, page in registry.baselines.items() if site in registry.sites]
        self.sites = tuple(site for site, _ in held)
        traces = [page.traces for _, page in held]
        self.text = Overlaps([trace.text for trace in traces], COMMON)
        self.frame = Overlaps([trace.frame for trace in traces], COMMON)
        self.masked = Overlaps([trace.masked for trace in traces], COMMON)
        self.slugs = Overlaps([trace.slugs for trace in traces], COMMON)
        self.assets = Overlaps([trace.assets for trace in traces], COMMON)
        self.structure = Overlaps([trace.structure for trace in traces], COMMON)
        self.layouts = np.array([trace.simhash for trace in traces], dtype=np.uint64)
        self.reach = np.array([_reach(trace.text) for trace in traces], dtype=np.uint64)
        self.sampled = np.array([trace.text.size / max(len(trace.text), 1) for trace in traces])
        self.ids = _owners((one, site) for site, page in held for one in page.traces.ids)
        self.icons = _owners((page.icon.digest, site) for site, page in held if page.icon)
        self.contacts = _owners(_contacts(registry.sites.values(), held))
        self.reachable = frozenset(site for sites in self.contacts.values() for site in sites)

    def copies(self, page: Seen) -> Iterator[Copy]:
        """Official pages of which enough stands on a page, as it is or else with its names swapped."""
        shares = {
            place: (hits / int(self.text.own[place]), hits)
            for place, hits in self.text.matches(page.shingles).counted()
            if self.text.own[place] >= LEAST_TEXT
        }
        found = [*self._in_text(page, shares), *self._in_frame(page)]
        # A copy keeps some words whatever names were swapped; blotting them out costs as much as all the rest.
        alike = {place for place, (share, _) in shares.items() if share >= _LEAST_SHARE}
        yield from found
        if alike and all(copy.value < 0.3 + _MASKED_WORTH for copy in found):
            yield from self._swapped(page, alike)

    def _in_text(self, page: Seen, shares: Mapping[int, tuple[float, float]]) -> Iterator[Copy]:
        hashes = hashes_of(page.shingles)
        for place, (share, hits) in shares.items():
            telling = int(np.searchsorted(hashes, self.reach[place], "right"))
            mostly = min(1.0, hits / telling) if telling else 0.0
            many = share >= _LEAST_SHARE and hits * self.sampled[place] >= _MANY
            value = max(_strength(share), _mostly(mostly) if many or share >= _FAIR_SHARE else 0.0)
            if value:
                yield Copy(value, share, mostly, self.sites[place], "text")

    def _in_frame(self, page: Seen) -> Iterator[Copy]:
        for place, hits in self.frame.matches(page.shingles).counted():
            share = hits / max(int(self.frame.own[place]), 1)
            if self.frame.own[place] >= LEAST_FRAME and (value := _strength(share * _FRAME)):
                yield Copy(value, share, 0.0, self.sites[place], "frame")

    def _swapped(self, page: Seen, alike: set[int]) -> Iterator[Copy]:
        for place, hits in self.masked.matches(page.masked).counted():
            own = int(self.masked.own[place])
            share = hits / max(own, 1)
            if place in alike and own >= _LEAST_MASKED and share >= _MASKED_FROM:
                value = 0.3 + _MASKED_WORTH * (share - _MASKED_FROM) / (1 - _MASKED_FROM)
                yield Copy(value, share, 0.0, self.sites[place], "masked")


@functools.lru_cache(maxsize=4)
def official_pages(registry: Registry) -> OfficialPages:
    """The index over a registry's baselines; 0.2 s for a thousand of them, once."""
    return OfficialPages(registry)


@once
def copies_on(look: Look, registry: Registry) -> tuple[Copy, ...]:
    """Official pages that a look copies, the greatest value first, each site once; none on a genuine host."""
    page = seen(look)
    if page is None or not registry.baselines or is_genuine(page.host, registry):
        return ()
    best: dict[str, Copy] = {}
    for copy in official_pages(registry).copies(page):
        if copy.site not in best or copy.value > best[copy.site].value:
            best[copy.site] = copy
    return tuple(sorted(best.values(), key=lambda copy: (-copy.value, -copy.share, copy.site)))


def is_genuine(host: str, registry: Registry) -> bool:
    """Whether a host is a listed site's or a neighbour's own: what it shows is never said to be copied."""
    return holder(host, registry) is not None


def _strength(share: float) -> float:
    return min(1.0, 0.3 + 0.7 * (share - _FROM) / (_FULL - _FROM)) if share >= _FROM else 0.0


def _mostly(mostly: float) -> float:
    return 0.3 + 0.4 * (mostly - _MOSTLY) / (1 - _MOSTLY) if mostly >= _MOSTLY else 0.0


def _reach(sample: Sketch) -> int:
    """The largest hash that the sample can speak of."""
    return _LARGEST if sample.whole else int(hashes_of(sample)[-1])


def _owners(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """Sites under what they alone show; what more of them share is left out."""
    found: dict[str, dict[str, None]] = {}
    for key, site in pairs:
        found.setdefault(key, {})[site] = None
    return {key: tuple(sites) for key, sites in found.items() if len(sites) <= COMMON}


def _contacts(sites: Iterable[OfficialSite], held: list[tuple[str, Baseline]]) -> Iterator[tuple[str, str]]:
    for site, page in held:
        told = ((kind, value) for kind, value in page.traces.contacts if kind in _TELLING_CONTACTS)
        yield from ((key, site) for kind, value in told for key in contact_keys(kind, value))
    for listed in sites:
        contact = listed.contact
        phones = ((LANDLINE, phone) for phone in (*contact.phones, contact.duty_phone))
        others = ((EMAIL, contact.email), (ADDRESS, contact.address), (POSTCODE, contact.postcode))
        told = ((kind, value) for kind, value in (*phones, *others) if value)
        yield from ((key, listed.id) for kind, value in told for key in contact_keys(kind, value))


def contact_keys(kind: str, value: str) -> tuple[str, ...]:
    """By what a contact is looked up: an address whole if it names a place, and by its street and number, which alone
    are in many towns.
    """
    value = value.lower() if value.isascii() else comparable(value).replace(" ", "")
    if kind != ADDRESS:
        return (f"{kind}:{value}",)
    town = _TOWN.search(value)
    street = street_of(value)
    whole = (f"{kind}:{town[1]}{street}",) if town and street else (f"{kind}:{value}",)
    return (*whole, f"{STREET}:{street}") if street else whole
