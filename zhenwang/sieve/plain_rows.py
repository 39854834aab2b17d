"""A batch of rows, squashed end to end: where its tokens, labels, edges and units are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Bytes, Columns, Offsets
from zhenwang.sieve.lexicon import LONGEST_ROW, LONGEST_UNIT, RUN, SHORTEST_UNIT
from zhenwang.sieve.plain_hash import Hashed, same

ROW_END = ord(".")  # no squashed row holds a separator
_SEPARATORS = b".-_"


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """``text``: each row squashed, with ``ROW_END`` behind it. ``begins``: where each row begins, and the end of all.
    ``tokens`` and ``labels``: where each begins, and every row's end, ascending: each reaches to the next.
    """

    text: Bytes
    begins: Offsets
    tokens: Offsets
    labels: Offsets

    def rows_of(self, places: Offsets) -> Offsets:
        return np.searchsorted(self.begins, places, "right") - 1


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    starts: Offsets
    ends: Offsets


@dataclass(frozen=True, slots=True, eq=False)
class Distinct:
    """Stretches of which no two read the same, and where each of them stands: ``places[firsts[i]:firsts[i + 1]]`` are
    numbers of the stretches that read as ``stretches`` number ``i`` does.
    """

    stretches: Stretches
    places: Offsets
    firsts: Offsets


def squash(rows: Columns) -> Batch:
    text = rows.text
    kept = ~_table(_SEPARATORS)[text]
    source = np.flatnonzero(kept)
    counts = np.searchsorted(source, rows.starts)
    lengths = np.diff(counts)
    source = source[counts[0] : counts[-1]]
    if len(lengths) and lengths.max() > LONGEST_ROW:
        source = source[np.arange(len(source)) - np.repeat(counts[:-1] - counts[0], lengths) < LONGEST_ROW]
        lengths = np.minimum(lengths, LONGEST_ROW)
    begins = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths + 1, out=begins[1:])
    places = np.arange(len(source)) + np.repeat(np.arange(len(lengths)), lengths)
    squashed = np.full(begins[-1], ROW_END, np.uint8)
    squashed[places] = text[source]
    dots = np.cumsum(text == ROW_END, dtype=np.int32)[source]
    return Batch(
        squashed,
        begins,
        _bounds(begins, places[~kept[source - 1]]),
        _bounds(begins, places[1:][dots[1:] != dots[:-1]]),
    )


def units(batch: Batch, edges: Offsets) -> Stretches:
    """Between neighbouring edges, tokens, and runs of labels; each once: what has no edge inside is there already."""
    starts, ends = [edges[:-1]], [edges[1:]]
    cut = np.diff(np.searchsorted(edges, batch.tokens)) > 1
    first, last = batch.tokens[:-1][cut], batch.tokens[1:][cut]
    following = np.append(batch.labels, -1)[np.searchsorted(batch.labels, first, "right")]
    only = ~(np.isin(first, batch.labels) & (following == last))  # a token that is a label is a run of one
    starts.append(first[only])
    ends.append(last[only])
    ends_row = batch.text[batch.labels] == ROW_END
    rows = np.cumsum(ends_row) - ends_row
    inside = np.searchsorted(edges, batch.labels)
    for run in range(1, min(RUN, len(rows) - 1) + 1):
        whole = (rows[:-run] == rows[run:]) & (inside[run:] - inside[:-run] > 1)
        starts.append(batch.labels[:-run][whole])
        ends.append(batch.labels[run:][whole])
    start, end = np.concatenate(starts), np.concatenate(ends)
    fits = (batch.text[start] != ROW_END) & (end - start >= SHORTEST_UNIT) & (end - start <= LONGEST_UNIT)
    return Stretches(start[fits], end[fits])


def distinct(hashed: Hashed, stretches: Stretches) -> Distinct:
    keys = hashed.stretches(stretches.starts, stretches.ends)
    order = np.argsort(keys)
    keys = keys[order]
    starts, lengths = stretches.starts[order], (stretches.ends - stretches.starts)[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = keys[1:] != keys[:-1]
    models = np.flatnonzero(new)[np.cumsum(new) - 1]
    again = np.flatnonzero(~new)
    alike = lengths[again] == lengths[models[again]]
    alike[alike] = same(
        hashed.text, starts[again[alike]], hashed.text, starts[models[again[alike]]], lengths[again[alike]]
    )
    if not alike.all():  # other texts of the same hash: each stands for itself
        others = again[~alike]
        order = np.concatenate([np.delete(order, others), order[others]])
        new = np.concatenate([np.delete(new, others), np.ones(len(others), np.bool_)])
    firsts = np.flatnonzero(new)
    found = order[firsts]
    return Distinct(Stretches(stretches.starts[found], stretches.ends[found]), order, np.append(firsts, len(order)))


def _bounds(begins: Offsets, inner: Offsets) -> Offsets:
    flags = np.zeros(begins[-1], np.bool_)
    flags[inner] = True
    flags[begins[:-1]] = True
    flags[begins[1:] - 1] = True
    return np.flatnonzero(flags)


def _table(members: bytes) -> NDArray[np.bool_]:
    table = np.zeros(256, np.bool_)
    table[list(members)] = True
    return table
