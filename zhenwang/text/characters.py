"""Classes of characters that the text rules speak of, as the inside of a regular-expression class."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
CJK_MARKS = "、。〈〉《》「」『』【】〔〕〖〗"  # NFKC has already made , : ; ( ) of their full-width forms

STOPS = f"{CJK_MARKS},:;!?()\"'“”‘’"
"""Punctuation of Chinese sentences after NFKC: it stays, and a symbol beside it is noise."""
OPENING, CLOSING = r"(\[{【〔〈《「『〖“\"", r")\]}】〕〉》」』〗”\""
"""Brackets that pinyin is put in, as the inside of a class."""
LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ"
"""Letters that pinyin is written with, in lower case."""
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"

SPACES = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")  # controls by category, whitespace to everybody
MEANT = frozenset("©®°")  # symbols by category that say something: whose a page is, how warm it will be
PLACEHOLDERS = "○◯□△"
"""Symbols for what is left open (○○.gov.cn), a circle also for nought (二○一八年): noise only beside Han characters."""
_NOISE = frozenset("_.•*#@/\\·・※†‡¦‖‧ㆍ")
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_PRIVATE_PLANES = "\U000f0000-\U0010ffff"
_LOOSE_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"


@cache
def invisible() -> re.Pattern[str]:
    """What is sent but not seen: controls, bidi and zero-width characters, fillers, private use, lone surrogates."""
    unseen = ranges(char for char in assigned({"Cf", "Cc", "Cs", "Co"}) if char not in SPACES)
    return re.compile(f"[{unseen}{_FILLERS}{_PRIVATE_PLANES}]+")


@cache
def loose_marks() -> re.Pattern[str]:
    """Combining marks that NFKC could not join to a letter: strike-throughs and circles laid over characters."""
    return re.compile(f"[{_LOOSE_MARKS}]+")


@cache
def noise(but: str = "") -> str:
    """Symbols without meaning beside Han characters (| · _ - ~ ^), but for some, as the inside of a class.

    Pictures (★ ◆ ■) are not among them: they are taken away wherever they stand. The basic plane only, because a
    class of many ranges beyond it is searched slowly, and there is no such symbol that NFKC leaves.
    """
    signs = (char for char in assigned({"Sk", "Sm", "Pd", "Pc"}) if char not in CJK_MARKS and char < "\U00010000")
    return ranges(sorted({*signs, *MEANT, *PLACEHOLDERS, *_NOISE} - set(but)))


def assigned(categories: set[str]) -> Iterable[str]:
    """Every character of these general categories, in order of code points."""
    # Beyond these planes there is nothing but Han, private use and unassigned code points.
    for span in (range(0x20000), range(0xE0000, 0xE1000)):
        yield from (char for char in map(chr, span) if unicodedata.category(char) in categories)


def ranges(chars: Iterable[str]) -> str:
    """Ascending characters as the inside of a regular-expression class."""
    spans: list[list[int]] = []
    for point in map(ord, chars):
        if spans and spans[-1][1] == point - 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in spans)
