"""Which part of a page an element belongs to: by its tag, its role, or the words in its id and class.

Pages name their parts in a mixture of English, pinyin and Chinese; the word lists are those seen on official sites.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

HEADER, NAVIGATION, BODY, FOOTER, HIDDEN = "header", "navigation", "body", "footer", "hidden"
TOP, BOTTOM = "top", "bottom"
"""What may be header or footer of the page, and may as well be those of any box; a page read has no such zone."""
ICON, REDIRECT = "icon", "redirect"
"""Where no words stand: a picture that the page names as its icon, an address that it goes to by itself."""

BY_TAG = {"header": HEADER, "nav": NAVIGATION, "menu": NAVIGATION, "footer": FOOTER}
_BY_ROLE = {"banner": HEADER, "navigation": NAVIGATION, "contentinfo": FOOTER}
_WORD = re.compile(r"[a-z]+|[\u4e00-\u9fff]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Words that may stand before the one that counts: "page-header" is the header, "panel-head" heads a panel.
_PREFIX = frozenset({
    "g", "m", "w", "z", "zw", "c", "page", "site", "main", "public", "common", "index", "wrap", "wrapper", "gov", "web",
    "sys", "new", "pc", "the", "content", "container",
})  # fmt: skip
_PARTS = "(?:er|bar|box|wrap|wrapper|bg|con|cont|content|main|area|left|right|center|nav|inner|logo|pic|img|title)?$"
_BY_WORD = (
    (FOOTER, re.compile(r"foot(?!ball|print|age|note|path)|copyright|copy$|banquan|dibu|版权|页脚|底部")),
    (BOTTOM, re.compile(r"bottom(?!line)")),
    (NAVIGATION, re.compile(r"nav|menu|daohang|导航|菜单")),
    (HEADER, re.compile(rf"(?:head|header|masthead|toubu){_PARTS}|页眉|顶部|头部")),
    (TOP, re.compile(rf"(?:top|logo|banner){_PARTS}")),
)
_NEVER = frozenset({"html", "body", "form", "main", "article", "a", "img", "input", "p", "td", "tr", "tbody"})

_FALLBACK_HEADER = 300
_FALLBACK_FOOTER = 1_500
_SMALL = 2_000
_NEAR = 300  # characters that may stand between two parts of one footer
_MUCH_NAVIGATION = 400


def zone_of(tag: str, identity: str | None = None, classes: str | None = None, role: str | None = None) -> str | None:
    """The zone that an element opens, or None when it opens none and belongs to what is around it."""
    zone = BY_TAG.get(tag) or _BY_ROLE.get(role or "")
    if zone is None and tag not in _NEVER and (identity or classes):
        zone = _by_words(f"{identity or ''} {classes or ''}"[:200])
    return zone


def nested(outer: str, inner: str | None) -> str:
    """The zone of an element inside another: what is hidden stays hidden, and all of a footer is footer."""
    if inner is None or outer in (HIDDEN, FOOTER):
        return outer
    if outer == BOTTOM:
        return FOOTER if inner == FOOTER else outer
    return outer if inner == BOTTOM and outer != BODY else inner


def settled(runs: Sequence[tuple[str, int]]) -> list[str]:
    """The zone of each run of words, when all runs of the page are known with how many characters each has.

    The footer is at the end: an earlier one belongs to some box, unless little stands between. What is only called
    bottom is footer where it touches one, or where nothing else is. A navigation that is most of the page is content.
    """
    total = sum(size for _, size in runs)
    zones = [_navigation_or_body(zone, size, total) for zone, size in runs]
    wanted = FOOTER if any(zone == FOOTER and size for zone, size in runs) else BOTTOM
    gap, met = 0, False
    for place in reversed(range(len(runs))):
        zone, size = zones[place], runs[place][1]
        if zone not in (FOOTER, BOTTOM):
            gap += size
            continue
        near = not met or gap <= (_NEAR if zone == wanted else 0)
        kept = near and (zone == wanted or (met and gap == 0) or _touches(zones, place))
        zones[place] = FOOTER if kept else BODY
        met, gap = met or (kept and size > 0), 0 if kept else gap + size
    return zones


def _navigation_or_body(zone: str, size: int, total: int) -> str:
    swallows = size > _MUCH_NAVIGATION and (size * 5 > total * 2 or size > 8 * _MUCH_NAVIGATION)
    return BODY if zone == NAVIGATION and swallows else zone


def _touches(zones: Sequence[str], place: int) -> bool:
    return place > 0 and zones[place - 1] == FOOTER


def header_and_footer(header: str, footer: str, text: str) -> tuple[str, str]:
    """The two zones as found, or where a page shows none (or all of it claims to be one) its first and last characters.

    What stands in for a header ends where the footer found begins; on a short page two stand-ins may overlap.
    """
    footer_found = _is_a_part(footer, text)
    if not _is_a_part(header, text):
        before = len(text) - len(footer) if footer_found else len(text)
        header = text[: min(_FALLBACK_HEADER, before)].rstrip()
    return header, footer if footer_found else text[-_FALLBACK_FOOTER:].lstrip()


def _by_words(named: str) -> str | None:
    # The first word that means a zone decides: "footer-logo" is footer, "header-bottom" is header.
    for name in named.split():
        words = _WORD.findall(_CAMEL.sub(" ", name).lower())
        telling = next((word for word in words if word not in _PREFIX), "")
        for zone, pattern in _BY_WORD:
            if pattern.match(telling):
                return zone
    return None


def _is_a_part(found: str, text: str) -> bool:
    return bool(found.strip()) and (len(found) < _SMALL or len(found) * 2 < len(text))
