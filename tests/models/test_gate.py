"""Names and looks can never confirm: proven over all subsets of signals, not argued."""

from itertools import chain, combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import models
from models.artefact import Model, parse_model
from models.gate import GENUINE, WITNESSES, objection
from models.scoring import score
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis, Family, Signal

MODEL = parse_model((Path(models.__file__).parent / "weights.json").read_text(encoding="utf-8"))
# The worst model that can be loaded: everything that accuses shouts, nothing that excuses is heard.
SHOUTING = Model(
    "shouting",
    20.0,
    {name: type(w)(0.0 if w.axis is Axis.EXCULPATION else 20.0, w.family, w.axis) for name, w in MODEL.weights.items()},
    MODEL.bands,
)
NAMES = sorted(MODEL.weights)
ACCUSING = [name for name in NAMES if MODEL.weights[name].axis is not Axis.EXCULPATION]
EXCUSING = [name for name in NAMES if MODEL.weights[name].axis is Axis.EXCULPATION]


def signal(name: str, value: float = 1.0) -> Signal:
    kept = MODEL.weights[name]
    return Signal(name, kept.axis, kept.family, value, "因为", "because", site="www.hubei.gov.cn")


def judged(names, model=MODEL):
    return score([signal(name) for name in names], "r", model)


def subsets(names):
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


def may_be_confirmable(names) -> bool:
    """The rule as the requirements say it, written down a second time."""
    kept = [MODEL.weights[name] for name in names]
    return (
        any(w.axis is Axis.CLAIM for w in kept)
        and any(w.axis is Axis.MISMATCH for w in kept)
        and any(w.family in (Family.IDENTIFIER, Family.CONTENT, Family.FUNCTION) for w in kept)
        and not GENUINE.intersection(names)
    )


def name_alone(names) -> bool:
    """Only the host name claims anything, and nothing happens to anybody: at most watched."""
    claims = {name for name in names if MODEL.weights[name].axis is Axis.CLAIM}
    harm = any(MODEL.weights[name].axis is Axis.HARM for name in names)
    return claims <= {"lookalike_host", "embedded_official_host"} and not harm


@pytest.mark.parametrize("model", [MODEL, SHOUTING], ids=["shipped", "shouting"])
def test_no_subset_of_names_and_looks_is_ever_confirmable(model):
    """All subsets of name, look and host signals at full strength: without an excuse, with each, with all of them."""
    quiet = [name for name in ACCUSING if MODEL.weights[name].family not in WITNESSES]
    assert {MODEL.weights[name].family for name in quiet} == {Family.NAME, Family.LOOK, Family.HOST}
    tried = 0
    for names, excuses in product(subsets(quiet), [(), *((excuse,) for excuse in EXCUSING), tuple(EXCUSING)]):
        tried += 1
        assert judged(names + excuses, model).band is not Band.CONFIRMABLE
    assert tried == 2 ** len(quiet) * (len(EXCUSING) + 2)


@pytest.mark.parametrize("model", [MODEL, SHOUTING], ids=["shipped", "shouting"])
def test_every_subset_of_a_kind_with_every_combination_of_the_other_kinds(model):
    kinds: dict[tuple[Axis, Family], list[str]] = {}
    for name in ACCUSING:
        kinds.setdefault((MODEL.weights[name].axis, MODEL.weights[name].family), []).append(name)
    confirmable = 0
    for kind, own in kinds.items():
        others = [names for other, names in kinds.items() if other != kind]
        for inside, outside in product(subsets(own), subsets(others)):
            names = [*inside, *chain.from_iterable(outside)]
            result = judged(names, model)
            confirmable += result.band is Band.CONFIRMABLE
            assert result.band is not Band.CONFIRMABLE or may_be_confirmable(names)
            if model is SHOUTING:
                assert (result.band is Band.CONFIRMABLE) == (may_be_confirmable(names) and not name_alone(names))
    assert confirmable > 100


@pytest.mark.parametrize("genuine", sorted(GENUINE))
def test_what_is_genuine_is_never_confirmable_even_without_a_weight(genuine):
    everything = [signal(name) for name in ACCUSING if name not in GENUINE]
    assert score(everything, "r", SHOUTING).band is Band.CONFIRMABLE
    silent = Model("m", 20.0, {n: w for n, w in SHOUTING.weights.items() if n != genuine}, MODEL.bands)
    for model in (SHOUTING, silent, MODEL):
        result = score([*everything, signal(genuine)], "r", model)
        assert result.band is Band.REVIEW
        assert result.held_back


@given(st.dictionaries(st.sampled_from(NAMES), st.floats(0, 1), max_size=len(NAMES)), st.floats(-20, 20))
def test_no_values_and_no_bias_open_the_gate(values, bias):
    model = Model("m", bias, MODEL.weights, MODEL.bands)
    result = score([signal(name, value) for name, value in values.items()], "r", model)
    spoken = [name for name, value in values.items() if value]
    assert result.band is not Band.CONFIRMABLE or may_be_confirmable(spoken)


@given(st.sets(st.sampled_from(NAMES)))
def test_the_gate_gives_a_sentence_exactly_when_it_is_shut(names):
    spoken = {name: MODEL.weights[name] for name in names}
    assert bool(objection(spoken, frozenset(names))) == (not may_be_confirmable(names))


def test_a_lookalike_name_alone_is_watched_at_most():
    for names in subsets(["lookalike_host", "embedded_official_host"]):
        for model in (MODEL, SHOUTING):
            assert judged(names, model).band in (Band.WATCH, Band.CLEAR)
    assert judged(["lookalike_host"]).band is Band.WATCH


def test_without_a_claim_everything_is_clear():
    harm_and_mismatch = [name for name in ACCUSING if MODEL.weights[name].axis is not Axis.CLAIM]
    for names in subsets([name for name in harm_and_mismatch if name not in GENUINE]):
        assert judged(names, SHOUTING).band is Band.CLEAR


def test_M7_a_broken_genuine_host_goes_to_people_and_never_as_a_counterfeit():
    result = judged(["official_host", "injected_on_official_host"])
    assert result.band is Band.REVIEW
    assert "篡改" in result.held_back
