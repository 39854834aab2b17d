from __future__ import annotations

from tests.web.conftest import Desk
from tests.web.made import open_case
from zhenwang.domain.access import Role
from zhenwang.store import case_links, history


def test_two_cases_are_linked_and_unlinked_with_a_reason(desk: Desk) -> None:
    one, other = open_case(desk.store, "a.example.com"), open_case(desk.store, "b.example.com")
    desk.enter("王芳", Role.ANALYST)
    sent = {"version": "0", "other": other.id, "reason": "同一电话"}
    assert desk.post(f"/cases/{one.id}/links", **sent).status_code == 303
    page = desk.http.get(f"/cases/{other.id}/links").text
    assert "同一电话" in page
    assert one.id in page
    stale = desk.post(f"/cases/{one.id}/links", version="0", unlink=other.id, reason="弄错了")
    assert stale.status_code == 412
    assert "王芳 已先处理" in stale.text
    assert desk.post(f"/cases/{one.id}/links", version="1", unlink=other.id, reason="弄错了").status_code == 303
    assert not case_links.of(desk.store, one.id, None)
    for case in (one, other):
        assert [event.action for event in history.of(desk.store, case.id)] == ["open", "link", "unlink"]


def test_what_cannot_be_linked_is_said_and_changes_neither(desk: Desk) -> None:
    one, other = open_case(desk.store, "a.example.com"), open_case(desk.store, "b.example.com")
    desk.enter("王芳", Role.ANALYST)
    for named, reason in ((one.id, "x"), ("ZW-1", "x"), ("", "x"), (other.id, " ")):
        answer = desk.post(f"/cases/{one.id}/links", version="0", other=named, reason=reason)
        assert answer.status_code == 422, (named, reason)
    assert desk.post(f"/cases/{one.id}/links", version="0", unlink=other.id, reason="x").status_code == 422
    assert all(len(history.of(desk.store, case.id)) == 1 for case in (one, other))


def test_W10_a_case_of_another_region_is_neither_shown_nor_linked(desk: Desk) -> None:
    from sqlalchemy import update

    from zhenwang.store.schema import cases

    one, other = open_case(desk.store, "a.example.com"), open_case(desk.store, "b.example.com")
    with desk.store.write() as connection:
        connection.execute(update(cases).where(cases.c.id == one.id).values(region="420100"))
    desk.enter("武汉的人", Role.ANALYST, region="4201")
    assert desk.post(f"/cases/{one.id}/links", version="0", other=other.id, reason="x").status_code == 422
    assert desk.http.get(f"/cases/{other.id}/links").status_code == 404
    assert len(history.of(desk.store, other.id)) == 1
