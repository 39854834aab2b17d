"""How urgent the harm is (requirements 3.4): what it takes from people decides who is called first."""

from __future__ import annotations

from models.severity import severity as of_signals
from zhenwang.domain.case import Case
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis, Signal

_BANDS = (Band.CONFIRMABLE, Band.REVIEW, Band.WATCH, Band.CLEAR)


def severity(case: Case) -> str:
    """As the score says it, ``S1`` the most urgent; cases that were scored before it did are read again."""
    return case.score.severity or of_signals(case.signals, case.score.band)


def urgency(case: Case) -> tuple[str, int, float, int, str]:
    """Sort key of the queue: harm (S0 last), band, probability, reports."""
    harm = severity(case).replace("S0", "S9")
    return harm, _BANDS.index(case.score.band), -case.score.probability, -case.reports, case.id


def strongest(case: Case, axis: Axis) -> Signal | None:
    """The signal of an axis that moved the score most."""
    moved = {item.signal: abs(item.log_odds) for item in case.score.contributions}
    on_axis = [signal for signal in case.signals if signal.axis is axis]
    return max(on_axis, key=lambda signal: (moved.get(signal.name, 0.0), signal.value), default=None)
