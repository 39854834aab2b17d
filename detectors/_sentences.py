"""A page's text as sentences: exact words for the snippet, comparable words for the patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from zhenwang.text.comparable import comparable_lines

MAX_TEXT = 200_000
MAX_SENTENCES = 400

_SENTENCE = re.compile(r"[^。！？!?；;\n\r]{2,300}")


def sentences(text: str, hint: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """``(exact, comparable)`` for the sentences in which ``hint`` occurs: the costly form only where it may matter."""
    found = (match[0].strip() for match in _SENTENCE.finditer(text[:MAX_TEXT]) if hint.search(match[0]))
    exact = list(islice(found, MAX_SENTENCES))
    if exact:
        yield from zip(exact, comparable_lines("\n".join(exact)), strict=True)
