"""How urgent the harm is (requirements 3.4): what it takes from people decides who is called first."""

from __future__ import annotations

from zhenwang.domain.case import Case
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis, Signal

FRAUD = frozenset({"asks_identity", "asks_bank", "asks_code", "certificate_query", "app_download"})
PARASITE = frozenset({"injected_betting", "injected_on_official_host"})

_BANDS = (Band.CONFIRMABLE, Band.REVIEW, Band.WATCH, Band.CLEAR)


def severity(case: Case) -> str:
    """``S1`` takes data or money, or installs something; ``S3`` is a mirror that carries betting; else ``S4``."""
    names = {signal.name for signal in case.signals if signal.axis is Axis.HARM}
    if names & FRAUD:
        return "S1"
    return "S3" if names & PARASITE else "S4"


def urgency(case: Case) -> tuple[str, int, float, int, str]:
    """Sort key of the queue: harm, band, probability, reports."""
    return severity(case), _BANDS.index(case.score.band), -case.score.probability, -case.reports, case.id


def strongest(case: Case, axis: Axis) -> Signal | None:
    """The signal of an axis that moved the score most."""
    moved = {item.signal: abs(item.log_odds) for item in case.score.contributions}
    on_axis = [signal for signal in case.signals if signal.axis is axis]
    return max(on_axis, key=lambda signal: (moved.get(signal.name, 0.0), signal.value), default=None)
