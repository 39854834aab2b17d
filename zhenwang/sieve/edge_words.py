"""Words that make an edge where they begin or end a token, such as ``gov``: the longest that fits counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Columns
from zhenwang.sieve.hashed import ONE, U8, U64, Buckets, Codes, buckets, same_bytes, stretch_hash, text_hash
from zhenwang.sieve.jit import Number, inlined
from zhenwang.sieve.lexicon import LONGEST_ROW

SIX_BITS = 6
LOW_BITS = (1 << SIX_BITS) - 1


class EdgeWords(NamedTuple):
    """``outer``: by the outermost byte and the next, whether a word may stand there; ``lengths``, the longest first."""

    outer: U8
    lengths: U64
    text: U8
    starts: NDArray[np.int64]
    known: Buckets


def fronts(words: Iterable[bytes], codes: Codes) -> EdgeWords:
    return _edge_words(words, codes, True)


def backs(words: Iterable[bytes], codes: Codes) -> EdgeWords:
    return _edge_words(words, codes, False)


def _edge_words(words: Iterable[bytes], codes: Codes, front: bool) -> EdgeWords:
    usable = sorted({word for word in words if 0 < len(word) <= LONGEST_ROW})
    outer = np.zeros((1 << SIX_BITS, 1 << SIX_BITS), np.uint8)
    for word in usable:
        outward = word if front else word[::-1]
        outer[outward[0] & LOW_BITS, outward[1] & LOW_BITS if len(word) > 1 else slice(None)] = 1
    lengths = np.array(sorted({len(word) for word in usable}, reverse=True), np.uint64)
    columns = Columns.of(usable)
    known = buckets(text_hash(codes.exact, columns), np.arange(len(usable)))
    return EdgeWords(outer.ravel(), lengths, columns.text, columns.starts, known)


@inlined
def maybe_word(words: EdgeWords, outermost: Number, following: Number) -> Number:
    """False: no word stands where a token has these bytes at its edge."""
    return words.outer[(outermost & LOW_BITS) << SIX_BITS | following & LOW_BITS] != 0


@inlined
def word_end(words: EdgeWords, codes: Codes, text: U8, prefixes: U64, start: Number, end: Number) -> Number:
    """Where the longest word ends that begins the token; ``start`` without one."""
    for length in words.lengths:
        if length <= end - start and _stands(words, codes, text, prefixes, start, start + length):
            return start + length
    return start


@inlined
def word_start(words: EdgeWords, codes: Codes, text: U8, prefixes: U64, start: Number, end: Number) -> Number:
    """Where the longest word begins that ends the token; ``end`` without one."""
    for length in words.lengths:
        if length <= end - start and _stands(words, codes, text, prefixes, end - length, end):
            return end - length
    return end


@inlined
def _stands(words: EdgeWords, codes: Codes, text: U8, prefixes: U64, start: Number, end: Number) -> Number:
    slot = stretch_hash(prefixes, codes.powers, start, end) >> words.known.head_shift
    for place in range(words.known.heads[slot], words.known.heads[slot + ONE]):
        word = words.known.members[place]
        first = words.starts[word]
        if np.uint64(words.starts[word + 1] - first) == end - start and same_bytes(
            text, start, words.text, np.uint64(first), end - start
        ):
            return True
    return False
