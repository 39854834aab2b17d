"""Labels one edit away: a label and a unit at distance 1 become the same when at most one character of each is left
out (symmetric deletion; Mor and Fraenkel 1982, A hash code method for detecting and correcting spelling errors).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from zhenwang.sieve.desk import NOTES, Desk
from zhenwang.sieve.distance import drain
from zhenwang.sieve.hashed import ONE, U64, Buckets, Codes, buckets, characters_of, perhaps, prefix_hashes
from zhenwang.sieve.jit import Number, inlined
from zhenwang.sieve.labels import Labels
from zhenwang.sieve.lexicon import LONGEST_UNIT
from zhenwang.sieve.stretches import UNITS, Block

MOST_NOTES = NOTES - LONGEST_UNIT - 1


class Deletions(NamedTuple):
    """``shortest``, ``longest``: the units that come into question; ``signatures``: of the members, in their order."""

    shortest: int
    longest: int
    known: Buckets
    signatures: U64


def deletions(labels: Labels, codes: Codes) -> Deletions:
    which = np.flatnonzero(labels.edits == 1)
    lengths = labels.lengths[which]
    keys = [np.zeros(0, np.uint64)]
    members = [np.zeros(0, np.int64)]
    for length in np.unique(lengths).tolist():
        own = which[lengths == length]
        hashes = shortened(prefix_hashes(codes.exact, characters_of(labels.columns, own, length)), codes)
        key, again = hashes.ravel(), np.repeat(own, hashes.shape[1])
        keys.append(key)
        members.append(again)
    known = buckets(np.concatenate(keys), np.concatenate(members))
    signatures = labels.signatures[known.members]
    if not len(which):
        return Deletions(1, 0, known, signatures)
    return Deletions(int(lengths.min()) - 1, int(lengths.max()) + 1, known, signatures)


def shortened(prefixes: U64, codes: Codes) -> U64:
    """One text a row; the hash of the whole, and those without the first character, the second, and so on."""
    length = prefixes.shape[1] - 1
    whole = prefixes[:, -1:]
    without = whole + (prefixes[:, :-1] - prefixes[:, 1:]) * codes.powers[length - 1 :: -1]
    return np.concatenate([whole, without], axis=1)


@inlined
def find_deleted(
    index: Deletions, labels: Labels, codes: Codes, block: Block, desk: Desk, noted: Number, serial: Number
) -> Number:
    """Findings EDIT1 of labels that may be misspelt once. ``serial``: of the block's first unit, among all."""
    units = np.uint64(block.counts[UNITS])
    unit = np.uint64(0)
    while unit < units:
        count = np.uint64(0)
        while unit < units and count < MOST_NOTES:
            start, end = np.uint64(block.unit_start[unit]), np.uint64(block.unit_end[unit])
            if index.shortest <= end - start <= index.longest:
                count = _probe(index.known, codes.powers, block.exact, desk, unit, start, end, count)
            unit += ONE
        noted = drain(index.known, index.signatures, ONE, labels, block, desk, count, noted, serial)
    return noted


@inlined
def _probe(
    known: Buckets,
    powers: U64,
    exact: U64,
    desk: Desk,
    unit: Number,
    start: Number,
    end: Number,
    count: Number,
) -> Number:
    first = exact[start]
    last = end - ONE
    hashed = exact[end] - first * powers[end - start]
    desk.key[count] = hashed
    desk.at[count] = unit
    count += perhaps(known.bits, known.bit_shift, hashed)
    rest = exact[end] - first * powers[last - start]
    for place in range(start, end):
        hashed = rest + (exact[place] - exact[place + ONE]) * powers[last - place]
        desk.key[count] = hashed
        desk.at[count] = unit
        count += perhaps(known.bits, known.bit_shift, hashed)
    return count
