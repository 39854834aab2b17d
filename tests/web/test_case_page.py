from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

from tests.web.conftest import PROPOSAL, Desk
from tests.web.made import a_score, open_case, signals
from zhenwang.domain.case import Ruling, State
from zhenwang.domain.score import Band
from zhenwang.store import cases, history


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
    assert desk.post("/cases/ZW-1/decide", action="triage").status_code == 404


def test_two_people_take_a_case_to_the_handoff(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence", "propose")
    assert case.evidence
    assert case.evidence in desk.http.get(f"/cases/{case.id}").text
    assert desk.http.get(f"/cases/{case.id}/handoff.json").status_code == 409
    own = desk.http.get(f"/cases/{case.id}").text
    assert "您提出的研判，须由他人复核。" in own
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
        assert "必须由另一人复核" in answer.text
    assert desk.fresh(case).state is State.REVIEW


def test_W11_a_confirmation_binds_the_evidence_that_was_on_the_screen(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence", "propose")
    desk.enter("李强")
    answer = desk.rule(case, "confirm", seen_digest="e" * 64)
    assert answer.status_code == 409
    assert "证据不是您看到的那一份" in answer.text
    assert desk.fresh(case).state is State.REVIEW


def test_W12_whoever_is_late_sees_who_was_faster_and_loses_no_word(desk: Desk) -> None:
    case = desk_case = open_case(desk.store)
    now = datetime.now(UTC)
    cases.rule(desk.store, case.id, Ruling("triage", "李强", "先看", {}), now, case.version)
    desk.enter("王芳")
    answer = desk.rule(desk_case, "triage", reason="这是我写了很久的理由")
    assert answer.status_code == 409
    assert "李强 先一步处理了这件案子" in answer.text
    assert "这是我写了很久的理由" in answer.text
    assert "初筛" in answer.text
    assert len([event for event in history.of(desk.store, case.id) if event.action == "triage"]) == 1


def test_W12_fixing_evidence_twice_at_once_counts_once(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    seen = desk.step(case, "triage", "analyse")
    assert desk.rule(seen, "fix_evidence").status_code == 303
    assert desk.rule(seen, "fix_evidence").status_code == 409


def test_what_is_missing_is_named_and_what_was_typed_stays(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence")
    sent = PROPOSAL | {"without_sponsor": "", "limb": "zzz", "mismatch": "我改写的不符之处"}
    answer = desk.rule(case, "propose", **sent)
    assert answer.status_code == 422
    assert "第三十一条情形、未征询被冒用单位的理由" in answer.text
    assert "我改写的不符之处" in answer.text
    assert desk.rule(case, "propose", reason=" ", **PROPOSAL).status_code == 422
    assert "请写明理由" in desk.rule(case, "propose", reason=" ", **PROPOSAL).text
    for fact, value in (("imitates", "www.nowhere.gov.cn"), ("quote", "从未出现的话")):
        answer = desk.rule(case, "propose", **(PROPOSAL | {fact: value}))
        assert answer.status_code == 422
        assert f"没有“{value}”" in answer.text
    assert desk.fresh(case) == case


def test_nobody_rules_without_a_name(desk: Desk) -> None:
    case = open_case(desk.store)
    answer = desk.rule(case, "triage")
    assert answer.status_code == 422
    assert "请先登记姓名" in answer.text
    assert desk.fresh(case) == case


def test_a_step_that_the_table_does_not_hold_is_neither_shown_nor_taken(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    assert 'value="confirm"' not in desk.http.get(f"/cases/{case.id}").text
    for action in ("confirm", "hand_off", "zzz", "", "<b>"):
        assert desk.rule(case, action).status_code == 409
    assert desk.rule(case, "triage", version="zzz").status_code == 409
    assert desk.fresh(case) == case


def test_what_the_score_holds_back_cannot_be_proposed(desk: Desk) -> None:
    case = open_case(desk.store, score=a_score(Band.REVIEW, 0.9, "只有名称或外观相似。"))
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence")
    assert "目前不能提请认定：只有名称或外观相似。" in desk.http.get(f"/cases/{case.id}").text
    assert desk.rule(case, "propose", **PROPOSAL).status_code == 409


def test_a_sponsors_answer_reaches_the_letter_in_words(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence")
    desk.rule(case, "ask_sponsor", asked="青柳市政府办，电话，9时")
    case = desk.fresh(case)
    assert "非我单位" in desk.http.get(f"/cases/{case.id}").text
    proposal = PROPOSAL | {"sponsor_answer": "not_ours"}
    assert desk.rule(case, "propose", **proposal).status_code == 303
    assert history.of(desk.store, case.id)[-1].facts["sponsor_answer"] == "非我单位"


def test_every_state_has_a_page_in_both_languages(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    facts = PROPOSAL | {
        "asked": "x", "sponsor_answer": "not_ours", "authority": "网信办", "vantage_points": "电信、联通",
        "outcome": "停止解析", "exclusion": "media", "referred_to": "省外",
    }  # fmt: skip
    steps = ("triage", "analyse", "fix_evidence", "ask_sponsor", "propose", "confirm", "coordinate", "hand_off",
             "down", "report", "close", "reopen", "analyse", "watch")  # fmt: skip
    for step in steps:
        if step == "confirm":
            desk.enter("李强")
        assert desk.rule(case, step, **facts).status_code == 303, step
        case = desk.fresh(case)
        for language in ("zh", "en"):
            assert desk.http.get(f"/cases/{case.id}?lang={language}").status_code == 200, step


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
    assert page.index('id="proposal"') < page.index('data-action="confirm"') < page.index('data-action="return"')


def test_the_address_of_a_ruling_leads_back_to_its_case(desk: Desk) -> None:
    answer = desk.http.get("/cases/ZW-20261120-0001/decide")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/cases/ZW-20261120-0001")
    assert desk.http.get("/cases/%2F%2Fevil.example/decide").headers.get("Location", "/").startswith("/")
