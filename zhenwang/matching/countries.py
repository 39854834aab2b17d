"""Rules for country codes, which say little alone and much beside a label of that country.

``country_inside``: a country of the registry as the last label before somebody else's registrable part
(``soumu.jp.x.top``).
``country_token``: a country as a token (``jp-nta-a.com``), or glued to a government word (``pkgovt``, ``bdgov``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from zhenwang.matching.background import bits, token_bits
from zhenwang.matching.evidence import Evidence
from zhenwang.matching.government_words import WITH_COUNTRY_BITS
from zhenwang.matching.index import Index
from zhenwang.matching.reading import Reading
from zhenwang.matching.vocabulary import vocabulary

CHANCE_BITS = 4.5  # some 25 countries of a registry are tried at once
OF_ALL_BITS = 7.6  # some 200 countries
COUNTRY = 2


def find(reading: Reading, index: Index) -> Iterator[Evidence]:
    marks = sorted(reading.edges)
    codes = vocabulary().codes | index.countries
    for start, end in pairwise(marks):
        code = reading.squashed[start:end]
        if end - start != COUNTRY or code not in codes:
            continue
        span = reading.span(start, end)
        if code not in index.countries:
            yield Evidence("country_token", (), span, country_bits(code, OF_ALL_BITS), country=code, alone=False)
            continue
        if any(end == first for first, _ in reading.government) and _glued(reading, start, end):
            yield Evidence("country_token", (), span, WITH_COUNTRY_BITS, country=code)
        elif _inside(reading, span.start, span.end) and code != reading.host.labels[-1]:
            yield Evidence("country_inside", (), span, country_bits(code), country=code)
        else:
            surprise = bits(reading.marked(start, end)) - CHANCE_BITS
            yield Evidence("country_token", (), span, surprise, country=code, alone=False)


def country_bits(code: str, chance: float = CHANCE_BITS) -> float:
    """What a country is worth as a token."""
    return max(token_bits(code) - chance, 0.0)


def _glued(reading: Reading, start: int, end: int) -> bool:
    return reading.offsets[end] == reading.offsets[end - 1] + 1 and (
        start == 0 or reading.offsets[start] != reading.offsets[start - 1] + 1
    )


def _inside(reading: Reading, start: int, end: int) -> bool:
    """Whether the token is the whole last label before the registrable part, with a label before it."""
    return end == reading.name_start - 1 and start > 0 and reading.body[start - 1] == "."
