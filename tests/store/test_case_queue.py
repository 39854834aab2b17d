from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from tests.store.made import NOW, a_ruling, a_score, case_opened, ruled
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.case import Case
from zhenwang.domain.queue_filter import Wanted
from zhenwang.domain.score import Band
from zhenwang.store import case_queue
from zhenwang.store.case_queue import Seen
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases


def actor(*grants: Grant) -> Actor:
    return Actor("p-x", "x", "x", grants)


ALL = actor(Grant(Role.ANALYST))


def put(store: Store, case: Case, **values: object) -> None:
    with store.write() as connection:
        connection.execute(update(cases).where(cases.c.id == case.id).values(values))


def ids(store: Store, wanted: Wanted, who: Actor | None = ALL) -> list[str]:
    return [row.case.id for row in case_queue.page(store, wanted, Seen(who, NOW)).rows]


def test_the_scope_in_sql_is_the_scope_of_the_actor(store: Store) -> None:
    places = [
        ("420100", ""),
        ("420106", ""),
        ("110000", ""),
        ("", ""),
        ("420000", "www.chinatax.gov.cn"),
        ("", "a.gov.cn"),
    ]
    made = [case_opened(store, f"h{n}.example.com") for n in range(len(places))]
    for case, (region, system) in zip(made, places, strict=True):
        put(store, case, region=region, system=system)
    people = [
        ALL, actor(), actor(Grant(Role.ADMIN)), actor(Grant(Role.SPONSOR)), actor(Grant(Role.ANALYST, "42")),
        actor(Grant(Role.ANALYST, "4201")), actor(Grant(Role.AUDITOR, "11")),
        actor(Grant(Role.REVIEWER, "", "a.gov.cn")),
        actor(Grant(Role.CLERK, "4_")), actor(Grant(Role.CLERK, "42%")),
        actor(Grant(Role.ADMIN), Grant(Role.ANALYST, "420106"), Grant(Role.OFFICER, "", "www.chinatax.gov.cn")),
    ]  # fmt: skip
    for who in people:
        seen = {case.id for case, place in zip(made, places, strict=True) if who.sees(*place)}
        assert set(ids(store, Wanted("all"), who)) == seen, who.grants
        assert case_queue.tab_counts(store, Seen(who, NOW))["all"] == len(seen)
        assert set(case_queue.some(store, [case.id for case in made], who)) == seen
        assert {case.id for case in made if case_queue.one(store, case.id, who)} == seen
    assert len(ids(store, Wanted("all"), None)) == len(made), "the program sees all"


def test_a_page_ends_where_the_next_begins_whatever_is_equal(store: Store) -> None:
    made = [case_opened(store, f"h{n:02}.example.com", score=a_score(probability=0.5)) for n in range(23)]
    seen, place = [], None
    for _ in range(10):
        page = case_queue.page(store, Wanted(), Seen(ALL, NOW), place, 5)
        seen += [row.case.id for row in page.rows]
        place = page.next
        if place is None:
            break
    assert sorted(seen) == sorted(case.id for case in made)
    assert len(seen) == len(set(seen))
    assert case_queue.page(store, Wanted(), Seen(ALL, NOW), None, 23).next is None, "a full last page has none after it"


def test_a_suppressed_case_sleeps_until_its_day_and_wakes_alone(store: Store) -> None:
    case = ruled(store, case_opened(store), a_ruling("suppress", until="2026-11-25"))
    assert case.suppressed_until is not None
    assert ids(store, Wanted()) == []
    assert ids(store, Wanted("suppressed")) == [case.id]
    assert ids(store, Wanted("all")) == [case.id]
    counts = case_queue.tab_counts(store, Seen(ALL, NOW))
    assert (counts["open"], counts["suppressed"], counts["all"]) == (0, 1, 1)
    eve = Seen(ALL, NOW.replace(day=24, hour=15, minute=59))
    morning = Seen(ALL, NOW.replace(day=24, hour=16))  # midnight in Beijing
    assert not case_queue.page(store, Wanted(), eve).rows
    assert [row.case.id for row in case_queue.page(store, Wanted(), morning).rows] == [case.id]
    assert not case_queue.page(store, Wanted("suppressed"), morning).rows


def test_deadlines_are_late_or_of_the_day_in_beijing(store: Store) -> None:
    late, today, tomorrow, none = (case_opened(store, f"h{n}.example.com") for n in range(4))
    midnight = NOW.replace(hour=16)  # of the 21st in Beijing
    for case, at in (
        (late, NOW - timedelta(seconds=1)),
        (today, midnight - timedelta(seconds=1)),
        (tomorrow, midnight),
    ):
        put(store, case, due_at=at)
    assert ids(store, Wanted(deadline="late")) == [late.id]
    assert set(ids(store, Wanted(deadline="today"))) == {late.id, today.id}, "late since this morning is of today, too"
    assert none.id not in ids(store, Wanted(deadline="today"))


def test_each_filter_narrows_by_its_column(store: Store) -> None:
    one, other = (
        case_opened(store, "one.example.com"),
        case_opened(store, "two.example.com", score=a_score(Band.REVIEW)),
    )
    put(store, one, severity="S1", region="420100", reports=2)
    put(store, other, severity="S4", region="110000", imitates="www.bj.gov.cn")
    assert ids(store, Wanted(severity="S1")) == [one.id]
    assert ids(store, Wanted(region="4201")) == [one.id]
    assert ids(store, Wanted(source="report")) == [one.id]
    assert ids(store, Wanted(source="monitoring")) == [other.id]
    assert ids(store, Wanted(body="www.bj.gov.cn")) == [other.id]
    assert ids(store, Wanted(band="review")) == [other.id]
    assert ids(store, Wanted(text="ONE.example")) == [one.id]
    assert ids(store, Wanted(text=one.id.lower())) == [one.id]
    assert ids(store, Wanted(text="100%")) == []


def test_a_filter_is_counted_no_further_than_asked(store: Store) -> None:
    for n in range(7):
        case_opened(store, f"h{n}.example.com")
    assert case_queue.count(store, Wanted(), Seen(ALL, NOW)) == 7
    assert case_queue.count(store, Wanted(), Seen(ALL, NOW), 5) == 5


def test_the_archive_is_counted_no_further_than_asked(store: Store) -> None:
    made = [case_opened(store, f"h{n}.example.com") for n in range(4)]
    for case in made:
        ruled(store, case, a_ruling("exclude", exclusion="repost"))
    assert case_queue.tab_counts(store, Seen(ALL, NOW), 3)["settled"] == 3
    assert case_queue.tab_counts(store, Seen(ALL, NOW))["settled"] == 4
