"""Scores: what the model makes of the signals, with its reasons for and against."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """What may happen next. Only a ``CONFIRMABLE`` case may be put to a reviewer as a counterfeit."""

    CONFIRMABLE = "confirmable"
    REVIEW = "review"
    WATCH = "watch"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One weighted signal: ``log_odds = weight * value``, in natural-log odds. Positive speaks for counterfeit."""

    signal: str
    weight: float
    value: float
    log_odds: float


@dataclass(frozen=True, slots=True)
class Score:
    """``probability`` in 0..1; ``imitates`` the id of the imitated site or empty; ``limb`` is ``a`` (uses the name) or
    ``b`` (same or similar marks, content or function) of Hubei measures art. 31, or empty without a claim.

    ``held_back`` says in one sentence why a high probability did not reach the confirmable band. ``severity`` is how
    urgent the harm is, ``S1`` (takes data or money) to ``S5``, ``S0`` when nothing speaks for a counterfeit.
    """

    probability: float
    band: Band
    imitates: str
    limb: str
    contributions: tuple[Contribution, ...]
    model: str
    registry: str
    held_back: str = ""
    severity: str = ""
