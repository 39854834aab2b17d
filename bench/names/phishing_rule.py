"""The score of phishing_catcher (https://github.com/x0rz/phishing_catcher) with our labels for its brands.

Told again from its published rule, not its code: points for a suspicious top level, entropy, a false ``com`` in front,
each keyword in the name, each word one edit from a strong keyword, many hyphens, deep nesting. It asks every keyword of
every name, so that its cost grows with the registry.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

REPORTED_FROM = 65
STRONG = 70
SUSPICIOUS_TOPS = frozenset(
    {"ga", "gq", "ml", "cf", "tk", "xyz", "pw", "cc", "club", "work", "top", "support", "info", "click", "online"}
)
FALSE_FRONTS = frozenset({"com", "net", "org"})
EVERYBODYS = frozenset({"email", "mail", "cloud"})
_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class PhishingRule:
    """``keywords``: every label, each as strong as a brand."""

    keywords: Sequence[str]

    def score(self, name: str) -> int:
        name = name.removeprefix("*.")
        body, _, top = name.rpartition(".")
        points = 20 * (top in SUSPICIOUS_TOPS) + round(10 * entropy(body))
        words = _WORD.split(body)
        points += 10 * (words[0] in FALSE_FRONTS)
        points += sum(STRONG for keyword in self.keywords if keyword in body)
        asked = [word for word in words if word not in EVERYBODYS]
        for keyword in self.keywords:
            points += sum(STRONG for word in asked if Levenshtein.distance(word, keyword, score_cutoff=1) == 1)
        if "xn--" not in body and body.count("-") >= 4:
            points += 3 * body.count("-")
        if body.count(".") >= 3:
            points += 3 * body.count(".")
        return points

    def reported(self, names: Sequence[str]) -> list[bool]:
        return [self.score(name) >= REPORTED_FROM for name in names]


def entropy(text: str) -> float:
    """Shannon entropy of the letters, in bits."""
    return -sum(count / len(text) * math.log2(count / len(text)) for count in Counter(text).values()) if text else 0.0
