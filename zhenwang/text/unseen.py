"""Characters that are sent but not seen, as marks that are: a text that turns itself around says so."""

from __future__ import annotations

import re
from functools import cache

from zhenwang.text.characters import invisible

# Separators and blanks that look like nothing or break a line, beyond what the text rules call invisible.
_ALSO = "\x0b\x0c\x1c-\x1f\x85\u2028\u2029\u2800\u3164\uffa0"


@cache
def unseen() -> re.Pattern[str]:
    """A run of them."""
    return re.compile(f"(?:{invisible().pattern}|[{_ALSO}])+")


def code(char: str, count: int = 1) -> str:
    """``U+202E``, with how many of it stand in a row."""
    return f"U+{ord(char):04X}" + (f"×{count}" if count > 1 else "")


def marked(text: str) -> str:
    """The text with each of them as ``⟦U+202E⟧``; marked text stays as it is."""
    return unseen().sub(lambda run: "".join(f"⟦{code(char, n)}⟧" for char, n in _counted(run[0])), text)


def _counted(run: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for char in run:
        if found and found[-1][0] == char:
            found[-1] = (char, found[-1][1] + 1)
        else:
            found.append((char, 1))
    return found
