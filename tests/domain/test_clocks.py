"""Clocks begin, stand still, end and come back as the history says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.clocks_made import BEIJING, at, clock, day, history, keys, work
from zhenwang.domain.clock_due import due
from zhenwang.domain.clock_rules import ClockRule, Clockwork, Unit, labelled, read_trigger
from zhenwang.domain.clocks import Standing, clock_states, next_due, pauses, without_undone
from zhenwang.domain.workdays import Calendar

OPENED = ("2026-02-13 10:00", "open")
TO_SPONSOR = (
    OPENED,
    ("2026-02-13 10:05", "analyse"),
    ("2026-02-13 10:10", "fix_evidence"),
    ("2026-02-13 15:00", "ask_sponsor", {"asked": "黄石市水利和湖泊局"}),
)


def on(*steps: object) -> str:
    return str(clock(history(*steps), "sponsor", "2026-02-13 16:00").due.date())  # type: ignore[arg-type]


def test_a_sponsor_has_two_working_days_over_the_spring_festival() -> None:
    found = clock(history(*TO_SPONSOR), "sponsor", "2026-02-23 12:00")
    assert found.due.date() == day("2026-02-24")
    assert (found.standing, found.waits_for) == (Standing.RUNNING, "黄石市水利和湖泊局")
    assert clock(history(*TO_SPONSOR), "sponsor", "2026-02-24 23:59").standing is Standing.RUNNING
    assert clock(history(*TO_SPONSOR), "sponsor", "2026-02-25 00:00").standing is Standing.LATE


def test_an_answer_in_time_is_met_and_a_late_one_missed() -> None:
    answer = {"sponsor_answer": "not_ours", "answered_by": "李强"}
    met = history(*TO_SPONSOR, ("2026-02-24 23:50", "sponsor_answered", answer))
    assert clock(met, "sponsor", "2026-03-01 00:00").standing is Standing.MET
    missed = history(*TO_SPONSOR, ("2026-02-25 08:00", "sponsor_answered", answer))
    assert clock(missed, "sponsor", "2026-03-01 00:00").standing is Standing.MISSED


def test_hours_run_through_the_night_and_the_holiday() -> None:
    opened = history(("2026-02-16 23:30", "open"))
    assert clock(opened, "evidence_s1", "2026-02-16 23:40", "S1").due == at("2026-02-17 00:30")
    assert clock(opened, "handoff_s1", "2026-02-16 23:40", "S1").due == at("2026-02-17 01:30")
    assert keys(opened, "2026-02-16 23:40", "S3") == {}


def test_S2_is_handed_over_on_the_day_it_is_confirmed_or_the_first_working_day_after() -> None:
    steps = (*TO_SPONSOR, ("2026-02-13 16:00", "propose"))
    assert clock(history(*steps, ("2026-02-14 10:00", "confirm")), "handoff_s2", "2026-02-14 11:00", "S2").due.date() \
        == day("2026-02-14")  # a Saturday that is worked  # fmt: skip
    assert clock(history(*steps, ("2026-02-15 10:00", "confirm")), "handoff_s2", "2026-02-15 11:00", "S2").due.date() \
        == day("2026-02-24")  # fmt: skip


def test_a_drafted_letter_is_no_handoff() -> None:
    drafted = history(OPENED, ("2026-02-13 10:20", "hand_off", {"authority": "lead", "step": "drafted"}))
    assert clock(drafted, "handoff_s1", "2026-02-13 10:30", "S1").standing is Standing.RUNNING
    sent = (*drafted, history(("2026-02-13 10:40", "progress", {"authority": "lead", "step": "sent"}))[0])
    assert clock(sent, "handoff_s1", "2026-02-13 11:00", "S1").standing is Standing.MET
    assert clock(sent, "report", "2026-02-13 11:00", "S1").begun == at("2026-02-13 10:40")


def test_the_provincial_office_is_told_a_working_day_after_the_handoff() -> None:
    sent = history(OPENED, ("2026-09-30 16:00", "hand_off", {"authority": "lead"}))
    found = clock(sent, "report", "2026-09-30 17:00")
    assert (found.due.date(), found.rule.basis) == (day("2026-10-08"), "hubei-2018-31-lead")


def test_a_case_that_is_graded_up_gets_its_hours_from_then_and_one_graded_down_loses_them() -> None:
    up = history(OPENED, ("2026-02-13 14:00", "grade", {"severity": "S1"}))
    assert clock(up, "evidence_s1", "2026-02-13 14:10").due == at("2026-02-13 15:00")
    down = history(OPENED, ("2026-02-13 10:10", "grade", {"severity": "S4"}))
    assert "evidence_s1" not in keys(down, "2026-02-13 10:20", "S1")


def test_what_is_settled_waits_for_nothing_and_what_is_undone_waits_again() -> None:
    settled = history(OPENED, ("2026-02-13 10:20", "exclude"))
    assert keys(settled, "2026-02-14 10:00", "S1") == {"evidence_s1": "lapsed", "handoff_s1": "lapsed"}
    undone = history(OPENED, ("2026-02-13 10:20", "exclude"), ("2026-02-13 10:30", "undo"))
    assert keys(undone, "2026-02-13 10:40", "S1") == {"evidence_s1": "running", "handoff_s1": "running"}
    assert [event.action for event in without_undone(undone)] == ["open"]


def test_a_reopened_case_begins_anew_and_without_its_old_grade() -> None:
    steps = (OPENED, ("2026-02-13 10:10", "grade", {"severity": "S1"}), ("2026-02-13 10:20", "exclude"))
    again = history(*steps, ("2026-05-04 09:00", "reopen"))
    assert clock(again, "evidence_s1", "2026-05-04 09:10", "S1").due == at("2026-05-04 10:00")
    assert keys(again, "2026-05-04 09:10", "S3") == {"evidence_s1": "lapsed", "handoff_s1": "lapsed"}
    watched = history(OPENED, ("2026-02-13 10:20", "watch"), ("2026-05-04 09:00", "analyse"))
    assert clock(watched, "evidence_s1", "2026-05-04 09:10", "S1").begun == at("2026-05-04 09:00")


def test_a_returned_proposal_that_is_put_again_has_three_days_again() -> None:
    steps = history(
        OPENED,
        ("2026-02-13 11:00", "propose"),
        ("2026-02-24 11:00", "return"),
        ("2026-02-25 11:00", "propose"),
    )
    runs = [c for c in clock_states(steps, "S4", work(), at("2026-02-26 00:00")) if c.rule.key == "review"]
    assert [(run.due.date(), run.standing) for run in runs] == [
        (day("2026-02-25"), Standing.MET),
        (day("2026-02-28"), Standing.RUNNING),  # a Saturday that is worked
    ]


def test_a_pause_over_the_end_of_a_day_that_counts_moves_the_date_by_that_day() -> None:
    paused = (*TO_SPONSOR, ("2026-02-13 17:00", "pause"), ("2026-02-15 09:00", "resume"))
    assert on(*TO_SPONSOR) == "2026-02-24"
    assert on(*paused) == "2026-02-25"  # of 14 February the end was paused
    within = (*TO_SPONSOR, ("2026-02-13 17:00", "pause"), ("2026-02-13 23:00", "resume"))
    assert on(*within) == "2026-02-24"


def test_hours_stand_still_as_long_as_the_pause_lasts() -> None:
    opened = (OPENED, ("2026-02-13 10:30", "pause"), ("2026-02-14 10:30", "resume"))
    found = clock(history(*opened), "evidence_s1", "2026-02-14 10:40", "S1")
    assert (found.due, found.paused) == (at("2026-02-14 11:00"), timedelta(days=1))
    lasting = clock(history(*opened[:2]), "evidence_s1", "2026-02-20 10:30", "S1")
    assert (lasting.standing, lasting.remaining(at("2026-02-20 10:30"))) == (Standing.PAUSED, timedelta(minutes=30))
    assert next_due(clock_states(history(*opened[:2]), "S1", work(), at("2026-02-20 10:30"))) is None


def test_a_step_that_moves_the_case_ends_its_pause() -> None:
    moved = history(OPENED, ("2026-02-13 10:30", "pause"), ("2026-02-13 10:50", "analyse"))
    assert pauses(moved, at("2026-02-14 00:00")) == ((at("2026-02-13 10:30"), at("2026-02-13 10:50")),)
    assert clock(moved, "evidence_s1", "2026-02-13 10:55", "S1").due == at("2026-02-13 11:20")


def test_no_pause_stops_the_reply_that_the_measures_ask_for() -> None:
    events = history(
        OPENED, ("2026-02-13 11:00", "report_received"), ("2026-02-13 12:00", "pause"), ("2026-02-26 12:00", "resume")
    )
    found = clock(events, "report_reply", "2026-02-26 13:00")
    assert (found.due.date(), found.standing, found.rule.basis) == (day("2026-02-24"), Standing.LATE, "hubei-2018-34")
    answered = (*events[:2], history(("2026-02-24 12:00", "report_answered"))[0])
    assert clock(answered, "report_reply", "2026-03-01 12:00").standing is Standing.MET


def test_thirty_days_offline_are_days_of_the_calendar_and_outlast_the_case() -> None:
    events = history(OPENED, ("2026-02-13 11:00", "official_issue", {"offline_since": "2026-02-13"}))
    found = clock(events, "offline", "2026-02-20 12:00")
    assert (found.due.date(), found.provisional, found.standing) == (day("2026-03-15"), False, Standing.RUNNING)
    next_year = history(("2026-12-20 10:00", "official_issue", {"offline_since": "2026-12-20"}))
    assert not clock(next_year, "offline", "2026-12-21 12:00").provisional


@pytest.mark.parametrize(
    ("told", "due_on"),
    [("2026-02-01", "2026-03-03"), ("2026-03-01", "2026-03-15"), ("早就", "2026-03-15"), ("0001-01-01", "2026-03-15")],
)
def test_a_site_is_offline_from_the_day_that_is_named_if_it_is_past(told: str, due_on: str) -> None:
    events = history(OPENED, ("2026-02-13 11:00", "official_issue", {"offline_since": told}))
    assert clock(events, "offline", "2026-02-20 12:00").due.date() == day(due_on)


def test_what_another_organ_has_to_keep_is_shown_and_never_late() -> None:
    sent = history(OPENED, ("2026-02-13 16:00", "hand_off", {"authority": "lead"}))
    found = clock(sent, "crime_decision", "2026-03-13 17:00")
    assert (found.standing, found.binds) == (Standing.RUNNING, False)
    assert next_due([found]) is None


def test_a_deadline_in_a_year_without_notice_is_provisional() -> None:
    found = clock(history(OPENED, ("2026-12-31 11:00", "ask_sponsor")), "sponsor", "2026-12-31 12:00")
    assert (found.due.date(), found.provisional) == (day("2027-01-05"), True)


def test_the_clock_that_is_due_first_is_the_next() -> None:
    states = clock_states(history(OPENED), "S1", work(), at("2026-02-13 10:10"))
    assert next_due(states) == clock(history(OPENED), "evidence_s1", "2026-02-13 10:10", "S1")
    assert next_due(()) is None


def test_hours_are_true_hours_where_clocks_are_changed() -> None:
    rule = labelled(work().rules)["handoff_s1"]
    begun = datetime.fromisoformat("2026-03-08T01:30:00-05:00")  # New York jumps from 2 to 3
    last, _ = due(rule, begun, (), Clockwork((rule,), Calendar(), BEIJING))
    assert last - begun == timedelta(hours=2)


@pytest.mark.parametrize("text", ["hand off", "x" * 40, "a@b@c", "*?", "a?b=", "a?b==c", "DROP", ""])
def test_a_trigger_that_says_nothing_certain_is_none(text: str) -> None:
    assert read_trigger(text) is None


MINUTES = st.integers(0, 40 * 24 * 60)
RULES = st.sampled_from([rule for rule in work().rules if rule.kind.stops])


def minute(n: int) -> datetime:
    return datetime(2026, 9, 10, tzinfo=UTC) + timedelta(minutes=n)


@given(RULES, MINUTES, MINUTES, MINUTES)
def test_a_longer_pause_is_never_due_earlier_and_an_empty_one_changes_nothing(
    rule: ClockRule, begun: int, since: int, length: int
) -> None:
    start, stop = minute(begun), minute(since)
    without = due(rule, start, (), work())
    assert due(rule, start, ((stop, stop),), work()) == without
    some = due(rule, start, ((stop, stop + timedelta(minutes=length)),), work())[0]
    more = due(rule, start, ((stop, stop + timedelta(minutes=length + 600)),), work())[0]
    assert without[0] <= some <= more
    if stop > without[0]:
        assert some == without[0]


@given(RULES, MINUTES, MINUTES, st.integers(0, 5000), st.integers(0, 5000))
def test_one_pause_or_two_that_follow_each_other_are_the_same(
    rule: ClockRule, begun: int, since: int, one: int, other: int
) -> None:
    a, b, c = minute(since), minute(since + one), minute(since + one + other)
    assert due(rule, minute(begun), ((a, b), (b, c)), work()) == due(rule, minute(begun), ((a, c),), work())


@given(RULES, MINUTES, st.integers(0, 5), MINUTES)
def test_a_later_start_is_never_due_earlier(rule: ClockRule, begun: int, later: int, since: int) -> None:
    stops = ((minute(since), minute(since + 3000)),)
    assert due(rule, minute(begun), stops, work())[0] <= due(rule, minute(begun + later), stops, work())[0]


@given(RULES, MINUTES, st.integers(1, 20))
def test_without_holidays_the_week_makes_no_difference(rule: ClockRule, begun: int, weeks: int) -> None:
    plain, span = Clockwork(work().rules, Calendar(), BEIJING), timedelta(weeks=weeks)
    assert due(rule, minute(begun) + span, (), plain)[0] == due(rule, minute(begun), (), plain)[0] + span


ACTIONS = st.sampled_from(
    ["open", "analyse", "fix_evidence", "ask_sponsor", "propose", "confirm", "hand_off", "report", "exclude",
     "reopen", "pause", "resume", "grade", "note", "report_received"]
)  # fmt: skip


@given(st.lists(st.tuples(MINUTES, ACTIONS), max_size=25), st.sampled_from(["S1", "S2", "S4", ""]))
def test_no_history_breaks_the_clocks(steps: list[tuple[int, str]], severity: str) -> None:
    told = [
        (
            minute(n).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M"),
            action,
            {"severity": "S1"} if action == "grade" else {},
        )
        for n, action in sorted(steps)
    ]
    now = minute(50 * 24 * 60)
    for state in clock_states(history(*told), severity, work(), now):
        assert state.due >= state.begun
        assert state.runs == (state.ended is None)
        assert state.paused >= timedelta()
        assert state.rule.unit in set(Unit)
