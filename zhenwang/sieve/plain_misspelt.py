"""Units that are one or two edits away from a label.

Strings at OSA distance d become the same when up to d characters are taken from each: every edit, an exchange of
neighbours too, takes one from each side at most (symmetric deletion; Mor and Fraenkel, 1982; Garbe, SymSpell, 2012).
The index holds the hashes of all that is left of each label; those of each unit are looked up. Most meet a bit that is
not set; what meets the hash of a label is measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from zhenwang.sieve.columns import Bytes, Columns, Offsets
from zhenwang.sieve.lexicon import LONGEST_MISSPELT, LONGEST_UNIT, SHORTEST_UNIT, Lexicon
from zhenwang.sieve.plain_hash import Hashed, Hashes
from zhenwang.sieve.plain_rows import Stretches
from zhenwang.sieve.plain_texts import spread

_BITS_EACH = 16  # bits in the filter per hash: one in 16 of the others passes
_LONGEST_FILTER = 28  # binary digits


@dataclass(frozen=True, slots=True, eq=False)
class Misspelt:
    """``filter``: a bit per beginning of a hash. ``buckets``: where the labels of a shorter beginning are in
    ``labels`` and, with the last 32 bits of their hashes, in ``prints``. ``taken``: per length of a unit, how many
    characters are taken from it.
    """

    texts: tuple[bytes, ...]
    lengths: Offsets
    edits: NDArray[np.int64]
    taken: tuple[int, ...]
    filter: Bytes
    filter_shift: np.uint64
    buckets: NDArray[np.int32]
    bucket_shift: np.uint64
    prints: NDArray[np.uint32]
    labels: NDArray[np.int32]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Misspelt:
        lengths = np.array([len(text) for text in lexicon.texts], np.int64)
        edits = np.where(lengths <= LONGEST_MISSPELT, lexicon.edits, 0).astype(np.int64)
        hashes, labels = _variants(lexicon, lengths, edits)
        size = max(8, min(int(len(hashes) * _BITS_EACH).bit_length(), _LONGEST_FILTER))
        bits = np.zeros(1 << size, np.bool_)
        bits[(hashes >> np.uint64(64 - size)).view(np.int64)] = True
        bucket_shift = np.uint64(64 - size + 4)
        order = np.argsort(hashes)
        counts = np.bincount((hashes >> bucket_shift).view(np.int64), minlength=1 << (size - 4))
        return cls(
            texts=lexicon.texts,
            lengths=lengths,
            edits=edits,
            taken=tuple(_taken(length, lengths, edits) for length in range(LONGEST_UNIT + 1)),
            filter=np.packbits(bits, bitorder="little"),
            filter_shift=np.uint64(64 - size),
            buckets=np.append(0, np.cumsum(counts)).astype(np.int32),
            bucket_shift=bucket_shift,
            prints=hashes[order].astype(np.uint32),
            labels=labels[order].astype(np.int32),
        )

    def find(self, hashed: Hashed, units: Stretches) -> tuple[Offsets, Offsets, NDArray[np.int64]]:
        """Pairs of a unit and a label, 1 or 2 edits apart: their numbers, and how many."""
        pairs = [np.zeros(0, np.int64)]
        lengths = units.ends - units.starts
        for length in range(SHORTEST_UNIT, LONGEST_UNIT + 1):
            numbers = np.flatnonzero(lengths == length)
            if self.taken[length] and len(numbers):
                pairs.extend(self._candidates(hashed, units.starts[numbers], numbers, length))
        unit, label = np.divmod(np.unique(np.concatenate(pairs)), max(1, len(self.texts)))
        near = np.abs(lengths[unit] - self.lengths[label]) <= self.edits[label]
        return self._measured(hashed, units, unit[near], label[near])

    def _candidates(self, hashed: Hashed, starts: Offsets, numbers: Offsets, length: int) -> Iterator[Offsets]:
        for first, table in hashed.variants(starts, length, self.taken[length]):
            flat = table.ravel()
            index = (flat >> self.filter_shift).view(np.int64)
            passed = np.flatnonzero(self.filter[index >> 3] >> (index & 7).astype(np.uint8) & np.uint8(1))
            keys = flat[passed]
            bucket = (keys >> self.bucket_shift).view(np.int64)
            which, entries = spread(self.buckets[bucket], self.buckets[bucket + 1])
            alike = self.prints[entries] == keys[which].astype(np.uint32)
            unit = numbers[first + passed[which[alike]] % table.shape[1]]
            yield np.unique(unit * len(self.texts) + self.labels[entries[alike]])

    def _measured(
        self, hashed: Hashed, units: Stretches, unit: Offsets, label: Offsets
    ) -> tuple[Offsets, Offsets, NDArray[np.int64]]:
        text = hashed.text.tobytes()
        starts, ends = units.starts[unit].tolist(), units.ends[unit].tolist()
        spelt = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        meant = [self.texts[number] for number in label.tolist()]
        distance = cpdist(spelt, meant, scorer=OSA.distance, score_cutoff=2).astype(np.int64)
        near = (distance > 0) & (distance <= self.edits[label])
        return unit[near], label[near], distance[near]

    @property
    def nbytes(self) -> int:
        columns = (self.lengths, self.edits, self.filter, self.buckets, self.prints, self.labels)
        return sum(column.nbytes for column in columns)


def _variants(lexicon: Lexicon, lengths: Offsets, edits: NDArray[np.int64]) -> tuple[Hashes, Offsets]:
    columns = Columns.of(lexicon.texts)
    hashed = Hashed.of(columns.text)
    hashes, labels = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for length, allowed in sorted(set(zip(lengths.tolist(), edits.tolist(), strict=True))):
        numbers = np.flatnonzero((lengths == length) & (edits == allowed)) if allowed else np.zeros(0, np.int64)
        for first, table in hashed.variants(columns.starts[numbers], length, allowed):
            hashes.append(table.ravel())
            labels.append(np.tile(numbers[first : first + table.shape[1]], table.shape[0]))
    return np.concatenate(hashes), np.concatenate(labels)


def _taken(length: int, lengths: Offsets, edits: NDArray[np.int64]) -> int:
    """The most edits of any label that is so near in length that they can lead there."""
    near = np.abs(lengths - length) <= edits
    return int(edits[near].max(initial=0))
