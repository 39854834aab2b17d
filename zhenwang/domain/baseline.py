"""Baselines: official pages as they were when captured, for comparison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zhenwang.domain.look import Page


@dataclass(frozen=True, slots=True)
class Baseline:
    """An official page as it was when captured, for comparison.

    ``shingles`` are 64-bit hashes of the comparable text's character n-grams; ``logos`` 64-bit perceptual hashes.
    """

    site: str
    page: Page
    shingles: frozenset[int]
    logos: tuple[int, ...]
    captured_at: datetime
