"""A label in letters beyond ASCII that look the same, as registries sell it: one script to a label.

The letters are those that ``skeleton`` takes back to ASCII: the confusables of Unicode TS 39, and Latin letters with
marks. A registry refuses Latin beside Cyrillic, so other scripts replace the whole label or nothing.
"""

from __future__ import annotations

import functools
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from string import ascii_lowercase

import idna
from confusable_homoglyphs import confusables

from zhenwang.matching.look_alike_classes import LookAlikeClass, Variation

MOST_A_LETTER = 12  # Latin letters that look like one of ASCII, the plainest first
_MARKED = range(0x00DF, 0x0250), range(0x1E00, 0x1F00)
WHOLE = ("cyrillic", "greek")


def drawn_alike(label: str) -> Iterator[Variation]:
    """An ASCII label with one letter replaced by a Latin one, and wholly in each other script that can write it."""
    letters = _letters()
    for script in WHOLE:
        if all(not char.isalpha() or letters[script].get(char) for char in label):
            drawn = "".join(letters[script][char][0] if char.isalpha() else char for char in label)
            yield Variation(LookAlikeClass.IDN_HOMOGLYPH, drawn)
    for i, letter in enumerate(label):
        for other in letters["latin"].get(letter, ""):
            yield Variation(LookAlikeClass.IDN_HOMOGLYPH, label[:i] + other + label[i + 1 :])


@functools.cache
def _letters() -> Mapping[str, Mapping[str, str]]:
    """By script, the letters that look like each of ASCII, the plainest first; only what IDNA 2008 lets stand."""
    found: dict[str, dict[str, list[str]]] = {script: defaultdict(list) for script in ("latin", *WHOLE)}
    for other, letter in (*_confusable(), *_marked()):
        script = unicodedata.name(other, "?").split()[0].lower()
        if not other.isascii() and script in found and other not in found[script][letter] and _sold(other):
            found[script][letter].append(other)
    return {script: {letter: _plainest(others) for letter, others in of.items()} for script, of in found.items()}


def _plainest(others: list[str]) -> str:
    return "".join(sorted(others, key=lambda other: (ord(other) > 0x17F, ord(other)))[:MOST_A_LETTER])


def _confusable() -> Iterator[tuple[str, str]]:
    """Letters of any script that Unicode TS 39 takes for one of ASCII."""
    for letter in ascii_lowercase:
        others = (str(entry["c"]) for entry in confusables.confusables_data.get(letter, ()))
        yield from ((other, letter) for other in others if len(other) == 1)


def _marked() -> Iterator[tuple[str, str]]:
    """Latin letters that are one of ASCII with marks: é, ọ."""
    for code in (code for block in _MARKED for code in block):
        plain = unicodedata.normalize("NFKD", chr(code))
        if plain[0] in ascii_lowercase and all(map(unicodedata.combining, plain[1:])):
            yield chr(code), plain[0]


def _sold(letter: str) -> bool:
    try:
        return idna.encode(letter) != b""
    except idna.IDNAError:
        return False  # capitals, symbols, unassigned: no label may hold them (RFC 5892)
