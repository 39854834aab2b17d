"""Labels with a few of them changed or gone: what the rules ask of an index, answered without building it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from zhenwang.matching.index import MIN_LOOK_ALIKE, may_look_otherwise
from zhenwang.matching.labels import Label
from zhenwang.matching.neighbours import LONGEST, Neighbours
from zhenwang.matching.patched import Patched
from zhenwang.matching.patterns import Occurrence, Patterns
from zhenwang.matching.skeleton import skeleton

Changes = dict[str, tuple[Label, Label | None]]
"""By text: the label as it is, and as it would be (None: gone)."""


@dataclass(frozen=True, slots=True, eq=False)
class PatternsWithout(Patterns):
    """Labels by text, where ``changes`` go before what the automaton knows."""

    changes: Changes

    @classmethod
    def over(cls, whole: Patterns, changes: Changes) -> Patterns:
        return cls(whole.automaton, whole.empty, changes) if changes else whole

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        for start, end, label in Patterns.occurrences(self, text):
            change = self.changes.get(label.text)
            if change is None:
                yield start, end, label
            elif change[1] is not None:
                yield start, end, change[1]

    def get(self, text: str) -> Label | None:
        change = self.changes.get(text)
        return change[1] if change else Patterns.get(self, text)


@dataclass(frozen=True, slots=True, eq=False)
class NeighboursWithout(Neighbours):
    """Labels near a word. ``changes`` says what becomes of one that the index finds; ``come`` are compared one by one,
    because the index does not hold them, or not as they would be.
    """

    changes: Changes
    come: tuple[Label, ...]

    @classmethod
    def over(cls, whole: Neighbours, changes: Changes, belongs: Callable[[Label], bool]) -> Neighbours:
        """``belongs`` says which labels may be misspelt at all."""
        kept: Changes = {}
        come = []
        for text, (was, now) in changes.items():
            same = now and belongs(was) and belongs(now) and was.edit_length == now.edit_length
            kept[text] = (was, now if same else None)
            if now and not same and belongs(now) and now.edits and len(text) <= LONGEST:
                come.append(now)
        return cls(whole.by_remainder, whole.longest, whole.two_edits_from, kept, tuple(come)) if kept else whole

    def near(self, word: str) -> Iterator[tuple[Label, int]]:
        for label, distance in Neighbours.near(self, word):
            change = self.changes.get(label.text)
            if change is None:
                yield label, distance
            elif change[1] is not None:
                yield change[1], distance
        for label in self.come:
            allowed = label.edits
            distance = OSA.distance(word, label.text, score_cutoff=allowed)
            if 0 < distance <= allowed:
                yield label, distance


def look_alikes(whole: Mapping[str, tuple[Label, ...]], changes: Changes) -> Mapping[str, tuple[Label, ...]]:
    """Labels by what they look like, with the changes."""
    changed: dict[str, tuple[Label, ...]] = {}
    for text, (_, now) in changes.items():
        if len(text) < MIN_LOOK_ALIKE:
            continue
        look = skeleton(text)
        others = tuple(label for label in changed.get(look, whole.get(look, ())) if label.text != text)
        changed[look] = (*others, now) if now and may_look_otherwise(now) else others
    return Patched(whole, changed) if changed else whole
