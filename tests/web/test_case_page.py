from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.web.conftest import PROPOSAL, Desk
from tests.web.made import a_score, open_case, signals
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.case import Ruling, State
from zhenwang.domain.score import Band
from zhenwang.settings import Settings
from zhenwang.store import cases, history

AUTHORITIES = """role,region_code,name,name_en,competence,short_name,basis,duty
lead,420000,青柳省网信办,Cyberspace office,lead,省网信办,hubei-2018-31-lead,牵头处置
police,420000,青柳省公安厅,Police,crime,省公安厅,hubei-2018-31-police,打击犯罪
"""


@pytest.fixture
def acting(settings: Settings, desk: Desk) -> Desk:
    """A desk of a jurisdiction with two authorities."""
    (settings.seeds / "authorities.csv").write_text(AUTHORITIES, encoding="utf-8")
    return desk


def test_a_case_shows_its_reasons_with_snippet_article_and_weight(desk: Desk) -> None:
    page = desk.http.get(f"/cases/{open_case(desk.store).id}").text
    for shown in (
        "疑似假冒“青柳市人民政府”", "假借、冒用政府或部门名义开办政府网站", "第三十一条", "+4.0", "未计分",
        "可能是转载。", "青柳市", "鄂ICP备05099999号-1", "身份证号", "尚未固证", "没有缺失", "没有举报",
    ):  # fmt: skip
        assert shown in page, shown
    assert re.search(r"<mark><bdi>青柳市人民政府门户网站</bdi></mark>", page)
    assert "认定假冒" not in re.search(r"<h1>.*?</h1>", page, re.DOTALL)[0]


def test_a_case_says_how_urgent_it_is_and_which_limb_each_reason_rests_on(desk: Desk) -> None:
    limbs = {"claimed_name": "a", "foreign_site_code": "b"}
    case = open_case(desk.store, found=[replace(signal, limb=limbs.get(signal.name, "")) for signal in signals()])
    page = desk.http.get(f"/cases/{case.id}").text
    head = page[page.index('<header class="finding-head') :].split("</header>")[0]
    assert "收取证件、银行卡、验证码或钱款" in head
    assert ">S1</span>" in head
    assert ">S1</span>" in desk.http.get("/").text
    for words in (">情形一</small></summary>", ">情形二</small></summary>"):
        assert page.count(words) == 1


def test_marks_that_the_registry_grants_another_stand_out(desk: Desk) -> None:
    page = desk.http.get(f"/cases/{open_case(desk.store).id}").text
    assert page.count("<mark><bdi>4299990001</bdi></mark>") >= 2


def test_a_case_that_does_not_exist_is_not_found(desk: Desk) -> None:
    assert desk.http.get("/cases/ZW-1").status_code == 404
    desk.enter("王芳")
    assert desk.post("/cases/ZW-1/decide", action="triage").status_code == 404


