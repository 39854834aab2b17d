"""What may be loaded as a model, and how what may not is refused."""

import json
from pathlib import Path

import pytest

import models
from models.artefact import ModelError, as_json, parse_model

SHIPPED = (Path(models.__file__).parent / "weights.json").read_text(encoding="utf-8")


def small(**changes: object) -> dict[str, object]:
    model: dict[str, object] = {
        "model": "test",
        "bias": -1.0,
        "weights": {"claimed_name": {"weight": 1.0, "family": "name", "axis": "claim"}},
        "bands": {"watch": 0.1, "review": 0.5, "confirmable": 0.9},
    }
    return model | changes


def weight(**changes: object) -> dict[str, object]:
    return {"claimed_name": {"weight": 1.0, "family": "name", "axis": "claim"} | changes}


def test_the_shipped_model_loads_and_prints_itself_again():
    model = parse_model(SHIPPED)
    assert model.name == "zw-2026.11-hand"
    assert parse_model(as_json(model)) == model


def test_every_weighted_name_is_one_that_a_detector_gives():
    """A weight for a signal nobody gives would be a promise that nothing keeps."""
    folder = Path(models.__file__).parent.parent / "detectors"
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert [name for name in parse_model(SHIPPED).weights if f'"{name}"' not in source] == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (small(note="x"), "unknown key 'note'"),
        (small(weights=weight(why="x")), "unknown key 'why'"),
        (small(weights=weight(weight=float("nan"))), "NaN"),
        (small(weights=weight(weight=float("inf"))), "Infinity"),
        (small(weights=weight(weight=1e300)), "at most 20"),
        (small(weights=weight(weight=True)), "must be a number"),
        (small(weights=weight(weight="1")), "must be a number"),
        (small(weights=weight(weight=-1.0)), "points the wrong way"),
        (small(weights=weight(axis="exculpation")), "points the wrong way"),
        (small(weights=weight(axis="guilt")), "guilt"),
        (small(weights=weight(family="smell")), "smell"),
        (small(weights={"Claimed Name": {}}), "lower-case"),
        (small(weights=[]), "table of names"),
        (small(bias=None), "'bias' must be a number"),
        (small(model=""), "'model' must be a name"),
        (small(bands={"watch": 0.5, "review": 0.5, "confirmable": 0.9}), "must rise"),
        (small(bands={"watch": 0.5, "review": 0.6}), "'confirmable' is missing"),
        ([], "must be a table"),
    ],
)
def test_M2_a_model_that_is_not_well_formed_is_refused_with_its_reason(changed, sentence):
    with pytest.raises(ModelError, match=sentence):
        parse_model(json.dumps(changed))


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[" * 100_000, '{"bias": ' + "9" * 5000 + "}", "\x80\x04K\x01.", "x" * 1_000_001],
)
def test_M1_what_is_no_json_is_refused_in_one_sentence(text):
    with pytest.raises(ModelError):
        parse_model(text)


def test_M2_a_key_that_stands_twice_is_refused():
    text = json.dumps(small()).replace('"bias": -1.0', '"bias": -1.0, "bias": 9.0')
    with pytest.raises(ModelError, match="twice"):
        parse_model(text)
