"""Whether words that a person quotes stand in what was seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.look import Look, Page
from zhenwang.text.comparable import comparable

_CUT = re.compile(r"…|\.{3,}")
_SHORTEST = 2
_MOST = 4_000


def quoted(quote: str, look: Look) -> bool:
    """Whether every part of a quote stands in the look: its page's words, links and pictures, its addresses or host.

    Parts are what an ellipsis separates; a part counts from two letters or digits on, and defanged addresses are read
    as addresses. Compared as comparable text and letter by letter, in both cases without white space.
    """
    parts = [part for part in _CUT.split(_armed(quote[:_MOST])) if sum(map(str.isalnum, part)) >= _SHORTEST]
    if not parts:
        return False
    places = [_armed(place) for place in _places(look) if place]
    letters, words = "\n".join(map(_letters, places)), ""
    for part in parts:
        if _letters(part) in letters:
            continue
        words = words or "\n".join(_bare(comparable(place)) for place in places)
        wanted = _bare(comparable(part))
        if not wanted or wanted not in words:
            return False
    return True


def _places(look: Look) -> Iterator[str]:
    yield from (look.host, look.url, look.final_url, *(hop.url for hop in look.hops))
    host = parse_host(look.host)
    if isinstance(host, Host):
        yield host.unicode
    yield from (picture.url for picture in look.pictures)
    yield from (code for picture in look.pictures if picture.appearance for code in picture.appearance.codes)
    if look.page:
        yield from _of_page(look.page)


def _of_page(page: Page) -> Iterator[str]:
    yield from (page.title, page.text, page.header, page.navigation, page.footer, page.hidden)
    yield from (f"{name}: {value}" for name, value in page.meta)
    for link in page.links:
        yield from (link.href, link.text)
    for image in page.images:
        yield from (image.src, image.alt)
    for script in page.scripts:
        yield from (script.src, script.text, *(value for _, value in script.attributes))
    for form in page.forms:
        yield form.action
        yield from (words for field in form.fields for words in (field.name, field.label, field.hints))


def _armed(text: str) -> str:
    return re.sub("hxxp", "http", text, flags=re.IGNORECASE).replace("[.]", ".").replace("[:]", ":")


def _letters(text: str) -> str:
    return _bare(unicodedata.normalize("NFKC", text).casefold())


def _bare(text: str) -> str:
    return "".join(text.split())
