"""Fingerprints of comparable text: hashed character n-grams, compared as sets.

Copies carry mojibake and inserted words, so texts are never compared by an exact hash. ``containment`` asks how much
of an official text a page holds (a mirror adds junk around it), ``jaccard`` how alike two texts are as wholes
(Broder 1997).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zhenwang.domain.look import Page
from zhenwang.text.comparable import comparable

SHINGLE = 5
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no character is lost modulo 2**64


def body_of(page: Page) -> str:
    """The text of a page that its fingerprint is made of: everything visible, comparable."""
    return comparable(page.text)


def shingles(comparable_text: str, n: int = SHINGLE) -> frozenset[int]:
    """64-bit hashes of all character n-grams, the same on every machine and run. A shorter text is one n-gram.

    Spaces do not count: between Han characters they are noise, and elsewhere they only move with the layout.
    """
    text = comparable_text.replace(" ", "")
    if not text:
        return frozenset()
    points = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    n = min(n, len(points))
    grams = np.zeros(len(points) - n + 1, dtype=np.uint64)
    for place in range(n):
        grams = grams * _BASE + points[place : len(points) - n + 1 + place]
    return frozenset(np.unique(_mixed(grams)).tolist())


def containment(part: frozenset[int], whole: frozenset[int]) -> float:
    """How much of ``part`` is found in ``whole``, 0..1; 0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared n-grams over all n-grams, 0..1; two empty texts share nothing."""
    union = len(a | b)
    return len(a & b) / union if union else 0.0


def _mixed(grams: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele et al. 2014): spreads every input bit over all 64."""
    grams = (grams ^ (grams >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    grams = (grams ^ (grams >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return grams ^ (grams >> np.uint64(31))
