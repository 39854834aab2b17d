"""The model artefact: a JSON file of named, reviewed weights. Diffable, no pickle, and it explains itself."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zhenwang.domain.signal import Axis, Family

MAX_TEXT = 1_000_000
MAX_WEIGHT = 20.0

_NAME = re.compile(r"[a-z][a-z0-9_]{1,63}\Z")


class ModelError(ValueError):
    """The text is not a model we would judge by; the message says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Natural-log odds that a signal of strength 1.0 adds, and what kind of witness it must be."""

    weight: float
    family: Family
    axis: Axis


@dataclass(frozen=True, slots=True)
class Bands:
    """Lower bounds of probability for each band; below ``watch`` a page is clear."""

    watch: float
    review: float
    confirmable: float


@dataclass(frozen=True, slots=True)
class Model:
    """Logistic model over named signals. ``bias`` is in natural-log odds; a name without a weight runs in shadow."""

    name: str
    bias: float
    weights: Mapping[str, Weight]
    bands: Bands


def parse_model(text: str) -> Model:
    """Read a model from its JSON text. Raises ``ModelError`` in one sentence on anything unknown, missing, not finite.

    A weight must point the way its axis does: exculpation never above zero, everything else never below. What the model
    card promises about monotony then holds for every model that can be loaded.
    """
    if len(text) > MAX_TEXT:
        raise ModelError(f"the model is longer than {MAX_TEXT} characters")
    try:
        data = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_unique)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ModelError(f"the model is not JSON: {error}") from error
    except ModelError:
        raise
    except ValueError as error:  # Python refuses integers of more than 4,300 digits
        raise ModelError(f"the model holds a number that cannot be read: {error}") from error
    top = _table(data, "the model", ("model", "bias", "weights", "bands"))
    name = top["model"]
    if not isinstance(name, str) or not name.strip() or len(name) > 100:
        raise ModelError("'model' must be a name of 1 to 100 characters")
    return Model(name, _number(top["bias"], "'bias'"), _weights(top["weights"]), _bands(top["bands"]))


def as_json(model: Model) -> str:
    """The artefact's text: weights in name order, so that two models differ only where they differ."""
    weights = {
        name: {"weight": weight.weight, "family": weight.family.value, "axis": weight.axis.value}
        for name, weight in sorted(model.weights.items())
    }
    bands = {"watch": model.bands.watch, "review": model.bands.review, "confirmable": model.bands.confirmable}
    data = {"model": model.name, "bias": model.bias, "weights": weights, "bands": bands}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _weights(data: object) -> Mapping[str, Weight]:
    if not isinstance(data, dict):
        raise ModelError("'weights' must be a table of names")
    weights: dict[str, Weight] = {}
    for name, entry in data.items():
        if not _NAME.match(name):
            raise ModelError(f"weight {name[:80]!r}: a signal's name is lower-case letters, digits and underscores")
        weights[name] = _weight(name, _table(entry, f"weight '{name}'", ("weight", "family", "axis")))
    return MappingProxyType(weights)


def _weight(name: str, entry: Mapping[str, object]) -> Weight:
    value = _number(entry["weight"], f"weight '{name}'")
    try:
        family, axis = Family(str(entry["family"])), Axis(str(entry["axis"]))
    except ValueError as error:
        raise ModelError(f"weight '{name}': {error}") from error
    if value > 0 if axis is Axis.EXCULPATION else value < 0:
        raise ModelError(f"weight '{name}': {value} points the wrong way for the axis '{axis}'")
    return Weight(value, family, axis)


def _bands(data: object) -> Bands:
    table = _table(data, "'bands'", ("watch", "review", "confirmable"))
    bands = Bands(*(_number(table[name], f"band '{name}'") for name in ("watch", "review", "confirmable")))
    if not 0 < bands.watch < bands.review < bands.confirmable < 1:
        raise ModelError("'bands' must rise: 0 < watch < review < confirmable < 1")
    return bands


def _table(data: object, what: str, keys: tuple[str, ...]) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise ModelError(f"{what} must be a table with {', '.join(keys)}")
    for key in data:
        if key not in keys:
            raise ModelError(f"{what}: unknown key {key[:80]!r}; known: {', '.join(keys)}")
    for key in keys:
        if key not in data:
            raise ModelError(f"{what}: '{key}' is missing")
    return data


def _number(value: object, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ModelError(f"{what} must be a number")
    if not abs(value) <= MAX_WEIGHT or not math.isfinite(value):
        raise ModelError(f"{what} must be a finite number of at most {MAX_WEIGHT:g} either way")
    return float(value)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for key, value in pairs:
        if key in table:
            raise ModelError(f"the key {key[:80]!r} stands twice")
        table[key] = value
    return table


def _refuse_constant(text: str) -> float:
    raise ModelError(f"{text} is not a number we would judge by")
