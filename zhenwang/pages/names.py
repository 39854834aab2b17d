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
from zhenwang.pages.name_lines import LOGO, META, OF_TITLE, NameLine, name_lines
from zhenwang.pages.page_ends import PageEnds
from zhenwang.pages.service_headings import is_article, is_written_about
from zhenwang.pages.zones import BODY, FOOTER, HEADER, NAVIGATION
from zhenwang.text.comparable import comparable
from zhenwang.text.snippets import around

MAX_NAMES = 100
_LABELLED, _OFFERING, _BARE = "labelled", "offering", "bare"
TITLE = "title"
_RANK = {zone: rank for rank, zone in enumerate((TITLE, META, HEADER, FOOTER, NAVIGATION, BODY))}
_FIRST_LINES = 3  # of a header, where a bare name is the site's own
_MOST_PARTS = 20  # of a line at its blanks
_HEAD = 500
_MOST_OWN = 3  # names that stand like a page's own
_FIRST_OF_FORM = 12  # lines of a page that asks for something, among which its heading stands
_INSTITUTION = re.compile(
    "协会|学会|商会|联合会|基金会|研究会|促进会|联谊会|总会|红十字会|工会|志愿者|医院|保健院|卫生院|学校|学院|大学|中学|小学|幼儿园"
    "|图书馆|博物馆|公司|集团|传媒|[日晚晨]报"
)
_EVENT = re.compile("(?:赛|马拉松|博览会|展览会?|论坛|峰会|大会|晚会|讲座|征文|活动|艺术节|文化节|旅游节)(?:官网)?\\Z")
_PUBLIC = re.compile("(?:[医法检]院|检察院|学校|大学|学院|中学|小学|[局厅委]|委员会|办公室|政府)\\Z")
_SIGNED = re.compile(r"[^政务事息户官\s][网吧站圈][:,\s]{0,2}(?:版权所有|保留所有权利|©)")
_APOSTROPHES = str.maketrans("’‘´`", "''''")
_BRACKETS = re.compile(r"[【】\[\]()（）〔〕［］「」『』《》〈〉“”\"·]")
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


_Told = tuple[FoundName, str]


def find_names(page: Page, registry: Registry) -> tuple[FoundName, ...]:
    """Names of registered sites, the page's own first, then by zone, longer names before shorter; one a site and zone.

    What a zone repeats of the visible text is not told again for the body.
    """
    best: dict[tuple[str, str], FoundName] = {}
    for found in _with_service(_without_directories(_found(page, registry))):
        held = best.get((found.site, found.zone))
        if held is None or _order(found) < _order(held):
            best[found.site, found.zone] = found
    elsewhere = {(found.site, found.self_designating) for found in best.values() if found.zone != BODY}
    elsewhere |= {(site, False) for site, _ in elsewhere}
    kept = (
        found for found in best.values() if found.zone != BODY or (found.site, found.self_designating) not in elsewhere
    )
    return tuple(sorted(kept, key=_order)[:MAX_NAMES])


def _without_directories(found: Iterable[_Told]) -> Iterator[tuple[FoundName, str]]:
    """A page on which more names stand like its own than a page has is a directory of their sites."""
    told = tuple(found)
    bare = {name.name for name, how in told if name.self_designating and how != _LABELLED and name.zone != TITLE}
    for name, how in told:
        listed = len(bare) > _MOST_OWN and how != _LABELLED and name.zone != TITLE
        yield replace(name, self_designating=False) if listed else name, how


def _with_service(found: Iterable[_Told]) -> Iterator[FoundName]:
    """Where a page gives itself no name, the one body whose service heads it is named."""
    told = tuple(found)
    offering = {name.name for name, how in told if how == _OFFERING}
    alone = len(offering) == 1 and not any(name.self_designating for name, _ in told)
    for name, how in told:
        yield replace(name, self_designating=True) if alone and how == _OFFERING else name


def _order(found: FoundName) -> tuple[bool, int, int]:
    return not found.self_designating, _RANK[found.zone], -len(found.name)


def _found(page: Page, registry: Registry) -> Iterator[_Told]:
    """Every name found, and how: by words beside it that say whose the page is, as the head of a service, or bare."""
    index = index_of(registry)
    judge = _Judge(page, registry)
    for parts in _titles(page.title):
        for place, part in enumerate(parts):
            for mention in index.mentions(part):
                own = judge.is_titled(parts, place, mention)
                how = _BARE if own or not judge.is_titled_service(parts, place, mention) else _OFFERING
                yield from ((name, how) for name in _each(mention, TITLE, own, page.title))
    lines = list(name_lines(page))
    texts = "\n".join(line.text for line in lines).translate(_APOSTROPHES).split("\n")
    for number in index.holding(texts):
        line, text = lines[number], texts[number]
        for mention in index.mentions(text):
            if line.breaks and not any(mention.start < place < mention.end for place in line.breaks):
                continue
            own, how = False, _BARE
            if not pattern.is_spoken_of(text, mention):
                how = _LABELLED if judge.is_labelled(line, text, mention) else _BARE
                own = how == _LABELLED or judge.is_named(line, text, mention)
                if not own and judge.is_service(line, text, mention):
                    how = _OFFERING
            yield from ((name, how) for name in _each(mention, line.zone, own, line.raw))


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


