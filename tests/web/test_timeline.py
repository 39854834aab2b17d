from __future__ import annotations

from datetime import UTC, datetime, timedelta

from zhenwang.domain.case import Event, State
from zhenwang.web.timeline import lines, stretches

BEGUN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def event(action: str, before: State, after: State, minutes: int, actor: str = "王芳", **facts: str) -> Event:
    at = BEGUN + timedelta(minutes=minutes)
    return Event("ZW-1", 1, at, actor, action, before, after, "理由", facts, "d", "p" if actor == "王芳" else "")


HISTORY = (
    event("open", State.LEAD, State.LEAD, 0, "zhenwang", probability="0.97", band="confirmable"),
    event("sighting", State.LEAD, State.LEAD, 5, "zhenwang", probability="0.97", band="confirmable"),
    event("analyse", State.LEAD, State.ANALYSIS, 10),
    event("fix_evidence", State.ANALYSIS, State.EVIDENCE_FIXED, 11, evidence="e", seen_digest="e"),
    event("watch", State.EVIDENCE_FIXED, State.WATCH, 60 * 24 * 90),
)


def test_one_line_an_event_the_newest_first_with_who_and_why() -> None:
    found = lines(HISTORY)
    assert [one.action for one in found] == ["watch", "fix_evidence", "analyse", "sighting", "open"]
    assert [one.who for one in found] == ["王芳"] * 3 + [""] * 2
    assert (found[0].after, found[3].after) == (State.WATCH, None)
    assert found[1].facts == ()
    assert (found[-1].probability, found[-1].band, found[-1].why) == (0.97, "confirmable", "")


def test_the_picture_is_filled_and_every_state_is_seen() -> None:
    now = BEGUN + timedelta(days=91)
    found = stretches(HISTORY, now)
    assert [one.state for one in found] == [State.LEAD, State.ANALYSIS, State.EVIDENCE_FIXED, State.WATCH]
    assert abs(sum(one.width for one in found) - 100) < 0.01
    assert min(one.width for one in found) > 1.5
    assert max(found, key=lambda one: one.width).state is State.EVIDENCE_FIXED
    assert [one.x for one in found] == sorted(one.x for one in found)
    assert found[-1].until is None
    assert stretches((), now) == ()


def test_a_clock_that_ran_backwards_breaks_no_picture() -> None:
    back = (HISTORY[2], event("watch", State.ANALYSIS, State.WATCH, -500))
    found = stretches(back, BEGUN - timedelta(days=1))
    assert abs(sum(one.width for one in found) - 100) < 0.01


def test_a_machines_word_that_is_no_number_is_left_out() -> None:
    broken = event("open", State.LEAD, State.LEAD, 0, "zhenwang", probability="n/a", band="zzz")
    assert lines((broken,))[0].probability is None
