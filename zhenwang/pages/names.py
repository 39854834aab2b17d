"""The registered names on a page, and which of them the page gives itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Page
from zhenwang.domain.registry import Registry
from zhenwang.pages import self_designation as pattern
from zhenwang.pages.name_index import Mention, index_of
from zhenwang.pages.name_lines import LOGO, META, NameLine, name_lines
from zhenwang.pages.page_ends import PageEnds
from zhenwang.pages.zones import BODY, FOOTER, HEADER, NAVIGATION
from zhenwang.text.comparable import comparable
from zhenwang.text.snippets import around

MAX_NAMES = 100
TITLE = "title"
_RANK = {zone: rank for rank, zone in enumerate((TITLE, META, HEADER, FOOTER, NAVIGATION, BODY))}
_FIRST_LINES = 3  # of a header, where a bare name is the site's own
_HEAD = 500
_MOST_OWN = 3  # names that stand like a page's own
_APOSTROPHES = str.maketrans("’‘´`", "''''")
_BRACKETS = re.compile(r"[【】\[\]()「」『』《》〈〉“”\"·]")
_OWNER = re.compile(
    r"(?:版权所有|版权归|主办(?:单位)?|©|\(c\)|copyright)[:\s©\d.,-]{0,24}((?!本站|本网"
    r"|all rights)[\u4e00-\u9fffa-z][\u4e00-\u9fffa-z .]{2,30})"
)


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


def find_names(page: Page, registry: Registry) -> tuple[FoundName, ...]:
    """Names of registered sites, the page's own first, then by zone, longer names before shorter; one a site and zone.

    What a zone repeats of the visible text is not told again for the body.
    """
    best: dict[tuple[str, str], FoundName] = {}
    for found in _without_directories(_found(page, registry)):
        held = best.get((found.site, found.zone))
        if held is None or _order(found) < _order(held):
            best[found.site, found.zone] = found
    elsewhere = {(found.site, found.self_designating) for found in best.values() if found.zone != BODY}
    elsewhere |= {(site, False) for site, _ in elsewhere}
    kept = (
        found for found in best.values() if found.zone != BODY or (found.site, found.self_designating) not in elsewhere
    )
    return tuple(sorted(kept, key=_order)[:MAX_NAMES])


def _without_directories(found: Iterable[tuple[FoundName, bool]]) -> Iterator[FoundName]:
    """A page on which more names stand like its own than a page has is a directory of their sites."""
    told = tuple(found)
    bare = {name.name for name, labelled in told if name.self_designating and not labelled and name.zone != TITLE}
    for name, labelled in told:
        listed = len(bare) > _MOST_OWN and not labelled and name.zone != TITLE
        yield replace(name, self_designating=False) if listed else name


def _order(found: FoundName) -> tuple[bool, int, int]:
    return not found.self_designating, _RANK[found.zone], -len(found.name)


def _found(page: Page, registry: Registry) -> Iterator[tuple[FoundName, bool]]:
    """Every name found, and whether words beside it say that it is the page's own."""
    index = index_of(registry)
    judge = _Judge(page, registry)
    for parts in _titles(page.title):
        for place, part in enumerate(parts):
            for mention in index.mentions(part):
                own = judge.is_titled(parts, place, mention)
                yield from ((name, False) for name in _each(mention, TITLE, own, page.title))
    for line in name_lines(page):
        text = line.text.translate(_APOSTROPHES)
        for mention in index.mentions(text):
            if line.breaks and not any(mention.start < place < mention.end for place in line.breaks):
                continue
            labelled = bare = False
            if not pattern.is_spoken_of(text, mention):
                labelled = judge.is_labelled(line, text, mention)
                bare = not labelled and judge.is_named(line, text, mention)
            yield from ((name, labelled) for name in _each(mention, line.zone, labelled or bare, line.raw))


def _titles(title: str) -> Iterator[list[str]]:
    """The title in its parts; and again without its brackets, where it has any: 【湖北省】【教育厅】."""
    title = title.translate(_APOSTROPHES)
    yield pattern.title_parts(title)
    if bare := _BRACKETS.sub("", title) if _BRACKETS.search(title) else "":
        yield pattern.title_parts(bare)


