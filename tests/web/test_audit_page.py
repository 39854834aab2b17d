from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from tests.web.conftest import Desk
from tests.web.hostile import PROBES, SENT
from tests.web.made import NOW, open_case
from zhenwang.domain.access import Actor, Permission, Role
from zhenwang.store import history, journal
from zhenwang.store.conserve import count_in
from zhenwang.store.schema import cases
from zhenwang.web.permissions import doors


def _noted(desk: Desk, action: str = "role_granted", who: str = "李雷", subject: str = "ada", days: int = 0) -> None:
    with desk.store.write() as connection:
        at = NOW + timedelta(days=days)
        journal.append(connection, Actor("p-1", who, "lilei"), action, subject, "工作需要", {"role": "analyst"}, at)


def test_both_logs_are_shown_with_who_what_and_why(desk: Desk) -> None:
    _noted(desk)
    case = open_case(desk.store)
    page = desk.http.get("/audit").text
    for shown in ("授予角色", "李雷", "工作需要", "lilei", "2026-11-20 09:00"):
        assert shown in page, shown
    told = desk.http.get("/audit?log=history").text
    for shown in (case.id, "发现并立案", f"/cases/{case.id}"):
        assert shown in told, shown


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("person=李雷", 2), ("person=p-1", 3), ("person=nobody", 0), ("action=role_granted", 2), ("subject=bob", 1),
        ("day=2026-11-20", 2), ("day=2026-11-21", 1), ("person=李雷&action=role_granted", 1), ("day=2026-13-40", 3),
        ("before=1", 0), ("before=x", 3), ("person=' OR 1=1 --", 0), ("person=李", 0),
    ],
)  # fmt: skip
def test_a_log_is_searched_by_person_action_subject_and_day(desk: Desk, query: str, count: int) -> None:
    _noted(desk)
    _noted(desk, "account_added", subject="bob")
    _noted(desk, "role_granted", "韩梅", days=1)
    page = desk.http.get(f"/audit?{query}").text
    rows = re.findall(r'class="row-number">\d+</td><td class="when">[^<]*</td><td><bdi>(李雷|韩梅)</bdi>', page)
    assert len(rows) == count


def test_W18_pages_go_on_from_a_row(desk: Desk) -> None:
    with desk.store.write() as connection:
        for n in range(230):
            journal.append(connection, Actor("p", f"人{n}", "a"), "export", "x", "", {}, NOW)
    seen: list[str] = []
    address = "/audit"
    while address:
        page = desk.http.get(address).text
        seen += re.findall(r'class="row-number">(\d+)<', page)
        older = re.search(r'href="([^"]+)" data-key="\]"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert len(seen) == len(set(seen)) == journal.head(desk.store).position
    assert sorted(seen, key=int, reverse=True) == seen


def test_the_chains_are_verified_on_demand_and_their_heads_shown(desk: Desk) -> None:
    open_case(desk.store)
    head = history.head(desk.store)
    assert f"{head.position}:{head.digest}" in desk.http.get("/audit").text
    assert "本页未核验" in desk.http.get("/audit").text
    assert "第 1 至 1 行完好" in desk.http.get("/audit/verify").text
    with desk.store.engine.connect() as connection:
        connection.execute(text("DROP TRIGGER history_no_update"))
        connection.execute(text("UPDATE history SET reason = 'forged'"))
        connection.commit()
    page = desk.http.get("/audit/verify").text
    assert "发现 1 处异常" in page
    assert "is not what was written" in page


def test_the_books_of_every_source_are_shown_and_told_when_they_do_not_balance(desk: Desk) -> None:
    with desk.store.write() as connection:
        count_in(connection, "lost", 3, 1)
    assert "不平" in desk.http.get("/audit").text
    told = desk.http.get("/audit/balances.json").json()
    assert told["rows"] == [["lost", 3, 0, 0, 0, 0, 1, "False"]]


def test_W5_a_log_is_exported_without_formulas_or_links(desk: Desk) -> None:
    _noted(desk, who="=cmd|' /C calc'!A0", subject="+1+1")
    answer = desk.http.get("/audit/journal.csv?action=role_granted")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))
    assert (rows[1][2], rows[1][5]) == ("'=cmd|' /C calc'!A0", "'+1+1")
    assert desk.http.get("/audit/history.json").json()["columns"]
    for other in ("cases.csv", "journal.xlsx", "accounts.csv"):
        assert desk.http.get(f"/audit/{other}").status_code == 404


def test_W1_hostile_reasons_are_text(desk: Desk) -> None:
    with desk.store.write() as connection:
        journal.append(connection, Actor("p", PROBES, PROBES), "export", PROBES, PROBES, {PROBES: PROBES}, NOW)
    page = desk.http.get("/audit").text
    assert "<script>__x" not in page
    assert "http://evil.example" not in page
    for field in ("person", "action", "subject", "day", "before", "log"):
        assert "<script>__x" not in desk.http.get("/audit", params={field: SENT}).text


def test_W16_no_route_of_the_audit_writes(desk: Desk) -> None:
    routes = [door for door in doors(desk.http.app) if door.path.startswith("/audit")]  # type: ignore[arg-type]
    assert routes
    for door in routes:
        assert door.methods <= {"GET", "HEAD"}
        assert door.permission is Permission.READ_AUDIT
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert desk.http.request(method, "/audit", data={"x": "y"}).status_code == 405


def test_W10_the_audit_is_for_who_may_and_within_the_region(anonymous: Desk) -> None:
    one, other = open_case(anonymous.store, "one.example"), open_case(anonymous.store, "two.example")
    with anonymous.store.write() as connection:
        for case, region in ((one, "420100"), (other, "420500")):
            connection.execute(update(cases).where(cases.c.id == case.id).values(region=region))
    assert anonymous.http.get("/audit").status_code == 303
    anonymous.enter("王芳", Role.ANALYST)
    assert anonymous.http.get("/audit").status_code == 403
    anonymous.enter("赵敏", Role.AUDITOR, region="4201")
    page = anonymous.http.get("/audit?log=history").text
    assert one.id in page
    assert other.id not in page
    assert "signed_in" not in anonymous.http.get("/audit/journal.json").text
    assert "负责全域的审计员" in anonymous.http.get("/audit").text
