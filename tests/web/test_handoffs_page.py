from __future__ import annotations

import re

import pytest

from tests.web.conftest import Desk
from tests.web.made import open_case
from zhenwang.domain.access import Role
from zhenwang.domain.case import Case, State
from zhenwang.settings import Settings

AUTHORITIES = """role,region_code,name,name_en,competence,short_name,basis,duty
lead,420000,青柳省网信办,Cyberspace office,lead,省网信办,hubei-2018-31-lead,牵头处置
police,420000,青柳省公安厅,Police,crime,省公安厅,hubei-2018-31-police,打击犯罪
"""


@pytest.fixture
def acting(settings: Settings, desk: Desk) -> Desk:
    """A desk of a jurisdiction with two authorities."""
    (settings.seeds / "authorities.csv").write_text(AUTHORITIES, encoding="utf-8")
    return desk


def handed_off(desk: Desk, name: str, *roles: str) -> Case:
    case = open_case(desk.store, name)
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence", "propose")
    desk.enter("李强")
    case = desk.step(case, "confirm", "coordinate")
    for role in roles:
        answer = desk.rule(case, "hand_off", authority=role, verbal_approval="陈局，电话", document=f"函-{role}")
        assert answer.status_code == 303, answer.text
        case = desk.fresh(case)
    return case


def cells(page: str, host: str) -> list[str]:
    shown = page.split('<table class="list handoffs">')[1]
    body = next(part for part in shown.split("<tbody")[1:] if host.split(".", maxsplit=1)[0] in part)
    row = body.split("</tr>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row.split("<td")[2:]]


def test_every_authority_of_a_case_stands_in_its_column(acting: Desk) -> None:
    handed_off(acting, "qingliu-gov.example.com", "lead", "police")
    waiting = handed_off(acting, "other-gov.example.net")
    page = acting.http.get("/handoffs").text
    lead, police = cells(page, "qingliu-gov.example.com")
    assert "已送" in lead
    assert "函-lead" in lead
    assert "函-police" in police
    assert "尚缺处置结果：省网信办、省公安厅" in page
    assert "尚未从两处网络核实下线" in page
    assert waiting.id in page.split("已认定，待移交")[1]


def test_progress_is_recorded_from_the_table_and_leads_back_to_it(acting: Desk) -> None:
    case = handed_off(acting, "qingliu-gov.example.com", "lead", "police")
    sent = {
        "authority": "lead",
        "step": "acted",
        "document": "网信函〔2026〕7号",
        "on": "2026-11-20",
        "back": "/handoffs?tab=open",
    }
    answer = acting.rule(case, "progress", "已停止解析", **sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/handoffs?tab=open")
    page = acting.http.get("/handoffs").text
    assert "处置" in cells(page, "qingliu")[0]
    assert "网信函〔2026〕7号" in cells(page, "qingliu")[0]
    assert "尚缺处置结果：省公安厅" in page
    stale = acting.rule(case, "progress", authority="police", step="acted")
    assert stale.status_code == 412
    wrong = acting.rule(acting.fresh(case), "progress", authority="police", step="sent")
    assert wrong.status_code == 422
    assert "该单位现为“已送”，不能登记为“已送”" in wrong.text
    elsewhere = acting.rule(acting.fresh(case), "note", back="https://evil.example/handoffs")
    assert elsewhere.headers["Location"] == f"/cases/{case.id}"


def test_a_case_is_down_from_two_networks_and_closes_when_each_has_an_outcome(acting: Desk) -> None:
    case = handed_off(acting, "qingliu-gov.example.com", "lead", "police")
    assert acting.rule(case, "down", vantage_one="电信 武汉", vantage_two=" 电信  武汉").status_code == 422
    assert acting.rule(case, "down", vantage_one="电信 武汉", vantage_two="联通 北京").status_code == 303
    case = acting.step(acting.fresh(case), "report")
    assert "以下单位尚无处置结果：省网信办、省公安厅" in acting.http.get(f"/cases/{case.id}").text
    assert acting.rule(case, "close", outcome="停止解析").status_code == 409
    for role in ("lead", "police"):
        assert acting.rule(case, "progress", authority=role, step="answered").status_code == 303
        case = acting.fresh(case)
    page = acting.http.get("/handoffs").text
    assert "已从两处网络核实下线：电信 武汉；联通 北京" in page
    assert "各单位均有结果，可以办结" in page
    shown = acting.http.get(f"/cases/{case.id}").text
    assert "省网信办：反馈" in shown
    assert acting.rule(case, "close", outcome="均已停止解析").status_code == 303
    assert acting.fresh(case).state is State.CLOSED
    assert case.host.split(".", maxsplit=1)[0] not in acting.http.get("/handoffs").text
    assert case.id in acting.http.get("/handoffs?tab=all").text


def test_the_table_narrows_to_an_authority_and_a_step(acting: Desk) -> None:
    one = handed_off(acting, "qingliu-gov.example.com", "lead")
    other = handed_off(acting, "other-gov.example.net", "police")
    for query, shown, hidden in (
        ("authority=lead", one, other),
        ("authority=police&step=sent", other, one),
        ("authority=%3Cb%3E&step=zzz&tab=zzz", None, one),
        ("tab=overdue", None, one),
        ("step=acted", None, one),
    ):
        page = acting.http.get(f"/handoffs?{query}").text
        assert shown is None or shown.id in page, query
        assert hidden.id not in page, query


def test_another_region_sees_no_handoff_and_a_reader_records_none(acting: Desk) -> None:
    case = handed_off(acting, "qingliu-gov.example.com", "lead")
    acting.enter("外地", Role.OFFICER, region="43")
    assert case.id not in acting.http.get("/handoffs").text
    acting.enter("审计", Role.AUDITOR)
    page = acting.http.get("/handoffs?lang=en").text
    assert case.id in page
    assert 'value="progress"' not in page
    assert acting.rule(case, "progress", authority="lead", step="acted").status_code == 403
    acting.enter("管理", Role.ADMIN)
    assert acting.http.get("/handoffs").status_code == 403


def test_nothing_confirmed_is_said(desk: Desk) -> None:
    assert "没有在办的移交" in desk.http.get("/handoffs").text
    assert "没有已认定的案件" in desk.http.get("/handoffs?tab=all").text
