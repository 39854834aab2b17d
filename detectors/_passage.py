"""The longest passage of a page that also stands in another text, in the page's own characters."""

from __future__ import annotations

import re

from zhenwang.text.comparable import comparable

MAX_PIECES = 600
LEAST = 6
"""Comparable characters below which a shared piece says nothing (首页, 联系我们)."""

_PIECE = re.compile(r"[^\s。！？；，、|]{1,200}")


def longest_shared(text: str, other: str, limit: int = 60) -> str:
    """Exact words of ``text``, at most ``limit`` characters, whose comparable form is contained in ``other``.

    ``other`` is comparable text already. Pieces between punctuation are joined while they still stand there together.
    """
    best = (0, 0, 0)
    start = end = 0
    joined = ""
    for piece in list(_PIECE.finditer(text))[:MAX_PIECES]:
        own = comparable(piece[0])
        if not own:
            continue
        longer = comparable(text[start : piece.end()]) if joined else own
        if joined and piece.end() - start <= limit * 2 and longer in other:
            joined, end = longer, piece.end()
        elif own in other:
            joined, start, end = own, piece.start(), piece.end()
        else:
            joined = ""
        if joined:
            best = max(best, (len(joined), -start, end))
    length, negative_start, stop = best
    return text[-negative_start:stop][:limit] if length >= LEAST else ""
