from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.trust import MOST, MOST_ADDED, Trust, Weighed, ahead, weigh

DAY = date(2026, 11, 20)
TRUST = st.builds(Trust, st.integers(0, MOST), st.integers(0, MOST))


def test_trust_moves_a_step_a_day_and_not_beyond_its_cap() -> None:
    held, days = None, 0
    while moved := weigh(held, Trust(500, 0), DAY + timedelta(days=days)):
        assert weigh(moved, Trust(500, 0), DAY + timedelta(days=days)) is None, "again on the same day"
        assert moved.trust.right == days + 1
        held, days = moved, days + 1
    assert days == MOST


def test_what_is_taken_back_takes_its_step_back() -> None:
    held = Weighed(Trust(2, 0), DAY)
    assert weigh(held, Trust(0, 1), DAY) is None
    moved = weigh(held, Trust(0, 1), DAY + timedelta(days=1))
    assert moved
    assert moved.trust == Trust(1, 1)


def test_an_earlier_day_run_again_changes_nothing() -> None:
    assert weigh(Weighed(Trust(2, 0), DAY), Trust(5, 0), DAY - timedelta(days=3)) is None


def test_the_prior_is_strong() -> None:
    assert Trust().share == 0.5
    assert 0.5 < Trust(1, 0).share < 0.6
    assert 0.4 < Trust(0, 1).share < 0.5
    assert 0.1 < Trust(0, MOST).share < Trust(MOST, 0).share < 0.9


@given(st.integers(0, 10**9), st.lists(TRUST, max_size=30))
def test_R11_reports_add_no_more_than_the_cap(reports: int, trusts: list[Trust]) -> None:
    assert 0 <= ahead(reports, trusts) <= MOST_ADDED


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.lists(TRUST, max_size=5), st.lists(TRUST, max_size=5))
def test_more_reports_and_more_reporters_never_put_a_host_back(
    few: int, more: int, trusts: list[Trust], others: list[Trust]
) -> None:
    assert ahead(few, [Trust(), *trusts]) <= ahead(few + more, [Trust(), *trusts, *others])


def test_R11_a_thousand_fresh_reporters_weigh_less_than_the_cap() -> None:
    assert ahead(1_000, [Trust()] * 1_000) < MOST_ADDED
    assert ahead(1_000_000, [Trust()] * 1_000) == ahead(1_000, [Trust()])


@pytest.mark.parametrize("reports", [0, 1, 5, 50, 5_000])
def test_the_trusted_go_before_the_others(reports: int) -> None:
    assert ahead(reports, [Trust(0, 5)]) < ahead(reports, [Trust()]) == ahead(reports, []) < ahead(reports, [Trust(5)])
