"""Scoring: a dot product of named weights and signal strengths, with reasons for and against. Standard library only."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from models.artefact import Bands, Model, ModelError, Weight, as_json, parse_model
from models.gate import settle
from models.severity import severity
from zhenwang.domain.score import Band, Contribution, Score
from zhenwang.domain.signal import Axis, Family, Signal

__all__ = ["Bands", "Model", "ModelError", "Weight", "as_json", "parse_model", "score"]

_SUPPORT_ORDER = (Family.IDENTIFIER, Family.CONTENT, Family.NAME)


def score(signals: Sequence[Signal], registry_version: str, model: Model) -> Score:
    """Probability, band and reasons for one look's signals. The same signals in any order give the same bits.

    A name counts once, with its greatest value. A signal whose value is not in 0..1, or whose axis or family is not the
    reviewed one, is left out and the page goes to people: REVIEW, with the reason in ``held_back``.
    """
    refused = next((reason for signal in signals if (reason := _refusal(signal, model))), "")
    weighted = [signal for signal in signals if signal.name in model.weights and not _refusal(signal, model)]
    contributions = _contributions(_strongest(weighted), model.weights)
    probability = _probability(math.fsum([model.bias, *(item.log_odds for item in contributions)]))
    spoken = {item.signal: model.weights[item.signal] for item in contributions if item.log_odds}
    heard = frozenset(signal.name for signal in signals)
    band, held_back = settle(_band(probability, model.bands), spoken, heard)
    if refused:
        band, held_back = Band.REVIEW, refused
    claims = [signal for signal in weighted if signal.axis is Axis.CLAIM and signal.name in spoken]
    imitates = _imitated(claims, model.weights)
    limb = _limb(claims, imitates)
    urgent = severity([signal for signal in weighted if signal.name in spoken], band)
    return Score(probability, band, imitates, limb, contributions, model.name, registry_version, held_back, urgent)


def _refusal(signal: Signal, model: Model) -> str:
    if not (isinstance(signal.value, int | float) and 0 <= signal.value <= 1):  # NaN compares as false
        return f"信号“{signal.name}”的取值无效，已转人工判断。"
    reviewed = model.weights.get(signal.name)
    if reviewed and (reviewed.axis is not signal.axis or reviewed.family is not signal.family):
        return f"信号“{signal.name}”与模型登记的类别不一致，已转人工判断。"
    return ""


def _strongest(signals: Iterable[Signal]) -> Mapping[str, float]:
    strongest: dict[str, float] = {}
    for signal in signals:
        strongest[signal.name] = max(strongest.get(signal.name, 0.0), float(signal.value))
    return strongest


def _contributions(values: Mapping[str, float], weights: Mapping[str, Weight]) -> tuple[Contribution, ...]:
    found = (
        Contribution(name, weights[name].weight, value, weights[name].weight * value) for name, value in values.items()
    )
    return tuple(sorted(found, key=lambda item: (-abs(item.log_odds), item.signal)))


def _probability(log_odds: float) -> float:
    # The branch keeps exp from overflowing; both give the same number.
    if log_odds >= 0:
        return 1.0 / (1.0 + math.exp(-log_odds))
    odds = math.exp(log_odds)
    return odds / (1.0 + odds)


def _band(probability: float, bands: Bands) -> Band:
    if probability >= bands.confirmable:
        return Band.CONFIRMABLE
    if probability >= bands.review:
        return Band.REVIEW
    return Band.WATCH if probability >= bands.watch else Band.CLEAR


def _imitated(claims: Sequence[Signal], weights: Mapping[str, Weight]) -> str:
    """The site with the largest support; ties go to the one an identifier names, then content, then name."""
    support: dict[str, dict[str, float]] = {}
    families: dict[str, set[Family]] = {}
    for signal in claims:
        if signal.site:
            strength = weights[signal.name].weight * float(signal.value)
            by_name = support.setdefault(signal.site, {})
            by_name[signal.name] = max(by_name.get(signal.name, 0.0), strength)
            families.setdefault(signal.site, set()).add(signal.family)

    def rank(site: str) -> tuple[float, int, str]:
        best = (order for order, family in enumerate(_SUPPORT_ORDER) if family in families[site])
        return -math.fsum(support[site].values()), next(best, len(_SUPPORT_ORDER)), site

    return min(support, key=rank, default="")


def _limb(claims: Sequence[Signal], imitates: str) -> str:
    """The first limb that a claim to the imitated site rests on: the name itself goes before marks and content."""
    return min((signal.limb for signal in claims if signal.limb and signal.site in (imitates, "")), default="")
