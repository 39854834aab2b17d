from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from tests.web.conftest import Desk
from tests.web.made import open_case
from zhenwang import runtime
from zhenwang.domain.access import Actor, Role
from zhenwang.domain.bulk import ACTIONS, MOST
from zhenwang.domain.case import Case, State
from zhenwang.store import case_links, cases, claims, history


@pytest.fixture
def ada(desk: Desk) -> Desk:
    desk.enter("王芳", Role.ANALYST, Role.CLERK)
    return desk


def opened(desk: Desk, many: int) -> list[Case]:
    return [open_case(desk.store, f"h{n}.example.com") for n in range(many)]


def send(desk: Desk, path: str, picked: list[Case], **fields: str):
    pairs = [("token", desk.token()), *fields.items(), *(("case", f"{case.id}.{case.version}") for case in picked)]
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return desk.http.post(path, content=urlencode(pairs), headers=form)


def shown(page: str) -> list[str]:
    """The cases that a page's own form would send on."""
    return re.findall(r'<input type="hidden" name="case" value="([^"]+)">', page)


def again(desk: Desk, path: str, page: str, **fields: str):
    """Press the button of a preview or result."""
    hidden = dict(re.findall(r'<input type="hidden" name="(?!case|token)(\w+)" value="([^"]*)">', page))
    pairs = [("token", desk.token()), *(hidden | fields).items(), *(("case", value) for value in shown(page))]
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return desk.http.post(path, content=urlencode(pairs), headers=form)


def states(desk: Desk, made: list[Case]) -> list[State]:
    return [desk.fresh(case).state for case in made]


def test_a_preview_changes_nothing_and_says_all(ada: Desk) -> None:
    made = opened(ada, 3)
    page = send(ada, "/bulk", made, action="exclude", exclusion="repost", reason="都是转载").text
    assert "将处理 3 件" in page
    assert "转载" in page
    assert shown(page) == [f"{case.id}.0" for case in made]
    assert states(ada, made) == [State.LEAD] * 3


def test_what_was_previewed_is_done_with_one_reason_and_can_be_undone(ada: Desk) -> None:
    made = opened(ada, 3)
    page = send(ada, "/bulk", made, action="exclude", exclusion="repost", reason="都是转载").text
    done = again(ada, "/bulk/do", page).text
    assert "已处理 3 件" in done
    assert states(ada, made) == [State.NOT_FAKE] * 3
    for case in made:
        last = history.of(ada.store, case.id)[-1]
        assert (last.action, last.reason, last.actor) == ("exclude", "都是转载", "王芳")
    undone = again(ada, "/bulk/undo", done).text
    assert "已撤回 3 件" in undone
    assert states(ada, made) == [State.LEAD] * 3
    assert history.verify(ada.store) == []


def test_somebody_elses_step_is_not_undone(ada: Desk) -> None:
    made = opened(ada, 2)
    done = again(ada, "/bulk/do", send(ada, "/bulk", made, action="watch", reason="再看").text).text
    ada.enter("李强", Role.ANALYST)
    page = again(ada, "/bulk/undo", done).text
    assert "不处理 2 件" in page
    assert "须由另一人处理" in page
    assert states(ada, made) == [State.WATCH] * 2


def test_W12_a_case_that_moved_on_is_left_out_and_the_other_is_named(ada: Desk) -> None:
    made = opened(ada, 3)
    preview = send(ada, "/bulk", made, action="watch", reason="再看").text
    ada.enter("李强", Role.ANALYST, Role.CLERK)
    ada.step(made[1], "triage")
    ada.enter("王芳", Role.ANALYST, Role.CLERK)
    again_previewed = send(ada, "/bulk", made, action="watch", reason="再看").text
    assert "李强 已先处理，现在是“初筛”" in again_previewed
    done = again(ada, "/bulk/do", preview).text
    assert "已处理 2 件" in done
    assert "李强 已先处理" in done
    assert states(ada, made) == [State.WATCH, State.TRIAGE, State.WATCH]


def test_W12_when_others_were_quicker_with_all_of_them_the_answer_is_412(ada: Desk) -> None:
    made = opened(ada, 2)
    preview = send(ada, "/bulk", made, action="watch", reason="再看").text
    ada.enter("李强", Role.ANALYST, Role.CLERK)
    for case in made:
        ada.step(case, "triage")
    ada.enter("王芳", Role.ANALYST, Role.CLERK)
    late = again(ada, "/bulk/do", preview)
    assert late.status_code == 412
    assert late.text.count("李强 已先处理") == 2
    assert states(ada, made) == [State.TRIAGE] * 2


def test_what_is_not_possible_held_or_not_mine_to_see_is_left_out_with_why(ada: Desk) -> None:
    made = opened(ada, 3)
    li = ada.enter("李强", Role.ANALYST, Role.CLERK)
    claims.claim(ada.store, made[0].id, Actor(li.person, li.name, li.login, li.grants), runtime.now())
    ada.enter("王芳", Role.ANALYST, Role.CLERK)
    moved = ada.step(made[1], "triage")
    gone = replace(made[2], id="ZW-19700101-0001")
    page = send(ada, "/bulk", [made[0], moved, gone], action="triage", reason="看").text
    assert "李强 正在办理" in page
    assert "“初筛”状态下不能这样处理" in page
    assert "没有这个案件" in page
    assert "没有可以处理的案件" in page


