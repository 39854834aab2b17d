from __future__ import annotations

import re

import pytest

from tests.web.conftest import Desk
from tests.web.hostile import SENT
from tests.web.registry_made import a_finding, keep
from zhenwang.domain.finding import FindingKind, FindingState
from zhenwang.rules.reminder import KIND_WORDS
from zhenwang.store import findings
from zhenwang.web.words import catalogue


def _rule(desk: Desk, **fields: str):
    page = desk.http.get("/findings/1").text
    version = re.findall(r'name="version" value="([0-9a-f]{16})"', page)[0]
    return desk.post("/findings/1/rule", **({"version": version, "state": "reminded", "reason": "已电话提醒"} | fields))


def test_an_empty_queue_says_how_it_fills(listed: Desk) -> None:
    assert "zhenwang registry check --keep" in listed.http.get("/findings").text


def test_findings_are_listed_filtered_and_counted(listed: Desk) -> None:
    keep(listed.store, a_finding(), a_finding("www.qingliu.gov.cn"), a_finding("lost.gov.cn"))
    page = listed.http.get("/findings").text
    for shown in (
        "不规范 3",
        "青柳市人力资源和社会保障局",
        "该网站另有一个域名",
        "第九条",
        "lost.gov.cn",
    ):
        assert shown in page
    assert "It has another domain." in listed.http.get("/findings?lang=en").text
    assert "不规范 1" in listed.http.get("/findings", params={"text": "lost"}).text
    assert "没有符合条件" in listed.http.get("/findings", params={"text": "zzzz"}).text
    assert "没有符合条件" in listed.http.get("/findings", params={"kind": "overseas"}).text
    assert "没有符合条件" in listed.http.get("/findings?tab=gone").text
    assert listed.http.get("/findings", params={"tab": SENT, "kind": SENT, "text": SENT}).status_code == 200


def test_findings_of_the_own_province_come_first_and_others_can_be_left_out(listed: Desk) -> None:
    keep(listed.store, a_finding("www.qingliu.gov.cn"), a_finding("www.qingbai.gov.cn"))
    every = listed.http.get("/findings").text
    assert every.index("青柳市人民政府") < every.index("青柏市人民政府")
    of_hunan = listed.http.get("/findings", params={"region": "湖南省"}).text
    assert "不规范 1" in of_hunan
    assert "青柳市人民政府" not in of_hunan
    assert "不规范 2" in listed.http.get("/findings", params={"region": SENT}).text


def test_the_queue_of_findings_is_never_taken_for_that_of_fakes(listed: Desk) -> None:
    keep(listed.store)
    listed.enter("王芳")
    for path in ("/findings", "/findings/1", "/findings?tab=all", "/findings/1?together=1"):
        page = listed.http.get(path).text
        assert 'class="genuine' in page
        assert not re.search("假冒|仿冒|冒充|疑似", page), path
        english = listed.http.get(f"{path}{'&' if '?' in path else '?'}lang=en").text
        assert not re.search("counterfeit|fake|impostor|suspected", english, re.IGNORECASE), path


def test_a_finding_shows_the_rule_in_its_own_words_and_a_letter(listed: Desk) -> None:
    keep(listed.store, a_finding(), a_finding(subject="b"))
    page = listed.http.get("/findings/1").text
    for shown in (
        "政府网站要以本单位机构名称命名",
        "找到的原文",
        "提醒函（草稿）",
        "有以下1项情况",
        "合并提醒该网站的 2 项",
        "data-copy",
    ):
        assert shown in page, shown
    assert "有以下2项情况" in listed.http.get("/findings/1?together=1").text


def test_a_reminder_is_recorded_with_who_and_why(listed: Desk) -> None:
    keep(listed.store)
    listed.enter("王芳")
    answer = _rule(listed)
    assert (answer.status_code, answer.headers["location"]) == (303, "/findings/1")
    held = findings.get(listed.store, 1)
    assert held is not None
    assert (held.state, held.who) == (FindingState.REMINDED, "王芳")
    page = listed.http.get("/findings/1").text
    for shown in ("王芳", "已电话提醒", "已提醒"):
        assert shown in page
    assert _rule(listed, state="explained", reason="经核实登记有误").status_code == 303
    assert "不规范 1" in listed.http.get("/findings?tab=explained").text
    assert _rule(listed, state="open", reason="再核实").status_code == 303


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"reason": ""}, "请写明理由"), ({"state": "gone"}, "请选择一种处理"), ({"state": SENT}, "请选择一种处理")],
)
def test_a_ruling_that_lacks_something_keeps_what_was_typed(listed: Desk, fields: dict[str, str], why: str) -> None:
    keep(listed.store)
    listed.enter("王芳")
    answer = _rule(listed, **fields)
    assert answer.status_code == 422
    assert why in answer.text
    assert fields.get("reason", "已电话提醒") in answer.text
    held = findings.get(listed.store, 1)
    assert held is not None
    assert held.state is FindingState.OPEN


def test_nobody_rules_without_a_name_or_a_token(listed: Desk) -> None:
    keep(listed.store)
    assert listed.post("/findings/1/rule", state="reminded", reason="x").status_code == 403
    listed.enter("王芳")
    assert listed.http.post("/findings/1/rule", data={"state": "reminded", "reason": "x"}).status_code == 403


def test_who_comes_second_is_told_and_keeps_what_was_typed(listed: Desk) -> None:
    keep(listed.store)
    listed.enter("王芳")
    version = re.findall(r'name="version" value="([0-9a-f]{16})"', listed.http.get("/findings/1").text)[0]
    assert _rule(listed, state="explained", reason="已批准").status_code == 303
    listed.enter("李雷")
    answer = _rule(listed, version=version, reason="我的提醒")
    assert answer.status_code == 409
    for shown in ("王芳 先一步处理了", "已说明", "我的提醒", "已批准"):
        assert shown in answer.text
    held = findings.get(listed.store, 1)
    assert held is not None
    assert held.state is FindingState.EXPLAINED


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "9" * 15, "9" * 40, "%00"])
def test_an_unknown_finding_is_not_there(listed: Desk, number: str) -> None:
    assert listed.http.get(f"/findings/{number}").status_code == 404


def test_a_reloaded_ruling_shows_the_finding(listed: Desk) -> None:
    assert listed.http.get("/findings/1/rule").headers["location"] == "/findings/1"


def test_kinds_are_called_as_in_the_letter() -> None:
    for kind in FindingKind:
        assert catalogue()[f"finding_kind_{kind.value}"][0] == KIND_WORDS[kind]
