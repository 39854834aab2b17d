from __future__ import annotations

from datetime import UTC, datetime, timedelta

from zhenwang.domain.case import Event, State
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.domain.statistics import HOLDERS, SETTLED, durations, families, modus, passed

BEGIN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
S = State


def _events(*steps: tuple[float, str, State, State] | tuple[float, str, State, State, dict[str, str]]) -> list[Event]:
    return [
        Event("ZW-20261120-0001", n, BEGIN + timedelta(hours=step[0]), "ada", step[1], step[2], step[3], "why",
              step[4] if len(step) > 4 else {}, "d")
        for n, step in enumerate(steps, start=1)
    ]  # fmt: skip


STORY = _events(
    (0, "open", S.LEAD, S.LEAD),
    (1, "triage", S.LEAD, S.TRIAGE),
    (3, "analyse", S.TRIAGE, S.ANALYSIS),
    (4, "pause", S.ANALYSIS, S.ANALYSIS),
    (4.5, "note", S.ANALYSIS, S.ANALYSIS),
    (7, "resume", S.ANALYSIS, S.ANALYSIS),
    (8, "fix_evidence", S.ANALYSIS, S.EVIDENCE_FIXED),
    (9, "ask_sponsor", S.EVIDENCE_FIXED, S.SPONSOR_CHECK),
    (10, "pause", S.SPONSOR_CHECK, S.SPONSOR_CHECK),
    (20, "propose", S.SPONSOR_CHECK, S.REVIEW),
    (21, "confirm", S.REVIEW, S.CONFIRMED),
    (22, "coordinate", S.CONFIRMED, S.COORDINATION),
    (23, "hand_off", S.COORDINATION, S.HANDED_OFF, {"authority": "lead"}),
    (30, "hand_off", S.HANDED_OFF, S.HANDED_OFF, {"authority": "police"}),
    (50, "down", S.HANDED_OFF, S.DOWN),
    (51, "report", S.DOWN, S.REPORTED),
    (52, "close", S.REPORTED, S.CLOSED),
)


def test_every_stay_has_its_holder_its_time_and_its_pauses_apart() -> None:
    found = [(spell.state, spell.holder, spell.worked, spell.paused) for spell in durations(STORY)]
    hours = lambda n: timedelta(hours=n)  # noqa: E731  # read as a table
    assert found == [
        (S.LEAD, "desk", hours(1), hours(0)),
        (S.TRIAGE, "desk", hours(2), hours(0)),
        (S.ANALYSIS, "analyst", hours(2), hours(3)),
        (S.EVIDENCE_FIXED, "analyst", hours(1), hours(0)),
        (S.SPONSOR_CHECK, "sponsor", hours(1), hours(10)),
        (S.REVIEW, "reviewer", hours(1), hours(0)),
        (S.CONFIRMED, "officer", hours(1), hours(0)),
        (S.COORDINATION, "officer", hours(1), hours(0)),
        (S.HANDED_OFF, "authority:lead", hours(27), hours(0)),
        (S.DOWN, "officer", hours(1), hours(0)),
        (S.REPORTED, "officer", hours(1), hours(0)),
    ]


def test_the_time_of_all_stays_is_the_time_of_the_case() -> None:
    assert sum((spell.worked + spell.paused for spell in durations(STORY)), timedelta()) == timedelta(hours=52)


def test_what_still_lasts_has_no_end_and_no_time() -> None:
    last = durations(STORY[:4])[-1]
    assert (last.state, last.ended, last.worked) == (S.ANALYSIS, None, timedelta())
    assert durations([]) == ()


def test_a_clock_that_went_back_makes_no_time_negative() -> None:
    back = _events((0, "open", S.LEAD, S.LEAD), (-5, "triage", S.LEAD, S.TRIAGE), (-6, "watch", S.TRIAGE, S.WATCH))
    assert [spell.worked for spell in durations(back)] == [timedelta(), timedelta()]


def test_milestones_are_passed_once_and_the_first_time_counts() -> None:
    again = [
        *STORY,
        *_events((60, "reopen", S.CLOSED, S.REOPENED), (61, "analyse", S.REOPENED, S.ANALYSIS),
                 (70, "confirm", S.REVIEW, S.CONFIRMED)),
    ]  # fmt: skip
    told = passed(again)
    assert told is not None
    assert (told.minutes_to("confirmed"), told.minutes_to("handed"), told.minutes_to("down")) == (1260, 1380, 3000)
    assert (told.reopened, told.settled, told.excluded) == (1, True, None)
    assert {role: at.hour for role, at in told.authorities.items()} == {"lead": 0, "police": 7}
    assert passed([]) is None


def test_an_exclusion_counts_while_it_stands() -> None:
    out = _events(
        (0, "open", S.LEAD, S.LEAD), (2, "exclude", S.LEAD, S.NOT_FAKE, {"exclusion": "repost"}),
        (3, "note", S.NOT_FAKE, S.NOT_FAKE),
    )  # fmt: skip
    told = passed(out)
    assert told is not None
    assert (told.exclusion, told.excluded) == ("repost", BEGIN + timedelta(hours=2))
    undone = passed([*out, *_events((4, "undo", S.NOT_FAKE, S.LEAD))])
    assert undone is not None
    assert (undone.exclusion, undone.excluded) == ("", None)


def test_every_state_is_held_by_somebody_or_at_rest() -> None:
    assert set(HOLDERS) | SETTLED == set(State)
    assert not set(HOLDERS) & SETTLED


def test_modus_is_the_families_of_what_speaks_against_a_site() -> None:
    said = [
        Signal("a", Axis.CLAIM, Family.NAME, 1.0, "", ""),
        Signal("b", Axis.HARM, Family.FUNCTION, 1.0, "", ""),
        Signal("c", Axis.CLAIM, Family.NAME, 1.0, "", ""),
        Signal("d", Axis.EXCULPATION, Family.CONTEXT, 1.0, "", ""),
    ]
    assert set(families(modus(said))) == {Family.NAME, Family.FUNCTION}
    assert list(families(0)) == []
