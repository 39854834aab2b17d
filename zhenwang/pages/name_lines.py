"""The lines of a page on which names are looked for, by zone, with what belongs together put back on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from zhenwang.domain.look import Page
from zhenwang.pages.data_names import data_names
from zhenwang.pages.zones import BODY, FOOTER, HEADER, NAVIGATION
from zhenwang.text.comparable import comparable, comparable_lines

META = "meta"
LOGO = -1
"""The number of a line that is the words of a logo."""

OF_TITLE = 2
"""The number of a line that is a title given in a meta tag."""

_TITLE_META = frozenset({"og:title", "twitter:title", "dc.title", "title", "name"})
_NAMING_META = frozenset(
    {
        "sitename",
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "copyright",
        "author",
        "dc.publisher",
    }
)
_LABEL = re.compile(
    r"(?:网站)?(?:主办|承办|主管|开办|运营|版权所有|版权归属?|copyright|©)(?:单位|部门"
    r"|方)?[:\s]{0,2}(?:©?[\d -]{0,12})?\Z"
)
_BRACKETS = re.compile(r"[【】\[\]()「」『』《》〈〉“”\"'·]")
_SHORT = 20  # characters of a line that may be a part of a name: logos set them in two or three lines
_PARTS = 3
_LOGO = re.compile(r"logo|banner|head|top|title|name|站标|标志", re.IGNORECASE)
_FIRST_IMAGES = 4


@dataclass(frozen=True, slots=True)
class NameLine:
    """A line of a zone: as the page has it, comparable, and its number within the zone (of the first of several).

    ``breaks`` are the places in ``text`` where short lines were joined: only a name that stands over one is new there.
    Of a meta tag the number says whether the tag is for the name of the site (0), its title (2) or something else (1).
    """

    zone: str
    raw: str
    text: str
    number: int
    breaks: tuple[int, ...] = ()


def name_lines(page: Page) -> Iterator[NameLine]:
    """Meta tags, words of logos, then header, footer, navigation and all text, line by line and joined where short."""
    yield from framing_lines(page)
    body = _lines(BODY, page.text)
    yield from body
    yield from _joined(body, short=False)


def framing_lines(page: Page) -> Iterator[NameLine]:
    """The same without the text."""
    for name, content in page.meta:
        called = name.lower()
        number = 0 if called in _NAMING_META else OF_TITLE if called in _TITLE_META else 1
        yield from _unbracketed(NameLine(META, content, comparable(content), number))
    for name in data_names(page):
        yield NameLine(META, name, comparable(name), 0)
    for place, image in enumerate(page.images):
        logo = image.zone == HEADER or (image.zone == BODY and place < _FIRST_IMAGES and _LOGO.search(image.src))
        if logo and image.alt:
            yield from _unbracketed(NameLine(HEADER, image.alt, comparable(image.alt), LOGO))
    for zone, text in ((HEADER, page.header), (FOOTER, page.footer), (NAVIGATION, page.navigation)):
        lines = _lines(zone, text)
        for line in lines:
            yield from _unbracketed(line) if zone == HEADER else (line,)
        yield from _joined(lines, short=zone != NAVIGATION)


def _lines(zone: str, text: str) -> list[NameLine]:
    read = zip(text.split("\n"), comparable_lines(text), strict=True)
    return [NameLine(zone, raw, line, number) for number, (raw, line) in enumerate(read)]


def _joined(lines: Sequence[NameLine], short: bool) -> Iterator[NameLine]:
    """A label with the line behind it (主办单位： / 湖北省教育厅), and neighbours that are short (湖北省 / 教育厅)."""
    for number, line in enumerate(lines[:-1]):
        if len(line.text) > _SHORT or not line.text:
            continue
        if _LABEL.search(line.text):
            yield _as_one(lines[number : number + 2])
        elif short:
            for parts in range(2, _PARTS + 1):
                several = lines[number : number + parts]
                if len(several) == parts and all(0 < len(one.text) <= _SHORT for one in several):
                    ends = tuple(accumulate(len(one.text) for one in several[:-1]))
                    yield replace(_as_one(several), breaks=ends)


def _as_one(lines: Sequence[NameLine]) -> NameLine:
    raw = "\n".join(line.raw for line in lines)
    return NameLine(lines[0].zone, " ".join(raw.split()), "".join(line.text for line in lines), lines[0].number)


def _unbracketed(line: NameLine) -> Iterator[NameLine]:
    yield line
    if _BRACKETS.search(line.text):
        yield NameLine(line.zone, line.raw, comparable(_BRACKETS.sub("", line.text)), line.number)
