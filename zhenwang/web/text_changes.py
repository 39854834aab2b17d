"""What the suspect put in, took out and left of the official page's text, word by word.

The longest common subsequence by its table (Wagner and Fischer 1974), a row at a time: words times words whatever the
texts hold, where difflib needs seconds for pages that repeat one word. Both sides are cut to ``MOST_WORDS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from zhenwang.text.characters import HAN
from zhenwang.text.comparable import comparable

MOST_WORDS = 700
MOST_TEXT = 4_000
MOST_SHOWN = 1_200
LEAST_SHARE = 0.5
_AROUND = 12
LEAST_SAME = 3
"""Letters that must agree in a row between two changes."""
# A run of Latin letters or digits is a word; every Han character is one; blanks belong to the word before them.
_WORD = re.compile(rf"(?:[{HAN}]|[^\W_{HAN}]+|[^\s])\s*")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text. ``kind`` is ``same``, ``added`` (only the suspect has it), ``removed`` (only the official
    page) or ``skipped``: equal text left out between two changes.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Changes:
    """``added`` and ``removed`` are characters, ``share`` is how much of the suspect's text the official has, 0..1;
    ``cut`` says that a text was longer than what was compared.
    """

    zone: str
    parts: tuple[Change, ...]
    added: int
    removed: int
    share: float
    cut: bool

    @property
    def alike(self) -> bool:
        """Whether one was made from the other; else the differences are the whole text, and say nothing."""
        return self.share >= LEAST_SHARE


def compared(zone: str, official: str, suspect: str) -> Changes:
    """Two texts word by word, as ``official`` became ``suspect``. Scripts, width and noise make no difference."""
    ours, theirs = _words(official), _words(suspect)
    cut = len(official) > MOST_TEXT or len(suspect) > MOST_TEXT or max(len(ours), len(theirs)) >= MOST_WORDS
    parts = list(_parts(ours, theirs))
    while cut and parts and parts[-1].kind != "same":
        parts.pop()  # where the texts were cut they differ for no other reason
    added = sum(len(part.text) for part in parts if part.kind == "added")
    removed = sum(len(part.text) for part in parts if part.kind == "removed")
    same = sum(len(part.text) for part in parts if part.kind == "same")
    share = same / (same + added) if same + added else 0.0
    return Changes(zone, tuple(_bounded(_shortened(parts))), added, removed, share, cut)


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:MOST_TEXT].strip())[:MOST_WORDS]


def _parts(ours: list[str], theirs: list[str]) -> Iterator[Change]:
    """Changes in reading order, what was removed before what stands in its place."""
    removed, added, same = "", "", ""
    for kind, word in [*_steps(ours, theirs), ("end", "")]:
        if kind == "same":
            same += word
            continue
        if same and (len(same.strip()) >= LEAST_SAME or kind == "end" or not (removed or added)):
            yield from _replaced(removed, added)
            yield Change("same", same)
            removed = added = ""
        elif same:  # two letters between two changes are chance
            removed, added = removed + same, added + same
        same = ""
        removed, added = removed + word * (kind == "removed"), added + word * (kind == "added")
    yield from _replaced(removed, added)


def _replaced(removed: str, added: str) -> Iterator[Change]:
    if removed:
        yield Change("removed", removed)
    if added:
        yield Change("added", added)


def _steps(ours: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    """Word by word: ``same`` as the suspect writes it, ``removed`` or ``added``."""
    numbers: dict[str, int] = {}
    left, right = (
        np.array([numbers.setdefault(_folded(word), len(numbers)) for word in words], np.int32)
        for words in (ours, theirs)
    )
    head, tail = _ends(left, right)
    i, j = len(ours) - tail, len(theirs) - tail
    length = _common(left[head:i], right[head:j])
    steps = [("same", word) for word in reversed(theirs[j:])]
    while i > head or j > head:
        if i > head and j > head and left[i - 1] == right[j - 1]:
            i, j = i - 1, j - 1
            steps.append(("same", theirs[j]))
        elif j == head or (i > head and length[i - 1 - head, j - head] >= length[i - head, j - 1 - head]):
            i -= 1
            steps.append(("removed", ours[i]))
        else:
            j -= 1
            steps.append(("added", theirs[j]))
    steps += [("same", word) for word in reversed(theirs[:head])]
    return steps[::-1]


def _ends(left: NDArray[np.int32], right: NDArray[np.int32]) -> tuple[int, int]:
    """How many words two texts begin and end with together; no word counts for both."""
    shorter = min(len(left), len(right))
    apart = np.flatnonzero(left[:shorter] != right[:shorter])
    head = int(apart[0]) if apart.size else shorter
    rest = shorter - head
    apart = np.flatnonzero(left[len(left) - rest :][::-1] != right[len(right) - rest :][::-1])
    return head, int(apart[0]) if apart.size else rest


def _common(left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int16]:
    """How much the first i and the first j words have in common."""
    table = np.zeros((len(left) + 1, len(right) + 1), np.int16)
    for i, word in enumerate(left):
        np.maximum.accumulate(np.maximum(table[i, 1:], table[i, :-1] + (right == word)), out=table[i + 1, 1:])
    return table


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return comparable(word).strip() or word.strip()


def _shortened(parts: Sequence[Change]) -> Iterator[Change]:
    """Equal text keeps a few characters around each change."""
    for at, part in enumerate(parts):
        if part.kind != "same" or len(part.text) <= 3 * _AROUND:
            yield part
            continue
        if at:
            yield Change("same", part.text[:_AROUND])
        yield Change("skipped", "…")
        if at + 1 < len(parts):
            yield Change("same", part.text[-_AROUND:])


def _bounded(parts: Iterator[Change]) -> Iterator[Change]:
    room = MOST_SHOWN
    for part in parts:
        if room <= 0:
            yield Change("skipped", "…")
            return
        yield part if len(part.text) <= room else Change(part.kind, part.text[:room])
        room -= len(part.text)