def _each(mention: Mention, zone: str, own: bool, raw: str) -> Iterator[FoundName]:
    place = raw.find(mention.name)
    snippet = around(raw, max(place, 0), max(place, 0) + len(mention.name))
    return (FoundName(site, mention.name, zone, own, snippet) for site in mention.sites)


class _Judge:
    """Which mentions a page makes of itself, by the zone they stand in."""

    def __init__(self, page: Page, registry: Registry) -> None:
        self._page, self._registry = page, registry
        self._ends = PageEnds(page)
        self._titled: dict[str, bool] = {}

    def is_titled(self, parts: list[str], place: int, mention: Mention) -> bool:
        own = self._bears(parts, place, mention)
        if own or pattern.is_about(parts, place, mention):
            self._titled[mention.name] = own or self._titled.get(mention.name, False)
        return own

    def is_labelled(self, line: NameLine, text: str, mention: Mention) -> bool:
        """主办单位, 版权所有, 欢迎访问 beside the name, in an end of the page that is its own."""
        said = pattern.is_greeting_or_owner(text, mention)
        if not said and line.zone in (HEADER, FOOTER):
            said = pattern.is_organiser(text, mention)
        return said and not (self._in_running_text(line.zone) and self._is_quoted(line))

    def is_named(self, line: NameLine, text: str, mention: Mention) -> bool:
        """The line is the name of the site: of the header, of a naming meta tag, of the footer and no link."""
        if line.zone == META:
            return line.number == 0 and pattern.is_whole_name(text, mention)
        if line.zone == HEADER:
            return self._in_header(line, text, mention) and not self._points_away(line, mention)
        if line.zone == FOOTER and not self._ends.footer_stands_in:
            return pattern.is_site_name(text, mention) and line.raw.strip() not in self._targets
        return False

    def _in_header(self, line: NameLine, text: str, mention: Mention) -> bool:
        first = line.number < _FIRST_LINES and pattern.is_whole_name(text, mention)
        # Under a title that speaks of the body, the heading names what the page is about.
        if first and line.number != LOGO and not self._titled.get(mention.name, True):
            first = not self._ends.header_stands_in and pattern.is_site_name(text, mention)
        return first or (not self._ends.header_stands_in and pattern.is_site_name(text, mention))

    def _in_running_text(self, zone: str) -> bool:
        if zone == HEADER:
            return self._ends.header_stands_in
        return zone == BODY or (zone == FOOTER and self._ends.footer_stands_in)

    def _is_quoted(self, line: NameLine) -> bool:
        return pattern.warns(self._title) or self._ends.before_anothers_end(line.raw[:20])

    def _bears(self, parts: list[str], place: int, mention: Mention) -> bool:
        part = parts[place]
        if not pattern.is_titled(parts, place, mention) or pattern.is_spoken_of(part, mention):
            return False
        if mention.name in self._title and pattern.is_spoken_of(self._title, mention):
            return False
        bare = not (pattern.is_site_name(part, mention) or pattern.is_greeting_or_owner(part, mention))
        return not (bare and self._is_anothers(mention))

    def _points_away(self, line: NameLine, mention: Mention) -> bool:
        """A name that is a link to its own official host is a pointer to that site, not a claim to be it."""
        host = self._targets.get(line.raw.strip())
        owner = self._registry.owner(host) if host else None
        return owner is not None and owner.id in mention.sites

    def _is_anothers(self, mention: Mention) -> bool:
        """Whether a page under a bare name says in its footer that somebody else owns it: an encyclopaedia, a guide."""
        owner = _OWNER.search(self._footer)
        if owner is None or mention.name in self._footer or mention.name in self._head:
            return False
        return not any(set(other.sites) & set(mention.sites) for other in index_of(self._registry).mentions(owner[1]))

    @cached_property
    def _title(self) -> str:
        return comparable(self._page.title)

    @cached_property
    def _footer(self) -> str:
        return comparable(self._page.footer)

    @cached_property
    def _head(self) -> frozenset[str]:
        """The first lines of the header: a name on a line of its own is the name of the site."""
        return frozenset(map(comparable, self._page.header[:_HEAD].split("\n")[: 2 * _FIRST_LINES]))

    @cached_property
    def _targets(self) -> dict[str, str]:
        """Words of the page's links and the host that each leads to, empty for links within the site."""
        return {link.text.strip(): host_of(link.href) for link in self._page.links if link.text}
