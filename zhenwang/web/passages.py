"""Where a snippet stands on the page, and which passages two pages share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from zhenwang.domain.look import Page
from zhenwang.text.comparable import comparable
from zhenwang.web.visible import Piece

ZONES = ("title", "header", "navigation", "footer", "text")
AROUND = 48
_ZONE_WORDS = {"title": "标题", "header": "页头", "footer": "页脚"}
GRAM = 10
"""Comparable characters that must agree in a row before two pages are said to share a passage."""
MAX_ZONE = 6_000

_READING = re.compile(r"[(（][a-zà-üā-ǜ0-9 ]{1,12}[)）]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A snippet in its surroundings, in the page's own characters. ``zone`` is empty when it was not found there."""

    before: str
    hit: str
    after: str
    zone: str = ""


def in_context(snippet: str, page: Page | None, said: str = "") -> Passage:
    """The snippet's first place on the page: in the zone that the finding ``said``, else in the smallest one.

    Alone when it stands in none (a host, a link).
    """
    wanted = snippet.removesuffix("…").strip()
    if page is None or len(wanted) < 2:
        return Passage("", snippet, "")
    spaced = re.compile(r"\s*".join(re.escape(char) for char in wanted[:200] if not char.isspace()))
    for zone in sorted(ZONES, key=lambda zone: _ZONE_WORDS.get(zone, "?") not in said):
        text = getattr(page, zone)[: MAX_ZONE * 10]
        found = spaced.search(text)
        if found:
            before, after = text[max(0, found.start() - AROUND) : found.start()], text[found.end() :][:AROUND]
            cut = "…" if found.start() > AROUND else ""
            return Passage(cut + _flat(before), found[0], _flat(after) + ("…" if after else ""), zone)
    return Passage("", snippet, "")


def grams(texts: Iterable[str]) -> frozenset[str]:
    """The passages of official texts to compare with."""
    folded = ("".join(form for _, form in _folded(text)) for text in texts)
    return frozenset(text[at : at + GRAM] for text in folded for at in range(len(text) - GRAM + 1))


def shared(text: str, official: frozenset[str]) -> list[Piece]:
    """The text in pieces; those of kind ``hit`` also stand in the official texts."""
    folded = _folded(text)
    letters = "".join(form for _, form in folded)
    covered = bytearray(min(len(text), MAX_ZONE))
    for at in range(len(letters) - GRAM + 1):
        if letters[at : at + GRAM] in official:
            start, end = folded[at][0], folded[at + GRAM - 1][0] + 1
            covered[start:end] = b"\x01" * (end - start)
    return _runs(text[:MAX_ZONE], covered)


def _runs(text: str, covered: bytearray) -> list[Piece]:
    found: list[Piece] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or covered[at] != covered[start]:
            found.append(Piece(text[start:at], "hit" if covered[start] else ""))
            start = at
    return found


def _folded(text: str) -> list[tuple[int, str]]:
    """Each character that counts, as its place and its one-letter comparable form. Bracketed readings do not count."""
    readings = {at for found in _READING.finditer(text[:MAX_ZONE]) for at in range(*found.span())}
    forms = ((at, _fold(char)) for at, char in enumerate(text[:MAX_ZONE]) if at not in readings)
    return [(at, form) for at, form in forms if form]


@lru_cache(maxsize=20_000)
def _fold(char: str) -> str:
    return comparable(char)[:1] if char.isalnum() else ""


def _flat(text: str) -> str:
    return " ".join(text.split()) if text.strip() else ""
