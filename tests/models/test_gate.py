"""Names and looks can never confirm: proven over all subsets of signals, not argued."""

from itertools import chain, combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import models
from models.artefact import Model, parse_model
from models.gate import COMPROMISED, GENUINE, HARMS, HOST_NAMES, PRESUMED, WITNESSES, objection, settle
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
HARMFUL = (
    *("asks_identity", "asks_bank", "asks_payment", "certificate_query", "certificate_sale", "app_download"),
    *("injected_betting", "conditional_redirect"),
)


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
    tried_out = {"demonstration_host", "evident_demonstration"}.intersection(names)
    rebutted = {*HARMFUL, "lookalike_host", "embedded_official_host"}.intersection(names)
    return (
        any(w.axis is Axis.CLAIM for w in kept)
        and any(w.axis is Axis.MISMATCH for w in kept)
        and any(
            w.family in (Family.IDENTIFIER, Family.CONTENT, Family.FUNCTION) and w.axis is not Axis.EXCULPATION
            for w in kept
        )
        and not GENUINE.intersection(names)
        and not (tried_out and not rebutted)
    )


def name_alone(names) -> bool:
    """Only the host name claims anything, and nothing happens to anybody: at most watched."""
    claims = {name for name in names if MODEL.weights[name].axis is Axis.CLAIM}
    harm = any(MODEL.weights[name].axis is Axis.HARM for name in names)
    return claims <= {"lookalike_host", "embedded_official_host"} and not harm


def kind(name: str) -> tuple[object, ...]:
    """All that the gate may know of a signal."""
    weight = MODEL.weights[name]
    named = name if name in GENUINE | PRESUMED or name == COMPROMISED else ""
    return weight.axis, weight.family, name in HOST_NAMES, name in HARMS, named


def kinds(names) -> dict[tuple[object, ...], list[str]]:
    found: dict[tuple[object, ...], list[str]] = {}
    for name in names:
        found.setdefault(kind(name), []).append(name)
    return found


@given(st.sets(st.sampled_from(NAMES)), st.randoms(use_true_random=False))
def test_the_gate_knows_nothing_of_a_signal_but_its_kind(names, chance):
    """So a proof over one signal of each kind, with any other of its kind beside it, is a proof over all of them."""
    alike = {chance.choice(kinds(NAMES)[kind(name)]) for name in names}
    if kinds(alike).keys() == kinds(names).keys():
        for band in Band:
            one, other = (settle(band, {n: MODEL.weights[n] for n in s}, frozenset(s)) for s in (names, alike))
            assert one == other


@pytest.mark.parametrize("model", [MODEL, SHOUTING], ids=["shipped", "shouting"])
def test_no_subset_of_names_and_looks_is_ever_confirmable(model):
    """Name, look and host signals at full strength: every kind of them whole or left out, and every pair alone, without
    an excuse, with each, with all of them.
    """
    quiet = [name for name in ACCUSING if MODEL.weights[name].family not in WITNESSES]
    assert {MODEL.weights[name].family for name in quiet} >= {Family.NAME, Family.LOOK, Family.HOST}
    whole = [list(chain.from_iterable(chosen)) for chosen in subsets(kinds(quiet).values())]
    tried = 0
    for names, excuses in product(
        [*whole, *map(list, combinations(quiet, 2))], [[], *([excuse] for excuse in EXCUSING), EXCUSING]
    ):
        tried += 1
        assert judged(names + excuses, model).band is not Band.CONFIRMABLE
    assert tried > 500


def test_every_combination_of_kinds_is_confirmable_only_by_the_rule():
    """However sure the probability is: the gate itself, over all combinations of kinds, with each kind of excuse."""
    accusing = [names[0] for names in kinds(ACCUSING).values()]
    excusing = [(), *((names[0],) for names in kinds(EXCUSING).values())]
    confirmable = 0
    for chosen, excuse in product(subsets(accusing), excusing):
        names = chosen + excuse
        band, sentence = settle(Band.CONFIRMABLE, {name: MODEL.weights[name] for name in names}, frozenset(names))
        confirmable += band is Band.CONFIRMABLE
        assert (band is Band.CONFIRMABLE) == (may_be_confirmable(names) and not name_alone(names))
        assert band in (Band.CONFIRMABLE, Band.CLEAR) or sentence
    assert confirmable > 100


@pytest.mark.parametrize("model", [MODEL, SHOUTING], ids=["shipped", "shouting"])
def test_no_model_that_can_be_loaded_breaks_the_rule(model):
    for chosen in subsets(kinds(ACCUSING).values()):
        names = list(chain.from_iterable(chosen))
        result = judged(names, model)
        assert result.band is not Band.CONFIRMABLE or may_be_confirmable(names)
        if model is SHOUTING:
            assert (result.band is Band.CONFIRMABLE) == (may_be_confirmable(names) and not name_alone(names))


@pytest.mark.parametrize("name", sorted(PRESUMED))
def test_what_is_for_trying_things_out_is_held_back_until_somebody_is_harmed(name):
    claims = ["foreign_site_code", "not_in_registry"]
    for model in (MODEL, SHOUTING):
        held = score([signal(one) for one in (*claims, "claimed_name", "page_clone", name)], "r", model)
        assert (held.band, bool(held.held_back)) == (Band.REVIEW, True)
        for rebuttal in (*HARMFUL, "lookalike_host"):
            told = score([signal(one) for one in (*claims, "claimed_name", "page_clone", name, rebuttal)], "r", model)
            assert told.band is Band.CONFIRMABLE, rebuttal


def test_a_name_led_onto_the_official_server_is_shown_to_people_as_just_that():
    for names in (["claimed_name"], ["foreign_site_code", "page_clone", "not_in_registry"], ACCUSING):
        others = [name for name in names if name not in GENUINE]
        result = judged([*others, "resolves_onto_official"])
        assert result.band is Band.REVIEW
        assert "默认虚拟主机" in result.held_back
    assert judged(["resolves_onto_official"]).band is Band.CLEAR


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
    for chosen in subsets(kinds(name for name in harm_and_mismatch if name not in GENUINE).values()):
        assert judged(chain.from_iterable(chosen), SHOUTING).band is Band.CLEAR


def test_M7_a_broken_genuine_host_goes_to_people_and_never_as_a_counterfeit():
    result = judged(["official_host", "injected_on_official_host"])
    assert result.band is Band.REVIEW
    assert "篡改" in result.held_back
