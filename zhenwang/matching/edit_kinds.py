"""What was done to a label: one letter left out, put in, changed or swapped with its neighbour, or two such edits."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from zhenwang.matching.tables import rows


def edit_kind(word: str, label: str, distance: int) -> str:
    """``omission``, ``insertion``, ``transposition``, ``bitsquat`` or ``substitution``; ``two_edits`` beyond one.

    ``bitsquat``: a single bit of a letter is flipped (Dinaburg 2011).
    """
    if distance > 1:
        return "two_edits"
    if len(word) != len(label):
        return "omission" if len(word) < len(label) else "insertion"
    changed = [(ord(a), ord(b)) for a, b in zip(word, label, strict=True) if a != b]
    if len(changed) > 1:
        return "transposition"
    flipped = changed[0][0] ^ changed[0][1]
    return "bitsquat" if flipped.bit_count() == 1 and word.isascii() else "substitution"


def drawn_alike(word: str, label: str) -> bool:
    """Whether two Han texts of one length differ in characters alone that a glance confuses (土 and 士)."""
    groups = _look_alikes()
    changed = [(a, b) for a, b in zip(word, label, strict=False) if a != b]
    return len(word) == len(label) and bool(changed) and all(b in groups.get(a, "") for a, b in changed)


@functools.cache
def _look_alikes() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for (group,) in rows("han_look_alikes.tsv"):
        found.update({character: found.get(character, "") + group for character in group})
    return found
