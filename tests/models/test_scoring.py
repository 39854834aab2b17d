"""What the model makes of signals: probability, reasons, whom it imitates, and by which limb."""

import math
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import models
from models.scoring import parse_model, score
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis, Family, Signal

MODEL = parse_model((Path(models.__file__).parent / "weights.json").read_text(encoding="utf-8"))
NAMES = sorted(MODEL.weights)
HUBEI, WUHAN = "www.hubei.gov.cn", "www.wuhan.gov.cn"


def signal(name: str, value: float = 1.0, site: str = HUBEI) -> Signal:
    kept = MODEL.weights[name]
    return Signal(name, kept.axis, kept.family, value, "因为", "because", site=site)


def test_nothing_found_is_clear_and_says_the_model_and_the_registry():
    result = score([], "r1", MODEL)
    assert (result.band, result.imitates, result.limb, result.contributions) == (Band.CLEAR, "", "", ())
    assert (result.model, result.registry) == ("zw-2026.11-hand", "r1")
    assert result.probability == pytest.approx(1 / (1 + math.exp(4)))


def test_probability_is_the_logistic_of_bias_and_contributions():
    result = score([signal("claimed_name", 0.5), signal("not_in_registry")], "r", MODEL)
    assert [(c.signal, c.log_odds) for c in result.contributions] == [("claimed_name", 1.5), ("not_in_registry", 1.5)]
    assert result.probability == pytest.approx(1 / (1 + math.exp(1.0)))


@pytest.mark.parametrize(
    ("names", "band"),
    [
        (["claimed_name", "foreign_site_code", "page_clone", "not_in_registry"], Band.CONFIRMABLE),
        (["foreign_site_code", "not_in_registry"], Band.CONFIRMABLE),
        (["claimed_name", "certificate_query", "not_in_registry"], Band.CONFIRMABLE),
        (["claimed_name", "asks_bank", "not_in_registry"], Band.CONFIRMABLE),
        (["claimed_name", "page_clone", "injected_betting", "not_in_registry"], Band.CONFIRMABLE),
        (["claimed_name", "not_in_registry"], Band.REVIEW),
        (["claimed_name", "lookalike_host", "logo_match", "not_in_registry"], Band.REVIEW),
        (["claimed_name", "asks_code", "not_in_registry"], Band.REVIEW),
        (["lookalike_host", "asks_bank"], Band.REVIEW),
        (["foreign_icp", "not_in_registry"], Band.WATCH),
        (["embedded_official_host"], Band.WATCH),
        (["repost_with_source"], Band.CLEAR),
        (["official_host", "foreign_site_code"], Band.CLEAR),
        (["neighbour_host", "claimed_name", "lookalike_host"], Band.CLEAR),
        (["transformation_gateway", "claimed_name", "page_clone"], Band.CLEAR),
        (["asks_bank", "asks_identity", "injected_betting"], Band.CLEAR),
    ],
)
def test_typical_pages_get_the_band_that_an_analyst_expects(names, band):
    assert score([signal(name) for name in names], "r", MODEL).band is band


def test_a_name_counts_once_with_its_greatest_value():
    many = [signal("foreign_icp", 0.4), signal("foreign_icp", 0.4), signal("foreign_icp", 0.3)]
    assert score(many, "r", MODEL).probability == score([signal("foreign_icp", 0.4)], "r", MODEL).probability


def test_a_signal_without_a_weight_runs_in_shadow():
    shadow = Signal("new_detector", Axis.CLAIM, Family.CONTENT, 1.0, "因为", "because", site=WUHAN)
    assert score([shadow], "r", MODEL) == score([], "r", MODEL)


def test_M9_the_order_of_signals_changes_no_bit():
    signals = [signal(name, 0.1 + index / 100) for index, name in enumerate(NAMES)]
    expected = score(signals, "r", MODEL)
    shuffled = random.Random(20261122)
    for _ in range(50):
        shuffled.shuffle(signals)
        assert score(signals, "r", MODEL) == expected


