"""Words that make an edge at the beginning or end of a token."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Offsets
from zhenwang.sieve.lexicon import Lexicon
from zhenwang.sieve.plain_hash import Hashed
from zhenwang.sieve.plain_rows import ROW_END, Batch
from zhenwang.sieve.plain_texts import Texts


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words by length, the shortest first; ``touching``: which byte a token can have where it touches one of them, and
    which beside it.
    """

    by_length: tuple[tuple[int, Texts], ...]
    touching: NDArray[np.bool_]
    at_end: bool

    @classmethod
    def of(cls, words: tuple[bytes, ...], at_end: bool) -> Words:
        words = tuple(word for word in words if word)
        touching = np.zeros((256, 256), np.bool_)
        for word in words:
            outer, *beside = (word[::-1] if at_end else word)[:2]
            touching[outer, beside or slice(None)] = True
        lengths = sorted({len(word) for word in words})
        by_length = tuple((length, Texts.of([word for word in words if len(word) == length])) for length in lengths)
        return cls(by_length, touching, at_end)

    def edges(self, hashed: Hashed, starts: Offsets, ends: Offsets) -> Offsets:
        """Of every token that has a word: where the longest ends (begins, ``at_end``)."""
        outer, beside = (ends - 1, ends - 2) if self.at_end else (starts, starts + 1)
        # Beside a token of one character stands another, or nothing: only words of one character are met there.
        hopeful = self.touching[hashed.text[outer], hashed.text[beside % len(hashed.text)]]
        starts, ends = starts[hopeful], ends[hopeful]
        longest = np.zeros(len(starts), np.int64)
        for length, texts in self.by_length:
            long = np.flatnonzero(ends - starts >= length)
            begins = ends[long] - length if self.at_end else starts[long]
            longest[long[texts.find(hashed, begins, begins + length)[0]]] = length
        return (ends - longest if self.at_end else starts + longest)[longest > 0]

    @property
    def nbytes(self) -> int:
        return self.touching.nbytes + sum(texts.nbytes for _, texts in self.by_length)


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    fronts: Words
    backs: Words

    @classmethod
    def of(cls, lexicon: Lexicon) -> Edges:
        return cls(Words.of(lexicon.fronts, at_end=False), Words.of(lexicon.backs, at_end=True))

    def of_batch(self, batch: Batch, hashed: Hashed) -> NDArray[np.bool_]:
        """Per place of the batch: is it an edge?"""
        edges = np.zeros(len(batch.text), np.bool_)
        edges[batch.tokens] = True
        starts, ends = batch.tokens[:-1], batch.tokens[1:]
        token = batch.text[starts] != ROW_END
        starts, ends = starts[token], ends[token]
        edges[self.fronts.edges(hashed, starts, ends)] = True
        edges[self.backs.edges(hashed, starts, ends)] = True
        return edges

    @property
    def nbytes(self) -> int:
        return self.fronts.nbytes + self.backs.nbytes
