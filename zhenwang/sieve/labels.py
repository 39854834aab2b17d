"""The labels as the kernels read them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Columns
from zhenwang.sieve.hashed import I32, ONE, U8, U64, Codes, text_hash
from zhenwang.sieve.jit import Number, inlined, kernel
from zhenwang.sieve.lexicon import LONGEST_MISSPELT, Lexicon

LETTERS = 26
OTHERS = 64 - 2 * LETTERS
FIRST = 97  # a
TWICE = np.uint64(LETTERS)


class Labels(NamedTuple):
    """``edits``: 0 also where a label is too long to be tried for misspellings; ``signatures`` and ``bits``: see
    ``signature``.
    """

    text: U8
    starts: NDArray[np.int64]
    lengths: I32
    edits: U8
    hashes: U64
    signatures: U64
    bits: U64

    @property
    def columns(self) -> Columns:
        return Columns(self.text, self.starts)


def labels_of(lexicon: Lexicon, codes: Codes) -> Labels:
    columns = Columns.of(lexicon.texts)
    lengths = np.diff(columns.starts).astype(np.int32)
    edits = np.where(lengths <= LONGEST_MISSPELT, lexicon.edits, 0).astype(np.uint8)
    signatures = np.zeros(len(lengths), np.uint64)
    bits = bits_of_bytes()
    _sign(bits, columns.text, columns.starts, signatures)
    return Labels(columns.text, columns.starts, lengths, edits, text_hash(codes.exact, columns), signatures, bits)


def bits_of_bytes() -> U64:
    """A letter has a bit, and a second one LETTERS higher; the other bytes share what remains."""
    places = 2 * LETTERS + np.arange(256) % OTHERS
    places[FIRST : FIRST + LETTERS] = np.arange(LETTERS)
    return ONE << places.astype(np.uint64)


@inlined
def signature(bits: U64, text: U8, start: Number, end: Number) -> Number:
    """Which letters occur, which occur twice, and which other bytes (modulo 12) occur: one added character sets at
    most one bit, so two texts at distance k have at most k bits that only the one has, and k that only the other has.
    """
    found = np.uint64(0)
    for place in range(start, end):
        bit = bits[text[place]]
        found |= (found & bit) << TWICE | bit  # other bytes' bits are shifted out
    return found


@kernel
def _sign(bits: U64, text: U8, starts: NDArray[np.int64], into: U64) -> None:
    for label in range(len(into)):
        into[label] = signature(bits, text, starts[label], starts[label + 1])
