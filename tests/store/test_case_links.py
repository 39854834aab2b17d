from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sqlalchemy import update

from tests.store.made import NOW, a_ruling, case_opened
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.case import Case
from zhenwang.domain.workflow import Refused
from zhenwang.store import case_links, cases, history
from zhenwang.store.cases import Conflict
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases as case_table


def take(store: Store, action: str, case: Case, other: str, version: int | None = None) -> Case | Refused | Conflict:
    ruling = replace(a_ruling(action, reason="同一模板"), facts={"other": other})
    return cases.rule(store, case.id, ruling, NOW, case.version if version is None else version)


def test_a_link_is_seen_from_both_and_stands_in_both_histories(store: Store) -> None:
    one, other = case_opened(store, "a.example.com"), case_opened(store, "b.example.com")
    linked = take(store, "link", one, other.id)
    assert isinstance(linked, Case)
    assert (linked.state, linked.version) == (one.state, 1)
    for here, there in ((one, other), (other, one)):
        [seen] = case_links.of(store, here.id, None)
        assert (seen.other, seen.host, seen.why, seen.who) == (there.id, there.host, "同一模板", "ada")
        last = history.of(store, here.id)[-1]
        assert (last.action, last.facts["other"]) == ("link", there.id)
    assert case_links.counts(store, [one.id, other.id, "ZW-x"], None) == {one.id: 1, other.id: 1}
    assert isinstance(take(store, "unlink", linked, other.id), Case)
    assert case_links.of(store, other.id, None) == ()
    assert history.verify(store) == []


def test_a_link_leads_nobody_to_a_case_of_another_region(store: Store) -> None:
    one, other = case_opened(store, "a.example.com"), case_opened(store, "b.example.com")
    for case, region in ((one, "420100"), (other, "110000")):
        with store.write() as connection:
            connection.execute(update(case_table).where(case_table.c.id == case.id).values(region=region))
    assert isinstance(take(store, "link", one, other.id), Case)
    wuhan = Actor("p", "李强", "", (Grant(Role.ANALYST, "4201"),))
    assert case_links.of(store, one.id, wuhan) == ()
    assert case_links.counts(store, [one.id, other.id], wuhan) == {other.id: 1}
    [seen] = case_links.of(store, other.id, wuhan)
    assert seen.other == one.id


def test_the_other_case_counts_as_moved(store: Store) -> None:
    one, other = case_opened(store, "a.example.com"), case_opened(store, "b.example.com")
    take(store, "link", one, other.id)
    assert isinstance(cases.rule(store, other.id, a_ruling("triage"), NOW, other.version), Conflict)


def test_what_cannot_be_linked_changes_neither(store: Store) -> None:
    one, other = case_opened(store, "a.example.com"), case_opened(store, "b.example.com")
    for named in (one.id, "", "ZW-1\x00", "x" * 400):
        refused = take(store, "link", one, named)
        assert isinstance(refused, Refused), named
    assert isinstance(take(store, "unlink", one, other.id), Refused)
    linked = take(store, "link", one, other.id)
    assert isinstance(linked, Case)
    assert isinstance(take(store, "link", linked, other.id), Refused), "twice is once too often"
    assert len(history.of(store, one.id)) == len(history.of(store, other.id)) == 2


def test_a_case_one_may_not_see_is_not_linked(store: Store) -> None:
    one, other = case_opened(store, "a.example.com"), case_opened(store, "b.example.com")
    with store.write() as connection:
        connection.execute(update(case_table).where(case_table.c.id == one.id).values(region="420100"))
    local = Actor("p-lo", "lo", "", (Grant(Role.ANALYST, "4201"),))
    ruling = replace(a_ruling("link"), facts={"other": other.id}, actor=local)
    assert isinstance(cases.rule(store, one.id, ruling, NOW, 0), Refused)
    assert len(history.of(store, other.id)) == 1


def test_who_links_the_same_two_at_once_links_them_once(store: Store) -> None:
    one, other = case_opened(store, "a.example.com"), case_opened(store, "b.example.com")
    pairs = [(one, other.id), (other, one.id)] * 8
    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(lambda pair: take(store, "link", *pair), pairs))
    assert sum(isinstance(result, Case) for result in results) == 1
    assert len(case_links.of(store, one.id, None)) == 1
    assert history.verify(store) == []
