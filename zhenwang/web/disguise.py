"""What a host name hides from a reader: letters of other scripts that pass for Latin ones, and names that are none.

Marks for people (UTS 39, 5.1 and 4): whole names are judged by ``zhenwang.matching``, and never by these.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhenwang.matching.skeleton import ascii_look
from zhenwang.text.characters import invisible

_SCRIPTS = {"CJK": "han", "IDEOGRAPHIC": "han", "HIRAGANA": "kana", "KATAKANA": "kana", "KATAKANA-HIRAGANA": "kana"}
KNOWN = (
    "latin", "cyrillic", "greek", "armenian", "hebrew", "arabic", "han", "kana", "hangul", "bopomofo", "thai",
    "devanagari", "georgian", "cherokee", "lisu", "coptic", "ethiopic", "tibetan", "mongolian", "yi",
)  # fmt: skip
"""Scripts that have a word of their own; any other is ``other``."""
_TOGETHER = tuple(frozenset({"latin", "han", one}) for one in ("kana", "hangul", "bopomofo"))
"""Scripts that one label may mix without anybody being deceived (UTS 39, highly restrictive)."""


@dataclass(frozen=True, slots=True)
class Disguise:
    """``kind`` is ``mixed`` (``scripts`` in one label), ``alike`` (``looks`` is what it is taken for), ``unseen``
    (characters that are not seen, direction marks among them), ``fake`` (``xn--`` that encodes nothing) or ``no_host``.
    """

    kind: str
    looks: str = ""
    scripts: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def disguises(name: str, is_host: bool = True) -> tuple[Disguise, ...]:
    """What a name (U-labels, at most 500 characters are read) hides, each kind and label once."""
    found = dict.fromkeys(_of_name(name[:500], is_host))
    return tuple(found)


def scripts_of(label: str) -> tuple[str, ...]:
    """The scripts that a label's letters are of, in order of appearance; digits and signs are of none."""
    letters = (char for char in label if unicodedata.category(char)[0] in "LM")
    return tuple(dict.fromkeys(script for char in letters if (script := _script(char))))


def _of_name(name: str, is_host: bool) -> Iterator[Disguise]:
    if not is_host:
        yield Disguise("no_host")
    if invisible().search(name):
        yield Disguise("unseen")
    for label in name.split("."):
        if label.startswith("xn--"):
            yield Disguise("fake", label[:63])
        if not label.isascii():
            yield from _of_label(label)


def _of_label(label: str) -> Iterator[Disguise]:
    scripts = scripts_of(label)
    if len(scripts) > 1 and not any(set(scripts) <= together for together in _TOGETHER):
        yield Disguise("mixed", scripts=scripts)
    looks = ascii_look(label)
    if looks.isascii() and any(char.isalpha() for char in looks):
        yield Disguise("alike", looks.lower())


def _script(char: str) -> str:
    word = unicodedata.name(char, "?").partition(" ")[0]
    if unicodedata.category(char)[0] == "M" and word in ("COMBINING", "VARIATION"):
        return ""  # a mark takes the script of the letter that it stands on
    script = _SCRIPTS.get(word, word.lower())
    return script if script in KNOWN else "other"
