"""Labels that stand in a row letter for letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import ahocorasick
import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Offsets
from zhenwang.sieve.findings import Way
from zhenwang.sieve.lexicon import INSIDE_FROM, Lexicon
from zhenwang.sieve.plain_hash import Hashed
from zhenwang.sieve.plain_texts import Texts


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """Labels from ``INSIDE_FROM`` characters in one automaton (Aho and Corasick, 1975), which reads a batch in one
    pass; shorter ones by length, looked up between edges only.
    """

    automaton: ahocorasick.Automaton | None
    lengths: Offsets
    short: tuple[tuple[int, Offsets, Texts], ...]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Literal:
        lengths = np.array([len(text) for text in lexicon.texts], np.int64)
        automaton = ahocorasick.Automaton()
        for label, text in enumerate(lexicon.texts):
            if len(text) >= INSIDE_FROM:
                automaton.add_word(text.decode("latin-1"), label)
        automaton.make_automaton()
        short = []
        for length in range(1, INSIDE_FROM):
            labels = np.flatnonzero(lengths == length)
            if len(labels):
                short.append((length, labels, Texts.of([lexicon.texts[label] for label in labels])))
        return cls(automaton if len(automaton) else None, lengths, tuple(short))

    def find(self, hashed: Hashed, edges: NDArray[np.bool_]) -> Iterator[tuple[Way, Offsets, Offsets]]:
        """A way, where the label begins in the batch, and which it is. No label runs over the end of a row: what
        stands there is in no label.
        """
        for length, labels, texts in self.short:
            starts = np.flatnonzero(edges[:-length] & edges[length:])
            found, which = texts.find(hashed, starts, starts + length)
            yield Way.EQUAL, starts[found], labels[which]
        if self.automaton is not None:
            met = chain.from_iterable(self.automaton.iter(hashed.text.tobytes().decode("latin-1")))
            lasts, labels = np.fromiter(met, np.int64).reshape(-1, 2).T
            starts = lasts + 1 - self.lengths[labels]
            equal = edges[starts] & edges[lasts + 1]
            yield Way.EQUAL, starts[equal], labels[equal]
            yield Way.INSIDE, starts[~equal], labels[~equal]

    @property
    def nbytes(self) -> int:
        tree = self.automaton.get_stats()["total_size"] if self.automaton is not None else 0
        return int(tree) + self.lengths.nbytes + sum(labels.nbytes + texts.nbytes for _, labels, texts in self.short)
