"""How the table of character forms is made: NFKC, letter case, digits, scripts and variants, each until it is stable.

NFKC and case come from ``unicodedata`` (UAX #15), Traditional, Hong Kong, Taiwanese and Japanese forms from OpenCC's
character tables, the rest from ``variants``. Phrases are not asked: they would tie a form to its neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import opencc
from numpy.typing import NDArray

from zhenwang.text import variants
from zhenwang.text.characters import (
    BOPOMOFO,
    LETTERS,
    MEANT,
    PLACEHOLDERS,
    assigned,
    invisible,
    loose_marks,
    noise,
    ranges,
)
from zhenwang.text.folds import BLANK, BY_PHRASE, DROPPED, LETTER, LOOKALIKE, MANY, MARK, SYMBOL, Folds

_POINTS = 0x110000
_PRIVATE = 0xF0000
_SETTLE = 6
_HAN_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x323B0))
# Everything but Han, Hangul syllables, surrogates and private use, of which NFKC changes nothing.
_CHANGING = "".join(
    map(
        chr,
        (
            *range(0x3400),
            *range(0x4DC0, 0x4E00),
            *range(0xA000, 0xAC00),
            *range(0xD7A4, 0xD800),
            *range(0xF900, 0x20000),
        ),
    )
)
_COMPATIBILITY = "".join(map(chr, range(0x2F800, 0x2FA1E)))  # Han of the supplementary planes
_DRESSED = re.compile(
    "(?:NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER|LATIN LETTER SMALL CAPITAL|LATIN SMALL LETTER SCRIPT) ([A-Z])"
)
_DRESSED_POINTS = (*range(0x250, 0x2B0), *range(0x1D00, 0x1D80), *range(0x2100, 0x2150), *range(0x1F130, 0x1F190))


def made() -> Folds:
    """The whole table."""
    marks = frozenset(_joining())
    own = {**_han(), **_dressed(), **variants.pairs(variants.RADICALS), **variants.pairs(variants.LETTERLIKE)}
    own["&"] = " "
    forms = _forms(own, marks)
    kinds = _kinds(marks)
    kinds[[ord(char) for char, form in forms.items() if not form]] |= DROPPED
    return _tabled(kinds, forms)


def _kinds(marks: Iterable[str]) -> NDArray[np.uint8]:
    kinds = np.zeros(_POINTS, dtype=np.uint8)
    for first, behind in ((0, 0x20000), (0xE0000, 0xE1000)):
        span = "".join(map(chr, range(first, behind)))
        for pattern, kind in _patterns():
            for found in pattern.finditer(span):
                kinds[first + found.start() : first + found.end()] |= kind
    kinds[[ord(char) for char in marks]] |= MARK
    kinds[_PRIVATE:] |= DROPPED
    return kinds


def _patterns() -> Iterator[tuple[re.Pattern[str], int]]:
    yield invisible(), DROPPED
    yield re.compile(" "), BLANK
    yield re.compile(f"[{noise()}]+"), SYMBOL
    yield re.compile(f"[{LETTERS}{BOPOMOFO}]+"), LETTER
    yield re.compile(f"[{''.join(variants.pairs(variants.LOOKALIKES))}]"), LOOKALIKE
    yield re.compile(f"[{''.join(variants.BY_PHRASE)}]"), BY_PHRASE


def _tabled(kinds: NDArray[np.uint8], forms: Mapping[str, str]) -> Folds:
    points = np.arange(_POINTS, dtype="<u4")
    many = {char: form for char, form in forms.items() if len(form) > 1 and not kinds[ord(char)] & (DROPPED | MARK)}
    sources: dict[str, str] = {}
    for char, form in forms.items():
        if len(form) == 1:
            points[ord(char)] = ord(form)
            sources[form] = sources.get(form, "") + char
    kinds[[ord(char) for char in many]] |= MANY
    marked = _class(kinds, MARK)
    return Folds(
        points,
        kinds,
        many,
        sources,
        re.compile(f"[^{marked}\n][{marked}]+|[{marked}]+"),
        re.compile(f"[{_class(kinds, MANY)}]"),
    )


def _class(kinds: NDArray[np.uint8], kind: int) -> str:
    return ranges(map(chr, np.flatnonzero(kinds & kind).tolist()))


def _forms(own: Mapping[str, str], marks: frozenset[str]) -> dict[str, str]:
    """The form of every character that is compared as another, as several or as none."""
    pictures = dict.fromkeys(frozenset(assigned({"So"})) - MEANT - {*PLACEHOLDERS}, "")
    pictures = {char: "" for char in pictures if unicodedata.is_normalized("NFKC", char)}
    step = str.maketrans({**pictures, **_numerals(), **dict.fromkeys(filter(_is_blank, _CHANGING), " "), **own})
    chars = [char for char in dict.fromkeys((*_CHANGING, *_COMPATIBILITY, *own)) if char != "\n" and char not in marks]
    changed = {char: form for char, form in zip(chars, _folded_once(chars, step), strict=True) if form != char}
    forms = list(changed.values())
    for _ in range(_SETTLE):
        before, forms = forms, _folded_once(forms, step)
        if forms == before:
            break
    return {char: _without_loose(form, marks) for char, form in zip(changed, forms, strict=True)}


def _folded_once(forms: list[str], step: dict[int, str]) -> list[str]:
    # All at once, a line each: a hundred thousand calls for one character each take a second.
    lines = unicodedata.normalize("NFKC", "\n".join(forms).translate(step)).lower()
    return unicodedata.normalize("NFKC", invisible().sub("", loose_marks().sub("", lines))).split("\n")


def _without_loose(form: str, marks: frozenset[str]) -> str:
    """A form without marks that have no letter before them."""
    kept = ""
    for char in form:
        if char not in marks or kept.strip(" "):
            kept += char
    return kept


def _is_blank(char: str) -> bool:
    return char.isspace() and char != "\n"


def _numerals() -> dict[str, str]:
    """Digits of every script and dress (٣, ❸, ⓫) in ASCII."""
    found = {}
    for char in assigned({"Nd", "No"}):
        value = unicodedata.numeric(char, 0.5)
        plain = unicodedata.category(char) == "Nd" or "CIRCLED" in unicodedata.name(char, "")
        if plain and not char.isascii() and value == int(value):
            found[char] = str(int(value))
    return found


def _dressed() -> dict[str, str]:
    """Letters in black circles and squares, and small capitals, which NFKC leaves."""
    named = ((char, _DRESSED.fullmatch(unicodedata.name(char, ""))) for char in map(chr, _DRESSED_POINTS))
    return {char: name[1].lower() for char, name in named if name}


def _joining() -> Iterator[str]:
    """Characters that NFKC may join to the one before: combining ones, and the tails of canonical compositions."""
    tails = {chr(point) for point in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    for char in _CHANGING:
        first, _, second = unicodedata.decomposition(char).partition(" ")
        if second and first[0] != "<":
            tails.add(chr(int(second, 16)))
    apart = unicodedata.normalize("NFKD", "\n".join(_CHANGING)).split("\n")
    for char, parts in zip(_CHANGING.replace("\n", ""), filter(None, apart), strict=True):
        if parts[0] in tails or unicodedata.combining(parts[0]):
            yield char


def _han() -> dict[str, str]:
    """Han characters that are compared as another."""
    chars = [chr(point) for block in _HAN_BLOCKS for point in block]
    simplified = dict(zip(chars, _converted("t2s", chars), strict=True))
    rare = [char for char, form in simplified.items() if form == char and ord(char) < 0x20000 and not _in_gb2312(char)]
    for way in ("hk2s", "tw2s", "jp2t"):
        forms = zip(rare, _converted(way, rare), strict=True)
        simplified.update((char, form) for char, form in forms if form != char == simplified[char])
    for written in (variants.OLD_FORMS, variants.MERGED):
        simplified.update(variants.pairs(written))
    return {char: form for char, form in simplified.items() if form != char and char not in variants.BY_PHRASE}


def _converted(way: str, chars: list[str]) -> list[str]:
    converted: str = opencc.OpenCC(way).convert("\n".join(chars))
    return converted.split("\n")


def _in_gb2312(char: str) -> bool:
    # What GB 2312 has is a character of its own in simplified text: 芸, 缶 and 弁 are no Japanese forms there.
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