def test_M9_another_process_gives_the_same_bits():
    code = (
        "from pathlib import Path; import models; from models.scoring import parse_model, score;"
        "from zhenwang.domain.signal import Signal;"
        "m = parse_model((Path(models.__file__).parent / 'weights.json').read_text());"
        "s = [Signal(n, w.axis, w.family, 1/3, '', '') for n, w in m.weights.items() if n < 'foreign_q'];"
        "print(score(s, 'r', m).probability.hex())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(models.__file__).parent.parent)},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1


@given(st.dictionaries(st.sampled_from(NAMES), st.floats(0, 1)), st.sampled_from(NAMES), st.floats(0, 1))
def test_an_excuse_never_raises_and_an_accusation_never_lowers_the_probability(values, name, value):
    before = [signal(known, strength) for known, strength in values.items()]
    change = score([*before, signal(name, value)], "r", MODEL).probability - score(before, "r", MODEL).probability
    assert change <= 0 if MODEL.weights[name].axis is Axis.EXCULPATION else change >= 0


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1.0001, -0.1, 1e308])
def test_M2_a_value_outside_0_to_1_goes_to_people_and_moves_nothing(value):
    result = score([signal("foreign_site_code", value), signal("not_in_registry")], "r", MODEL)
    assert result.band is Band.REVIEW
    assert "foreign_site_code" in result.held_back
    assert [c.signal for c in result.contributions] == ["not_in_registry"]


def test_M2_a_signal_that_calls_itself_another_kind_than_reviewed_goes_to_people():
    posing = Signal("lookalike_host", Axis.CLAIM, Family.IDENTIFIER, 1.0, "因为", "because", site=HUBEI)
    result = score([posing, signal("not_in_registry")], "r", MODEL)
    assert (result.band, result.imitates) == (Band.REVIEW, "")
    assert "lookalike_host" in result.held_back


def test_the_imitated_site_is_the_one_with_most_support():
    signals = [signal("claimed_name", 1.0, WUHAN), signal("foreign_site_code"), signal("not_in_registry")]
    assert score(signals, "r", MODEL).imitates == HUBEI
    more = [*signals, signal("page_clone", 1.0, WUHAN)]
    assert score(more, "r", MODEL).imitates == WUHAN


def test_a_tie_goes_to_identifier_then_content_then_name():
    by_content = signal("page_clone", 1.0, WUHAN)
    by_identifier = signal("foreign_site_code", 1.0, HUBEI)
    assert score([by_content, by_identifier], "r", MODEL).imitates == HUBEI
    by_name = signal("embedded_official_host", 1.0, HUBEI)
    assert score([signal("page_clone", 0.75, WUHAN), by_name], "r", MODEL).imitates == WUHAN


@pytest.mark.parametrize(
    ("claims", "limb"),
    [
        ({"claimed_name": "a"}, "a"),
        ({"foreign_conac": "b", "foreign_site_code": "b"}, "b"),
        ({"lookalike_host": "b", "claimed_name": "a"}, "a"),
        ({"foreign_site_code": ""}, ""),
        ({"asks_bank": "b"}, ""),
    ],
)
def test_the_limb_is_the_first_that_a_claim_rests_on(claims, limb):
    said = [replace(signal(name), limb=one) for name, one in claims.items()]
    assert score(said, "r", MODEL).limb == limb


def test_a_claim_to_another_site_lends_no_limb():
    said = [signal("foreign_site_code"), replace(signal("claimed_name", 0.1, WUHAN), limb="a")]
    assert score(said, "r", MODEL).limb == ""


def test_scoring_imports_no_scikit_learn():
    code = "import sys, models.scoring, models.training; sys.exit(any('sklearn' in name for name in sys.modules))"
    root = str(Path(models.__file__).parent.parent)
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": root}, check=False).returncode == 0
