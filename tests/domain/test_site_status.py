"""The life of a site: its table, and clocks that count calendar days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.site import Status, StatusPeriod
from zhenwang.domain.site_status import (
    NOTICE_DAYS,
    OFFLINE_DAYS,
    STEPS,
    as_mermaid,
    days_left,
    due_on,
    missing_steps,
    pauses,
    stays,
    step,
)

ROOT = Path(__file__).parents[2]


def periods(*entries: tuple[Status, str]) -> list[StatusPeriod]:
    return [StatusPeriod("a.gov.cn", status, date.fromisoformat(day)) for status, day in entries]


def one(since: date) -> tuple[StatusPeriod, ...]:
    return (StatusPeriod("a.gov.cn", Status.TEMP_OFFLINE, since),)


def test_every_status_is_reached_and_only_a_retired_site_stays_as_it_is() -> None:
    assert {known.after for known in STEPS} == set(Status) - {Status.PLANNED}
    assert set(Status) - {before for known in STEPS for before in known.before} == {Status.RETIRED}


def test_a_site_retires_only_out_of_an_interruption_and_never_comes_back() -> None:
    assert step(Status.ACTIVE, Status.RETIRED) is None
    assert step(Status.RETIRED, Status.ACTIVE) is None
    for before in (Status.TEMP_OFFLINE, Status.EMERGENCY_OFFLINE, Status.MIGRATING):
        assert step(before, Status.ACTIVE) is not None
        assert step(before, Status.RETIRED) is not None


def test_only_a_pause_counts_against_the_year() -> None:
    assert [known.after for known in STEPS if known.counted] == [Status.TEMP_OFFLINE]


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-03-01", "2026-03-31"),
        ("2026-01-31", "2026-03-02"),
        ("2028-01-31", "2028-03-01"),  # a leap year has one day more in between
        ("2028-02-29", "2028-03-30"),
        ("2026-12-15", "2027-01-14"),  # over New Year, holidays and all: these are calendar days
    ],
)
def test_the_thirtieth_day_is_counted_from_the_day_after(since: str, due: str) -> None:
    (stay,) = stays(one(date.fromisoformat(since)))
    assert due_on(stay) == date.fromisoformat(due)


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)))
def test_on_the_thirtieth_day_nothing_is_late_and_on_the_thirty_first_it_is(since: date) -> None:
    (stay,) = stays(one(since))
    last = since + timedelta(days=OFFLINE_DAYS)
    assert (days_left(stay, last), stay.days(last)) == (0, OFFLINE_DAYS)
    assert (days_left(stay, last + timedelta(days=1)), stay.days(last + timedelta(days=1))) == (-1, OFFLINE_DAYS + 1)
    assert days_left(stay, since) == OFFLINE_DAYS


@given(st.dates(), st.dates())
def test_no_date_is_too_far_away_for_the_clocks(since: date, today: date) -> None:
    (stay,) = stays(one(since))
    due, left = due_on(stay), days_left(stay, today)
    assert (due is None) == (left is None)
    assert stay.days(today) >= 0


@given(st.lists(st.tuples(st.sampled_from(Status), st.dates()), max_size=8))
def test_stays_follow_each_other_without_gap_and_never_repeat_a_status(entries: list[tuple[Status, date]]) -> None:
    found = stays(StatusPeriod("a", status, since) for status, since in entries)
    assert sum(len(stay.periods) for stay in found) == len(entries)
    for before, after in pairwise(found):
        assert before.until == after.since
        assert before.status is not after.status


def test_a_prolonged_pause_is_one_pause() -> None:
    found = stays(periods((Status.TEMP_OFFLINE, "2026-03-01"), (Status.TEMP_OFFLINE, "2026-03-20")))
    assert len(found) == 1
    assert len(pauses(found, 2026)) == 1
    assert found[0].days(date(2026, 4, 5)) == 35


def test_a_pause_over_new_year_counts_where_it_began() -> None:
    found = stays(periods((Status.TEMP_OFFLINE, "2026-12-20"), (Status.ACTIVE, "2027-01-10")))
    assert (len(pauses(found, 2026)), len(pauses(found, 2027))) == (1, 0)


def test_an_emergency_has_no_clock_and_a_retired_site_keeps_its_notice() -> None:
    forced, gone = stays(periods((Status.EMERGENCY_OFFLINE, "2026-01-01"), (Status.RETIRED, "2026-02-01")))
    assert due_on(forced) is None
    assert due_on(gone) == date(2026, 2, 1) + timedelta(days=NOTICE_DAYS)


def test_a_step_that_the_table_does_not_know_is_told() -> None:
    found = stays(periods((Status.ACTIVE, "2026-01-01"), (Status.RETIRED, "2026-02-01")))
    assert [(before.status, after.status) for before, after in missing_steps(found)] == [
        (Status.ACTIVE, Status.RETIRED)
    ]


def test_the_diagram_of_a_site_is_drawn_from_the_table() -> None:
    text = (ROOT / "docs" / "registry-rules.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{as_mermaid()}\n```" in text
