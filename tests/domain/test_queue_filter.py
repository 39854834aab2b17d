from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.case import State
from zhenwang.domain.queue_filter import CHOICES, MAX_TEXT, TABS, Wanted, read_wanted

KEYS = st.sampled_from([*CHOICES, "region", "body", "text", "sort", "after", "limit"])


def test_known_values_are_read_and_written_back() -> None:
    given_query = {"tab": "settled", "state": "watch", "band": "review", "severity": "S1", "region": "4201",
                   "body": "www.wh.gov.cn", "holder": "mine", "deadline": "late", "source": "report",
                   "text": "x"}  # fmt: skip
    assert read_wanted(given_query).as_query() == given_query
    assert read_wanted(given_query).states == (State.WATCH,)
    assert read_wanted({}).as_query() == {"tab": "open"}


def test_unknown_keys_and_values_are_as_good_as_none() -> None:
    asked = {
        "tab": "x",
        "state": "LEAD",
        "severity": "S6",
        "region": "42%",
        "body": "a b",
        "sort": "password",
        "limit": "9",
    }
    assert read_wanted(asked) == Wanted()


def test_every_state_stands_in_a_tab_and_the_tabs_of_work_share_none_with_the_archive() -> None:
    assert set(TABS["open"]) | set(TABS["watch"]) | set(TABS["confirmed"]) | set(TABS["settled"]) == set(State)
    assert not set(TABS["open"]) & (set(TABS["confirmed"]) | set(TABS["settled"]) | set(TABS["watch"]))


@given(st.dictionaries(KEYS, st.text(max_size=400)))
def test_whatever_is_asked_something_bounded_is_meant(asked: dict[str, str]) -> None:
    wanted = read_wanted(asked)
    assert read_wanted(wanted.as_query()) == wanted
    assert len(wanted.text) <= MAX_TEXT
    assert all(value in CHOICES[key] for key, value in wanted.as_query().items() if key in CHOICES)