def _ends_at_blank(raw: str, mention: Mention) -> bool:
    """Whether a blank stands behind the name, which comparable text leaves out: 主办单位：荆州市人民政府 荆州资讯."""
    return any(comparable(part).endswith(mention.name) for part in raw.split()[:_MOST_PARTS])


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

    def is_titled_service(self, parts: list[str], place: int, mention: Mention) -> bool:
        """The title is a service of the body, alone or beside words of any site."""
        others = (part for number, part in enumerate(parts) if number != place)
        return (
            pattern.is_service(parts[place], mention)
            and all(map(pattern.is_generic, others))
            and not self._is_somebody_elses(mention)
        )

    def is_service(self, line: NameLine, text: str, mention: Mention) -> bool:
        """A heading or one of the first lines is a service of the body, on a page that nobody else speaks on."""
        first = line.zone == HEADER and LOGO < line.number <= self._leading + 1
        first = first or (line.zone == BODY and line.number < _FIRST_OF_FORM and bool(self._page.forms))
        spoken_of = not self._titled.get(mention.name, True)
        return first and not spoken_of and pattern.is_service(text, mention) and not self._is_somebody_elses(mention)

    def is_labelled(self, line: NameLine, text: str, mention: Mention) -> bool:
        """主办单位, 版权所有, 欢迎访问 beside the name, in an end of the page that is its own."""
        if pattern.is_over(text, mention) and self._is_of_an_institution:
            return False
        said = self._says_whose(line, text, mention)
        if not said and _ends_at_blank(line.raw, mention):
            said = self._says_whose(line, text[: mention.end], mention)
        return said and not (self._in_running_text(line.zone) and self._is_quoted(line))

    def _says_whose(self, line: NameLine, text: str, mention: Mention) -> bool:
        said = pattern.is_greeting_or_owner(text, mention)
        if said or line.zone not in (HEADER, FOOTER) or not pattern.is_organiser(text, mention):
            return said
        return not (self._in_running_text(line.zone) and any(map(_EVENT.search, self._head)))

    def is_named(self, line: NameLine, text: str, mention: Mention) -> bool:
        """The line is the name of the site: of the header, of a naming meta tag, of the footer and no link."""
        if line.zone == META:
            if line.number == OF_TITLE:
                return pattern.is_site_name(text, mention) and not self._is_written_about
            return line.number == 0 and pattern.is_whole_name(text, mention)
        if line.zone == HEADER:
            return self._in_header(line, text, mention) and not self._points_away(line, mention)
        if line.zone == FOOTER and not self._ends.footer_stands_in:
            return pattern.is_site_name(text, mention) and line.raw.strip() not in self._targets
        return False

    def _in_header(self, line: NameLine, text: str, mention: Mention) -> bool:
        first = line.number < _FIRST_LINES and pattern.is_whole_name(text, mention)
        if line.number != LOGO and (line.number in self._under_labels or self._is_one_of_a_list(line, mention)):
            return False
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
        if _PUBLIC.search(owner[1]):
            return False  # two public bodies on one page contradict each other, and neither explains the other
        return not any(set(other.sites) & set(mention.sites) for other in index_of(self._registry).mentions(owner[1]))

    def _is_somebody_elses(self, mention: Mention) -> bool:
        return (
            self._is_written_about
            or is_article(self._page)
            or self._is_anothers(mention)
            or bool(_SIGNED.search(self._footer))
        )

    def _is_one_of_a_list(self, line: NameLine, mention: Mention) -> bool:
        """A bare line under a title of its own and behind other lines: a table of offices, a list of stops."""
        if not self._ends.header_stands_in or mention.name in self._title:
            return False
        titled = any(not pattern.is_generic(part) for part in pattern.title_parts(self._page.title) if part)
        return titled and (line.number > self._leading or self._is_written_about)

    @cached_property
    def _leading(self) -> int:
        """The first line of the header that says something."""
        lines = map(comparable, self._page.header[:_HEAD].split("\n"))
        telling = (number for number, line in enumerate(lines) if len(line) > 1 and not pattern.is_generic(line))
        return next(telling, 0)

    @cached_property
    def _under_labels(self) -> frozenset[int]:
        """Lines of the header behind a label that says who is over the page's body: 业务主管单位："""
        lines = [comparable(line) for line in self._page.header[:_HEAD].split("\n")]
        return frozenset(number + 1 for number, line in enumerate(lines) if pattern.is_label_over(line))

    @cached_property
    def _is_of_an_institution(self) -> bool:
        return bool(_INSTITUTION.search(self._title) or any(map(_INSTITUTION.search, self._head)))

    @cached_property
    def _is_written_about(self) -> bool:
        return is_written_about(self._page)

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
