"""The order in which people should take cases: harm first, then band, then probability, then age (requirements 6)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from zhenwang.domain.score import Band

SEVERITIES = ("S1", "S2", "S3", "S4", "S5", "S0")
"""By how soon somebody must act; S0, nothing speaks for a counterfeit, comes last."""
_UNGRADED = len(SEVERITIES) - 1.5
_BANDS = (Band.CONFIRMABLE, Band.REVIEW, Band.WATCH, Band.CLEAR)
_MOST = 120  # characters of a written place: a float, an instant and a case's number
_MOST_ID = 32


def harm(severity: str) -> float:
    """How far back a severity stands, the gravest first; what nobody graded stands before S0."""
    return float(SEVERITIES.index(severity)) if severity in SEVERITIES else _UNGRADED


def urgency(severity: str, band: Band, probability: float) -> float:
    """One number that orders as people should, the smallest first: twenty a severity, two a band, one for the rest.

    Age decides between equals and is a column of its own.
    """
    return 20.0 * harm(severity) + 2.0 * _BANDS.index(band) + 1.0 - min(1.0, max(0.0, probability))


@dataclass(frozen=True, slots=True)
class Place:
    """A case's place in the queue: the page after it begins with the next greater one."""

    urgency: float
    opened_at: datetime
    id: str

    def written(self) -> str:
        """As an address carries it: ``12.25~2026-11-20T09:00:00+00:00~ZW-20261120-0001``."""
        return f"{self.urgency!r}~{self.opened_at.astimezone(UTC).isoformat()}~{self.id}"


def read_place(text: str) -> Place | None:
    """The place that ``Place.written`` wrote; None for anything else, however long."""
    parts = text[: _MOST + 1].split("~")
    if len(text) > _MOST or len(parts) != 3 or not 0 < len(parts[2]) <= _MOST_ID:
        return None
    try:
        number, at = float(parts[0]), datetime.fromisoformat(parts[1])
    except ValueError:
        return None
    if not math.isfinite(number) or at.tzinfo is None or at.utcoffset() != UTC.utcoffset(None):
        return None
    return Place(number, at, parts[2])
