"""How likely is this string in a host that has nothing to do with anybody? Measured, not guessed.

``frequent_strings.tsv`` holds, for host names that are not government ones, in how many hosts a string occurs; ``^``
and ``$`` mark the edges of a token (tokens stand between dots, hyphens and underscores). Strings that their own parts
already predict are left out. It is made by ``corpora/frequent_strings.py``.

Everything else is estimated by the maximum-order Markov model (Brendel, Beckmann & Trifonov 1986, "Linguistics of
nucleotide sequences"): P(abcd) = P(abc) P(bcd) / P(bc).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass

from zhenwang.matching.tables import rows

MAX_PATTERN = 40  # beyond it every string is surprising enough, and hosts are hostile
UNSEEN_CHARACTER_BITS = 12.0


@functools.lru_cache(maxsize=200_000)
def bits(pattern: str) -> float:
    """Surprise of meeting ``pattern`` somewhere in a benign host, in bits: -log2 of the share of hosts that hold it."""
    return _of_parts(pattern[:MAX_PATTERN])[0][0]


def token_bits(token: str) -> float:
    """Surprise of meeting ``token`` on its own, edges included."""
    return bits(f"^{token}$")


@dataclass(frozen=True, slots=True)
class Contexts:
    """Surprise of one text anywhere (``inside``), where it begins or ends a token, and as one (``alone``), in bits."""

    inside: float
    begins: float
    ends: float
    alone: float


def in_contexts(text: str) -> Contexts:
    """What ``bits`` says of a text with and without edges, at the cost of one of them."""
    if len(text) > MAX_PATTERN - 2:
        return Contexts(bits(text), bits(f"^{text}"), bits(f"{text}$"), bits(f"^{text}$"))
    alone, parts, inside = _of_parts(f"^{text}$")
    return Contexts(inside[1], parts[0], parts[1], alone[0])


def _of_parts(pattern: str) -> tuple[list[float], list[float], list[float]]:
    """The bits of the whole pattern, of its two parts that are a character shorter, and of those two shorter."""
    counted, longest = _table().get, _longest()
    size = len(pattern)
    below: list[float] = []
    shorter = [0.0] * (size + 1)
    here = [counted(character, UNSEEN_CHARACTER_BITS) for character in pattern]
    for length in range(2, size + 1):
        below, shorter, here = shorter, here, []
        for start in range(size - length + 1):
            surprise = counted(pattern[start : start + length]) if length <= longest else None
            if surprise is None:
                left, right = shorter[start], shorter[start + 1]
                surprise = left + right - below[start + 1]
                # Not max: this is what the rules and the screen spend their time on.
                surprise = left if surprise < left else surprise
                surprise = right if surprise < right else surprise
            here.append(surprise)
    return here, shorter, below


def countable_bits() -> float:
    """The most surprise that the table could have measured: beyond it every figure is the model's extrapolation."""
    return max(_table().values())


@functools.cache
def _longest() -> int:
    return max(map(len, _table()))


@functools.cache
def _table() -> Mapping[str, float]:
    counts = {string: int(count) for string, count in rows("frequent_strings.tsv")}
    total = counts.pop("*")
    return {string: math.log2(total / count) for string, count in counts.items()}
