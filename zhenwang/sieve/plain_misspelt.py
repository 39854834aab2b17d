"""Units that are one or two edits away from a label.

Strings at OSA distance d become the same when up to d characters are taken from each: every edit, an exchange of
neighbours too, takes one from each side at most (symmetric deletion; Mor and Fraenkel, 1982; Garbe, SymSpell, 2012).
The same holds for their heads: if k characters of one stand opposite what is beyond the head of the other, k edits took
from the other side alone. The index holds the hashes of all that is left of each label's head; those of each unit's are
looked up. Most meet a bit that is not set; what meets the hash of a label is measured.
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
_AT_ONCE = 1 << 20  # pairs
_HEAD = 10  # first characters of a unit and of a label that are looked up: fewer meet too many, more cost too much


@dataclass(frozen=True, slots=True, eq=False)
class Misspelt:
    """``filter``: a bit per beginning of a hash. ``buckets``: where the labels of a shorter beginning are in
    ``labels`` and, with the last 32 bits of their hashes, in ``prints``. ``taken``: per length of a unit, how many
    characters are taken from it.
    """

    texts: tuple[bytes, ...]
    lengths: Offsets
    edits: NDArray[np.int64]
    taken: NDArray[np.int64]
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
            taken=np.array([_taken(length, lengths, edits) for length in range(LONGEST_UNIT + 1)]),
            filter=np.packbits(bits, bitorder="little"),
            filter_shift=np.uint64(64 - size),
            buckets=np.append(0, np.cumsum(counts)).astype(np.int32),
            bucket_shift=bucket_shift,
            prints=hashes[order].astype(np.uint32),
            labels=labels[order].astype(np.int32),
        )

    def find(self, hashed: Hashed, units: Stretches) -> tuple[Offsets, Offsets, NDArray[np.int64]]:
        """Pairs of a unit and a label, 1 or 2 edits apart: their numbers, and how many."""
        lengths = units.ends - units.starts
        taken, heads = self.taken[lengths], np.minimum(lengths, _HEAD)
        pairs = [np.zeros(0, np.int64)]
        for most in (1, 2):
            for head in range(SHORTEST_UNIT, _HEAD + 1):
                numbers = np.flatnonzero((taken == most) & (heads == head))
                for which, label in self._candidates(hashed, units.starts[numbers], head, most):
                    unit = numbers[which]
                    near = np.abs(lengths[unit] - self.lengths[label]) <= self.edits[label]
                    pairs.append(np.unique(unit[near] * len(self.texts) + label[near]))
        once = np.unique(np.concatenate(pairs))
        each = max(1, len(self.texts))
        return self._measured(hashed, units, once // each, once % each)

    def _candidates(self, hashed: Hashed, starts: Offsets, head: int, taken: int) -> Iterator[tuple[Offsets, Offsets]]:
        """Pairs of a unit and a label that have a hash in common, some many times: their numbers."""
        for first, table in hashed.variants(starts, head, taken):
            flat = table.ravel()
            index = (flat >> self.filter_shift).view(np.int64)
            passed = np.flatnonzero(self.filter[index >> 3] >> (index & 7).astype(np.uint8) & np.uint8(1))
            bucket = (flat[passed] >> self.bucket_shift).view(np.int64)
            begins, ends = self.buckets[bucket], self.buckets[bucket + 1]
            for part in _parts(len(passed), int((ends - begins).sum())):
                which, entries = spread(begins[part], ends[part])
                met = passed[part][which]
                alike = self.prints[entries] == flat[met].astype(np.uint32)
                yield first + met[alike] % table.shape[1], self.labels[entries[alike]].astype(np.int64)

    def _measured(
        self, hashed: Hashed, units: Stretches, unit: Offsets, label: Offsets
    ) -> tuple[Offsets, Offsets, NDArray[np.int64]]:
        text = hashed.text.tobytes()
        distance = np.zeros(len(unit), np.int64)
        for part in _parts(len(unit), len(unit)):
            starts, ends = units.starts[unit[part]].tolist(), units.ends[unit[part]].tolist()
            spelt = [text[start:end] for start, end in zip(starts, ends, strict=True)]
            meant = [self.texts[number] for number in label[part].tolist()]
            distance[part] = cpdist(spelt, meant, scorer=OSA.distance, score_cutoff=2)
        near = (distance > 0) & (distance <= self.edits[label])
        return unit[near], label[near], distance[near]

    @property
    def nbytes(self) -> int:
        columns = (self.lengths, self.edits, self.filter, self.buckets, self.prints, self.labels)
        return sum(column.nbytes for column in columns)


def _parts(count: int, weight: int) -> Iterator[slice]:
    """``count`` things that weigh ``weight`` together, in parts: whatever a host writes, memory has a bound."""
    step = 1 + count * _AT_ONCE // max(weight, _AT_ONCE)
    for first in range(0, count, step):
        yield slice(first, first + step)


def _variants(lexicon: Lexicon, lengths: Offsets, edits: NDArray[np.int64]) -> tuple[Hashes, Offsets]:
    columns = Columns.of(lexicon.texts)
    hashed = Hashed.of(columns.text)
    hashes, labels = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    heads = np.minimum(lengths, _HEAD)
    for head, allowed in sorted(set(zip(heads.tolist(), edits.tolist(), strict=True))):
        numbers = np.flatnonzero((heads == head) & (edits == allowed)) if allowed else np.zeros(0, np.int64)
        for first, table in hashed.variants(columns.starts[numbers], head, allowed):
            hashes.append(table.ravel())
            labels.append(np.tile(numbers[first : first + table.shape[1]], table.shape[0]))
    return np.concatenate(hashes), np.concatenate(labels)


def _taken(length: int, lengths: Offsets, edits: NDArray[np.int64]) -> int:
    """The most edits of any label that is so near in length that they can lead there."""
    near = np.abs(lengths - length) <= edits
    return int(edits[near].max(initial=0))
