"""The style sheets that a page brings along, as far as they hide words or add some; and what its scripts may undo.

Only plain selectors (``.notice``, ``#notice``) outside of conditions hide anything. A name that any other rule shows,
or that a script speaks of, is not hidden: a menu opens, a tab is switched, and a mask comes off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

from zhenwang.pages.styles import PLAIN, Style, declared, read_style, unescaped

MAX_SHEET, MAX_RULES, MAX_SCRIPT = 262_144, 4_000, 524_288
"""Characters of all sheets, rules in them, and characters of all scripts that are looked at."""
MAX_CONTENT = 200
_MAX_SELECTOR = 500

_BRACE = re.compile(r"([{}])")
_EVERYWHERE = re.compile(r"@media\s{1,9}(?:only\s{1,9})?(?:all|screen)\s{0,9}\Z", re.IGNORECASE)
_PLAIN = re.compile(r"[.#][\w\u00a0-\uffff-]{1,60}\Z")
_NAME = re.compile(r"[.#][\w\u00a0-\uffff-]{1,60}")
_PSEUDO = re.compile(r"::?(before|after)\Z", re.IGNORECASE)
_TELLING = re.compile(
    r"display|visibility|opacity|position|margin|indent|clip|overflow|transform|font|colou?r|background|direction", re.I
)
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.){0,200})\"|'((?:[^'\\]|\\.){0,200})'|attr\(\s{0,9}([\w-]{1,40})\s{0,9}\)")
_SPOKEN = re.compile(r"[\w\u00a0-\uffff-]{2,60}")
_HIDES = re.compile(
    r"getElementById\(\s{0,9}[\"']([\w-]{1,60})[\"']\s{0,9}\)\s{0,9}\.\s{0,9}style\s{0,9}\.\s{0,9}"
    r"(?:display|visibility)\s{0,9}=\s{0,9}[\"'](?:none|hidden)[\"']"
)
_URL = re.compile(r"url\(\s{0,9}[\"']?([^\"')]{1,2000})")

Content = tuple[str, ...]
"""Parts of what stands before or behind an element: words, or ``attr:name`` for the value of an attribute."""


class Sheets:
    """What all style elements of a page and its own scripts come to, by plain selector.

    ``styles`` say what is seen, ``before`` and ``behind`` are words that a sheet sets beside an element, ``pictures``
    the selectors and addresses of backgrounds. ``code`` gives the page's scripts, and is called only when asked.
    """

    def __init__(self, sheets: str = "", code: Callable[[], str] = str) -> None:
        self.styles: dict[str, Style] = {}
        self.before: dict[str, Content] = {}
        self.behind: dict[str, Content] = {}
        self.pictures: list[tuple[str, str]] = []
        self._code = code
        shown: set[str] = set()
        for number, (selectors, body) in enumerate(_rules(sheets[:MAX_SHEET])):
            if number >= MAX_RULES:
                break
            shown.update(self._take(selectors, body))
        for name in shown:
            self.styles.pop(name, None)

    def __bool__(self) -> bool:
        return bool(self.styles or self.before or self.behind)

    @cached_property
    def _scripts(self) -> str:
        return self._code()[:MAX_SCRIPT]

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The words of the page's scripts, but for those that only hide something."""
        return frozenset(_SPOKEN.findall(_HIDES.sub("", self._scripts)))

    @cached_property
    def put_away(self) -> frozenset[str]:
        """The ids of what a script hides as soon as the page is there."""
        return frozenset(found[1] for found in _HIDES.finditer(self._scripts)) - self.spoken

    def _take(self, selectors: str, body: str) -> Iterator[str]:
        """Take one rule in. Yields the names that it shows."""
        self.pictures += ((selectors, found[1].strip()) for found in _URL.finditer(body) if selectors[0] != "@")
        style = read_style(body) if _TELLING.search(body) else PLAIN
        covers = style.hidden or style.veiled or style.tiny or style.turned or style.backwards
        for selector in map(str.strip, selectors.split(",")):
            pseudo = _PSEUDO.search(selector)
            if pseudo:
                self._beside(selector[: pseudo.start()], pseudo[1].lower(), style, body)
            elif covers and _PLAIN.match(selector):
                self.styles[selector] = together(self.styles.get(selector, PLAIN), style)
            elif style.displayed or style.veiled is False or (not covers and "opacity" in body):
                yield from _NAME.findall(selector)

    def _beside(self, selector: str, where: str, style: Style, body: str) -> None:
        if _PLAIN.match(selector) and not (style.hidden or style.veiled or style.tiny):
            words = _content(body)
            if words:
                (self.before if where == "before" else self.behind)[selector] = words


def together(first: Style, then: Style) -> Style:
    """Both styles on one element; where they disagree, the second holds."""
    return replace(
        then,
        hidden=(first.hidden and not then.displayed) or then.hidden,
        veiled=first.veiled if then.veiled is None else then.veiled,
        tiny=first.tiny if then.tiny is None else then.tiny,
        ink=then.ink or first.ink,
        ground=then.ground if then.painted else first.ground,
        painted=first.painted or then.painted,
        turned=first.turned or then.turned,
        backwards=first.backwards or then.backwards,
    )


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold on every screen."""
    before, inside, apart = "", 0, 0  # open braces in all, and from where on a condition holds
    selectors = ""
    for part in _BRACE.split(_without_comments(text)):
        if part == "{":
            inside += 1
            selectors = before.rpartition(";")[2].strip()
            if selectors.startswith("@") and not _EVERYWHERE.match(selectors):
                apart = apart or inside
        elif part == "}":
            if selectors and not apart and len(selectors) <= _MAX_SELECTOR and selectors[0] != "@":
                yield selectors, before
            selectors = ""
            inside = max(inside - 1, 0)
            apart = 0 if inside < apart else apart
        before = part


def _without_comments(text: str) -> str:
    kept, place = [], 0
    while (start := text.find("/*", place)) >= 0:
        kept.append(text[place:start])
        end = text.find("*/", start + 2)
        place = len(text) if end < 0 else end + 2
    return "".join(kept) + text[place:]


def _content(body: str) -> Content:
    parts = _QUOTED.finditer(declared(body, "content")[:MAX_CONTENT])
    told = (f"attr:{found[3].lower()}" if found[3] else unescaped(found[1] or found[2] or "") for found in parts)
    return tuple(one for one in told if any(character.isalnum() for character in one))