def test_two_people_take_a_case_to_the_handoff(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence", "propose")
    assert case.evidence
    assert case.evidence in desk.http.get(f"/cases/{case.id}").text
    assert desk.http.get(f"/cases/{case.id}/handoff.json").status_code == 409
    own = desk.http.get(f"/cases/{case.id}").text
    assert "复核须由另一人进行：分析员为王芳" in own
    assert 'value="confirm"' not in own

    desk.enter("李强")
    case = desk.step(case, "confirm")
    assert case.state is State.CONFIRMED
    exported = desk.http.get(f"/cases/{case.id}/handoff.json")
    assert json.loads(exported.content)
    assert exported.headers["Content-Disposition"].startswith("attachment")
    printed = desk.http.get(f"/cases/{case.id}/handoff.html")
    assert printed.headers["Content-Security-Policy"].startswith("sandbox")
    assert "正在收集身份证号，情况紧急" in printed.text
    assert [event.actor for event in history.of(desk.store, case.id)][-2:] == ["王芳", "李强"]


def test_W11_the_proposer_cannot_confirm_by_sending_the_form_himself(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("Wang Fang")
    case = desk.step(case, "triage", "analyse", "fix_evidence", "propose")
    for name in ("Wang Fang", "wang  fang", " WANG FANG\u200b", "Ｗａｎｇ\u3000Fang", "wangfang"):
        desk.enter(name)
        answer = desk.rule(case, "confirm")
        assert answer.status_code == 409
        assert "复核须由另一人进行" in answer.text
    assert desk.fresh(case).state is State.REVIEW


def test_W11_a_confirmation_binds_the_evidence_that_was_on_the_screen(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence", "propose")
    desk.enter("李强")
    for other in ("e" * 64, case.evidence, ""):
        answer = desk.rule(case, "confirm", seen_digest=other)
        assert answer.status_code == 412
        assert "送审内容不是您看到的那一份" in answer.text
    assert desk.fresh(case).state is State.REVIEW


def test_W12_whoever_is_late_sees_who_was_faster_and_loses_no_word(desk: Desk) -> None:
    case = desk_case = open_case(desk.store)
    now = datetime.now(UTC)
    other = Actor("p-li", "李强", "", (Grant(Role.CLERK),))
    cases.rule(desk.store, case.id, Ruling("triage", other, "先看", {}), now, case.version)
    desk.enter("王芳")
    answer = desk.rule(desk_case, "triage", reason="这是我写了很久的理由")
    assert answer.status_code == 412
    assert "李强 先一步处理了这件案子" in answer.text
    assert "这是我写了很久的理由" in answer.text
    assert "初筛" in answer.text
    assert len([event for event in history.of(desk.store, case.id) if event.action == "triage"]) == 1


def test_W12_fixing_evidence_twice_at_once_counts_once(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    seen = desk.step(case, "triage", "analyse")
    assert desk.rule(seen, "fix_evidence").status_code == 303
    assert desk.rule(seen, "fix_evidence").status_code == 412


def test_what_is_missing_is_named_and_what_was_typed_stays(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence")
    sent = PROPOSAL | {"without_sponsor": "", "limb": "zzz", "mismatch": "我改写的不符之处"}
    answer = desk.rule(case, "propose", **sent)
    assert answer.status_code == 422
    assert "第三十一条情形、未征询的理由" in answer.text
    assert "我改写的不符之处" in answer.text
    assert desk.rule(case, "propose", reason=" ", **PROPOSAL).status_code == 422
    assert "请写明理由" in desk.rule(case, "propose", reason=" ", **PROPOSAL).text
    for fact, value in (("imitates", "www.nowhere.gov.cn"), ("quote", "从未出现的话")):
        answer = desk.rule(case, "propose", **(PROPOSAL | {fact: value}))
        assert answer.status_code == 422
        assert f"没有“{value}”" in answer.text
    assert desk.fresh(case) == case


def test_whoever_only_reads_is_offered_nothing_and_refused(desk: Desk) -> None:
    case = open_case(desk.store)
    page = desk.http.get(f"/cases/{case.id}").text
    assert 'name="action"' not in page
    assert "不由您办理" in page
    assert desk.rule(case, "triage").status_code == 403
    assert desk.fresh(case) == case


def test_a_step_that_the_table_does_not_hold_is_neither_shown_nor_taken(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    assert 'value="confirm"' not in desk.http.get(f"/cases/{case.id}").text
    for action in ("confirm", "hand_off", "zzz", "", "<b>"):
        assert desk.rule(case, action).status_code == 409
    assert desk.rule(case, "triage", version="zzz").status_code == 412
    assert desk.fresh(case) == case


def test_what_the_score_holds_back_cannot_be_proposed(desk: Desk) -> None:
    case = open_case(desk.store, score=a_score(Band.REVIEW, 0.9, "只有名称或外观相似。"))
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence")
    assert "目前不能提请认定：只有名称或外观相似。" in desk.http.get(f"/cases/{case.id}").text
    assert desk.rule(case, "propose", **PROPOSAL).status_code == 409


def test_a_sponsors_answer_reaches_the_letter_in_words(desk: Desk) -> None:
    case = open_case(desk.store, score=a_score(severity="S4"))
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence")
    assert "被冒用单位尚未答复：请先征询" in desk.http.get(f"/cases/{case.id}").text
    assert desk.rule(case, "propose", **PROPOSAL).status_code == 422
    desk.rule(case, "ask_sponsor", asked="青柳市政府办，电话，9时")
    case = desk.fresh(case)
    assert "非我单位" in desk.http.get(f"/cases/{case.id}").text
    said = {"sponsor_answer": "not_ours", "answered_by": "周敏", "answered_via": "phone", "answered_on": "2026-11-20"}
    assert desk.rule(case, "sponsor_answered", **(said | {"answered_by": " "})).status_code == 422
    assert desk.rule(case, "sponsor_answered", **(said | {"sponsor_answer": "perhaps"})).status_code == 422
    assert desk.rule(case, "sponsor_answered", **said).status_code == 303
    case = desk.fresh(case)
    proposal = {name: value for name, value in PROPOSAL.items() if name != "without_sponsor"}
    assert desk.rule(case, "propose", **proposal).status_code == 303
    facts = history.of(desk.store, case.id)[-1].facts
    assert facts["sponsor_answer"] == "非我单位"
    assert "without_sponsor" not in facts


STEPS: tuple[tuple[str, dict[str, str]], ...] = (
    ("note", {}), ("grade", {"severity": "S1"}), ("triage", {}), ("analyse", {}), ("fix_evidence", {}),
    ("ask_sponsor", {"asked": "x"}), ("escalate", {"escalated_to": "省政府办公厅"}),
    ("sponsor_answered", {"sponsor_answer": "not_ours", "answered_by": "周敏"}), ("propose", PROPOSAL),
    ("confirm", {}), ("coordinate", {}), ("sign", {}), ("hand_off", {"authority": "lead"}),
    ("hand_off", {"authority": "police"}),
    ("progress", {"authority": "lead", "step": "received", "document": "鄂网〔1〕"}),
    ("progress", {"authority": "lead", "step": "acted"}), ("progress", {"authority": "police", "step": "returned"}),
    ("down", {"vantage_one": "电信", "vantage_two": "联通"}),
    ("report", {}), ("close", {"outcome": "停止解析"}), ("reopen", {}), ("analyse", {}), ("watch", {}), ("undo", {}),
)  # fmt: skip


def test_every_step_has_a_page_in_both_languages(acting: Desk) -> None:
    desk, case = acting, open_case(acting.store)
    desk.enter("王芳")
    for step, facts in STEPS:
        if step == "confirm":
            desk.enter("李强")
        answer = desk.rule(case, step, **facts)
        assert answer.status_code == 303, (step, answer.text[answer.text.index('role="alert"') :][:400])
        case = desk.fresh(case)
        for language in ("zh", "en"):
            page = desk.http.get(f"/cases/{case.id}?lang={language}")
            assert page.status_code == 200, step
    assert case.state is State.ANALYSIS


def test_an_authority_that_does_not_act_gets_nothing(acting: Desk) -> None:
    desk, case = acting, open_case(acting.store)
    desk.enter("王芳")
    for step, facts in STEPS[2:5]:
        assert desk.rule(case, step, **facts).status_code == 303
        case = desk.fresh(case)
    case = desk.step(case, "propose")
    desk.enter("李强")
    case = desk.step(case, "confirm", "coordinate")
    sent = {"authority": "nobody", "verbal_approval": "陈局，电话"}
    answer = desk.rule(case, "hand_off", **sent)
    assert answer.status_code == 422
    assert "没有“nobody”这个单位" in answer.text
    assert "陈局，电话" in answer.text
    assert desk.rule(case, "hand_off", authority="lead").status_code == 422
    assert desk.rule(case, "hand_off", **(sent | {"authority": "lead"})).status_code == 303


def test_a_look_whose_bytes_are_gone_is_said_and_the_case_still_shown(desk: Desk) -> None:
    case = open_case(desk.store)
    blob = desk.store.blobs.root / case.look_digest[:2] / case.look_digest
    blob.unlink()
    answer = desk.http.get(f"/cases/{case.id}")
    assert answer.status_code == 200
    assert "存档已损坏或缺失" in answer.text


def test_the_reviewer_sees_what_is_proposed_above_the_ruling(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence")
    assert 'id="proposal"' not in desk.http.get(f"/cases/{case.id}").text
    desk.rule(case, "propose", reason="三项标识均属青柳市", **PROPOSAL)
    desk.enter("李强")
    page = desk.http.get(f"/cases/{case.id}").text
    shown = re.search('<div class="proposal".*?</div>', page, re.DOTALL)
    assert shown
    for said in (
        "王芳 提请认定的内容",
        "假借、冒用政府或部门名义",
        "青柳市人民政府",
        "三项标识均属青柳市",
        *list(PROPOSAL.values())[2:],
    ):
        assert said in shown[0], said
    assert desk.fresh(case).proposal in shown[0]
    assert page.index('id="proposal"') < page.index('data-action="confirm"') < page.index('data-action="return"')


def test_the_address_of_a_ruling_leads_back_to_its_case(desk: Desk) -> None:
    answer = desk.http.get("/cases/ZW-20261120-0001/decide")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/cases/ZW-20261120-0001")
    assert desk.http.get("/cases/%2F%2Fevil.example/decide").headers.get("Location", "/").startswith("/")


def test_what_was_returned_and_proposed_again_shows_what_changed(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence", "propose")
    desk.enter("李强")
    case = desk.step(case, "return")
    assert case.proposal == ""
    desk.enter("王芳")
    case = desk.step(case, "fix_evidence")
    again = PROPOSAL | {"misleading": "收集身份证号和银行卡"}
    assert desk.rule(case, "propose", **again).status_code == 303
    desk.enter("李强")
    page = desk.http.get(f"/cases/{case.id}").text
    assert "与上次退回的相比" in page
    assert re.search(r"收集身份证号</bdi><ins><bdi>和银行卡", page)


def test_what_did_not_leave_the_office_can_be_undone_by_who_did_it(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage")
    assert desk.rule(case, "exclude", exclusion="media").status_code == 303
    case = desk.fresh(case)
    assert "没有材料离开过机关" in desk.http.get(f"/cases/{case.id}").text
    desk.enter("李强")
    assert "只有办理上一步的人能撤销" in desk.http.get(f"/cases/{case.id}").text
    assert desk.rule(case, "undo").status_code == 409
    desk.enter("王芳")
    assert desk.rule(case, "undo").status_code == 303
    assert desk.fresh(case).state is State.TRIAGE


def test_a_case_says_in_one_sentence_who_why_and_what(desk: Desk) -> None:
    case = open_case(desk.store)
    page = desk.http.get(f"/cases/{case.id}").text
    shown = re.search(r'<p class="sentence">(.*?)</p>', page, re.DOTALL)
    assert shown
    said = re.sub(r"<[^>]+>", "", shown[1])
    assert said == "页面自称青柳市人民政府；页脚标识码属于青柳市人民政府；域名不在其名录；收取身份证件信息。"
    assert "its host is not one of" in desk.http.get(f"/cases/{case.id}?lang=en").text


def test_a_verbal_approval_is_signed_later_and_a_wrong_confirmation_taken_back(acting: Desk) -> None:
    desk, case = acting, open_case(acting.store)
    desk.enter("王芳")
    for step, facts in STEPS[2:5]:
        assert desk.rule(case, step, **facts).status_code == 303
        case = desk.fresh(case)
    case = desk.step(case, "propose")
    desk.enter("李强")
    case = desk.step(case, "confirm", "coordinate")
    assert desk.rule(case, "hand_off", authority="lead", verbal_approval="陈局，电话").status_code == 303
    case = desk.fresh(case)
    assert "待补签" in desk.http.get("/").text
    case = desk.step(case, "sign")
    assert "待补签" not in desk.http.get("/").text
    assert 'data-action="sign"' not in desk.http.get(f"/cases/{case.id}").text
    assert desk.rule(case, "reopen").status_code == 422
    assert desk.rule(case, "reopen", authorities_told="网信办周敏，电话 14:20").status_code == 303
    assert desk.fresh(case).state is State.REOPENED
    assert history.verify(desk.store) == []


def test_the_machine_and_people_are_shown_apart(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    desk.rule(case, "grade", severity="S3")
    page = desk.http.get(f"/cases/{case.id}").text
    row = re.search(r"<tr><th>等级</th>(.*?)</tr>", page, re.DOTALL)
    assert row
    cells = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row[1].split("</td>")[:2]]
    assert cells[0] == "S1"
    assert cells[1].startswith("S3 王芳")


def test_what_somebody_writes_as_a_date_or_a_case_cannot_break_the_page(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    for until in ("morgen", "2026-13-01", "9999999-01-01", "2026-1-1"):
        assert desk.rule(case, "suppress", until=until).status_code == 422
    answer = desk.rule(case, "link", other="ZW-20990101-0001")
    assert answer.status_code == 422
    assert "没有这个案号" in answer.text
    assert desk.rule(case, "grade", severity="S9").status_code == 422
    assert desk.fresh(case) == case
