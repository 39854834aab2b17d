from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.store.made import NOW, a_ruling, a_score, an_actor, case_opened, in_review, ruled
from zhenwang.domain.access import Grant, Role
from zhenwang.domain.case import State
from zhenwang.store import today
from zhenwang.store.opening import Store
from zhenwang.store.queue_conditions import Seen

SEEN = Seen(an_actor(), NOW)


def test_open_cases_are_counted_by_state_without_those_put_aside_and_the_settled(store: Store) -> None:
    case_opened(store, "a.example.com")
    ruled(store, case_opened(store, "b.example.com"), a_ruling("suppress", until="2026-12-01"))
    ruled(store, case_opened(store, "c.example.com"), "triage")
    ruled(store, case_opened(store, "d.example.com"), a_ruling("exclude", exclusion="repost"))
    held = {state: n for state, n in today.by_state(store, SEEN).items() if n}
    assert held == {State.LEAD: 1, State.TRIAGE: 1}
    back = Seen(SEEN.actor, NOW + timedelta(days=30))
    assert today.by_state(store, back)[State.LEAD] == 2


def test_another_region_counts_nothing(store: Store) -> None:
    case_opened(store)
    actor = an_actor()
    elsewhere = type(actor)(actor.person, actor.name, "", (Grant(Role.ANALYST, region="99"),))
    assert sum(today.by_state(store, Seen(elsewhere, NOW)).values()) == 0
    assert today.opened_since(store, elsewhere, NOW - timedelta(days=1)) == (0, [])


def test_new_cases_stand_in_the_order_of_urgency_and_no_more_than_asked(store: Store) -> None:
    graded = [("a.example.com", "S4"), ("b.example.com", "S1"), ("c.example.com", "S2")]
    for name, severity in graded:
        case_opened(store, name, score=a_score(severity=severity))
    n, found = today.opened_since(store, None, NOW, 2)
    assert (n, [case.host for case in found]) == (3, ["b.example.com", "c.example.com"])
    assert today.opened_since(store, None, NOW + timedelta(seconds=1)) == (0, [])


def test_what_people_did_begins_at_the_moment_and_leaves_out_the_machine(store: Store) -> None:
    ruled(store, case_opened(store), "triage", "analyse")
    done = today.people_did(store, None, NOW)
    assert [step.action for step in done] == ["analyse", "triage"]
    assert [step.action for step in today.people_did(store, None, NOW, 1)] == ["analyse"]
    assert today.people_did(store, None, NOW + timedelta(days=1)) == []


def test_a_case_that_a_reviewer_gave_back_is_counted(store: Store) -> None:
    assert today.returned(store, None) == 0
    ruled(store, in_review(store), a_ruling("return", "bob"))
    assert today.returned(store, None) == 1


def test_no_question_of_the_page_reads_every_case(store: Store) -> None:
    """With a hundred thousand cases each would take as long as a page may."""
    if store.engine.dialect.name != "sqlite":
        pytest.skip("the plan of a query is worded differently on each database")
    asked: list[tuple[str, object]] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    tonight, soon = NOW + timedelta(hours=9), NOW + timedelta(days=2)
    today.by_state(store, SEEN)
    today.returned(store, SEEN.actor)
    today.due_counts(store, SEEN.actor, NOW, tonight, soon)
    today.due_next(store, SEEN.actor, soon)
    today.opened_since(store, SEEN.actor, NOW)
    questions = [one for one in asked if one[0].startswith("SELECT")]
    assert len(questions) == 7
    with store.read() as connection:
        plans = [
            str(row)
            for statement, values in questions
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()  # type: ignore[arg-type]  # as the driver was given them
        ]
    assert [plan for plan in plans if "SCAN cases" in plan] == []
