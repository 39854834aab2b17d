from __future__ import annotations

from datetime import date

import pytest

from tests.store.made import NOW, a_ruling, case_opened, ruled
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases, history
from zhenwang.store.opening import Store
from zhenwang.store.suppressions import MOST_DAYS, until_day

TODAY = date(2026, 11, 20)


def test_a_day_from_tomorrow_within_half_a_year_is_taken() -> None:
    assert until_day("2026-11-21", TODAY) == date(2026, 11, 21)
    assert until_day(" 2027-05-19 ", TODAY) == date(2027, 5, 19)
    assert (date(2027, 5, 19) - TODAY).days == MOST_DAYS


@pytest.mark.parametrize(
    "written", ["", "2026-11-20", "2026-11-19", "2027-05-20", "9999-12-31", "soon", "\x00", "2" * 99]
)
def test_any_other_is_refused_by_name_at_every_door(store: Store, written: str) -> None:
    assert isinstance(until_day(written, TODAY), Refused)
    case = case_opened(store)
    refused = cases.rule(store, case.id, a_ruling("suppress", until=written), NOW, case.version)
    assert isinstance(refused, Refused)
    assert refused.about == "until"
    assert cases.get(store, case.id) == case


def test_it_is_taken_up_again_before_its_day_and_both_are_in_the_history(store: Store) -> None:
    case = ruled(store, case_opened(store), a_ruling("suppress", until="2026-12-01"), "unsuppress")
    assert case.suppressed_until is None
    assert [(event.action, event.facts.get("until")) for event in history.of(store, case.id)][1:] == [
        ("suppress", "2026-12-01"), ("unsuppress", history.of(store, case.id)[-1].facts.get("until")),
    ]  # fmt: skip
