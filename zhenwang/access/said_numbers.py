"""A number as people type it: 8, ８, 八, 捌, eight; and any other short answer, brought to one spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

LONGEST = 40
_HAN: Mapping[str, int] = MappingProxyType(
    {
        **{han: place for place, han in enumerate("零一二三四五六七八九")},
        **{han: place for place, han in enumerate("〇壹贰叁肆伍陆柒捌玖")},
        "两": 2,
    }
)
_UNITS: tuple[str, ...] = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40}
_TEN = re.compile(r"(?P<tens>[^十])?十(?P<units>[^十])?\Z")


def canonical(text: str) -> str:
    """An answer as it is compared: a number in digits, else small letters without marks or spaces; at most 40."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    kept = "".join(char for char in plain if unicodedata.category(char)[0] in "LN")
    number = number_said(kept)
    return kept if number is None else str(number)


def number_said(text: str) -> int | None:
    """0 to 99 in digits or Chinese numerals, 0 to 49 in English words without spaces; None for anything else."""
    if text.isascii() and text.isdigit() and len(text) <= LONGEST:
        return int(text)
    return _in_han(text.replace("拾", "十")) if not text.isascii() else _in_english(text)


def _in_han(text: str) -> int | None:
    if len(text) == 1 and text in _HAN:
        return _HAN[text]
    found = _TEN.match(text)
    if not found:
        return None
    tens, units = _HAN.get(found["tens"] or "一"), _HAN.get(found["units"] or "零")
    return None if tens is None or units is None else 10 * tens + units


def _in_english(text: str) -> int | None:
    if text in _UNITS:
        return _UNITS.index(text)
    for word, tens in _TENS.items():
        rest = text.removeprefix(word)
        if rest == text:
            continue
        if not rest:
            return tens
        return tens + _UNITS.index(rest) if rest in _UNITS[1:10] else None
    return None
