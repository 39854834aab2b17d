"""Which part of a page an element belongs to: by its tag, its role, or the words in its id and class.

Pages name their parts in a mixture of English, pinyin and Chinese; the word lists are those seen on official sites.
"""

from __future__ import annotations

import re

HEADER, NAVIGATION, BODY, FOOTER, HIDDEN = "header", "navigation", "body", "footer", "hidden"
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
    (
        FOOTER,
        re.compile(r"foot(?!ball|print|age|note|path)|bottom(?!line)|copyright|copy$|banquan|dibu|版权|页脚|底部"),
    ),
    (NAVIGATION, re.compile(r"nav|menu|daohang|导航|菜单")),
    (HEADER, re.compile(rf"(?:head|header|top|logo|banner|masthead|toubu){_PARTS}|页眉|顶部|头部")),
)
_NEVER = frozenset({"html", "body", "form", "main", "article", "a", "img", "input", "p", "td", "tr", "tbody"})

_FALLBACK_HEADER = 300
_FALLBACK_FOOTER = 1_500
_SMALL = 2_000


def zone_of(tag: str, identity: str | None = None, classes: str | None = None, role: str | None = None) -> str | None:
    """The zone that an element opens, or None when it opens none and belongs to what is around it."""
    zone = BY_TAG.get(tag) or _BY_ROLE.get(role or "")
    if zone is None and tag not in _NEVER and (identity or classes):
        zone = _by_words(f"{identity or ''} {classes or ''}"[:200])
    return zone


def nested(outer: str, inner: str | None) -> str:
    """The zone of an element inside another: what is hidden stays hidden, and all of a footer is footer."""
    return outer if inner is None or outer in (HIDDEN, FOOTER) else inner


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
