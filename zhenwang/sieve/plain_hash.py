"""Hashes of many stretches of one text, and of what is left of a stretch when a character or two are taken away.

A stretch ``s`` has the hash ``sum(value[s[k]] * BASE**k)`` modulo 2**64 (Rabin and Karp, 1987). ``BASE`` is odd and has
an inverse, so the hash of any stretch is a difference of two sums over the whole text, moved to the beginning. Equal
hashes are never taken for equal strings: every user compares the characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Bytes, Offsets

Hashes = NDArray[np.uint64]

_MODULUS = 1 << 64
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, _MODULUS)
_CHUNK = 1 << 15  # variants hashed at once: they stay in the cache of a core


@dataclass(frozen=True, slots=True, eq=False)
class Hashed:
    """``sums[i]``: hash of the text before ``i``; ``back[i]``: ``BASE**-i``."""

    text: Bytes
    values: Hashes
    sums: Hashes
    back: Hashes

    @classmethod
    def of(cls, text: Bytes) -> Hashed:
        values = _values()[text]
        sums = np.zeros(len(text) + 1, np.uint64)
        np.cumsum(values * _powers(_BASE, len(text)), out=sums[1:])
        return cls(text, values, sums, _powers(_INVERSE, len(text) + 1))

    def stretches(self, starts: Offsets, ends: Offsets) -> Hashes:
        return (self.sums[ends] - self.sums[starts]) * self.back[starts]

    def variants(self, starts: Offsets, length: int, taken: int) -> Iterator[tuple[int, Hashes]]:
        """Of the stretches of one ``length``: the hashes of all that is left when up to ``taken`` (0, 1, 2) characters
        are taken away, in chunks: the number of the chunk's first stretch, and a table of one column per stretch.
        """
        rows = 1 + (length if taken else 0) + (length * (length - 1) // 2 if taken == 2 else 0)
        step = max(1, _CHUNK // rows)
        for first in range(0, len(starts), step):
            at = starts[first : first + step]
            table = np.empty((rows, len(at)), np.uint64)
            _fill(table, self.values[at + np.arange(length)[:, np.newaxis]], taken)
            yield first, table


def same(text: Bytes, starts: Offsets, other: Bytes, other_starts: Offsets, lengths: Offsets) -> NDArray[np.bool_]:
    """Per stretch: are its ``lengths`` (1 or more) characters those at ``other_starts`` of ``other``?"""
    if not len(lengths):
        return np.zeros(0, np.bool_)
    ends = np.cumsum(lengths)
    firsts = ends - lengths
    within = np.arange(ends[-1])
    unlike = (
        text[within + np.repeat(starts - firsts, lengths)] != other[within + np.repeat(other_starts - firsts, lengths)]
    )
    return ~np.logical_or.reduceat(unlike, firsts)


def _fill(table: Hashes, values: Hashes, taken: int) -> None:
    """Character ``k`` weighs ``BASE**k`` where it stands, one power less behind one gap, two behind two."""
    length = len(values)
    weights = _powers(_BASE, length)[:, np.newaxis]
    whole = values * weights
    np.add.reduce(whole, axis=0, out=table[0])
    if not taken:
        return
    nearer = whole * np.uint64(_INVERSE)
    before = _exclusive_sums(whole)
    behind = _sums_from(nearer)
    one_gap = table[1 : length + 1]
    np.add(before, behind[1:], out=one_gap)
    if taken == 2:
        second_gap = _sums_from(nearer * np.uint64(_INVERSE))[1:] - behind[:-1]
        row = length + 1
        for gap in range(length - 1):
            np.add(one_gap[gap], second_gap[gap + 1 :], out=table[row : row + length - 1 - gap])
            row += length - 1 - gap


def _exclusive_sums(columns: Hashes) -> Hashes:
    sums = np.zeros_like(columns)
    for k in range(len(columns) - 1):
        np.add(sums[k], columns[k], out=sums[k + 1])
    return sums


def _sums_from(columns: Hashes) -> Hashes:
    sums = np.zeros((len(columns) + 1, columns.shape[1]), np.uint64)
    for k in range(len(columns) - 1, -1, -1):
        np.add(sums[k + 1], columns[k], out=sums[k])
    return sums


def _powers(base: int, count: int) -> Hashes:
    factors = np.full(count, base, np.uint64)
    factors[:1] = 1
    return np.multiply.accumulate(factors)


def _values() -> Hashes:
    """One number per byte, spread over 64 bits (splitmix64; Steele, Lea and Flood, 2014)."""
    mixed = np.arange(1, 257, dtype=np.uint64) * np.uint64(_BASE)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
