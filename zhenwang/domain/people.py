"""Who is who: two spellings that a reader takes for one name are one person."""

from __future__ import annotations

import unicodedata

# Letters and marks that take no ink: fillers of Hangul and Khmer, the Braille blank, joiners and variation selectors.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(point) for span in (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)) for point in span
}


def person_key(name: str) -> str:
    """The name in NFKC, case-folded, without anything that leaves no ink; empty when nobody is named."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(char for char in folded if unicodedata.category(char)[0] not in "CZ" and char not in _BLANK)


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: blanks, width and capitals make nobody another person."""
    return person_key(one) == person_key(other)
