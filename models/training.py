"""Training: logistic regression over named signals, from labelled looks to a weights file that a person reviews.

Used offline only; scikit-learn is imported when a training run starts, never when a page is scored.
"""

from __future__ import annotations

import importlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from models.artefact import MAX_WEIGHT, Model, Weight
from zhenwang.domain.signal import Axis

MAX_LINE = 100_000
LEAST_PER_CLASS = 10
"""Examples of each kind below which no training run is honest."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled look: ``label`` 1 for a confirmed counterfeit, else 0; ``signals`` the greatest value per name."""

    id: str
    label: int
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that is no labelled look: where, why, and the line as it came."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class TooFew:
    """Why there is nothing to train on, in one sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and what is known about it. ``brier`` is measured on rows held out in turn (lower is better; saying the
    base rate every time gives ``base_brier``). ``silent`` are signals of the schema that the rows gave no weight.
    """

    model: Model
    rows: int
    positives: int
    brier: float
    base_brier: float
    silent: tuple[str, ...]


def read_rows(lines: Iterable[str]) -> Iterator[Labelled | BadRow]:
    """Labelled looks from JSON lines ``{"id", "label", "signals": {name: value}}``; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(number, line)


def train(rows: Sequence[Labelled], schema: Model, name: str, strength: float = 1.0) -> Trained | TooFew:
    """Fit the weights of the signals in ``schema``; families, axes and bands are taken over, since they are reviewed.

    A weight that would point against its axis is dropped and the rest fitted again: a detector that misleads on these
    rows falls silent instead of arguing backwards. ``strength`` is scikit-learn's C, the inverse of the L2 penalty.
    """
    positives = sum(row.label for row in rows)
    if min(positives, len(rows) - positives) < LEAST_PER_CLASS:
        found = f"{positives} counterfeits and {len(rows) - positives} others"
        return TooFew(f"training needs at least {LEAST_PER_CLASS} of each kind; there are {found}")
    names = sorted(name for name in schema.weights if any(row.signals.get(name) for row in rows))
    names, weights, bias = _fit_signed(rows, names, schema, strength)
    fitted = {
        name: Weight(weight, schema.weights[name].family, schema.weights[name].axis)
        for name, weight in zip(names, weights, strict=True)
    }
    model = Model(name, bias, MappingProxyType(fitted), schema.bands)
    base = positives / len(rows)
    silent = tuple(sorted(schema.weights.keys() - fitted.keys()))
    return Trained(model, len(rows), positives, _held_out(rows, names, strength), base * (1 - base), silent)


def _row(number: int, line: str) -> Labelled | BadRow:
    if len(line) > MAX_LINE:
        return BadRow(number, f"longer than {MAX_LINE} characters", line[:200])
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        return BadRow(number, f"not JSON: {error}", line[:200])
    if not isinstance(data, dict) or data.keys() != {"id", "label", "signals"}:
        return BadRow(number, "needs exactly 'id', 'label' and 'signals'", line[:200])
    if data["label"] not in (0, 1) or isinstance(data["label"], float):
        return BadRow(number, "'label' must be 0 or 1", line[:200])
    signals = data["signals"]
    if not isinstance(signals, dict) or not all(_is_value(value) for value in signals.values()):
        return BadRow(number, "'signals' must map names to numbers in 0..1", line[:200])
    return Labelled(str(data["id"]), int(data["label"]), MappingProxyType(dict(signals)))


def _is_value(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _matrix(rows: Sequence[Labelled], names: Sequence[str]) -> list[list[float]]:
    return [[float(row.signals.get(name, 0.0)) for name in names] for row in rows]


def _regression(strength: float) -> Any:
    return importlib.import_module("sklearn.linear_model").LogisticRegression(C=strength, max_iter=1000)


def _fit_signed(
    rows: Sequence[Labelled], names: list[str], schema: Model, strength: float
) -> tuple[list[str], list[float], float]:
    labels = [row.label for row in rows]
    while names:
        fitted = _regression(strength).fit(_matrix(rows, names), labels)
        weights = [float(weight) for weight in fitted.coef_[0]]
        kept = [name for name, weight in zip(names, weights, strict=True) if _points_right(weight, schema, name)]
        if kept == names:
            return names, [_bounded(weight) for weight in weights], _bounded(float(fitted.intercept_[0]))
        names = kept
    share = sum(labels) / len(labels)
    return [], [], _bounded(math.log(share / (1 - share)))


def _points_right(weight: float, schema: Model, name: str) -> bool:
    return weight <= 0 if schema.weights[name].axis is Axis.EXCULPATION else weight >= 0


def _bounded(weight: float) -> float:
    return round(max(-MAX_WEIGHT, min(MAX_WEIGHT, weight)), 6)


def _held_out(rows: Sequence[Labelled], names: Sequence[str], strength: float) -> float:
    """Brier score over five folds, each judged by a model that has not seen it."""
    labels = [row.label for row in rows]
    if not names:
        share = sum(labels) / len(labels)
        return share * (1 - share)
    selection = importlib.import_module("sklearn.model_selection")
    folds = selection.StratifiedKFold(n_splits=5, shuffle=True, random_state=20261122)
    matrix = _matrix(rows, names)
    said = selection.cross_val_predict(_regression(strength), matrix, labels, cv=folds, method="predict_proba")
    return float(sum((row[1] - label) ** 2 for row, label in zip(said, labels, strict=True)) / len(labels))
