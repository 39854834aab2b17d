"""What the rules are called, and where in a host the findings of a match stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from zhenwang.domain.candidate import Match

RULE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "embedded_host": "an official host stands inside it",
        "embedded_suffix": "a government suffix stands inside it",
        "gov_token": "a word for government",
        "place_and_office": "the place and the office of one body together",
        "suffix_swap": "an official name under another suffix",
        "label_equal": "an official name, letter for letter",
        "label_contains": "an official name inside a longer one",
        "combosquat": "an official name beside a word that services use",
        "hyphenation": "an official name, torn by hyphens",
        "pinyin": "the name in full pinyin",
        "initials": "the initials of the name",
        "abbreviation": "place and office abbreviated",
        "omission": "a character left out",
        "insertion": "a character put in",
        "transposition": "two characters changed over",
        "substitution": "another character",
        "bitsquat": "a character with one bit flipped",
        "two_edits": "two slips at once",
        "homoglyph": "characters that look the same",
        "native_name": "the name in its own script",
        "traditional_name": "the name in traditional characters",
        "retired_host": "an official host of the past",
        "country_inside": "a country before somebody else's name",
        "country_token": "the code of a country",
        "country_name": "the name of a country",
        "service_word": "a word that services use",
        "open_suffix": "a suffix that costs next to nothing",
        "random_name": "letters that nobody would choose",
        "serial_name": "an ending that only counts on",
    }
)
"""Every rule that a match or one of its reasons can name, in words."""

Place = tuple[int, int]


def rule_words(rule: str) -> str:
    """A rule in words; a rule of an older release that is no more stands for itself."""
    return RULE_WORDS.get(rule, rule)


def place_of(match: Match, name: str) -> Place | None:
    """Where the span that gave a host away stands in its name (U-labels): begin and end, None when it does not."""
    for reason, place in zip(match.reasons, places(match, name), strict=True):
        if reason.span == match.span and place:
            return place
    return _found(name, match.span, _begin(name))


def places(match: Match, name: str) -> tuple[Place | None, ...]:
    """Where the span of each reason stands. Reasons come in the order of the host, so each is sought behind the last:
    of two equal words each has its own.
    """
    return tuple(_in_order(match, name))


def _in_order(match: Match, name: str) -> Iterator[Place | None]:
    behind = _begin(name)
    for reason in match.reasons:
        found = _found(name, reason.span, behind)
        behind = found[1] if found else behind
        yield found


def _begin(name: str) -> int:
    """Behind a leading www, which no rule reads."""
    return len("www.") if name.startswith("www.") else 0


def _found(name: str, span: str, behind: int) -> Place | None:
    start = name.find(span, behind) if span else -1
    start = name.find(span) if span and start < 0 else start
    return (start, start + len(span)) if start >= 0 else None
