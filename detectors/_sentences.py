"""A page's text as sentences: exact words for the snippet, comparable words for the patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from zhenwang.text.comparable import comparable_lines

MAX_TEXT = 200_000
MAX_SENTENCES = 400

_SENTENCE = re.compile(r"[^。！？!?；;\n\r]{2,300}")
# Warnings name the same things in order to keep people from giving them away.
_WARNING = re.compile(
    r"切勿|请勿|勿|不要|不得|不会|不需|无需|绝不|谨防|警惕|防范|诈骗|骗子|骗局|假网站|假冒|冒充|曝光|上当|泄露|保护|严禁|禁止|打击"
    r"|查处|整治|取缔|违法|违规|举报电话|never|do not|don't|beware|scam|fraud"
)


def sentences(text: str, hint: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """``(exact, comparable)`` for the sentences in which ``hint`` occurs: the costly form only where it may matter."""
    exact = [sentence.strip() for sentence in islice(filter(hint.search, _split(text[:MAX_TEXT])), MAX_SENTENCES)]
    if exact:
        yield from zip(exact, comparable_lines("\n".join(exact)), strict=True)


@lru_cache(maxsize=4)
def _split(text: str) -> tuple[str, ...]:
    return tuple(_SENTENCE.findall(text))


def warns(own: str) -> bool:
    """Whether a comparable sentence keeps people from something instead of asking them for it."""
    return bool(_WARNING.search(own))
