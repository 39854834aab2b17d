from __future__ import annotations

import re

import pytest

from tests.web.conftest import Desk
from tests.web.made import OFFICIAL, a_score, open_case
from zhenwang.domain.access import Role
from zhenwang.domain.case import Case, State
from zhenwang.domain.finding import FindingKind
from zhenwang.store import findings, history, sponsor_checks

ANSWER = {"runs": "no", "commissioned": "no", "former": "no", "name": "周敏", "office": "市政府办"}


def asked(desk: Desk, name: str = "qingliu-gov.example.com") -> Case:
    case = open_case(desk.store, name, score=a_score(severity="S4"))
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence")
    assert desk.rule(case, "ask_sponsor", asked="市政府办，电话").status_code == 303
    return desk.fresh(case)


def link_of(desk: Desk, case: Case) -> str:
    shown = desk.post(f"/cases/{case.id}/sponsor-link")
    assert shown.status_code == 200
    return re.findall(r'value="http://127\.0\.0\.1(/sponsor/[\w-]{43})"', shown.text)[0]


def asked_link(desk: Desk) -> tuple[Case, str]:
    case = asked(desk)
    return case, link_of(desk, case)


def stranger(desk: Desk) -> None:
    desk.carry("")


def test_a_stranger_with_the_link_sees_one_site_and_nothing_of_the_console(desk: Desk) -> None:
    case, link = asked_link(desk)
    other = open_case(desk.store, "other-gov.example.net")
    stranger(desk)
    answer = desk.http.get(link)
    assert answer.status_code == 200
    for shown in ("青柳市人民政府门户网站", "qingliu-gov[.]example[.]com", "是否本单位开办", "www.qingliu.gov.cn"):
        assert shown in re.sub(r"</?(?:b|bdi)[^>]*>", "", answer.text), shown
    for hidden in ("<nav", "/queue", "/cases/", case.id, other.id, other.host, "+4.0", "http://qingliu", "假冒"):
        assert hidden not in answer.text, hidden
    picture = desk.http.get(f"{link}/pictures/1.png")
    assert picture.status_code == 200
    assert picture.content.startswith(b"\x89PNG")
    assert desk.http.get(f"{link}/pictures/9.png").status_code == 404
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "zhenwang" not in answer.headers.get("set-cookie", "")


def test_the_answer_is_recorded_once_with_who_gave_it(desk: Desk) -> None:
    case, link = asked_link(desk)
    on = re.findall(r'name="on" required value="([^"]+)"', desk.http.get(link).text)[0]
    stranger(desk)
    answer = desk.http.post(link, data=ANSWER | {"on": on, "note": "从未\x00开办"})
    assert answer.status_code == 200
    assert "非我单位" in answer.text
    assert desk.fresh(case).sponsor_answer == "not_ours"
    event = history.of(desk.store, case.id)[-1]
    assert (event.action, event.actor, event.after) == ("sponsor_answered", "周敏", State.SPONSOR_CHECK)
    again = desk.http.post(link, data=ANSWER | {"on": on, "runs": "yes"})
    assert again.status_code == 409
    assert "已经答复过了" in again.text
    assert desk.http.get(link).status_code == 409
    assert desk.http.get(f"{link}/pictures/1.png").status_code == 404
    assert desk.fresh(case).sponsor_answer == "not_ours"
    desk.enter("王芳")
    page = desk.http.get(f"/cases/{case.id}").text
    assert "答复：非我单位" in page
    assert "周敏，市政府办" in re.sub(r"<[^>]+>", "", page)


def test_what_is_missing_is_named_and_what_was_typed_stays(desk: Desk) -> None:
    case, link = asked_link(desk)
    stranger(desk)
    answer = desk.http.post(
        link, data=ANSWER | {"runs": "", "name": "\u200b", "on": "2001-01-01", "note": "<b>我写的</b>"}
    )
    assert answer.status_code == 422
    for told in ("是否本单位开办", "答复人姓名", "最近31天内", "&lt;b&gt;我写的"):
        assert told in answer.text
    assert 'value="no" checked' in answer.text
    assert desk.fresh(case).sponsor_answer == ""


def test_a_site_that_is_theirs_goes_to_the_findings_without_a_hard_word(desk: Desk) -> None:
    case, link = asked_link(desk)
    on = re.findall(r'name="on" required value="([^"]+)"', desk.http.get(link).text)[0]
    desk.http.post(link, data=ANSWER | {"on": on, "runs": "yes"})
    [kept] = findings.of_site(desk.store, OFFICIAL)
    assert kept.finding.kind is FindingKind.UNREPORTED_SITE
    page = desk.http.get(f"/cases/{case.id}").text
    assert re.search(r'data-action="official_issue" open', page)
    assert re.search(r'<p class="blocked"><b>[^<]+</b> 被冒用单位答复系其网站', page)
    said = {"limb": "a", "imitates": OFFICIAL, "quote": "青柳市人民政府", "mismatch": "x", "misleading": "x"}
    assert desk.rule(desk.fresh(case), "propose", **said).status_code == 409
    assert desk.rule(desk.fresh(case), "official_issue").status_code == 303
    shown = desk.http.get(f"/findings/{kept.id}").text
    assert "网站尚未报备" in shown
    assert "假冒" not in shown.split("<main")[1]


