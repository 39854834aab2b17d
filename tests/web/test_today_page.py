"""Today: S1 first with who was called, deadlines, what waits for each role, and what nobody has searched."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.web.conftest import Desk
from tests.web.made import DAY, a_score, open_case
from zhenwang import runtime
from zhenwang.domain.access import Role
from zhenwang.domain.candidate import Malformed
from zhenwang.domain.report import Report
from zhenwang.settings import Settings, find_seeds
from zhenwang.store import history, quarantine, reports, runs
from zhenwang.web.today_view import shift_start

URGENT = replace(a_score(), severity="S1")


def test_a_quiet_morning_says_so_and_what_was_not_searched(desk: Desk) -> None:
    page = desk.http.get("/").text
    assert "没有未办结的 S1 案件" in page
    assert "还没有运行过" in page
    assert "没有查实时证书日志" in page


def test_every_open_s1_says_that_nobody_was_called_until_somebody_was(anonymous: Desk) -> None:
    anonymous.enter("王芳")
    case = open_case(anonymous.store, score=URGENT)
    assert "还没有通知任何人" in anonymous.http.get("/").text
    sent = {"case": case.id, "called": "张主任", "office": "青柳市政府办公室", "reason": "说马上核实"}
    assert anonymous.post("/called", **sent).status_code == 303
    page = anonymous.http.get("/").text
    assert "还没有通知任何人" not in page
    assert "张主任" in page
    assert "青柳市政府办公室" in page
    (_, noted) = history.of(anonymous.store, case.id)
    assert (noted.action, noted.actor, noted.reason) == ("note", "王芳", "说马上核实")
    assert "张主任" in anonymous.http.get(f"/cases/{case.id}").text


def test_an_s1_that_is_confirmed_stays_in_front_until_it_is_handed_off(anonymous: Desk) -> None:
    anonymous.enter("王芳")
    case = anonymous.step(open_case(anonymous.store, score=URGENT), "analyse", "fix_evidence", "propose")
    anonymous.enter("李强")
    for action in ("confirm", "coordinate"):
        case = anonymous.step(case, action)
        assert "还没有通知任何人" in anonymous.http.get("/").text, action


@pytest.mark.parametrize(("field", "left"), [("called", ""), ("office", " ")])
def test_a_call_needs_a_name_and_an_office_and_keeps_what_was_typed(anonymous: Desk, field: str, left: str) -> None:
    anonymous.enter("王芳")
    case = open_case(anonymous.store, score=URGENT)
    sent = {"case": case.id, "called": "张主任", "office": "办公室", "reason": "已说明"} | {field: left}
    answer = anonymous.post("/called", **sent)
    assert answer.status_code == 422
    assert "已说明" in answer.text
    assert len(history.of(anonymous.store, case.id)) == 1


def test_W10_who_only_reads_notes_no_call_and_another_region_sees_no_case(anonymous: Desk) -> None:
    anonymous.enter("审计", Role.AUDITOR)
    case = open_case(anonymous.store, score=URGENT)
    assert anonymous.post("/called", case=case.id, called="张", office="办").status_code == 403
    anonymous.enter("外地", Role.ANALYST, region="43")
    assert anonymous.post("/called", case=case.id, called="张", office="办").status_code == 404
    for path in ("/", "/shift"):
        assert case.id not in anonymous.http.get(path).text


def test_what_waits_depends_on_the_role(anonymous: Desk) -> None:
    open_case(anonymous.store)
    told = {Role.ANALYST: "条新线索待初筛", Role.REVIEWER: "没有等您办的事", Role.OFFICER: "没有等您办的事"}
    for role, words in told.items():
        anonymous.enter(role.value, role)
        assert words in anonymous.http.get("/").text, role


def test_an_administrator_sees_no_case_and_what_was_not_searched(anonymous: Desk) -> None:
    case = open_case(anonymous.store, score=URGENT)
    anonymous.enter("管理员", Role.ADMIN)
    page = anonymous.http.get("/").text
    assert case.id not in page
    assert "没有查到的" in page
    assert anonymous.http.get("/shift").status_code == 403


def test_could_not_look_is_never_looked_and_clean(desk: Desk) -> None:
    now = runtime.now()
    run = runs.begin(desk.store, "daily", DAY, now)
    counts = {"looked": 30, "seen": 21, "opened": 2}
    runs.finish(desk.store, run, "failed", counts, now, ("source 'ct' gave nothing at all: that is a failure",))
    quarantine.keep(desk.store, Malformed("ct", "log:1", "not a certificate", b"\x00", ()), now)
    page = desk.http.get("/").text
    for words in ("9 个站点没有看到页面", "来源没有", "隔离区有 1 项"):
        assert words in page


def test_late_answers_to_reporters_are_counted(settings: Settings, desk: Desk) -> None:
    for name in ("clocks.csv", "workday_overrides.csv"):
        shutil.copy(find_seeds() / name, settings.seeds)
    old = datetime(2020, 1, 6, tzinfo=UTC)
    reports.accept(desk.store, Report("a" * 32, old, ("http://a.example/",)), "", old)
    page = desk.http.get("/").text
    assert "举报涉及 1 个网站" in page
    assert "1 个超过答复期限" in page


def test_the_hand_over_note_names_what_was_done_and_by_whom(anonymous: Desk) -> None:
    anonymous.enter("王芳")
    case = open_case(anonymous.store, score=URGENT)
    assert anonymous.rule(case, "triage", "看过，值得查").status_code == 303
    page = anonymous.http.get("/shift").text
    for words in (case.id, "王芳", "看过，值得查", "交班人"):
        assert words in page


def test_the_last_shift_ended_at_half_past_five() -> None:
    morning = datetime(2026, 11, 23, 8, 25, tzinfo=UTC)
    assert shift_start(morning) == morning.replace(day=22, hour=17, minute=30)
    assert shift_start(morning + timedelta(hours=12)) == morning.replace(hour=17, minute=30)


@pytest.mark.parametrize("path", ["/", "/shift"])
def test_both_pages_are_there_in_english(anonymous: Desk, path: str) -> None:
    anonymous.enter("王芳")
    open_case(anonymous.store, score=URGENT)
    assert "S1" in anonymous.http.get(path, params={"lang": "en"}).text
