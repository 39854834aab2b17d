"""Rules for words that keep company with a body that a host names: ``service_word`` and ``country_name``.

A token is cut into the pieces that explain it best (``segment``), with the vocabulary and the official labels as its
lexicon; so ``pay`` counts in ``irspayonline`` and not in ``papaya``.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhenwang.matching.evidence import Evidence
from zhenwang.matching.index import Index
from zhenwang.matching.pieces import pieces_of
from zhenwang.matching.reading import Reading
from zhenwang.matching.vocabulary import SHORTEST_INSIDE, glued, vocabulary

EACH_FURTHER_WORD = 0.5  # words of one sort come together: the second says half of what it would alone


def find(reading: Reading, index: Index) -> Iterator[Evidence]:
    known = vocabulary()
    found: dict[str, tuple[float, int, int]] = {}
    for start, end in reading.tokens:
        for piece in pieces_of(reading.squashed[start:end], index):
            first, last = start + piece.start, start + piece.end
            text = reading.squashed[first:last]
            if not piece.known or not _counts(reading, first, last):
                continue
            if text in known.words:
                free = first in reading.edges and last in reading.edges
                worth = (known.words[text] if free else glued(known.words[text]), first, last)
                found[text] = max(found.get(text, worth), worth)
            elif code := known.countries.get(text):
                yield Evidence(
                    "country_name", (), reading.span(first, last), known.country_bits(text), country=code, alone=False
                )
    ranked = sorted(found.values(), key=lambda word: (-word[0], word[1]))
    for rank, (bits, first, last) in enumerate(ranked):
        yield Evidence("service_word", (), reading.span(first, last), bits * EACH_FURTHER_WORD**rank, alone=False)


def _counts(reading: Reading, start: int, end: int) -> bool:
    """A short word only between edges: ``pt`` and ``sw`` stand inside every other host."""
    return end - start >= SHORTEST_INSIDE or (start in reading.joints and end in reading.joints)
