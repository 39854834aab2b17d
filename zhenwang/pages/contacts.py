"""How a page says it can be reached: telephones, mail, addresses, chat accounts, each in one normal form.

Measures art. 15: a site's foot carries its sponsor's contact. An impostor leaves that in, or puts its own number beside
it. Hotlines that belong to everybody (12345, 110) are nobody's and are not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from zhenwang.domain.look import Page
from zhenwang.pages.zones import BODY, FOOTER, HEADER
from zhenwang.text.comparable import comparable_lines
from zhenwang.text.snippets import around

MAX_CONTACTS = 100
MAX_LINES, MAX_LINE, MAX_TEXT = 2_000, 400, 200_000
_STAND_IN, _LONG_HEADER = 6, 200

LANDLINE, MOBILE, SERVICE, QQ, WECHAT, TELEGRAM = "landline", "mobile", "service", "qq", "wechat", "telegram"
EMAIL, ADDRESS, POSTCODE, INDEX_NUMBER = "email", "address", "postcode", "index_number"
PERSONAL = frozenset({MOBILE, SERVICE, QQ, WECHAT, TELEGRAM})
"""Kinds that anybody gets in a minute: no office is reached by them alone."""

_PATTERNS = (
    (EMAIL, re.compile(r"(?<![\w.+-])[\w.+-]{1,40}@(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12}(?![\w-])", re.ASCII)),
    (SERVICE, re.compile(r"(?<![\d-])([48]00)[- ]?(\d{3,4})[- ]?(\d{3,4})(?![\d-])")),
    (LANDLINE, re.compile(r"(?<![\d./])\(?(?:0|\+?86[- ]?)(10|2\d|[3-9]\d\d)\)?[-–—~ ]{0,3}([2-8]\d{6,7})(?![\d./])")),
    (MOBILE, re.compile(r"(?<![\d./-])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?![\d./-])")),
    (QQ, re.compile(r"(?<![a-z])(?:qq|扣扣|企鹅)(?:交流|客服|咨询)?(?:群|号码?)?[:( ]{0,3}([1-9]\d{4,10})(?!\d)")),
    (QQ, re.compile(r"(?:wpa\.qq\.com|tencent:)[^\s\"']{0,80}uin=([1-9]\d{4,10})(?!\d)")),
    (WECHAT, re.compile(
        r"(?:微信|微x|薇信|威信|vx|wechat|weixin)(?!公众)(?:客服|咨询|服务|同)?(?:号码?)?[:( ]{1,3}"
        r"([a-z][a-z0-9_-]{5,19})(?![a-z0-9])"
    )),
    (TELEGRAM, re.compile(r"(?<![\w.])(?:t\.me/|telegram[:@ ]{1,3}|飞机[:@ ]{1,3})@?([a-z][a-z0-9_]{4,31})(?!\w)")),
    (POSTCODE, re.compile(r"(?:邮编|邮政编码)[:( ]{0,3}(\d{6})(?!\d)")),
    (ADDRESS, re.compile(
        r"(?:地址|办公地点|单位住所)[:( ]{1,3}([\u4e00-\u9fff][\u4e00-\u9fff0-9a-z()#-]{4,50}?)"
        r"(?=邮编|邮政编码|电话|联系|传真|邮箱|网址|办公时间|主办|承办|[ ,。;|]|\Z)"
    )),
    (INDEX_NUMBER, re.compile(r"索引号[:( ]{1,3}([0-9a-z][0-9a-z/_.-]{7,40})(?![0-9a-z])")),
)  # fmt: skip
# It begins with one class, so that the engine passes over everything else at once.
_HINT = re.compile(
    r"[\d@＠地tQqＱｑ微薇威VvWw](?:(?<=\d)(?:\d{5}|\d{2}[-–—~)）\s]{1,3}\d{3})|(?<=[@＠微薇威])|(?<=地)\s*址|(?<=t)\.me"
    r"|(?<=[QqＱｑ])[QqＱｑ]|(?<=[Vv])[Xx]|(?<=[Ww])e[Cc]hat)"
)
_STREET = re.compile(
    r"[^省市州盟县区旗镇乡]{1,10}(?:路|街|道|巷|里|村)(?:[东南西北中]段?)?(?:\d{1,5}号|\d{1,5}-\d{1,5}号)"
)


@dataclass(frozen=True, slots=True)
class FoundContact:
    """One contact. ``kind`` is one of the names above, ``value`` its normal form: ``0713-8600000``, ``13900000000``.

    ``zone`` is ``header``, ``footer`` or ``body``; ``line`` counts the lines of the page's text, -1 for a link;
    ``snippet`` are the page's own words around it.
    """

    kind: str
    value: str
    zone: str
    line: int
    snippet: str


def find_contacts(page: Page) -> tuple[FoundContact, ...]:
    """Every contact in the first 200,000 characters of a page and in its links, each once, header and footer first."""
    found: dict[tuple[str, str], FoundContact] = {}
    for contact in chain(sorted(_in_text(page), key=lambda one: one.zone == BODY), _in_links(page)):
        found.setdefault((contact.kind, contact.value), contact)
        if len(found) >= MAX_CONTACTS:
            break
    return tuple(found.values())


def street_of(address: str) -> str:
    """Street and number of an address, by which two ways of writing it are compared; empty when it has none."""
    street = _STREET.search(address)
    return street[0] if street else ""


def _in_text(page: Page) -> Iterator[FoundContact]:
    framed = {(kind, value): HEADER for _, _, kind, value in _in_lines(_upper(page))}
    framed |= {(kind, value): FOOTER for _, _, kind, value in _in_lines(_lower(page))}
    for number, raw, kind, value in _in_lines(page.text[:MAX_TEXT]):
        place = max(raw.find(value[-4:]), 0)
        zone = framed.get((kind, value), BODY)
        yield FoundContact(kind, value, zone, number, around(raw, place, place + 4))


def _upper(page: Page) -> str:
    """The header; nothing of the long beginning of a text, which stands in where a page has none."""
    stands_in = len(page.header) > _LONG_HEADER and page.text.startswith(page.header)
    return "" if stands_in else "\n".join(_no_sentences(page.header))


def _lower(page: Page) -> str:
    """The footer; of the end of the text, which stands in where a page has none, the last lines."""
    lines = _no_sentences(page.footer)
    return "\n".join(lines[-_STAND_IN:] if page.text.endswith(page.footer) else lines)


def _no_sentences(zone: str) -> list[str]:
    """Lines with words. A sentence is no foot, wherever it stands: it tells of somebody."""
    return [line for line in zone[-MAX_TEXT:].split("\n") if line.strip() and "。" not in line]


def _in_lines(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Number and words of a line, kind and value of each contact in it."""
    hinted = [(number, line[:MAX_LINE]) for number, line in enumerate(text.split("\n")) if _HINT.search(line)]
    # A foot that stands at the end of a long page is never left out.
    kept = hinted if len(hinted) <= MAX_LINES else hinted[: MAX_LINES // 2] + hinted[-MAX_LINES // 2 :]
    read = comparable_lines("\n".join(line for _, line in kept)) if kept else []
    for (number, raw), line in zip(kept, read, strict=True):
        yield from ((number, raw, kind, value) for kind, value in _in_line(line))


def _in_line(text: str) -> Iterator[tuple[str, str]]:
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if value := _normal(kind, found):
                yield kind, value


def _in_links(page: Page) -> Iterator[FoundContact]:
    for link in page.links[:MAX_LINES]:
        address = link.href[:300].lower()
        for scheme, kinds in (("mailto:", (EMAIL,)), ("tel:", (LANDLINE, MOBILE, SERVICE))):
            if address.startswith(scheme):
                told = _in_line(address.removeprefix(scheme))
                yield from (
                    FoundContact(kind, value, link.zone, -1, link.href[:80]) for kind, value in told if kind in kinds
                )
        if "uin=" in address or "t.me/" in address:
            told = _in_line(address)
            yield from (
                FoundContact(kind, value, link.zone, -1, link.href[:80]) for kind, value in told if kind in PERSONAL
            )


def _normal(kind: str, found: re.Match[str]) -> str:
    if kind == EMAIL:
        return found[0].strip(".-")
    if kind == LANDLINE:
        return f"0{found[1]}-{found[2]}"
    if kind == SERVICE:
        digits = "".join(found.groups())
        return digits if len(digits) == 10 else ""
    return "".join(found.groups())
