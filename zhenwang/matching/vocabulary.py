"""Words that speak of no body in particular: what impostors ask for, and the names of countries.

They keep company with a body that a host names: ``irs`` says little, ``irs-refund`` much. What a word is worth follows
from how rare it is in benign hosts, less what it costs to have tried so many; it is never worth a look alone.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from zhenwang.matching.background import token_bits
from zhenwang.matching.country_names import countries_by_name, country_codes, top_level
from zhenwang.matching.service_words import service_words

SHORTEST_INSIDE = 4  # a shorter word counts only between edges
WORD_CHANCE_BITS = 8.0  # a judgement: all words are tried, and the common ones are the likelier by far
COUNTRY_CHANCE_BITS = 7.6  # some 200 countries
SHORTEST_EDGE_WORD, LONGEST_EDGE_WORD = 3, 16
# Of 20,000 benign hosts one in 69 has a service word as a token (6.1 bits), one in 7 as any piece (2.9 bits). Impostors
# use them far more often, and not always: what is left to a word is a judgement below the first, and near the second.
LEAST_BITS, MOST_BITS = 0.5, 3.0
GLUED_AT_MOST_BITS = 2.5


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """``words``: bits of each service word as a token; ``countries``: alpha-2 code by a country's name in Latin
    letters, and ``codes`` all of them, as top levels write them (``uk``).
    """

    words: Mapping[str, float]
    countries: Mapping[str, str]
    codes: frozenset[str]

    def knows(self, text: str) -> bool:
        """Whether a text by itself is a word of the vocabulary."""
        return text in self.words or text in self.countries

    def country_bits(self, name: str) -> float:
        return _bounded(token_bits(name) - COUNTRY_CHANCE_BITS)


@functools.cache
def edge_words() -> frozenset[str]:
    """Words that are parted from a token that they begin or end: ``payment|irs``, ``irs|payment``.

    Of three letters only English ones: initials and syllables begin every other word.
    """
    english = (
        word for word, said in service_words().items() if said.language == "en" or len(word) > SHORTEST_EDGE_WORD
    )
    words = (*english, *(name for name in vocabulary().countries if len(name) > SHORTEST_EDGE_WORD))
    return frozenset(word for word in words if SHORTEST_EDGE_WORD <= len(word) <= LONGEST_EDGE_WORD)


@functools.cache
def vocabulary() -> Vocabulary:
    """The shipped words; read once."""
    words = {word: _bounded(token_bits(word) - WORD_CHANCE_BITS) for word in service_words()}
    countries = {name: top_level(code) for name, code in countries_by_name().items()}
    return Vocabulary(words, countries, frozenset(map(top_level, country_codes())))


def glued(bits: float) -> float:
    """What is left of a word's bits where other letters touch it."""
    return min(bits, GLUED_AT_MOST_BITS)


def _bounded(bits: float) -> float:
    return min(max(bits, LEAST_BITS), MOST_BITS)
