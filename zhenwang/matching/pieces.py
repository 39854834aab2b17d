"""What a token is made of: official labels, words of the vocabulary, countries' names, and letters between them."""

from __future__ import annotations

from zhenwang.matching.index import Index
from zhenwang.matching.segment import Piece, segments
from zhenwang.matching.vocabulary import vocabulary

LETTER_BITS = 4.7  # one of 26 letters
WORD_BITS = 10.0  # one of some thousand words
LABEL_BITS = 11.0  # a body's name is rarer than a word


def pieces_of(token: str, index: Index) -> tuple[Piece, ...]:
    """The cheapest way to cut a token into what is known and what is not."""
    return segments(token, lambda text: _cost(text, index), LETTER_BITS)


def _cost(text: str, index: Index) -> float | None:
    if vocabulary().knows(text):
        return WORD_BITS
    return LABEL_BITS if index.ascii_patterns.get(text) else None
