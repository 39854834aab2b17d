"""Rows are cut into edges and units, a block of them at a time: what the kernels read fits the second-level cache."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.edge_words import EdgeWords, maybe_word, word_end, word_start
from zhenwang.sieve.hashed import BASE, DOT, ONE, PAIR_SHIFT, SEPARATOR, U8, U32, U64, Codes
from zhenwang.sieve.jit import Number, inlined
from zhenwang.sieve.lexicon import INSIDE_FROM, LONGEST_ROW, LONGEST_UNIT, RUN, SHORTEST, SHORTEST_UNIT

TWO = np.uint64(2)
MOST_ROWS = 512
MOST_CHARACTERS = 8192
UNITS_A_CHARACTER = RUN + 2  # no more begin at one place
SNIPS_A_CHARACTER = INSIDE_FROM - SHORTEST


class Block(NamedTuple):
    """Some rows without their separators, end to end, one byte between neighbours; prefix hashes that begin anew with
    each row; ``pair_first`` and ``pair_last``: where the second letters of rn and vv stand; ``snips`` are stretches
    between two edges that are too short to be looked for elsewhere.
    """

    text: U8
    exact: U64
    glance: U64
    edge: U8
    starts: U32
    ends: U32
    pair_first: U32
    pair_last: U32
    unit_row: U32
    unit_start: U32
    unit_end: U32
    snip_row: U32
    snip_start: U32
    snip_end: U32
    token_edges: U32
    label_edges: U32
    token_ends: U32
    counts: NDArray[np.int64]


ROWS, CHARACTERS, UNITS, SNIPS = range(4)  # places in ``counts``


def block() -> Block:
    places = MOST_CHARACTERS + 1
    units, snips = UNITS_A_CHARACTER * places, SNIPS_A_CHARACTER * places
    return Block(
        text=np.zeros(places, np.uint8),
        exact=np.zeros(places, np.uint64),
        glance=np.zeros(places, np.uint64),
        edge=np.zeros(places, np.uint8),
        starts=np.zeros(MOST_ROWS, np.uint32),
        ends=np.zeros(MOST_ROWS, np.uint32),
        pair_first=np.zeros(MOST_ROWS, np.uint32),
        pair_last=np.zeros(MOST_ROWS, np.uint32),
        unit_row=np.zeros(units, np.uint32),
        unit_start=np.zeros(units, np.uint32),
        unit_end=np.zeros(units, np.uint32),
        snip_row=np.zeros(snips, np.uint32),
        snip_start=np.zeros(snips, np.uint32),
        snip_end=np.zeros(snips, np.uint32),
        token_edges=np.zeros(3 * LONGEST_ROW + 4, np.uint32),
        label_edges=np.zeros(LONGEST_ROW + 4, np.uint32),
        token_ends=np.zeros(LONGEST_ROW + 4, np.uint32),
        counts=np.zeros(4, np.int64),
    )


@inlined
def cut(
    codes: Codes, fronts: EdgeWords, backs: EdgeWords, text: U8, starts: NDArray[np.int64], row: Number, into: Block
) -> Number:
    """Fill the block with rows from ``row`` on; the first row that is not in it."""
    into.edge[:] = 0
    into.counts[:] = 0
    place = np.int64(0)
    number = np.int64(0)
    while row + number < len(starts) - 1 and number < MOST_ROWS and place + LONGEST_ROW + 1 < MOST_CHARACTERS:
        into.starts[number] = place
        place = _cut_row(
            codes, fronts, backs, text, starts[row + number], starts[row + number + 1], into, number, place
        )
        into.ends[number] = place
        into.text[place] = 0
        place += 1
        number += 1
    into.counts[ROWS] = number
    into.counts[CHARACTERS] = place
    return row + number


@inlined
def _cut_row(
    codes: Codes,
    fronts: EdgeWords,
    backs: EdgeWords,
    text: U8,
    start: Number,
    end: Number,
    into: Block,
    number: Number,
    base: Number,
) -> Number:
    """Where the row ends that begins at ``base``."""
    place = np.uint64(base)
    limit = place + np.uint64(LONGEST_ROW)
    token = place
    squashed, exact_prefixes, glance_prefixes = into.text, into.exact, into.glance
    edges, labels, tokens = into.token_edges, into.label_edges, into.token_ends
    edges[0] = place
    labels[0] = tokens[0] = 0
    edge_count = np.uint64(1)
    label_count = np.uint64(1)
    token_count = np.uint64(1)
    exact = np.uint64(0)
    glance = np.uint64(0)
    exact_prefixes[place] = exact
    glance_prefixes[place] = glance
    pair_first, pair_last = limit, place
    before = np.uint8(0)
    for at in range(np.uint64(start), np.uint64(end)):
        byte = text[at]
        kind = codes.kinds[byte]
        if kind & SEPARATOR == 0:
            if place == limit:
                break
            if before & kind:
                pair_first, pair_last = min(pair_first, place), place
            squashed[place] = byte
            place += ONE
            exact = exact * BASE + codes.exact[byte]
            glance = glance * BASE + codes.glance[byte]
            exact_prefixes[place] = exact
            glance_prefixes[place] = glance
            before = kind >> PAIR_SHIFT
            continue
        if place > token:
            edge_count = _close_token(codes, fronts, backs, into, edge_count, token, place)
            tokens[token_count] = edge_count - ONE
            token_count += ONE
            token = place
        if kind & DOT and edges[labels[label_count - ONE]] < place:
            labels[label_count] = edge_count - ONE
            label_count += ONE
    if place > token:
        edge_count = _close_token(codes, fronts, backs, into, edge_count, token, place)
        tokens[token_count] = edge_count - ONE
        token_count += ONE
    if edges[labels[label_count - ONE]] < place:
        labels[label_count] = edge_count - ONE
        label_count += ONE
    into.pair_first[number], into.pair_last[number] = pair_first, pair_last
    if edge_count > ONE:
        into.edge[base] = 1
        _gather(into, number, edge_count, label_count, token_count)
    return np.int64(place)


@inlined
def _close_token(
    codes: Codes, fronts: EdgeWords, backs: EdgeWords, into: Block, count: Number, start: Number, end: Number
) -> Number:
    """Its edges, in order; its beginning is there already."""
    front, back = start, end
    if maybe_word(fronts, into.text[start], into.text[start + ONE]):
        front = word_end(fronts, codes, into.text, into.exact, start, end)
    if maybe_word(backs, into.text[end - ONE], into.text[max(end, TWO) - TWO]):
        back = word_start(backs, codes, into.text, into.exact, start, end)
    if front > start or back < end:
        count = _edge(into, count, min(front, back))
        count = _edge(into, count, max(front, back))
    return _edge(into, count, end)


@inlined
def _edge(into: Block, count: Number, place: Number) -> Number:
    into.edge[place] = 1
    into.token_edges[count] = place
    return count + np.uint64(place > into.token_edges[count - ONE])


@inlined
def _gather(into: Block, row: Number, edge_count: Number, label_count: Number, token_count: Number) -> None:
    edges, labels, tokens = into.token_edges, into.label_edges, into.token_ends
    units = np.uint64(into.counts[UNITS])
    for first in range(edge_count - ONE):
        units = _unit(into, units, row, edges[first], edges[first + ONE])
        if edges[first + ONE] - edges[first] < INSIDE_FROM:
            _snips(into, row, first, edge_count)
    for first in range(label_count - ONE):
        for last in range(first + ONE, min(first + np.uint64(RUN + 1), label_count)):
            if labels[last] - labels[first] > 1:  # otherwise two neighbouring edges
                units = _unit(into, units, row, edges[labels[first]], edges[labels[last]])
    label = np.uint64(0)
    for token in range(token_count - ONE):
        first, last = tokens[token], tokens[token + ONE]
        while label + ONE < label_count and labels[label + ONE] <= first:
            label += ONE
        if last - first > 1 and not (labels[label] == first and labels[label + ONE] == last):
            units = _unit(into, units, row, edges[first], edges[last])
    into.counts[UNITS] = units


@inlined
def _unit(into: Block, count: Number, row: Number, start: Number, end: Number) -> Number:
    into.unit_row[count] = row
    into.unit_start[count] = start
    into.unit_end[count] = end
    return count + np.uint64(SHORTEST_UNIT <= end - start <= LONGEST_UNIT)


@inlined
def _snips(into: Block, row: Number, first: Number, edge_count: Number) -> None:
    count = into.counts[SNIPS]
    start = into.token_edges[first]
    for last in range(first + ONE, edge_count):
        end = into.token_edges[last]
        if end - start >= INSIDE_FROM:
            break
        if end - start >= SHORTEST:
            into.snip_row[count] = row
            into.snip_start[count] = start
            into.snip_end[count] = end
            count += 1
    into.counts[SNIPS] = count