def test_W17_ten_thousand_cases_by_mistake_are_refused_with_a_page_and_nothing_changes(ada: Desk) -> None:
    made = opened(ada, 3)
    pairs = [("token", ada.token()), ("action", "exclude"), ("exclusion", "repost"), ("reason", "x")]
    pairs += [("case", f"{case.id}.0") for case in made]
    pairs += [("case", f"ZW-20260101-{n:06d}.0") for n in range(9_997)]
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in ("/bulk", "/bulk/do", "/bulk/undo"):
        answer = ada.http.post(path, content=urlencode(pairs), headers=form)
        assert answer.status_code == 422, path
        assert f"一次最多处理 {MOST} 件，这次送来 10000 件" in answer.text, path
    assert states(ada, made) == [State.LEAD] * 3
    assert all(len(history.of(ada.store, case.id)) == 1 for case in made)


def test_W17_a_form_beyond_all_bounds_is_cut_off(ada: Desk) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = "token=x&" + "case=ZW-20260101-000001.0&" * 200_000
    assert ada.http.post("/bulk", content=body, headers=form).status_code == 413
    many = "&".join(["a=b"] * 60_000)
    assert ada.http.post("/bulk", content=many, headers=form).status_code == 400


def test_W17_nothing_leaves_the_house_in_bulk(ada: Desk) -> None:
    made = opened(ada, 1)
    assert not {"confirm", "sign", "hand_off", "propose", "close", "report"} & set(ACTIONS)
    for action in ("confirm", "hand_off", "sign", "propose", "close", "", "undo", "zzz"):
        for path in ("/bulk", "/bulk/do"):
            answer = send(ada, path, made, action=action, reason="x", authority="lead")
            assert answer.status_code == 422, action
            assert "不能批量做这一步" in answer.text
    assert len(history.of(ada.store, made[0].id)) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"action": "exclude", "reason": "x"}, "请选择排除类别"),
        ({"action": "exclude", "reason": "x", "exclusion": "<b>"}, "请选择排除类别"),
        ({"action": "watch", "reason": " "}, "请写明理由"),
        ({"action": "suppress", "reason": "x", "until": "1999-01-01"}, "180 天以内"),
        ({"action": "suppress", "reason": "x", "until": "9999-12-31"}, "180 天以内"),
        ({"action": "suppress", "reason": "x", "until": "soon"}, "180 天以内"),
        ({"action": "link", "reason": "x", "other": "ZW-1"}, "没有这个案号"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_done(ada: Desk, fields: dict[str, str], said: str) -> None:
    made = opened(ada, 1)
    for path in ("/bulk", "/bulk/do"):
        answer = send(ada, path, made, **fields)
        assert (answer.status_code, said in answer.text) == (422, True)
    assert len(history.of(ada.store, made[0].id)) == 1


def test_nothing_picked_is_said(ada: Desk) -> None:
    assert "没有选中案件" in send(ada, "/bulk", [], action="watch", reason="x").text


def test_suppressed_cases_leave_the_open_tabs_and_come_back(ada: Desk) -> None:
    made = opened(ada, 2)
    until = (runtime.now() + timedelta(days=10)).date().isoformat()
    preview = send(ada, "/bulk", made[:1], action="suppress", until=until, reason="等单位回电").text
    done = again(ada, "/bulk/do", preview).text
    assert "已处理 1 件" in done
    assert re.findall(r'data-open="/cases/([^"]+)"', ada.http.get("/queue").text) == [made[1].id]
    aside = ada.http.get("/queue?tab=suppressed").text
    assert f"暂缓至 {until}" in aside
    again(ada, "/bulk/undo", done)
    assert ada.fresh(made[0]).suppressed_until is None
    assert [event.action for event in history.of(ada.store, made[0].id)] == ["open", "suppress", "unsuppress"]


def test_links_stand_in_both_histories_and_are_undone(ada: Desk) -> None:
    made = opened(ada, 3)
    preview = send(ada, "/bulk", made, action="link", reason="同一模板").text
    assert "就是要关联到的案件" in preview
    done = again(ada, "/bulk/do", preview).text
    assert "已处理 2 件" in done
    assert {link.other for link in case_links.of(ada.store, made[0].id, None)} == {made[1].id, made[2].id}
    assert [link.other for link in case_links.of(ada.store, made[2].id, None)] == [made[0].id]
    assert "关联 2" in ada.http.get("/queue").text
    again(ada, "/bulk/undo", done)
    assert not case_links.of(ada.store, made[0].id, None)
    assert [event.action for event in history.of(ada.store, made[0].id)] == ["open", "link", "link", "unlink", "unlink"]


def test_who_only_reads_does_nothing_in_bulk(desk: Desk) -> None:
    made = opened(desk, 1)
    assert send(desk, "/bulk", made, action="watch", reason="x").status_code == 403
    assert "预览" not in desk.http.get("/queue").text


def test_a_forged_form_is_refused(ada: Desk) -> None:
    made = opened(ada, 1)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for token in ("", "0" * 64):
        body = urlencode([("token", token), ("action", "watch"), ("reason", "x"), ("case", f"{made[0].id}.0")])
        assert ada.http.post("/bulk/do", content=body, headers=form).status_code == 403
    assert cases.get(ada.store, made[0].id) == made[0]
