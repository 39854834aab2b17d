"""Labels letter for letter: each is looked for by its rarest few letters, those of two and three between edges only."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.desk import Desk, note
from zhenwang.sieve.findings import Way
from zhenwang.sieve.hashed import (
    ONE,
    U32,
    U64,
    Buckets,
    Codes,
    buckets,
    characters_of,
    perhaps,
    same_bytes,
    stretch_hash,
)
from zhenwang.sieve.jit import Number, inlined
from zhenwang.sieve.labels import Labels
from zhenwang.sieve.lexicon import INSIDE_FROM
from zhenwang.sieve.stretches import CHARACTERS, ROWS, SNIPS, Block

LONG_GRAM = 6
BYTE = np.uint64(8)
SHORT_MASK = np.uint64((1 << 8 * INSIDE_FROM) - 1)
LONG_MASK = np.uint64((1 << 8 * LONG_GRAM) - 1)
MIX = np.uint64(0x9E37_79B9_7F4A_7C15)  # 2^64 over the golden ratio: Knuth's multiplicative hashing
MEMBER_BITS = 6  # a member is a label and the place in it where its gram ends
WAY_EQUAL, WAY_INSIDE = int(Way.EQUAL), int(Way.INSIDE)


class Grams(NamedTuple):
    """``snips``: labels too short for a gram; ``short``: by INSIDE_FROM letters; ``long``: by LONG_GRAM letters."""

    snips: Buckets
    short: Buckets
    long: Buckets


def grams(labels: Labels) -> Grams:
    lengths = labels.lengths
    snips = np.flatnonzero(lengths < INSIDE_FROM)
    short = np.flatnonzero((lengths >= INSIDE_FROM) & (lengths < LONG_GRAM))
    return Grams(
        buckets(labels.hashes[snips], snips),
        _rarest(labels, short, INSIDE_FROM),
        _rarest(labels, np.flatnonzero(lengths >= LONG_GRAM), LONG_GRAM),
    )


def _rarest(labels: Labels, which: NDArray[np.int64], size: int) -> Buckets:
    """Each label under the gram that the fewest labels have."""
    found = [
        _grams_of(labels, which[labels.lengths[which] == length], size) for length in np.unique(labels.lengths[which])
    ]
    if not found:
        return buckets(np.zeros(0, np.uint64), np.zeros(0, np.int64))
    common = np.concatenate([hashes.ravel() >> COUNTER for _, hashes in found]).astype(np.int64)
    counts = np.bincount(common)
    keys, members = [], []
    for own, hashes in found:
        best = np.argmin(counts[(hashes >> COUNTER).astype(np.int64)], axis=1)
        keys.append(hashes[np.arange(len(own)), best])
        members.append(own << MEMBER_BITS | (best + size))
    return buckets(np.concatenate(keys), np.concatenate(members))


COUNTER = np.uint64(64 - 20)


def _grams_of(labels: Labels, which: NDArray[np.int64], size: int) -> tuple[NDArray[np.int64], U64]:
    characters = characters_of(labels.columns, which, int(labels.lengths[which[0]])).astype(np.uint64)
    count = characters.shape[1] - size + 1
    whole = np.zeros((len(which), count), np.uint64)
    for place in range(size):
        whole = whole << BYTE | characters[:, place : place + count]
    return which, whole * MIX


@inlined
def find_contained(index: Grams, labels: Labels, codes: Codes, block: Block, desk: Desk, noted: Number) -> Number:
    """Findings EQUAL and INSIDE; the new number of findings."""
    text = block.text
    short_count = np.uint64(0)
    long_count = np.uint64(0)
    gram = np.uint64(0)
    for place in range(np.uint64(block.counts[CHARACTERS])):
        gram = gram << BYTE | np.uint64(text[place])
        mixed = (gram & SHORT_MASK) * MIX
        desk.at[short_count] = place
        short_count += perhaps(index.short.bits, index.short.bit_shift, mixed)
        mixed = (gram & LONG_MASK) * MIX
        desk.other_at[long_count] = place
        long_count += perhaps(index.long.bits, index.long.bit_shift, mixed)
    noted = _drain(index.short, labels, codes, block, desk, noted, desk.at, short_count, SHORT_MASK)
    noted = _drain(index.long, labels, codes, block, desk, noted, desk.other_at, long_count, LONG_MASK)
    return _snips(index.snips, labels, codes, block, desk, noted)


@inlined
def _drain(
    index: Buckets,
    labels: Labels,
    codes: Codes,
    block: Block,
    desk: Desk,
    noted: Number,
    places: U32,
    count: Number,
    mask: Number,
) -> Number:
    row = np.int64(0)
    last = block.counts[ROWS] - 1
    for hit in range(count):
        after = np.int64(places[hit]) + 1
        while after > block.ends[row] and row < last:
            row += 1
        base, limit = np.int64(block.starts[row]), np.int64(block.ends[row])
        gram = np.uint64(0)
        for place in range(max(after - LONG_GRAM, np.int64(0)), after):
            gram = gram << BYTE | np.uint64(block.text[place])
        mixed = (gram & mask) * MIX
        slot = mixed >> index.head_shift
        for member in range(index.heads[slot], index.heads[slot + ONE]):
            if index.hashes[member] != mixed:
                continue
            packed = index.members[member]
            label = np.int64(packed >> MEMBER_BITS)
            start = after - (packed & (1 << MEMBER_BITS) - 1)
            end = start + labels.lengths[label]
            if base <= start and end <= limit and _stands(labels, label, codes, block, start, end):
                way = WAY_EQUAL if block.edge[start] and block.edge[end] else WAY_INSIDE
                noted = note(desk, noted, row, label, way, start - base, end - base)
    return noted


@inlined
def _snips(index: Buckets, labels: Labels, codes: Codes, block: Block, desk: Desk, noted: Number) -> Number:
    for snip in range(block.counts[SNIPS]):
        start, end = np.int64(block.snip_start[snip]), np.int64(block.snip_end[snip])
        hashed = stretch_hash(block.exact, codes.powers, start, end)
        if perhaps(index.bits, index.bit_shift, hashed) == 0:
            continue
        slot = hashed >> index.head_shift
        row = np.int64(block.snip_row[snip])
        base = np.int64(block.starts[row])
        for member in range(index.heads[slot], index.heads[slot + ONE]):
            label = np.int64(index.members[member])
            if labels.lengths[label] == end - start and _stands(labels, label, codes, block, start, end):
                noted = note(desk, noted, row, label, WAY_EQUAL, start - base, end - base)
    return noted


@inlined
def _stands(labels: Labels, label: Number, codes: Codes, block: Block, start: Number, end: Number) -> Number:
    if stretch_hash(block.exact, codes.powers, start, end) != labels.hashes[label]:
        return False
    return same_bytes(block.text, start, labels.text, labels.starts[label], end - start)
