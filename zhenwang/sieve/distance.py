"""How many edits lie between a unit and a label, 64 cells of the matrix at a time."""

from __future__ import annotations

import numpy as np

from zhenwang.sieve.desk import Desk, note, open_buckets
from zhenwang.sieve.findings import Way
from zhenwang.sieve.hashed import ONE, U8, U64, Buckets
from zhenwang.sieve.jit import Number, inlined
from zhenwang.sieve.labels import Labels, signature
from zhenwang.sieve.stretches import Block

ZERO = np.uint64(0)
WAY_EDIT1 = int(Way.EDIT1)


@inlined
def bit_count(word: Number) -> Number:
    """The compiler knows this form and takes the processor's own instruction."""
    word = word - (word >> ONE & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + (word >> np.uint64(2) & np.uint64(0x3333333333333333))
    word = word + (word >> np.uint64(4)) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return word * np.uint64(0x0101010101010101) >> np.uint64(56)


@inlined
def drain(
    known: Buckets,
    signatures: U64,
    apart: Number,
    labels: Labels,
    block: Block,
    desk: Desk,
    count: Number,
    noted: Number,
    serial: Number,
) -> Number:
    """Settle the labels that the probes on the desk point to, each once a unit, but for those whose letters differ by
    more than ``apart`` on a side.
    """
    current = np.int64(-1)
    own = np.uint64(0)
    open_buckets(known, signatures, desk, count)
    for hit in range(count):
        unit = np.int64(desk.at[hit])
        if unit != current:
            current = unit
            own = signature(labels.bits, block.text, np.int64(block.unit_start[unit]), np.int64(block.unit_end[unit]))
        for member in range(desk.first[hit], desk.after[hit]):
            other = signatures[member]
            if bit_count(own & ~other) > apart or bit_count(other & ~own) > apart:
                continue
            label = np.int64(known.members[member])
            if desk.seen[label] != serial + unit:
                desk.seen[label] = serial + unit
                noted = settle(labels, label, block, unit, desk, noted)
    return noted


@inlined
def settle(labels: Labels, label: Number, block: Block, unit: Number, desk: Desk, noted: Number) -> Number:
    """Compare the unit with a label that may be near, and note a finding."""
    row = np.int64(block.unit_row[unit])
    base = np.int64(block.starts[row])
    start, end = np.int64(block.unit_start[unit]), np.int64(block.unit_end[unit])
    for place in range(start, end):
        desk.masks[block.text[place]] |= ONE << np.uint64(place - start)
    edits = _osa(desk.masks, end - start, labels.text, labels.starts[label], labels.starts[label + 1])
    for place in range(start, end):
        desk.masks[block.text[place]] = ZERO
    if 0 < edits <= labels.edits[label]:
        noted = note(desk, noted, row, label, WAY_EDIT1 + edits - 1, start - base, end - base)
    return noted


@inlined
def _osa(masks: U64, length: Number, text: U8, start: Number, end: Number) -> Number:
    """Optimal string alignment, bit-parallel (Hyyrö 2003, A bit-vector algorithm for computing Levenshtein and Damerau
    edit distances). ``masks``: where each byte stands in the one text, of 1 to 64 bytes; the other is ``text``.
    """
    down, up, zero_diagonal, before = ~ZERO, ZERO, ZERO, ZERO
    lowest = np.uint64(length - 1)
    distance = np.int64(length)
    for place in range(start, end):
        mask = masks[text[place]]
        exchanged = ((~zero_diagonal & mask) << ONE) & before
        zero_diagonal = (((mask & down) + down) ^ down) | mask | up | exchanged
        right = up | ~(zero_diagonal | down)
        left = zero_diagonal & down
        distance += np.int64(right >> lowest & ONE) - np.int64(left >> lowest & ONE)
        right = right << ONE | ONE
        left = left << ONE
        down = left | ~(zero_diagonal | right)
        up = right & zero_diagonal
        before = mask
    return distance
