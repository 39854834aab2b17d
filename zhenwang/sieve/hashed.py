"""Polynomial hashes modulo 2^64 (Karp and Rabin 1987): with those of all prefixes, that of any substring costs one
multiplication; and a filter and buckets to look them up. No match rests on a hash: what is met is compared.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Columns
from zhenwang.sieve.jit import Number, inlined
from zhenwang.sieve.lexicon import LONGEST_ROW

U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
I32 = NDArray[np.int32]

BASE = np.uint64(0x9F2B_64B1_0D7C_3A95)
SPARSE, DENSE, FEW_BITS = 5, 3, 17
SEED = 20_181_116
SEPARATOR, DOT = 1, 2
FIRST_R, FIRST_V, PAIR_SHIFT = 16, 32, 2  # of rn and vv; shifted so far, the kind of their second letter
LOOKS = bytes.maketrans(b"01i|35", b"ollles")
ONE = np.uint64(1)
WORD = np.uint64(63)
WORD_SHIFT = np.uint64(6)


class Codes(NamedTuple):
    """What a byte counts in a hash, and the powers by which its place is weighed. The codes are random, so the high
    bits of a hash need no further mixing.
    """

    exact: U64
    glance: U64
    looks: U8  # what a byte is taken for at a glance
    kinds: U8
    powers: U64


class Buckets(NamedTuple):
    """A multimap from hash to member. ``bits`` answers for most hashes that they are not there; ``hashes`` are those of
    the members, in their order.
    """

    bits: U64
    bit_shift: np.uint64
    heads: I32
    head_shift: np.uint64
    members: I32
    hashes: U64


def codes() -> Codes:
    exact = np.random.default_rng(SEED).integers(0, 2**64, 256, np.uint64)
    looks = np.frombuffer(bytes(range(256)).lower().translate(LOOKS), np.uint8)
    kinds = np.zeros(256, np.uint8)
    kinds[list(b"-_.")] = SEPARATOR
    kinds[ord(".")] |= DOT
    kinds[list(b"Rr")] = FIRST_R
    kinds[list(b"Nn")] = FIRST_R >> PAIR_SHIFT
    kinds[list(b"Vv")] = FIRST_V | FIRST_V >> PAIR_SHIFT
    powers = np.full(LONGEST_ROW + 2, BASE)
    powers[0] = 1
    powers = np.cumprod(powers, dtype=np.uint64)
    return Codes(exact, exact[looks], looks, kinds, powers)


def prefix_hashes(of: U64, characters: U8) -> U64:
    """``characters``: one text a row, all of one length; the result has one column more."""
    count, length = characters.shape
    hashes = np.zeros((count, length + 1), np.uint64)
    for place in range(length):
        hashes[:, place + 1] = hashes[:, place] * BASE + of[characters[:, place]]
    return hashes


def text_hash(of: U64, texts: Columns) -> U64:
    """Of each text as a whole."""
    lengths = np.diff(texts.starts)
    hashes = np.zeros(len(texts), np.uint64)
    for length in np.unique(lengths):
        which = np.flatnonzero(lengths == length)
        hashes[which] = prefix_hashes(of, characters_of(texts, which, int(length)))[:, -1]
    return hashes


def characters_of(texts: Columns, which: NDArray[np.int64], length: int) -> U8:
    """The texts ``which``, all ``length`` long, as a matrix."""
    matrix: U8 = texts.text[texts.starts[which][:, None] + np.arange(length)]
    return matrix


def buckets(hashes: U64, members: NDArray[np.int64]) -> Buckets:
    """The filter has 32 to 64 bits a member, and a quarter of it where it would not stay in the second-level cache."""
    head_bits = max(4, (max(1, len(hashes)) - 1).bit_length())
    bit_bits = head_bits + (SPARSE if head_bits <= FEW_BITS else DENSE)
    head_shift, bit_shift = np.uint64(64 - head_bits), np.uint64(64 - bit_bits)
    slots = (hashes >> head_shift).astype(np.int64)
    order = np.argsort(slots, kind="stable")
    heads = np.zeros(2**head_bits + 1, np.int32)
    np.cumsum(np.bincount(slots, minlength=2**head_bits), out=heads[1:])
    present = np.zeros(2**bit_bits, np.bool_)
    present[hashes >> bit_shift] = True
    bits = np.packbits(present, bitorder="little").view(np.uint64)
    return Buckets(bits, bit_shift, heads, head_shift, members[order].astype(np.int32), hashes[order])


@inlined
def stretch_hash(prefixes: U64, powers: U64, start: Number, end: Number) -> Number:
    return prefixes[end] - prefixes[start] * powers[end - start]


@inlined
def perhaps(bits: U64, shift: Number, hashed: Number) -> Number:
    """0: no member has this hash."""
    place = hashed >> shift
    return bits[place >> WORD_SHIFT] >> (place & WORD) & ONE


@inlined
def same_bytes(one: U8, start: Number, other: U8, other_start: Number, length: Number) -> Number:
    for place in range(length):  # noqa: SIM110 (a kernel has no generators)
        if one[start + place] != other[other_start + place]:
            return False
    return True
