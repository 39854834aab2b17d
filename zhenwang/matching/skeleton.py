"""What a string looks like: Unicode TS 39 confusables folded to ASCII, and the ASCII pairs that a glance confuses."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping

from confusable_homoglyphs import confusables

_GLANCE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "3": "e", "5": "s"})


def skeleton(text: str) -> str:
    """Two strings that look alike have the same skeleton; it is for comparing only."""
    return ascii_look(text).lower().replace("rn", "m").replace("vv", "w").translate(_GLANCE)


def ascii_look(text: str) -> str:
    """The text with every letter that looks like an ASCII one as that one (``раура`` -> ``paypa``); others stay."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c if c.isascii() else _prototypes().get(c, "" if unicodedata.combining(c) else c) for c in plain)


@functools.cache
def _prototypes() -> Mapping[str, str]:
    """Each confusable character with the ASCII letter or digit that it looks like."""
    found: dict[str, str] = {}
    for character, entries in confusables.confusables_data.items():
        if len(character) != 1 or not (character.isascii() and character.isalnum()):
            continue
        for entry in entries:
            other = str(entry["c"])
            if len(other) == 1 and not other.isascii():
                kept = found.get(other)
                # A letter is the likelier reading than a digit or a capital.
                if kept is None or (not kept.islower() and character.islower()):
                    found[other] = character
    return {other: character.lower() for other, character in found.items()}
