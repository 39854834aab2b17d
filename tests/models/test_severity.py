"""How urgent the harm is: requirements 3.4, line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.severity import severity
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis, Family, Signal

CLAIMS = frozenset({"claimed_name", "retired_host", "page_clone"})


def signal(name: str, value: float = 1.0) -> Signal:
    axis = Axis.CLAIM if name in CLAIMS else Axis.HARM
    return Signal(name, axis, Family.FUNCTION, value, "因为", "because")


def of(*names: str, band: Band = Band.REVIEW) -> str:
    return severity([signal(name) for name in names], band)


@pytest.mark.parametrize(
    ("names", "rank"),
    [
        (("asks_identity",), "S1"),
        (("asks_bank",), "S1"),
        (("asks_code",), "S1"),
        (("asks_payment",), "S1"),
        (("app_download",), "S1"),
        (("certificate_query",), "S1"),
        (("certificate_sale", "injected_betting"), "S1"),
        (("solicits_people", "injected_betting"), "S2"),
        (("personal_channel",), "S2"),
        (("injected_betting",), "S3"),
        (("conditional_redirect",), "S3"),
        (("injected_betting", "retired_host"), "S3"),
        (("retired_host",), "S4"),
        (("page_clone",), "S5"),
        ((), "S5"),
    ],
)
def test_a_claim_with_harm_is_as_urgent_as_its_harm(names, rank):
    assert of("claimed_name", *names) == rank


def test_a_mere_password_box_is_an_account_and_not_a_code():
    assert severity([signal("claimed_name"), signal("asks_code", 0.4)], Band.REVIEW) == "S2"


def test_harm_without_a_claim_is_no_counterfeit():
    assert of("asks_bank", "asks_identity", "certificate_sale") == "S0"
    assert of() == "S0"


def test_what_is_clear_is_no_counterfeit():
    assert of("claimed_name", "asks_bank", band=Band.CLEAR) == "S0"


def test_M7_a_genuine_page_that_was_broken_into_is_a_parasites_host():
    assert of("injected_on_official_host") == "S3"


def test_an_official_address_under_a_strangers_name_is_the_least():
    assert of("resolves_onto_official", "claimed_name", "page_clone") == "S5"
    assert of("resolves_onto_official", band=Band.CLEAR) == "S0"


@given(st.lists(st.sampled_from(["claimed_name", "asks_bank", "injected_betting", "personal_channel", "retired_host"])))
def test_more_signals_never_make_it_less_urgent(names):
    before = of("claimed_name", *names)
    assert of("claimed_name", *names, "asks_bank") <= before
    assert of("claimed_name", *reversed(names)) == before
