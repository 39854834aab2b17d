"""Training on synthetic rows: it finds what was put in, refuses what teaches nothing, and writes a loadable model."""

import json
import random
from pathlib import Path

import models
from models.artefact import as_json, parse_model
from models.training import BadRow, Labelled, TooFew, Trained, read_rows, train

SCHEMA = parse_model((Path(models.__file__).parent / "weights.json").read_text(encoding="utf-8"))


def rows(count: int = 200) -> list[Labelled]:
    """Counterfeits show foreign codes and names, others are reposts; an excuse that accuses is put in on purpose."""
    rng = random.Random(7)
    made = []
    for number in range(count):
        fake = number % 2
        signals = {
            "claimed_name": float(rng.random() < (0.9 if fake else 0.2)),
            "foreign_site_code": float(rng.random() < (0.7 if fake else 0.02)),
            "repost_with_source": float(rng.random() < (0.05 if fake else 0.6)),
            "public_institution": float(rng.random() < (0.8 if fake else 0.1)),
        }
        made.append(Labelled(str(number), fake, signals))
    return made


def test_weights_point_the_way_the_rows_do_and_never_against_their_axis():
    trained = train(rows(), SCHEMA, "test-run")
    assert isinstance(trained, Trained)
    weights = {name: weight.weight for name, weight in trained.model.weights.items()}
    assert weights["foreign_site_code"] > 1
    assert weights["claimed_name"] > 1
    assert weights["repost_with_source"] < -1
    assert "public_institution" not in weights
    assert "public_institution" in trained.silent
    assert trained.brier < trained.base_brier / 2


def test_the_result_is_an_artefact_that_loads_and_is_the_same_again():
    trained, again = train(rows(), SCHEMA, "test-run"), train(rows(), SCHEMA, "test-run")
    assert isinstance(trained, Trained)
    assert trained == again
    assert parse_model(as_json(trained.model)) == trained.model


def test_rows_that_teach_nothing_give_a_model_that_says_the_base_rate():
    silent = [Labelled(str(number), number % 2, {}) for number in range(40)]
    trained = train(silent, SCHEMA, "test-run")
    assert isinstance(trained, Trained)
    assert (dict(trained.model.weights), trained.model.bias, trained.brier) == ({}, 0.0, 0.25)


def test_too_few_rows_are_refused_in_a_sentence():
    assert train(rows(10), SCHEMA, "x") == TooFew(
        "training needs at least 10 of each kind; there are 5 counterfeits and 5 others"
    )


def test_bad_lines_are_kept_with_their_reason_and_the_rest_is_read():
    good = {"id": "a", "label": 1, "signals": {"claimed_name": 1}}
    lines = [
        json.dumps(good),
        "",
        "{",
        json.dumps(good | {"label": "fake"}),
        json.dumps(good | {"label": 0.5}),
        json.dumps(good | {"signals": {"claimed_name": 2}}),
        '{"id": "n", "label": 1, "signals": {"claimed_name": NaN}}',
        json.dumps(good | {"why": 1}),
        "[" * 99_999,
        " " + "x" * 200_000,
    ]
    read = list(read_rows(lines))
    assert read[0] == Labelled("a", 1, {"claimed_name": 1})
    assert [item.line for item in read if isinstance(item, BadRow)] == [3, 4, 5, 6, 7, 8, 9, 10]
