"""Labels of the same glance: units and labels are looked up by what a reader takes them for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Columns
from zhenwang.sieve.desk import Desk, note
from zhenwang.sieve.findings import Way
from zhenwang.sieve.hashed import (
    BASE,
    LOOKS,
    ONE,
    U8,
    Buckets,
    Codes,
    buckets,
    perhaps,
    same_bytes,
    stretch_hash,
    text_hash,
)
from zhenwang.sieve.jit import Number, inlined
from zhenwang.sieve.labels import Labels
from zhenwang.sieve.lexicon import ALIKE_FROM, LONGEST_UNIT
from zhenwang.sieve.stretches import UNITS, Block

WAY_ALIKE = int(Way.ALIKE)
R, N, V, M, W = b"rnvmw"
SMALL = 32


class Alikes(NamedTuple):
    """``text`` and ``starts``: the glance of each label, empty where it is not looked for."""

    text: U8
    starts: NDArray[np.int64]
    known: Buckets


def glance_of(text: bytes) -> bytes:
    return text.lower().replace(b"rn", b"m").replace(b"vv", b"w").translate(LOOKS)


def alikes(labels: Labels, codes: Codes) -> Alikes:
    glances = [glance_of(text) if len(text) >= ALIKE_FROM else b"" for text in labels.columns]
    columns = Columns.of(glance if len(glance) <= LONGEST_UNIT else b"" for glance in glances)
    which = np.flatnonzero(np.diff(columns.starts))
    return Alikes(columns.text, columns.starts, buckets(text_hash(codes.glance, columns)[which], which))


@inlined
def find_alike(index: Alikes, labels: Labels, codes: Codes, block: Block, desk: Desk, noted: Number) -> Number:
    """Findings ALIKE; the new number of findings."""
    bits, shift = index.known.bits, index.known.bit_shift
    for unit in range(block.counts[UNITS]):
        start, end = np.int64(block.unit_start[unit]), np.int64(block.unit_end[unit])
        row = block.unit_row[unit]
        paired = start <= block.pair_last[row] and block.pair_first[row] < end
        if paired or perhaps(bits, shift, stretch_hash(block.glance, codes.powers, start, end)):
            noted = _compare(index, labels, codes, block, unit, desk, noted)
    return noted


@inlined
def _compare(
    index: Alikes, labels: Labels, codes: Codes, block: Block, unit: Number, desk: Desk, noted: Number
) -> Number:
    row = np.int64(block.unit_row[unit])
    base = np.int64(block.starts[row])
    start, end = np.int64(block.unit_start[unit]), np.int64(block.unit_end[unit])
    length = _write_glance(codes, block.text, start, end, desk.glance)
    hashed = _hash(codes, desk.glance, length)
    slot = hashed >> index.known.head_shift
    for member in range(index.known.heads[slot], index.known.heads[slot + ONE]):
        if index.known.hashes[member] != hashed:
            continue
        label = np.int64(index.known.members[member])
        first = index.starts[label]
        if index.starts[label + 1] - first != length or not same_bytes(
            desk.glance, np.int64(0), index.text, first, length
        ):
            continue
        same = labels.lengths[label] == end - start
        if not (same and same_bytes(block.text, start, labels.text, labels.starts[label], end - start)):
            noted = note(desk, noted, row, label, WAY_ALIKE, start - base, end - base)
    return noted


@inlined
def _write_glance(codes: Codes, text: U8, start: Number, end: Number, into: U8) -> Number:
    length = np.int64(0)
    place = start
    while place < end:
        lower = text[place] | SMALL
        follower = text[place + 1] | SMALL if place + 1 < end else 0
        if lower == R and follower == N:
            into[length] = M
            place += 1
        elif lower == V and follower == V:
            into[length] = W
            place += 1
        else:
            into[length] = codes.looks[text[place]]
        place += 1
        length += 1
    return length


@inlined
def _hash(codes: Codes, text: U8, length: Number) -> Number:
    hashed = np.uint64(0)
    for place in range(length):
        hashed = hashed * BASE + codes.exact[text[place]]
    return hashed
