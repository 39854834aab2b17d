"""The longest passage of a page that also stands in another text, in the page's own characters."""

from __future__ import annotations

import re

from zhenwang.text.comparable import comparable_lines

MAX_PIECES = 600
LEAST = 6
"""Comparable characters below which a shared piece says nothing (首页, 联系我们)."""

_PIECE = re.compile(r"[^\s。！？；，、|]{1,200}")


def longest_shared(text: str, other: str, limit: int = 60) -> str:
    """Exact words of ``text``, at most ``limit`` characters, whose comparable form is contained in ``other``.

    ``other`` is comparable text already. Pieces between punctuation are joined while they still stand there together.
    """
    pieces = list(_PIECE.finditer(text))[:MAX_PIECES]
    read = comparable_lines("\n".join(piece[0] for piece in pieces))
    bare = other.replace(" ", "")
    best = (0, 0, 0)
    start = end = 0
    joined = ""
    for piece, words in zip(pieces, read, strict=False):
        own = words.replace(" ", "")
        if not own:
            continue
        longer = _together(joined, own, text[end : piece.start()], bare) if joined else ""
        if longer and piece.end() - start <= limit * 2:
            joined, end = longer, piece.end()
        elif own in bare:
            joined, start, end = own, piece.start(), piece.end()
        else:
            joined = ""
        if joined:
            best = max(best, (len(joined), -start, end))
    length, negative_start, stop = best
    return text[-negative_start:stop][:limit] if length >= LEAST else ""


def _together(before: str, after: str, between: str, other: str) -> str:
    """Two pieces with the punctuation between them as it reads in ``other``; empty when they do not stand together."""
    marks = "".join(between.split())[:3].translate(_FOLDED)
    return next((joined for joined in (before + marks + after, before + after) if joined in other), "")


_FOLDED = str.maketrans("！？；，", "!?;,")
