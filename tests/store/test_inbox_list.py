"""Pages of the inbox: who waits longest first, every row once, only what somebody may see, quick with many hosts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, text, update

from tests.domain.clocks_made import work
from tests.store.made import NOW, a_report, an_actor, case_opened
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.inbox_filter import TABS, Wanted
from zhenwang.domain.reply import Proposal, Reply, Review
from zhenwang.domain.reply_due import late_before
from zhenwang.store import inbox_list, replies, reports
from zhenwang.store.inbox_list import Seen
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import inbox_hosts
from zhenwang.store.schema import cases

CLERK, REVIEWER = an_actor("刘洋", Role.CLERK), an_actor("李强", Role.REVIEWER)
EVERYWHERE = Seen(None, late_before(work(), NOW))


def told(store: Store, n: int, host: str, days: int = 0) -> None:
    at = NOW - timedelta(days=days)
    reports.accept(store, replace(a_report(f"{n:032x}", f"http://{host}/"), received_at=at), "", NOW)


def hosts(store: Store, tab: str, seen: Seen = EVERYWHERE, text: str = "") -> list[str]:
    return [one.host for one in inbox_list.page(store, Wanted(tab, text), seen)]


@pytest.fixture
def filled(store: Store) -> Store:
    for n, (host, days) in enumerate((("a.example", 0), ("b.example", 1), ("c.example", 20), ("d.example", 3))):
        told(store, n, host, days)
    for host in ("b.example", "c.example"):
        given = replies.propose(store, CLERK, host, Proposal("正在核查"), NOW)
        assert isinstance(given, Reply)
    told(store, 9, "done.example", 2)
    given = replies.propose(store, CLERK, "done.example", Proposal("已处理"), NOW)
    assert isinstance(given, Reply)
    replies.review(store, REVIEWER, "done.example", Review(given.number, approve=True), NOW)
    return store


def test_each_tab_holds_what_it_says_the_longest_waiting_first(filled: Store) -> None:
    assert hosts(filled, "answer") == ["d.example", "a.example"]
    assert hosts(filled, "review") == ["c.example", "b.example"]
    assert hosts(filled, "late") == ["c.example", "d.example"]
    assert hosts(filled, "all") == ["a.example", "b.example", "done.example", "d.example", "c.example"]
    assert inbox_list.counts(filled, EVERYWHERE, 1000) == {"answer": 2, "review": 2, "late": 2, "all": 5}
    assert inbox_list.counts(filled, EVERYWHERE, 1)["all"] == 1


def test_what_was_returned_is_to_be_answered_again(filled: Store) -> None:
    (held,) = [one for one in inbox_list.page(filled, Wanted("review"), EVERYWHERE) if one.host == "b.example"]
    replies.review(filled, REVIEWER, "b.example", Review(held.proposal, approve=False, reason="太短"), NOW)
    assert hosts(filled, "answer") == ["d.example", "b.example", "a.example"]


@pytest.mark.parametrize("tab", [tab for tab in TABS if tab != "alarm"])
def test_pages_hold_every_row_once(store: Store, tab: str) -> None:
    for n in range(23):
        told(store, n, f"h{n:02}.example", 20 + n // 5)  # several at the same instant
    if tab == "review":
        for n in range(23):
            replies.propose(store, CLERK, f"h{n:02}.example", Proposal("正在核查"), NOW)
    found: list[str] = []
    after = None
    for _ in range(9):
        rows = inbox_list.page(store, Wanted(tab), EVERYWHERE, after, 4)
        found += [row.host for row in rows]
        after = inbox_list.place_of(Wanted(tab), rows[-1]) if len(rows) == 4 else after
    assert len(found) >= 23
    assert sorted(set(found)) == [f"h{n:02}.example" for n in range(23)]
    assert len(found[:23]) == len(set(found[:23]))


@pytest.mark.parametrize(("sought", "found"), [("A.EX", ["a.example"]), ("hxxp://a[.]example/x", ["a.example"]),
                                               ("%", []), ("_", []), ("\x00", [])])  # fmt: skip
def test_a_host_is_sought_as_it_is_written_anywhere(filled: Store, sought: str, found: list[str]) -> None:
    assert hosts(filled, "all", text=sought) == found


def test_a_case_of_another_region_is_nobody_elses_row(filled: Store) -> None:
    case = case_opened(filled, "a.example")
    with filled.write() as connection:
        connection.execute(update(cases).where(cases.c.id == case.id).values(region="420500", system=""))
    wuhan = replace(EVERYWHERE, actor=Actor("p", "武汉", "", (Grant(Role.ANALYST, "4201"),)))
    yichang = replace(EVERYWHERE, actor=Actor("q", "宜昌", "", (Grant(Role.ANALYST, "4205"),)))
    assert "a.example" not in hosts(filled, "all", wuhan) + hosts(filled, "answer", wuhan)
    assert "a.example" in hosts(filled, "all", yichang)
    assert inbox_list.count(filled, "all", wuhan, 1000) == 4
    assert [one.host for one in inbox_list.loudest(filled, 1, wuhan.actor)] == ["d.example", "c.example", "b.example"]


def test_the_loudest_come_first_and_answered_ones_are_quiet(filled: Store) -> None:
    for n in range(5):
        told(filled, 100 + n, "b.example")
    loud = inbox_list.loudest(filled, 2, None)
    assert [(one.host, one.waiting) for one in loud] == [("b.example", 6)]


@pytest.mark.parametrize("size", [2_000, pytest.param(100_000, marks=pytest.mark.soak)])
def test_R1_a_page_of_many_hosts_reads_a_stretch_of_an_index(store: Store, size: int) -> None:
    at = NOW - timedelta(days=9)
    rows = [
        {"host": f"h{n:06}.example", "reports": 1, "first_at": at, "last_at": at + timedelta(seconds=n),
         "stage": ("waiting", "proposed")[n % 2], "waiting": 1, "waiting_since": at + timedelta(seconds=n),
         "proposal": 0}
        for n in range(size)
    ]  # fmt: skip
    with store.write() as connection:
        connection.execute(insert(inbox_hosts), rows)
    for tab in ("answer", "review", "late", "all"):
        assert len(inbox_list.page(store, Wanted(tab), EVERYWHERE)) == 60
        assert inbox_list.count(store, tab, EVERYWHERE, 1000) == 1000
    if store.engine.dialect.name == "sqlite":
        assert not [line for line in _plans(store) if "SCAN" in line or "TEMP B-TREE" in line]


def _plans(store: Store) -> list[str]:
    """How SQLite reads the queries of the lists, in its own words."""
    asked = (
        "SELECT * FROM inbox_hosts WHERE stage = 'waiting' ORDER BY waiting_since, host LIMIT 60",
        "SELECT * FROM inbox_hosts WHERE stage = 'waiting' AND waiting_since < 'x' AND waiting > 0"
        " ORDER BY waiting_since, host LIMIT 60",
        "SELECT * FROM inbox_hosts WHERE waiting >= 20 ORDER BY waiting DESC, host DESC LIMIT 60",
    )
    with store.read() as connection:
        return [str(row[-1]) for sql in asked for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]
