"""One rule's finding in a host, and how findings add up to a rank."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from zhenwang.matching.reading import Span

HALF_SCORE_BITS = 12.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """``bits``: how surprising the finding is in a host that has nothing to do with ``sites`` (0 = not at all).

    ``sites`` is empty for a government word, which speaks of no body in particular and keeps company with any, and for
    a ``country``, which keeps company with the bodies of that country. ``alone``: it is worth a look without company.
    ``whole``: an official host stands there with all its parts; nothing says more about whom it is after. ``debt`` (0
    or less) is what a label that fills a token lacks to be a surprise: its ``bits`` are the least that counts, and what
    keeps it company has to make up for the rest.
    """

    rule: str
    sites: tuple[str, ...]
    span: Span
    bits: float
    generic: bool = False
    country: str = ""
    alone: bool = True
    whole: bool = False
    debt: float = 0.0


def apart(findings: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The findings that surprise most together and do not overlap, so that nothing in the host is counted twice.

    Weighted interval scheduling: by where they end, each finding either joins the best choice before it or does not.
    Of equal choices the one without the last finding counts, of equal findings the first by name.
    """
    ordered = sorted(
        findings, key=lambda found: (found.span.end, found.span.start, -found.bits, found.rule, found.sites)
    )
    ends = [found.span.end for found in ordered]
    best: list[tuple[float, tuple[Evidence, ...]]] = [(0.0, ())]
    for number, found in enumerate(ordered):
        before, kept = best[bisect_right(ends, found.span.start, hi=number)]
        joined = (before + found.bits, (*kept, found))
        best.append(max(best[-1], joined, key=lambda choice: choice[0]))
    return best[-1][1]


def score(bits: float) -> float:
    """Bits of surprise as a rank in 0..1: a half at 12 bits (about 250 benign hosts per million), never quite 1."""
    return round(1.0 - math.exp2(-max(bits, 0.0) / HALF_SCORE_BITS), 6)