def test_a_new_link_ends_the_old_one_and_an_answer_by_phone_ends_both(desk: Desk) -> None:
    case, old = asked_link(desk)
    new = link_of(desk, case)
    assert desk.http.get(old).status_code == 410
    said = {"sponsor_answer": "not_ours", "answered_by": "周敏", "answered_via": "phone"}
    assert desk.rule(case, "sponsor_answered", **said).status_code == 303
    answer = desk.http.get(new)
    assert answer.status_code == 410
    assert "已停用" in answer.text
    assert [one.standing for one in sponsor_checks.of_case(desk.store, case.id, case.opened_at)] == ["cancelled"] * 2


@pytest.mark.parametrize(
    ("graded", "way", "told"),
    [
        ("S4", ("grade",), "机器评级为 S4，由人改评为 S1"),
        ("S4", ("ask_sponsor", "escalate"), "由王芳于"),
        ("S1", (), "S1 先行"),
    ],
)
def test_the_second_person_is_told_who_decided_that_the_body_need_not_be_heard(
    desk: Desk, graded: str, way: tuple[str, ...], told: str
) -> None:
    case = open_case(desk.store, score=a_score(severity=graded))
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence")
    said = {"grade": {"severity": "S1"}, "ask_sponsor": {"asked": "电话"}, "escalate": {"escalated_to": "省政府办"}}
    for action in way:
        assert desk.rule(case, action, **said[action]).status_code == 303
        case = desk.fresh(case)
    case = desk.step(case, "propose")
    desk.enter("李强", Role.REVIEWER)
    page = desk.http.get(f"/cases/{case.id}").text
    assert told in page.split('class="problem unheard"')[1].split("</p>")[0]


@pytest.mark.parametrize("name", ["zhenwang", "ＺＨＥＮ wang", "甄网"])
def test_nobody_answers_under_the_machines_name(desk: Desk, name: str) -> None:
    case, link = asked_link(desk)
    on = re.findall(r'name="on" required value="([^"]+)"', desk.http.get(link).text)[0]
    stranger(desk)
    assert desk.http.post(link, data=ANSWER | {"on": on, "name": name}).status_code == 422
    assert desk.fresh(case).sponsor_answer == ""


@pytest.mark.parametrize("token", ["x" * 43, "x", "%2e%2e", "é", "x" * 2_000])
def test_what_nobody_made_leads_nowhere(desk: Desk, token: str) -> None:
    stranger(desk)
    assert desk.http.get(f"/sponsor/{token}").status_code == 404
    assert desk.http.post(f"/sponsor/{token}", data=ANSWER).status_code == 404
    assert desk.http.get(f"/sponsor/{token}/pictures/1.png").status_code == 404


def test_guessing_is_slowed_down_and_the_right_link_still_opens(desk: Desk) -> None:
    _, link = asked_link(desk)
    stranger(desk)
    answers = [desk.http.get(f"/sponsor/{n:03d}{'y' * 40}") for n in range(60)]
    assert [answer.status_code for answer in answers[:20]] == [404] * 20
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert slowed
    assert int(slowed[-1].headers["Retry-After"]) >= 1
    assert desk.http.get(link).status_code == 200


def test_only_whoever_prepares_cases_makes_links_and_only_while_it_is_asked(desk: Desk) -> None:
    case = asked(desk)
    for role in (Role.REVIEWER, Role.OFFICER, Role.APPROVER, Role.AUDITOR):
        desk.enter(f"同事{role}", role)
        assert desk.post(f"/cases/{case.id}/sponsor-link").status_code == 403
    desk.enter("王芳")
    fresh = open_case(desk.store, "other-gov.example.net")
    assert desk.post(f"/cases/{fresh.id}/sponsor-link").status_code == 412
    assert sponsor_checks.of_case(desk.store, fresh.id, case.opened_at) == []


def test_another_region_has_neither_sheet_nor_link(desk: Desk) -> None:
    case = asked(desk)
    desk.enter("外地", Role.ANALYST, region="43")
    assert desk.http.get(f"/cases/{case.id}/sponsor").status_code == 404
    assert desk.post(f"/cases/{case.id}/sponsor-link").status_code == 404


def test_the_sheet_has_three_boxes_and_warns_of_the_suspects_number(desk: Desk) -> None:
    case = open_case(desk.store)
    for language in ("zh", "en"):
        page = desk.http.get(f"/cases/{case.id}/sponsor?lang={language}")
        assert page.status_code == 200
        assert page.text.count("□") == 9
    zh = desk.http.get(f"/cases/{case.id}/sponsor").text
    assert "名录中没有该单位的电话" in zh
    assert "切勿拨打可疑页面上留的电话" in zh
    assert "假冒" not in zh
