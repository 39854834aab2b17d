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
from importlib import resources

MAX_PATTERN = 40  # beyond it every string is surprising enough, and hosts are hostile
UNSEEN_CHARACTER_BITS = 12.0


@functools.lru_cache(maxsize=200_000)
def bits(pattern: str) -> float:
    """Surprise of meeting ``pattern`` somewhere in a benign host, in bits: -log2 of the share of hosts that hold it."""
    pattern = pattern[:MAX_PATTERN]
    known = _table().get(pattern)
    if known is not None:
        return known
    if len(pattern) == 1:
        return UNSEEN_CHARACTER_BITS
    left, right = bits(pattern[:-1]), bits(pattern[1:])
    shared = bits(pattern[1:-1]) if len(pattern) > 2 else 0.0
    return max(left + right - shared, left, right)


def token_bits(token: str) -> float:
    """Surprise of meeting ``token`` on its own, edges included."""
    return bits(f"^{token}$")


def countable_bits() -> float:
    """The most surprise that the table could have measured: beyond it every figure is the model's extrapolation."""
    return max(_table().values())


@functools.cache
def _table() -> Mapping[str, float]:
    text = resources.files("zhenwang.matching").joinpath("frequent_strings.tsv").read_text("ascii")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    counts = {string: int(count) for string, count in lines}
    total = counts.pop("*")
    return {string: math.log2(total / count) for string, count in counts.items()}
