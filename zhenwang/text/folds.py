"""What every single character is compared as: one table over all of Unicode, looked up by numpy.

A character has the same form wherever it stands; what depends on neighbours (combining marks, white space, pinyin) is
left to ``comparable``. How the table is made is told in ``fold_table``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from zhenwang.text.characters import loose_marks

DROPPED, MANY, MARK, BLANK, SYMBOL, LETTER, LOOKALIKE, BY_PHRASE = (1 << bit for bit in range(8))
"""Kinds of characters, as bits: taken away, written out as several, joined to the one before them; white space, noise
beside Han characters, what pinyin is written with, letters that look Latin, and variants that only a phrase tells."""

_SETTLE = 6


@dataclass(frozen=True, slots=True, eq=False)
class Folds:
    """``single[point]`` is the code point that a character is compared as, ``kinds[point]`` its kinds.

    ``many`` writes characters out as several, ``sources`` names the other Han characters that one is compared as.
    ``marked`` and ``several`` find what must be edited, after ``kept``, before the rest is folded one for one.
    """

    single: NDArray[np.uint32]
    kinds: NDArray[np.uint8]
    many: Mapping[str, str]
    sources: Mapping[str, str]
    marked: re.Pattern[str]
    several: re.Pattern[str]

    def kinds_in(self, text: str) -> int:
        """The kinds of characters that occur in a text, as bits."""
        return int(np.bitwise_or.reduce(self.kinds[_points(text)], initial=0))

    def kept(self, text: str) -> NDArray[np.bool_]:
        """Which characters of the text are not taken away."""
        kept: NDArray[np.bool_] = self.kinds[_points(text)] & DROPPED == 0
        return kept

    def folded(self, text: str) -> str:
        """Each character of the text as it is compared, one for one."""
        return self.single[_points(text)].tobytes().decode("utf-32-le", "surrogatepass")


@lru_cache(maxsize=4096)
def joined(piece: str) -> str:
    """A character with its combining marks as it is compared."""
    table = folds()
    for _ in range(_SETTLE):
        before = piece
        spelt = table.folded("".join(table.many.get(char, char) for char in piece))
        piece = loose_marks().sub("", unicodedata.normalize("NFKC", spelt))
        if piece == before:
            break
    return piece


@cache
def folds() -> Folds:
    """The table; made in under half a second when it is first asked for."""
    from zhenwang.text.fold_table import made

    return made()


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
