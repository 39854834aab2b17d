"""Labels two edits away. A label is cut into three; two edits leave one piece whole, and it stands in the unit near its
old place (Li, Deng, Wang and Feng 2011, Pass-Join: a partition-based method for similarity joins; the places are those
of their multi-match-aware selection).

An exchange of two neighbours across a cut harms two pieces at once. Read the label with that pair exchanged: at most
one edit remains. Within the first piece or left of it, it leaves the last piece whole; elsewhere, the first. With both
cuts crossed no edit remains. So the first piece is also known with its last letter exchanged across the cut, the last
piece with its first, and the middle needs no second form.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from zhenwang.sieve.desk import NOTES, PROBES, Desk
from zhenwang.sieve.distance import drain
from zhenwang.sieve.hashed import ONE, U8, U32, U64, Buckets, Codes, buckets, characters_of, perhaps, prefix_hashes
from zhenwang.sieve.jit import Number, inlined
from zhenwang.sieve.labels import Labels
from zhenwang.sieve.lexicon import LONGEST_MISSPELT, LONGEST_UNIT, SHORTEST_UNIT
from zhenwang.sieve.stretches import UNITS, Block

EDITS = 2
PIECES = 3
BITS_APART = np.uint64(EDITS)
MOST_NOTES = NOTES - PROBES


class Plan(NamedTuple):
    """Where units of each length are probed: those of ``length`` at ``first[length]`` to ``first[length + 1]``. A piece
    goes from ``start`` to ``end``, both from the unit's beginning; ``power`` is that of its length, ``salt`` tells
    label lengths and pieces apart.
    """

    first: U32
    start: U8
    end: U8
    power: U64
    salt: U64


class Segments(NamedTuple):
    """``signatures``: of the members, in their order."""

    plan: Plan
    known: Buckets
    signatures: U64


def segments(labels: Labels, codes: Codes) -> Segments:
    which = np.flatnonzero(labels.edits == EDITS)
    lengths = labels.lengths[which]
    salts = np.random.default_rng(EDITS).integers(0, 2**64, (LONGEST_MISSPELT + 1, PIECES), np.uint64)
    keys = [np.zeros(0, np.uint64)]
    members = [np.zeros(0, np.int64)]
    present = np.unique(lengths).tolist()
    for length in present:
        own = which[lengths == length]
        pieces = _pieces(characters_of(labels.columns, own, length), salts[length], codes)
        keys += pieces
        members += [own] * len(pieces)
    known = buckets(np.concatenate(keys), np.concatenate(members))
    return Segments(_plan(present, salts, codes), known, labels.signatures[known.members])


def _plan(lengths: list[int], salts: U64, codes: Codes) -> Plan:
    probes = [_probes(unit, lengths) for unit in range(LONGEST_UNIT + 1)]
    first = np.cumsum([0, *map(len, probes)], dtype=np.uint32)
    flat = np.array([probe for of_unit in probes for probe in of_unit], np.int64).reshape(-1, 4)
    start, end, label, piece = flat.T
    return Plan(first, start.astype(np.uint8), end.astype(np.uint8), codes.powers[end - start], salts[label, piece])


def _probes(unit: int, lengths: list[int]) -> list[tuple[int, int, int, int]]:
    """Start, end, label length and piece."""
    found = []
    for label in range(max(1, unit - EDITS), unit + EDITS + 1):
        if unit < SHORTEST_UNIT or label not in lengths:
            continue
        first, middle, last = _sizes(label)
        longer = unit - label
        found += [(0, first, label, 0), (unit - last, unit, label, 2)]
        places = [first + shift for shift in range(max(-1, longer - 1), min(1, longer + 1) + 1)]
        found += [(place, place + middle, label, 1) for place in places if place >= 0 and place + middle <= unit]
    return found


def _sizes(length: int) -> tuple[int, int, int]:
    first, last = length // PIECES, (length + 1) // PIECES
    return first, length - first - last, last


def _pieces(characters: U8, salts: U64, codes: Codes) -> list[U64]:
    """Salted hashes of the three pieces, and of the two other forms."""
    first, middle, last = _sizes(characters.shape[1])
    cuts = (0, first, first + middle, first + middle + last)
    pieces = [characters[:, cuts[piece] : cuts[piece + 1]] for piece in range(PIECES)]
    found = [_hash(piece, codes) + salts[number : number + 1] for number, piece in enumerate(pieces)]
    if first and middle:
        crossed = np.concatenate([pieces[0][:, :-1], pieces[1][:, :1]], axis=1)
        found.append(_hash(crossed, codes) + salts[:1])
    if middle and last:
        crossed = np.concatenate([pieces[1][:, -1:], pieces[2][:, 1:]], axis=1)
        found.append(_hash(crossed, codes) + salts[2:])
    return found


def _hash(characters: U8, codes: Codes) -> U64:
    return prefix_hashes(codes.exact, characters)[:, -1]


@inlined
def find_segments(index: Segments, labels: Labels, block: Block, desk: Desk, noted: Number, serial: Number) -> Number:
    """Findings EDIT1 and EDIT2 of labels that may be misspelt twice; ``serial`` as in ``find_deleted``."""
    units = np.uint64(block.counts[UNITS])
    unit = np.uint64(0)
    while unit < units:
        count = np.uint64(0)
        while unit < units and count < MOST_NOTES:
            count = _probe(index.plan, index.known, block, desk, unit, count)
            unit += ONE
        noted = drain(index.known, index.signatures, BITS_APART, labels, block, desk, count, noted, serial)
    return noted


@inlined
def _probe(plan: Plan, known: Buckets, block: Block, desk: Desk, unit: Number, count: Number) -> Number:
    start = np.uint64(block.unit_start[unit])
    length = np.uint64(block.unit_end[unit]) - start
    exact = block.exact
    for probe in range(np.uint64(plan.first[length]), np.uint64(plan.first[length + ONE])):
        before = exact[start + np.uint64(plan.start[probe])]
        hashed = exact[start + np.uint64(plan.end[probe])] - before * plan.power[probe] + plan.salt[probe]
        desk.key[count] = hashed
        desk.at[count] = unit
        count += perhaps(known.bits, known.bit_shift, hashed)
    return count
