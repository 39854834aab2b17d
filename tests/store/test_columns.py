from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.store.columns import canonical, escaped, instant_text, unescaped

any_text = st.text(st.characters(exclude_categories=()))
instants = st.datetimes(
    min_value=datetime(1000, 1, 2), max_value=datetime(9990, 1, 1),
    timezones=st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)  # fmt: skip


@given(any_text | st.text(alphabet="\\u0d8f\x00\ud800"))
def test_escaping_keeps_any_text_and_yields_what_databases_take(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert "\x00" not in escaped(text)
    escaped(text).encode("utf-8")


def test_ordinary_text_is_kept_readable() -> None:
    assert escaped("湖北省人民政府 http://x/?a=1") == "湖北省人民政府 http://x/?a=1"


@given(instants, instants)
def test_Q16_instants_order_as_their_texts_do(one: datetime, other: datetime) -> None:
    assert (one < other) == (instant_text(one) < instant_text(other))
    assert datetime.fromisoformat(instant_text(one)) == one


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instant_text(datetime(2026, 11, 20))


def test_canonical_json_has_one_spelling() -> None:
    assert canonical({"b": "é", "a": (1, 2)}) == canonical({"a": [1, 2], "b": "é"}) == '{"a":[1,2],"b":"\\u00e9"}'
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_instants_are_kept_in_utc() -> None:
    beijing = timezone(timedelta(hours=8))
    assert instant_text(datetime(2026, 11, 20, 8, tzinfo=beijing)) == "2026-11-20T00:00:00.000000Z"
    assert instant_text(datetime(2026, 11, 20, tzinfo=UTC)) == "2026-11-20T00:00:00.000000Z"
