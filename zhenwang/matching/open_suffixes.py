"""Suffixes under which an imitator can buy a name: the general ones, and those of a body's own country.

``open_suffixes.tsv`` holds them, the most abused first, with the scripts that each registry takes; second levels of a
country that are open to all (``com.pk``) follow from the public suffix list.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import idna

from zhenwang.matching.government import Suffixes
from zhenwang.matching.own_suffixes import LARGEST_FAMILY, public_suffixes
from zhenwang.matching.tables import rows

ASCII, ANY = "ascii", "*"
OPEN_SECOND_LEVELS = ("com", "co", "net", "org", "or", "ne", "info", "biz", "web", "me", "ltd")
OPEN_UNDER_A_WILDCARD = OPEN_SECOND_LEVELS[:4]  # *.bd says that every second level is a suffix, not which exist
COUNTRY = 2
COUNTRY_AT = 3  # a country's own come right after the three that are abused most
_SCRIPTS = {"CJK": "han", "HIRAGANA": "kana", "KATAKANA": "kana"}


@dataclass(frozen=True, slots=True)
class OpenSuffix:
    """``suffix`` is an A-label; ``scripts`` are those it takes, ``letters`` single ones that it takes beside ASCII."""

    suffix: str
    scripts: frozenset[str]
    letters: frozenset[str] = frozenset()

    def takes(self, label: str) -> bool:
        """Whether its registry sells such a label (U-labels): of a script that it has, and of no two scripts."""
        if label.isascii():
            return ASCII in self.scripts
        others = scripts_of(label)
        if others - {"han", "kana"} and (len(others) > 1 or (others != {"latin"} and _has_latin(label))):
            return False  # registries refuse mixed scripts (ICANN guidelines for IDN, 4.0, 14)
        if ANY in self.scripts or others <= self.scripts:
            return True
        return all(character.isascii() or character in self.letters for character in label)


def open_suffixes(country: str, restricted: Suffixes) -> tuple[OpenSuffix, ...]:
    """All of them for a body of a country (a code, or empty), the most abused first; none that is ``restricted``."""
    listed, own = _listed(), tuple(_own(country))
    ordered = {one.suffix: one for one in (*listed[:COUNTRY_AT], *own, *listed[COUNTRY_AT:])}
    known = {one.suffix: one for one in listed}
    return tuple(known.get(name, one) for name, one in ordered.items() if restricted.above(name) is None)


def scripts_of(label: str) -> frozenset[str]:
    """The scripts of a label's characters beyond ASCII, by the first word of their Unicode names; ``han``, ``kana``."""
    names = {unicodedata.name(character, "?").split()[0] for character in label if not character.isascii()}
    return frozenset(_SCRIPTS.get(name, name.lower()) for name in names)


def _has_latin(label: str) -> bool:
    return any(character.isascii() and character.isalpha() for character in label)


def _own(country: str) -> Iterator[OpenSuffix]:
    """Short second levels are states and provinces where a country has many of them: or.us is Oregon, me.it Messina."""
    public = public_suffixes()
    seconds = {name.removesuffix(f".{country}") for name in public if name.endswith(f".{country}")}
    provinces = sum(len(second) == COUNTRY for second in seconds) > LARGEST_FAMILY
    if country in public:
        yield OpenSuffix(country, frozenset({ASCII}))
    for second in OPEN_UNDER_A_WILDCARD if "*" in seconds else OPEN_SECOND_LEVELS:
        if {second, "*"} & seconds and not (provinces and len(second) == COUNTRY):
            yield OpenSuffix(f"{second}.{country}", frozenset({ASCII}))


@functools.cache
def _listed() -> tuple[OpenSuffix, ...]:
    return tuple(_suffix(suffix, taken.split()) for suffix, taken, *_ in rows("open_suffixes.tsv"))


def _suffix(written: str, taken: list[str]) -> OpenSuffix:
    scripts = frozenset(word for word in taken if word.isascii())
    letters = frozenset(letter for word in taken if not word.isascii() for letter in word)
    return OpenSuffix(written if written.isascii() else idna.encode(written).decode("ascii"), scripts, letters)
