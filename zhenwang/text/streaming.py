"""Comparable text of a stream, piece by piece, in the memory of one piece.

A stream is cut only where no rule of ``comparable`` can look across: before Han characters behind a stop, between eight
and eight of them, or at a line break between lines of plain words and numbers. What has no such place is held until it
ends.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache

from zhenwang.text import variants
from zhenwang.text.characters import HAN
from zhenwang.text.comparable import comparable
from zhenwang.text.folds import folds
from zhenwang.text.pinyin import MAX_SYLLABLES

PIECE = 1 << 16
"""Characters that are gathered before a place to cut is looked for."""

_REACH = 4096


@cache
def _cut() -> re.Pattern[str]:
    """Where a text may be cut; white space there belongs to neither side, but a ``line`` break leaves one space."""
    phrased = "".join(char + folds().sources.get(char, "") for char in variants.BY_PHRASE)
    plain, eight = f"(?![{phrased}])[{HAN}]", MAX_SYLLABLES
    # No reading spells across a stop, and two Han characters behind one are no list of single ones.
    stop = rf"(?<=。)\s*(?={plain})|(?<=[，、；：！])\s*(?={plain}\s?{plain})"
    # No reading spells more than eight characters.
    behind = rf"(?:(?<=[{HAN}]{{{eight}}})|(?<=(?:[{HAN}]\s){{{eight - 1}}}[{HAN}]))(?<![{phrased}])"
    # Neither numbers nor words longer than any syllable are read as pinyin, nor is what stands in line with them.
    solid, plainly = "(?:[0-9]{2}|[A-Za-z]{7})", "[A-Za-z0-9 ,.;:!?/%-]{0,80}?"
    line = rf"{solid}{plainly}(?P<line>[ \t\r]*\n\s*)(?=[A-Za-z0-9]{plainly}{solid})"
    return re.compile(rf"{stop}|{behind}\s*(?={plain}(?:\s?{plain}){{{eight - 1}}})|{line}")


def comparable_stream(chunks: Iterable[str]) -> Iterator[str]:
    """Pieces of text that joined are ``comparable`` of all chunks joined. Empty pieces are left out."""
    held: list[str] = []
    size, wanted = 0, PIECE
    for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size < wanted:
            continue
        text = "".join(held)
        done, rest = _split(text)
        if done:
            yield done
        # What could not be cut is not looked at again before it has doubled: the whole stays linear.
        held, size, wanted = [rest], len(rest), max(PIECE, 2 * len(rest))
    last = comparable("".join(held))
    if last:
        yield last


def _split(text: str) -> tuple[str, str]:
    """The comparable form of all before the last safe place, with the space that a line break becomes; and the rest."""
    reach = _REACH
    while True:
        places = deque(_cut().finditer(text, max(0, len(text) - reach)), maxlen=1)
        if places and places[0].start():
            place, at_line = places[0], bool(places[0]["line"])
            start, end = place.span("line") if at_line else place.span()
            return comparable(text[:start]) + " " * at_line, text[end:]
        if reach >= len(text):
            return "", text
        reach *= 4
