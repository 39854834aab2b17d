"""Where words end in a token that has lost its separators: ``irspaymentonline`` is ``irs``, ``payment``, ``online``.

The cheapest way to cut it, found by dynamic programming (Viterbi 1967; for words, Sproat et al. 1996, "A Stochastic
Finite-State Word-Segmentation Algorithm for Chinese").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LONGEST_TEXT = 63  # a DNS label (RFC 1035, 2.3.4)
LONGEST_PIECE = 24
OPENING_BITS = 2.0  # what an unknown stretch costs before its first character: one long stretch rather than crumbs

Words = Callable[[str], float | None]
Way = tuple[float, int, int]
"""What a way to cut costs in bits, its unknown stretches, its pieces: the smallest is the best."""


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` and what it costs in ``bits``; ``known`` where the lexicon has it."""

    start: int
    end: int
    bits: float
    known: bool


def segments(text: str, words: Words, unknown: float) -> tuple[Piece, ...]:
    """The cheapest way to cut ``text`` into known pieces and unknown stretches, in order and without gaps.

    ``words`` gives the cost of a known piece in bits, None for any other; ``unknown`` is the cost of a character that
    no word covers, beside ``OPENING_BITS`` a stretch. Costs are finite and not negative. At equal cost the way with
    fewer unknown stretches goes before, then that with fewer pieces. Only the first 63 characters are cut, no piece is
    longer than 24: some 1,300 questions at most to ``words``.
    """
    text = text[:LONGEST_TEXT]
    ways: list[Way] = [(0.0, 0, 0)]  # by end: the cheapest way to there
    last: list[Piece] = []
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - LONGEST_PIECE), end)
        ways_here = [_with(ways[start], *_cost(text[start:end], words, unknown)) for start in starts]
        way = min(ways_here)
        start = starts[ways_here.index(way)]
        ways.append(way)
        last.append(Piece(start, end, *_cost(text[start:end], words, unknown)))
    return _backwards(last)


def _cost(piece: str, words: Words, unknown: float) -> tuple[float, bool]:
    """Bits, and whether it is known. A word that costs more than its characters would is no word of this text."""
    loose = OPENING_BITS + unknown * len(piece)
    known = words(piece)
    return (loose, False) if known is None or known > loose else (known, True)


def _with(way: Way, bits: float, known: bool) -> Way:
    return way[0] + bits, way[1] + (not known), way[2] + 1


def _backwards(last: list[Piece]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    end = len(last)
    while end:
        found.append(last[end - 1])
        end = found[-1].start
    return tuple(reversed(found))
