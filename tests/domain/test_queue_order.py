from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.queue_order import SEVERITIES, Place, harm, read_place, urgency
from zhenwang.domain.score import Band

BANDS = (Band.CONFIRMABLE, Band.REVIEW, Band.WATCH, Band.CLEAR)


def test_harm_goes_before_band_and_band_before_probability() -> None:
    places = [
        (severity, band, chance)
        for severity, band, chance in itertools.product(SEVERITIES, BANDS, (1.0, 0.99, 0.5, 0.0))
    ]
    assert sorted(places, key=lambda place: urgency(*place)) == places
    assert len({urgency(*place) for place in places}) == len(places), "no two kinds share a place"


def test_what_nobody_graded_stands_before_what_is_no_fake_and_after_the_rest() -> None:
    assert urgency("S5", Band.CLEAR, 0.0) < urgency("", Band.CONFIRMABLE, 1.0)
    assert urgency("S9", Band.CLEAR, 0.0) < urgency("S0", Band.CONFIRMABLE, 1.0)
    assert harm("S1") < harm("S5") < harm("") < harm("S0")


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(timezones=st.just(UTC)),
    st.from_regex(r"ZW-\d{1,20}", fullmatch=True),
)
def test_a_place_is_read_as_it_was_written(number: float, at: datetime, case_id: str) -> None:
    assert read_place(Place(number, at, case_id).written()) == Place(number, at, case_id)


@pytest.mark.parametrize(
    "written",
    [
        "", "~", "~~", "1~2~3", "nan~2026-01-01T00:00:00+00:00~x", "inf~2026-01-01T00:00:00+00:00~x",
        "1~2026-01-01T00:00:00~x", "1~2026-01-01T00:00:00+08:00~x", "1~2026-01-01T00:00:00+00:00~",
        "1~2026-01-01T00:00:00+00:00~" + "x" * 33, "1~2026-01-01T00:00:00+00:00~x~y", "1" * 10_000,
    ],
)  # fmt: skip
def test_any_other_text_is_no_place(written: str) -> None:
    assert read_place(written) is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(written: str) -> None:
    read_place(written)
