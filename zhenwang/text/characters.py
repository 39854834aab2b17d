"""Classes of characters that the text rules speak of, as the inside of a regular-expression class."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
CJK_MARKS = "、。〈〉《》「」『』【】〔〕〖〗"  # NFKC has already made , : ; ( ) of their full-width forms

_SPACES = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")  # controls by category, whitespace to everybody
_NOISE = frozenset("_.•*#@/\\·・※†‡")
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_PRIVATE_PLANES = "\U000f0000-\U0010ffff"
_LOOSE_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"


@cache
def invisible() -> re.Pattern[str]:
    """What is sent but not seen: controls, bidi and zero-width characters, fillers, private use, lone surrogates."""
    unseen = _ranges(char for char in _assigned({"Cf", "Cc", "Cs", "Co"}) if char not in _SPACES)
    return re.compile(f"[{unseen}{_FILLERS}{_PRIVATE_PLANES}]+")


@cache
def loose_marks() -> re.Pattern[str]:
    """Combining marks that NFKC could not join to a letter: strike-throughs and circles laid over characters."""
    return re.compile(f"[{_LOOSE_MARKS}]+")


@cache
def noise() -> str:
    """Symbols that carry no meaning between two Han characters (★ ◆ ■ | · _ -), as the inside of a class."""
    return _ranges(char for char in _assigned({"So", "Sk", "Sm", "Pd", "Pc"}) if char not in CJK_MARKS) + _ranges(
        sorted(_NOISE)
    )


def _assigned(categories: set[str]) -> Iterable[str]:
    # Beyond these planes there is nothing but Han, private use and unassigned code points.
    for span in (range(0x20000), range(0xE0000, 0xE1000)):
        yield from (char for char in map(chr, span) if unicodedata.category(char) in categories)


def _ranges(chars: Iterable[str]) -> str:
    spans: list[list[int]] = []
    for point in map(ord, chars):
        if spans and spans[-1][1] == point - 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in spans)
