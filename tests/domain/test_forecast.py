"""What past cases say of one that runs, before it is late."""

from __future__ import annotations

from datetime import timedelta

from tests.domain.clocks_made import at, clock, history, work
from zhenwang.domain.case import State
from zhenwang.domain.forecast import FEWEST, Medians, at_risk, expected_end, medians, stays

OPENED = ("2026-03-02 09:00", "open")  # a Monday
TO_REVIEW = history(OPENED, ("2026-03-02 10:00", "analyse"), ("2026-03-05 10:00", "propose"))
DAY = timedelta(days=1)
NOTHING = Medians({}, {})


def test_a_stay_knows_its_time_without_pauses_and_without_weekends() -> None:
    events = history(
        OPENED,
        ("2026-03-03 09:00", "analyse"),
        ("2026-03-04 09:00", "pause"),
        ("2026-03-05 09:00", "resume"),
        ("2026-03-10 09:00", "propose"),
    )
    lead, analysis, review = stays(events, work(), at("2026-03-10 12:00"))
    assert (lead.state, lead.took, lead.worked, lead.lasts) == (State.LEAD, DAY, DAY, False)
    assert (analysis.took, analysis.worked) == (6 * DAY, 4 * DAY)
    assert (review.state, review.took, review.lasts) == (State.REVIEW, timedelta(hours=3), True)


def test_medians_need_enough_cases() -> None:
    found = [stay for n in range(FEWEST - 1) for stay in stays(TO_REVIEW, work(), at("2026-03-05 10:00"))[:2]]
    assert medians(found) == NOTHING
    found += stays(TO_REVIEW, work(), at("2026-03-05 10:00"))
    assert medians(found).took == {State.LEAD: timedelta(hours=1), State.ANALYSIS: 3 * DAY}


def test_a_review_that_usually_takes_longer_than_its_clock_is_at_risk_from_the_first_day() -> None:
    now = at("2026-03-05 11:00")
    review = clock(TO_REVIEW, "review", "2026-03-05 11:00")
    current = stays(TO_REVIEW, work(), now)[-1]
    slow, quick = Medians({}, {State.REVIEW: 5 * DAY}), Medians({}, {State.REVIEW: DAY})
    assert str(review.due.date()) == "2026-03-10"
    # An hour of the five days is spent; Saturday and Sunday are none of them.
    assert expected_end(review, current, slow, work(), now) == at("2026-03-12 10:00")
    assert at_risk(review, current, slow, work(), now)
    assert not at_risk(review, current, quick, work(), now)
    assert not at_risk(review, current, NOTHING, work(), now)


def test_the_steps_still_to_come_count_up_to_the_one_that_ends_the_clock() -> None:
    events = history(OPENED, ("2026-03-02 09:10", "analyse"))
    now = at("2026-03-02 09:20")
    hour = timedelta(hours=1)
    known = Medians({State.ANALYSIS: hour / 2, State.EVIDENCE_FIXED: hour / 2, State.REVIEW: hour / 2, State.DOWN: DAY},
                    {})  # fmt: skip
    handoff = clock(events, "handoff_s1", "2026-03-02 09:20", "S1")
    current = stays(events, work(), now)[-1]
    assert expected_end(handoff, current, known, work(), now) == at("2026-03-02 10:40")
    assert not at_risk(handoff, current, known, work(), now)
    evidence = clock(events, "evidence_s1", "2026-03-02 09:20", "S1")
    assert expected_end(evidence, current, known, work(), now) == at("2026-03-02 09:40")
    slow = Medians({State.ANALYSIS: 3 * hour}, {})
    assert at_risk(handoff, current, slow, work(), now)


def test_what_is_late_or_done_or_paused_is_not_at_risk() -> None:
    slow = Medians({State.REVIEW: 90 * DAY}, {State.REVIEW: 90 * DAY})
    late = at("2026-03-20 00:00")
    review = clock(TO_REVIEW, "review", "2026-03-20 00:00")
    assert not at_risk(review, stays(TO_REVIEW, work(), late)[-1], slow, work(), late)
    assert not at_risk(review, None, slow, work(), late)


def test_a_reopened_case_has_its_whole_way_before_it() -> None:
    events = history(OPENED, ("2026-03-02 09:10", "exclude"), ("2026-03-09 09:00", "reopen"))
    now = at("2026-03-09 09:00")
    known = Medians({State.REOPENED: DAY, State.ANALYSIS: 2 * DAY}, {})
    evidence = clock(events, "evidence_s1", "2026-03-09 09:00", "S1")
    assert expected_end(evidence, stays(events, work(), now)[-1], known, work(), now) == now + 3 * DAY
