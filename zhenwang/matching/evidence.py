"""One rule's finding in a host, and how findings add up to a rank."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from zhenwang.matching.reading import Span

HALF_SCORE_BITS = 12.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """``bits``: how surprising the finding is in a host that has nothing to do with ``sites`` (0 = not at all).

    ``sites`` is empty for a government word, which speaks of no body in particular and keeps company with any, and for
    a ``country``, which keeps company with the bodies of that country. ``alone``: it is worth a look without company.
    """

    rule: str
    sites: tuple[str, ...]
    span: Span
    bits: float
    generic: bool = False
    country: str = ""
    alone: bool = True


def apart(findings: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The most surprising findings that do not overlap, so that nothing in the host is counted twice."""
    kept: list[Evidence] = []
    for finding in sorted(findings, key=lambda found: (-found.bits, found.span.start, found.span.end)):
        if not any(finding.span.overlaps(other.span) for other in kept):
            kept.append(finding)
    return tuple(kept)


def score(bits: float) -> float:
    """Bits of surprise as a rank in 0..1: a half at 12 bits (about 250 benign hosts per million), never quite 1."""
    return round(1.0 - math.exp2(-max(bits, 0.0) / HALF_SCORE_BITS), 6)
