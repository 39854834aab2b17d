"""The registered names on a page, and which of them the page gives itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Page
from zhenwang.domain.registry import Registry
from zhenwang.pages import self_designation as pattern
from zhenwang.pages.name_index import Mention, index_of
from zhenwang.pages.zones import BODY, FOOTER, HEADER, NAVIGATION
from zhenwang.text.characters import HAN
from zhenwang.text.comparable import comparable, comparable_lines
from zhenwang.text.snippets import around

MAX_NAMES = 100
TITLE, META = "title", "meta"
_RANK = {zone: rank for rank, zone in enumerate((TITLE, META, HEADER, FOOTER, NAVIGATION, BODY))}
_NAMING_META = frozenset({"sitename", "og:site_name", "application-name", "apple-mobile-web-app-title", "copyright"})
_FIRST_LINES = 3  # of a header, where a bare name is the site's own
_UPRIGHT = re.compile(rf"(?<=^[{HAN}])\n(?=[{HAN}]$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FoundName:
    """A registered name on a page, once for each site that bears it.

    ``site`` is the site's id, ``name`` the name in comparable form, ``zone`` one of ``title``, ``meta``, ``header``,
    ``footer``, ``navigation``, ``body``; ``self_designating`` whether the page gives the name to itself; ``snippet``
    its own words.
    """

    site: str
    name: str
    zone: str
    self_designating: bool
    snippet: str


@dataclass(frozen=True, slots=True)
class _Line:
    zone: str
    raw: str
    text: str
    number: int


def find_names(page: Page, registry: Registry) -> tuple[FoundName, ...]:
    """Names of registered sites, the page's own first, then by zone, longer names before shorter; one a site and zone.

    What a zone repeats of the visible text is not told again for the body.
    """
    best: dict[tuple[str, str], FoundName] = {}
    for found in _found(page, registry):
        held = best.get((found.site, found.zone))
        if held is None or _order(found) < _order(held):
            best[found.site, found.zone] = found
    elsewhere = {(found.site, found.self_designating) for found in best.values() if found.zone != BODY}
    elsewhere |= {(site, False) for site, _ in elsewhere}
    kept = (
        found for found in best.values() if found.zone != BODY or (found.site, found.self_designating) not in elsewhere
    )
    return tuple(sorted(kept, key=_order)[:MAX_NAMES])


def _order(found: FoundName) -> tuple[bool, int, int]:
    return not found.self_designating, _RANK[found.zone], -len(found.name)


def _found(page: Page, registry: Registry) -> Iterator[FoundName]:
    index = index_of(registry)
    parts = pattern.title_parts(page.title)
    for place, part in enumerate(parts):
        for mention in index.mentions(part):
            own = pattern.is_titled(parts, place, mention) and not pattern.is_spoken_of(comparable(page.title), mention)
            yield from _each(mention, TITLE, own, page.title)
    judge = _Judge(page, registry)
    for line in _lines(page):
        for mention in index.mentions(line.text):
            own = not pattern.is_spoken_of(line.text, mention) and judge.is_own(line, mention)
            yield from _each(mention, line.zone, own, line.raw)


def _each(mention: Mention, zone: str, own: bool, raw: str) -> Iterator[FoundName]:
    place = raw.find(mention.name)
    snippet = around(raw, max(place, 0), max(place, 0) + len(mention.name))
    return (FoundName(site, mention.name, zone, own, snippet) for site in mention.sites)


def _lines(page: Page) -> Iterator[_Line]:
    for name, content in page.meta:
        yield _Line(META, content, comparable(content), int(name.lower() not in _NAMING_META))
    for image in page.images:
        if image.zone == HEADER and image.alt:
            yield _Line(HEADER, image.alt, comparable(image.alt), 0)
    for zone, raw in ((HEADER, page.header), (FOOTER, page.footer), (NAVIGATION, page.navigation), (BODY, page.text)):
        # Names set upright, one character a line, are put back on one.
        laid = _UPRIGHT.sub("", raw)
        for number, (line, text) in enumerate(zip(laid.split("\n"), comparable_lines(laid), strict=True)):
            yield _Line(zone, line, text, number)


class _Judge:
    """Which mentions a page makes of itself, by the zone they stand in."""

    def __init__(self, page: Page, registry: Registry) -> None:
        self._page, self._registry = page, registry
        self._by_zone: dict[str, Callable[[_Line, Mention], bool]] = {
            META: self._in_meta,
            HEADER: self._in_header,
            FOOTER: self._in_footer,
            BODY: lambda line, mention: pattern.is_greeting_or_owner(line.text, mention),
        }

    def is_own(self, line: _Line, mention: Mention) -> bool:
        asked = self._by_zone.get(line.zone)
        return asked is not None and asked(line, mention)

    def _in_meta(self, line: _Line, mention: Mention) -> bool:
        if pattern.is_greeting_or_owner(line.text, mention):
            return True
        return line.number == 0 and pattern.is_whole_name(line.text, mention)

    def _in_header(self, line: _Line, mention: Mention) -> bool:
        if pattern.is_greeting_or_owner(line.text, mention) or pattern.is_organiser(line.text, mention):
            return True
        first = line.number < _FIRST_LINES and pattern.is_whole_name(line.text, mention)
        return (first or pattern.is_site_name(line.text, mention)) and not self._points_away(line, mention)

    def _in_footer(self, line: _Line, mention: Mention) -> bool:
        if pattern.is_greeting_or_owner(line.text, mention) or pattern.is_organiser(line.text, mention):
            return True
        return pattern.is_site_name(line.text, mention) and line.raw.strip() not in self._targets

    def _points_away(self, line: _Line, mention: Mention) -> bool:
        """A name that is a link to its own official host is a pointer to that site, not a claim to be it."""
        host = self._targets.get(line.raw.strip())
        owner = self._registry.owner(host) if host else None
        return owner is not None and owner.id in mention.sites

    @cached_property
    def _targets(self) -> dict[str, str]:
        """Words of the page's links and the host that each leads to, empty for links within the site."""
        return {link.text.strip(): host_of(link.href) for link in self._page.links if link.text}
