"""The page of a reported host: a reply is proposed by one, reviewed by another, and read by reporters after that."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import Desk
from tests.web.made import NOW, OFFICIAL, open_case
from zhenwang.domain.access import Role
from zhenwang.domain.report import Report
from zhenwang.store import replies, reports
from zhenwang.web.reply_words import told_of
from zhenwang.web.words import words

HOST = "new.example"
PATH = f"/inbox/host/{HOST}"
WORDS = "我们正在核查 http://new.example/ ，请勿付款。"


@pytest.fixture
def clerk(anonymous: Desk) -> Desk:
    reports.accept(anonymous.store, Report("a" * 32, NOW, (f"http://{HOST}/cx",), "青柳市", "sms"), "", NOW)
    anonymous.enter("刘洋", Role.CLERK)
    return anonymous


def reviewer(desk: Desk, region: str = "", name: str = "李强") -> Desk:
    desk.http.cookies.clear()
    desk.enter(name, Role.REVIEWER, region=region)
    return desk


def number(desk: Desk) -> str:
    return re.findall(r'name="number" value="(\d+)"', desk.http.get(PATH).text)[0]


def test_a_reply_is_proposed_returned_proposed_anew_and_approved(clerk: Desk) -> None:
    sent = clerk.post(f"{PATH}/reply", words=WORDS)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{PATH}?done=proposed")
    assert "须由另一人审核" in clerk.http.get(PATH).text
    desk = reviewer(clerk)
    shown = desk.http.get(PATH).text
    assert "new[.]example" in shown.split("举报人将看到")[1]
    empty = desk.post(f"{PATH}/review", number=number(desk), ruling="return", reason=" ")
    assert (empty.status_code, "请写明理由" in empty.text) == (422, True)
    assert desk.post(f"{PATH}/review", number=number(desk), ruling="return", reason="写明去哪里报警").status_code == 303
    clerk.http.cookies.clear()
    clerk.enter("刘洋", Role.CLERK)
    assert "写明去哪里报警" in clerk.http.get(PATH).text
    assert clerk.post(f"{PATH}/reply", words="请勿付款，已付款请拨打110。").status_code == 303
    desk = reviewer(clerk)
    assert desk.post(f"{PATH}/review", number=number(desk), ruling="approve").status_code == 303
    page = desk.http.get(f"{PATH}?done=approved").text
    assert "举报人现在看到的答复" in page
    assert "都已答复" in page
    published = replies.published(desk.store, HOST)
    assert published is not None
    assert told_of(words("zh"), published) == "请勿付款，已付款请拨打110。"


def test_nobody_reviews_their_own_reply_and_no_region_reviews(clerk: Desk) -> None:
    clerk.post(f"{PATH}/reply", words=WORDS)
    held = replies.thread(clerk.store, HOST)[0].number
    assert clerk.post(f"{PATH}/review", number=str(held), ruling="approve").status_code == 403
    own = reviewer(clerk, name="刘洋")
    assert f'action="{PATH}/review"' not in own.http.get(PATH).text
    answer = own.post(f"{PATH}/review", number=str(held), ruling="approve")
    assert (answer.status_code, "提出人不能审核自己的意见" in answer.text) == (422, True)
    city = reviewer(clerk, region="420100", name="市里")
    assert f'action="{PATH}/review"' not in city.http.get(PATH).text
    assert city.post(f"{PATH}/review", number=str(held), ruling="approve").status_code == 403
    assert replies.published(clerk.store, HOST) is None


def test_a_stale_tab_rules_on_nothing(clerk: Desk) -> None:
    clerk.post(f"{PATH}/reply", words=WORDS)
    assert clerk.post(f"{PATH}/reply", words="又一份").status_code == 409
    desk = reviewer(clerk)
    for old in ("0", "99", "x", "", "9" * 20, "１"):
        assert desk.post(f"{PATH}/review", number=old, ruling="approve").status_code == 409
    assert desk.post(f"{PATH}/review", number=number(desk), ruling="approve").status_code == 303
    assert desk.post(f"{PATH}/review", number="1", ruling="approve").status_code == 409


def test_a_reply_that_is_not_public_needs_a_reason_and_shows_one_neutral_sentence(clerk: Desk) -> None:
    refused = clerk.post(f"{PATH}/reply", words="反映人记错了网址。", public="no")
    assert refused.status_code == 422
    assert "反映人记错了网址。" in refused.text
    assert clerk.post(f"{PATH}/reply", words="反映人记错了网址。", public="no", reason="不属实").status_code == 303
    desk = reviewer(clerk)
    will_read = desk.http.get(PATH).text.split("举报人将看到")[1].split("</blockquote>")[0]
    assert "您的举报已经办理" in will_read
    assert "记错" not in will_read
    desk.post(f"{PATH}/review", number=number(desk), ruling="approve")
    published = replies.published(desk.store, HOST)
    assert published is not None
    assert "记错" not in told_of(words("zh"), published)


def test_the_preview_is_what_the_public_reads_and_keeps_nothing(clerk: Desk) -> None:
    part = clerk.http.post(
        f"{PATH}/preview", data={"token": clerk.token(), "words": WORDS, "public": "yes"},
        headers={"HX-Request": "true"},
    ).text  # fmt: skip
    assert "new[.]example" in part
    assert "<html" not in part
    whole = clerk.post(f"{PATH}/preview", words="没有脚本的浏览器", public="no").text
    assert "您的举报已经办理" in whole
    assert "没有脚本的浏览器" in whole
    assert replies.thread(clerk.store, HOST) == ()


@pytest.mark.parametrize("words_", ["", "  \n ", "字" * 1001])
def test_a_reply_needs_words_that_somebody_reads(clerk: Desk, words_: str) -> None:
    answer = clerk.post(f"{PATH}/reply", words=words_)
    assert answer.status_code == 422
    assert replies.thread(clerk.store, HOST) == ()


def test_W1_a_hostile_reply_is_text_for_colleagues_and_reporters(clerk: Desk) -> None:
    clerk.post(f"{PATH}/reply", words="<script>x</script> http://new.example/a \u202etxt")
    page = reviewer(clerk).http.get(PATH).text
    assert "<script>x" not in page
    assert "\u202e" not in page
    assert 'href="http' not in page


def test_the_draft_says_what_is_known_and_nothing_of_a_case_that_is_not_confirmed(clerk: Desk) -> None:
    case = open_case(clerk.store)
    reports.accept(clerk.store, Report("b" * 32, NOW, (f"http://{case.host}/",)), "", NOW)
    reports.accept(clerk.store, Report("c" * 32, NOW, (f"http://{OFFICIAL}/",)), "", NOW)
    draft = clerk.http.get(f"/inbox/host/{case.host}").text.split("<textarea")[1].split("</textarea>")[0]
    assert "在核查" in draft
    assert "假冒" not in draft
    official = clerk.http.get(f"/inbox/host/{OFFICIAL}").text.split("<textarea")[1]
    assert "是官方网站" in official
    assert "转告" not in official  # nobody has told the body yet


def test_a_returned_reply_stands_in_the_form_again_with_why_it_is_not_public(clerk: Desk) -> None:
    clerk.post(f"{PATH}/reply", words="查无此事。", public="no", reason="涉及他人")
    desk = reviewer(clerk)
    desk.post(f"{PATH}/review", number=number(desk), ruling="return", reason="再查")
    clerk.http.cookies.clear()
    clerk.enter("刘洋", Role.CLERK)
    form = clerk.http.get(PATH).text.split('class="stacked proposing"')[1].split("</form>")[0]
    assert ">查无此事。</textarea>" in form
    assert 'value="no" checked' in form
    assert 'value="涉及他人"' in form


def test_what_is_answered_is_not_said_to_lack_a_proposal(clerk: Desk) -> None:
    clerk.post(f"{PATH}/reply", words=WORDS)
    desk = reviewer(clerk)
    desk.post(f"{PATH}/review", number=number(desk), ruling="approve")
    page = desk.http.get(PATH).text
    assert "都已答复" in page
    assert "还没有人提出答复意见" not in page


def test_who_reads_only_is_shown_no_form(clerk: Desk) -> None:
    clerk.http.cookies.clear()
    clerk.enter("审计员", Role.AUDITOR)
    page = clerk.http.get(PATH).text
    assert "还没有人提出答复意见" in page
    assert "<textarea" not in page
    assert clerk.post(f"{PATH}/reply", words="x").status_code == 403


def test_a_case_of_another_region_has_no_page(clerk: Desk) -> None:
    case = open_case(clerk.store, "far.example")
    reports.accept(clerk.store, Report("d" * 32, NOW, ("http://far.example/",)), "", NOW)
    assert clerk.http.get(f"/inbox/host/{case.host}").status_code == 200
    clerk.http.cookies.clear()
    clerk.enter("外地", Role.CLERK, region="440000")
    for path in ("", "/reply", "/preview"):
        answer = (
            clerk.http.get(f"/inbox/host/far.example{path}")
            if not path
            else clerk.post(f"/inbox/host/far.example{path}", words="x")
        )
        assert answer.status_code == 404


def test_reports_without_an_address_are_answered_together_and_it_is_said(clerk: Desk) -> None:
    reports.accept(clerk.store, Report("e" * 32, NOW, ("来电说有假网站",)), "", NOW)
    assert "彼此可能无关" in clerk.http.get("/inbox/host/-").text
    sent = clerk.post("/inbox/host/-/reply", words="请补充网址。")
    assert sent.headers["location"] == "/inbox/host/-?done=proposed"


def test_every_stage_is_there_in_english(clerk: Desk) -> None:
    assert "Send to review" in clerk.http.get(f"{PATH}?lang=en").text
    clerk.post(f"{PATH}/reply", words=WORDS)
    desk = reviewer(clerk)
    assert "Approve and reply" in desk.http.get(f"{PATH}?lang=en").text
