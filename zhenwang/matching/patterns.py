"""All labels at once inside a text: an Aho-Corasick automaton (Aho & Corasick 1975)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from zhenwang.matching.labels import Label

Occurrence = tuple[int, int, Label]


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Labels by text, and where they occur. Build it with ``Patterns.of``."""

    automaton: ahocorasick.Automaton
    empty: bool

    @classmethod
    def of(cls, labels: Iterable[Label]) -> Patterns:
        automaton = ahocorasick.Automaton()
        for label in labels:
            automaton.add_word(label.text, label)
        if len(automaton):
            automaton.make_automaton()
        return cls(automaton, not len(automaton))

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        """``(start, end, label)`` of every occurrence, overlapping ones too."""
        if self.empty:
            return
        for last, label in self.automaton.iter(text):
            yield last + 1 - len(label.text), last + 1, label

    def get(self, text: str) -> Label | None:
        """The label that is exactly ``text``."""
        label: Label | None = self.automaton.get(text, None)
        return label
