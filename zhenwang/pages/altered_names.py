"""Names that a page gives itself and that are nearly, but not, those of registered bodies.

Two ways of altering: a character changed or put in (湖北省人民攻府), and somebody put in the place of the place
(必赢体育人民政府办公厅). A name counts only where ``self_designation`` would count a registered one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from zhenwang.domain.look import Page
from zhenwang.domain.registry import Registry
from zhenwang.matching.offices import office_names
from zhenwang.pages.likeness import LikeNames, like_names
from zhenwang.pages.name_index import NameIndex, index_of
from zhenwang.pages.name_lines import META, NameLine, framing_lines
from zhenwang.pages.page_ends import PageEnds
from zhenwang.pages.self_designation import title_parts, warns
from zhenwang.pages.site_words import ENDS, WHOLE_TAIL
from zhenwang.pages.zones import FOOTER, HEADER
from zhenwang.text.comparable import comparable
from zhenwang.text.snippets import around

MOST = 12
_LONGEST = 60
_FIRST_LINES = 2
_READINGS = 3
_ENDING = "府厅局委办会院署室部"
_GREETED = re.compile(r"(?:欢迎(?:访问|来到|光临|进入)|中华人民共和国|中国)")
_LABEL = re.compile(
    r"(?:(?:主办|承办|主管|开办)(?:单位)?[:\s]|版权(?:所有|归)[:\s]?|欢迎(?:访问|来到|光临)|(?:copyright|©"
    r"|\(c\))[\s\d.,-]{0,20}+)"
)
_OFFICE_OF_OFFICE = re.compile(r"(?<=政府)办公[厅室]\Z")
_DIVISION = re.compile(r"(?:[省市县区州盟旗乡镇村岛]|街道|地区|特别行政区)\Z")
_LEAST_OFFICE = 5
_GOVERNMENT = "人民政府"
# What takes the place of a place where a page is sold to somebody.
_TRADE = re.compile(
    r"彩票|体育|娱乐|棋牌|投注|博彩|赌|百家乐|真人|电竞|游戏|必赢|赢|下注|开户|贷款|借贷|配资|代办|办证|刷单|直播"
    r"|影院|视频|金沙|威尼斯|葡京|皇冠"
    r"|[a-z]{2}|\d{3}"
)
_NO_PLACE = re.compile(
    r"各级|地方|本级|上级|下级|当地|所在|有关|中央|国家|全国|模拟|虚拟|苏维埃|边区|解放区|革命|临时|国民|伪|各省"
    r"|各市|各县|基层|乡级|县级|市级|省级"
)


_PLACEHOLDER = re.compile(r"[某x×*○]{1,6}")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])[a-z0-9]{1,6}(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class AlteredName:
    """``shown`` is the name in comparable form, ``site`` the id of the one whose name it nearly is, empty where it is
    that of no one site; ``zone`` as in ``FoundName``, ``snippet`` the page's own words.
    """

    shown: str
    site: str
    zone: str
    snippet: str


def altered_names(page: Page, registry: Registry) -> tuple[AlteredName, ...]:
    """Altered names in title, naming meta tags, header and footer, in that order; none of a page that warns of them."""
    if warns(comparable(page.title)):
        return ()
    index, like = index_of(registry), like_names(registry)
    found: dict[str, AlteredName] = {}
    for shown, zone, raw in _own_names(page):
        if len(found) >= MOST:
            break
        if shown not in found and not _is_known(shown, index) and (altered := _altered(shown, like, index)) is not None:
            found[shown] = AlteredName(shown, altered, zone, around(raw, 0, min(len(raw), _LONGEST)))
    return tuple(found.values())


def _own_names(page: Page) -> Iterator[tuple[str, str, str]]:
    """What the page calls itself, with zone and words."""
    parts = title_parts(page.title)
    # The site's own name comes last, or alone.
    yield from ((body, "title", page.title) for body in _bodies(parts[-1]))
    yield from ((body, "title", page.title) for part in parts[:-1] for body in _bodies(part) if body != part)
    ends = PageEnds(page)
    for line in framing_lines(page):
        named = line.zone == META and line.number == 0
        if named or (line.zone == HEADER and line.number < _FIRST_LINES and not ends.header_stands_in):
            yield from ((body, line.zone, line.raw) for body in _bodies(line.text))
        if line.zone == FOOTER or (line.zone == HEADER and not ends.header_stands_in):
            yield from _labelled(line)


def _labelled(line: NameLine) -> Iterator[tuple[str, str, str]]:
    for label in _LABEL.finditer(line.text):
        words = re.split(r"[。;,|:!?()（）\s]", line.text[label.end() : label.end() + _LONGEST].lstrip(), maxsplit=1)[0]
        for end in range(len(words), 3, -1):
            if words[end - 1] in _ENDING and ENDS.match(words, end):
                yield words[:end], line.zone, line.raw
                break


def _bodies(line: str) -> Iterator[str]:
    """What may be the name of a body on a line that is one, with words for a site behind it or none; longest first."""
    if len(line) > _LONGEST:
        return
    greeted = _GREETED.match(line)
    line = line[greeted.end() :] if greeted else line
    ends = (end for end in range(len(line), 3, -1) if line[end - 1] in _ENDING and WHOLE_TAIL.match(line, end))
    yield from (line[:end] for end in islice(ends, _READINGS))


def _is_known(shown: str, index: NameIndex) -> bool:
    """Whether a registered name ends the words: whatever goes before it is its upper place, or somebody else's."""
    return any(mention.end == len(shown) for mention in index.mentions(shown))


def _altered(shown: str, like: LikeNames, index: NameIndex) -> str | None:
    """The site whose name is altered, empty where a name was swapped in; None where nothing is altered."""
    bare = _BETWEEN_HAN.sub("", shown)
    if bare != shown and (named := [one for one in index.mentions(bare) if (one.start, one.end) == (0, len(bare))]):
        return named[0].sites[0]
    if near := like.altered(_OFFICE_OF_OFFICE.sub("", shown)):
        return near.sites[0]
    return "" if _is_swapped(shown, like.places) else None


def _is_swapped(shown: str, places: frozenset[str]) -> bool:
    """Whether an office stands behind what is no place: words of a trade, or for a government any words at all."""
    body = _OFFICE_OF_OFFICE.sub("", shown)
    office = next((body[start:] for start in range(2, len(body) - 3) if _is_office(body[start:])), "")
    slot = _PLACEHOLDER.sub("", body.removesuffix(office))
    if (
        not office
        or slot in places
        or _NO_PLACE.search(slot)
        or any(slot.endswith(place) for place in _long(places, slot))
    ):
        return False
    if _TRADE.search(slot):
        return True
    return (
        office == _GOVERNMENT
        and not _DIVISION.search(slot)
        and len(slot) <= 6
        and slot.isalpha()
        and not slot.isascii()
    )


def _is_office(words: str) -> bool:
    return words == _GOVERNMENT or (len(words) >= _LEAST_OFFICE and words in office_names())


def _long(places: frozenset[str], slot: str) -> Iterator[str]:
    return (slot[start:] for start in range(len(slot)) if slot[start:] in places)
