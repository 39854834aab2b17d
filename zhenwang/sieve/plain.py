"""The sieve without a compiler: numpy over whole batches, rapidfuzz where two strings are measured, pyahocorasick where
labels are looked for inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Columns, Offsets
from zhenwang.sieve.findings import Findings, Gains, Way
from zhenwang.sieve.lexicon import Lexicon
from zhenwang.sieve.plain_alike import Alike
from zhenwang.sieve.plain_edges import Edges
from zhenwang.sieve.plain_hash import Hashed
from zhenwang.sieve.plain_literal import Literal
from zhenwang.sieve.plain_misspelt import Misspelt
from zhenwang.sieve.plain_rows import Batch, distinct, squash, units
from zhenwang.sieve.plain_texts import spread

_BATCH_ROWS = 1 << 14
_BATCH_BYTES = 1 << 20

_Found = tuple[Way, Offsets, Offsets, Offsets]  # a way; of each finding the label, and where it begins and ends


@dataclass(frozen=True, slots=True, eq=False)
class PlainSieve:
    """Nothing here changes after it is made: any number of threads may ask."""

    edges: Edges
    literal: Literal
    misspelt: Misspelt
    alike: Alike

    @classmethod
    def of(cls, lexicon: Lexicon) -> PlainSieve:
        return cls(Edges.of(lexicon), Literal.of(lexicon), Misspelt.of(lexicon), Alike.of(lexicon))

    def find(self, rows: Columns) -> Findings:
        return _joined([self._find(batch, first) for first, batch in _batches(rows)])

    def reach(self, rows: Columns, gains: Gains) -> NDArray[np.float32]:
        """Per row: the best gain above 0 on each stretch, added over all stretches; in bits."""
        total = np.zeros(len(rows), np.float64)
        for first, batch in _batches(rows):
            found = self._find(batch, 0)
            total[first : first + len(batch)] = _reach(found, gains, len(batch))
        return total.astype(np.float32)

    @property
    def nbytes(self) -> int:
        return self.edges.nbytes + self.literal.nbytes + self.misspelt.nbytes + self.alike.nbytes

    def _find(self, rows: Columns, first_row: int) -> Findings:
        batch = squash(rows)
        hashed = Hashed.of(batch.text)
        edges = self.edges.of_batch(batch, hashed)
        return _findings(batch, [*self._literal(hashed, edges), *self._units(batch, hashed, edges)], first_row)

    def _literal(self, hashed: Hashed, edges: NDArray[np.bool_]) -> Iterator[_Found]:
        for way, starts, labels in self.literal.find(hashed, edges):
            yield way, labels, starts, starts + self.literal.lengths[labels]

    def _units(self, batch: Batch, hashed: Hashed, edges: NDArray[np.bool_]) -> Iterator[_Found]:
        """What reads the same is looked up once."""
        everywhere = units(batch, np.flatnonzero(edges))
        once = distinct(hashed, everywhere)
        unit, labels, distance = self.misspelt.find(hashed, once.stretches)
        found = [(way, unit[distance == edits], labels[distance == edits]) for way, edits in _EDITS]
        for way, unit, labels in [*found, (Way.ALIKE, *self.alike.find(hashed, once.stretches))]:
            which, places = spread(once.firsts[unit], once.firsts[unit + 1])
            at = once.places[places]
            yield way, labels[which], everywhere.starts[at], everywhere.ends[at]


_EDITS = ((Way.EDIT1, 1), (Way.EDIT2, 2))


def _batches(rows: Columns) -> Iterator[tuple[int, Columns]]:
    """Neighbouring rows, as many as there is room for, and the number of the first."""
    first = 0
    while first < len(rows):
        room = int(np.searchsorted(rows.starts, rows.starts[first] + _BATCH_BYTES, "right")) - 1
        end = min(max(room, first + 1), first + _BATCH_ROWS, len(rows))
        text = rows.text[rows.starts[first] : rows.starts[end]]
        yield first, Columns(text, rows.starts[first : end + 1] - rows.starts[first])
        first = end


def _findings(batch: Batch, found: list[_Found], first_row: int) -> Findings:
    starts = np.concatenate([starts for _, _, starts, _ in found])
    rows = batch.rows_of(starts)
    begins = batch.begins[rows]
    return Findings(
        row=(rows + first_row).astype(np.int32),
        label=np.concatenate([labels for _, labels, _, _ in found]).astype(np.int32),
        way=np.repeat([way for way, _, _, _ in found], [len(labels) for _, labels, _, _ in found]).astype(np.uint8),
        start=(starts - begins).astype(np.int16),
        end=(np.concatenate([ends for _, _, _, ends in found]) - begins).astype(np.int16),
    )


def _joined(parts: list[Findings]) -> Findings:
    return Findings(
        row=np.concatenate([np.zeros(0, np.int32), *(part.row for part in parts)]),
        label=np.concatenate([np.zeros(0, np.int32), *(part.label for part in parts)]),
        way=np.concatenate([np.zeros(0, np.uint8), *(part.way for part in parts)]),
        start=np.concatenate([np.zeros(0, np.int16), *(part.start for part in parts)]),
        end=np.concatenate([np.zeros(0, np.int16), *(part.end for part in parts)]),
    )


def _reach(found: Findings, gains: Gains, rows: int) -> NDArray[np.float64]:
    by_way = np.stack([gains.equal, gains.inside, gains.edit1, gains.edit2, gains.alike])
    gain = by_way[found.way, found.label]
    worth = np.flatnonzero(gain > 0)
    stretch = (found.row[worth].astype(np.int64) << 16) + (found.start[worth].astype(np.int64) << 8) + found.end[worth]
    stretches, which = np.unique(stretch, return_inverse=True)
    best = np.zeros(len(stretches), np.float64)
    np.maximum.at(best, which, gain[worth])
    total: NDArray[np.float64] = np.bincount(stretches >> 16, best, minlength=rows).astype(np.float64)
    return total
