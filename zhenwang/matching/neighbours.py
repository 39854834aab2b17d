"""Labels within a small edit distance of a word, exactly: a delete-neighbourhood index.

Two strings within k edits (insertion, deletion, substitution, transposition of neighbours) share a string that both
reach by at most k deletions (Mor & Fraenkel 1982; Garbe's SymSpell): one look-up instead of a comparison per label.
So do their first p characters, for any p: an alignment that pushes s characters of one prefix beyond the other spent s
insertions on it. Indexing prefixes only keeps the neighbourhood of a long label small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from zhenwang.matching.labels import Label

PREFIX = 7
LONGEST = 32  # a longer label is found by containment; its neighbourhood would grow with the square of its length


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Labels by everything they become when up to as many characters are deleted as edits are allowed.

    ``longest`` is the length of the longest label, ``two_edits_from`` that of the shortest that may suffer two edits.
    """

    by_remainder: Mapping[str, tuple[Label, ...]]
    longest: int
    two_edits_from: int

    @classmethod
    def of(cls, labels: Iterable[Label]) -> Neighbours:
        found: dict[str, tuple[Label, ...]] = {}
        longest, two_edits_from = 0, LONGEST
        for label in labels:
            allowed = label.edits
            if not allowed or len(label.text) > LONGEST:
                continue
            longest = max(longest, len(label.text))
            if allowed > 1:
                two_edits_from = min(two_edits_from, len(label.text))
            alone: tuple[Label, ...] = (label,)
            own = dict.fromkeys(remainders(label.text[:PREFIX], allowed), alone)
            for shared in own.keys() & found.keys():
                own[shared] = (*found[shared], label)
            found.update(own)
        return cls(found, longest, two_edits_from)

    def near(self, word: str) -> Iterator[tuple[Label, int]]:
        """Labels that differ from ``word`` by 1 to as many edits as their length allows, with the distance (OSA)."""
        if len(word) > self.longest + 2:
            return
        seen: set[str] = set()
        asked = remainders(word[:PREFIX], 2 if len(word) >= self.two_edits_from - 2 else 1)
        # Intersecting in C is several times faster than asking for each remainder.
        for remainder in self.by_remainder.keys() & asked:
            for label in self.by_remainder[remainder]:
                if abs(len(label.text) - len(word)) > 2 or label.text in seen or label.text == word:
                    continue  # most that share a beginning are of another length, and that is told soonest
                seen.add(label.text)
                allowed = label.edits
                distance = OSA.distance(word, label.text, score_cutoff=allowed)
                if distance <= allowed:
                    yield label, distance


def remainders(word: str, deletions: int) -> set[str]:
    """``word`` and everything it becomes when up to ``deletions`` (0-2) of its characters are deleted."""
    found = {word}
    once = [word[:i] + word[i + 1 :] for i in range(len(word))] if deletions else []
    found.update(once)
    if deletions > 1:
        for i, shorter in enumerate(once):
            found.update([shorter[:j] + shorter[j + 1 :] for j in range(i, len(shorter))])
    return found
