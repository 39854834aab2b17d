"""Until when reporters are answered: two working days to propose, three to have it approved, and the late ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.domain.clocks_made import at, work
from zhenwang.domain.clock_rules import Clockwork, Unit
from zhenwang.domain.reply import Stage
from zhenwang.domain.reply_due import late_before, reply_due

FRIDAY = "2026-02-13 11:00"  # the last day before the Spring Festival but one: Saturday 14 is worked, 15 to 23 are off


def due_day(stage: Stage, now: str = FRIDAY) -> str:
    found = reply_due(stage, at(FRIDAY), work(), at(now))
    assert found is not None
    return f"{found.at:%Y-%m-%d} {found.key}{' late' if found.late else ''}"


def test_the_proposal_is_due_in_two_working_days_and_the_approval_in_three() -> None:
    assert due_day(Stage.WAITING) == "2026-02-24 report_reply"
    assert due_day(Stage.PROPOSED) == "2026-02-25 report_done"
    assert due_day(Stage.RETURNED) == "2026-02-25 report_done"
    assert due_day(Stage.WAITING, "2026-02-24 23:59") == "2026-02-24 report_reply"
    assert due_day(Stage.WAITING, "2026-02-25 00:00") == "2026-02-24 report_reply late"
    assert due_day(Stage.PROPOSED, "2026-02-25 12:00") == "2026-02-25 report_done"


def test_who_was_answered_waits_for_nothing() -> None:
    assert reply_due(Stage.ANSWERED, at(FRIDAY), work(), at(FRIDAY)) is None
    assert reply_due(Stage.PROPOSED, None, work(), at(FRIDAY)) is None


def test_a_pack_without_the_rules_sets_no_day() -> None:
    nothing = replace(work(), rules=())
    assert reply_due(Stage.WAITING, at(FRIDAY), nothing, at(FRIDAY)) is None
    assert late_before(nothing, at(FRIDAY)) == {}


@pytest.mark.parametrize("hours", [0, 7, 30, 200, 24 * 12, 24 * 20])
def test_the_list_of_late_ones_and_the_date_of_each_are_one_computation(hours: int) -> None:
    now = at("2026-02-26 09:30") + timedelta(hours=hours)
    before = late_before(work(), now)
    for back in range(0, 24 * 30, 5):
        received = now - timedelta(hours=back)
        for stage in (Stage.WAITING, Stage.PROPOSED, Stage.RETURNED):
            due = reply_due(stage, received, work(), now)
            assert due is not None
            assert due.late is (received < before[stage]), (stage, received)


def test_an_office_that_counts_in_hours_is_late_by_the_hour() -> None:
    hours: Clockwork = replace(work(), rules=tuple(replace(one, amount=6, unit=Unit.HOUR) for one in work().rules))
    now: datetime = at(FRIDAY)
    assert late_before(hours, now)[Stage.WAITING] == now - timedelta(hours=6)
