"""The reports inbox: one row a host, official sites kept apart, personal numbers hidden, answers within two days."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.web.conftest import Desk
from tests.web.made import NOW, OFFICIAL, open_case
from zhenwang.domain.report import Report
from zhenwang.store import cases, history, inbox, reports

SECRET = "我叫张三，身份证 420106199001011234，电话 13812345678"


def told(desk: Desk, n: int, url: str, note: str = "", minutes: int = 0) -> Report:
    at = NOW + timedelta(minutes=minutes)
    report = Report(f"{n:032x}", at, (url,), "青柳市人民政府", "sms", note)
    reports.accept(desk.store, report, "", at)
    return report


@pytest.fixture
def clerk(desk: Desk) -> Desk:
    desk.enter("刘洋")
    return desk


def test_R1_a_thousand_reports_of_one_host_are_one_row(clerk: Desk) -> None:
    for n in range(300):
        told(clerk, n, "http://qingliu-gov.example.com/cx")
    page = clerk.http.get("/inbox").text
    assert page.count('data-open="/') == 1
    assert "<b>300</b>" in page


@pytest.mark.parametrize("before", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00%2B23:59", "2026", "x"])
def test_a_place_in_the_list_that_is_no_time_is_as_good_as_none(clerk: Desk, before: str) -> None:
    told(clerk, 1, "http://new.example/")
    answer = clerk.http.get(f"/inbox?before={before}")
    assert answer.status_code == 200
    assert "new" in answer.text


def test_each_row_says_what_came_of_it(clerk: Desk) -> None:
    case = open_case(clerk.store)
    for n, url in enumerate(
        ("http://qingliu-gov.example.com/", f"http://{OFFICIAL}/", "http://new.example/", "没有网址")
    ):
        told(clerk, n, url)
    page = clerk.http.get("/inbox").text
    for words in ("已有案件", case.id, "官方网站", "青柳市人民政府", ">新<", "读不出网址"):
        assert words in page


def test_the_reply_date_is_two_working_days_on_and_late_is_said(clerk: Desk) -> None:
    told(clerk, 1, "http://new.example/")  # Friday 2026-11-20 09:00 in Beijing
    page = clerk.http.get("/inbox").text
    assert "2026-11-24" in page
    friday = NOW.replace(year=2020)
    reports.accept(clerk.store, Report("b" * 32, friday, ("http://old.example/",)), "", friday)
    assert "已过期" in clerk.http.get("/inbox").text


def test_R10_a_genuine_site_is_never_a_case_however_many_report_it(clerk: Desk) -> None:
    for n in range(25):
        told(clerk, n, f"https://{OFFICIAL}/zwgk")
    page = clerk.http.get("/inbox").text
    assert "同一官方网站被举报 25 次" in page
    assert "alarm" in page
    detail = clerk.http.get(f"/inbox/host/{OFFICIAL}").text
    assert "举报不会使它成为案件" in detail
    assert history.verify(clerk.store) == []
    assert cases.of_host(clerk.store, OFFICIAL) is None


def test_R14_personal_numbers_are_hidden_until_somebody_says_why(clerk: Desk) -> None:
    report = told(clerk, 1, "http://new.example/?phone=13812345678", SECRET)
    for path in ("/inbox/host/new.example", f"/inbox/{report.reference}"):
        page = clerk.http.get(path).text
        assert "张三" in page
        assert "420106199001011234" not in page
        assert "13812345678" not in page
    assert clerk.post(f"/inbox/{report.reference}/whole", reason=" ").status_code == 422
    whole = clerk.post(f"/inbox/{report.reference}/whole", reason="核对来电人")
    assert "420106199001011234" in whole.text
    assert "new[.]example" in whole.text


def test_R13_the_receipt_is_the_reporters_and_shown_nowhere(clerk: Desk) -> None:
    report = told(clerk, 1, "http://new.example/")
    for path in ("/inbox", "/inbox/host/new.example", f"/inbox/{report.reference}"):
        assert report.receipt not in clerk.http.get(path).text
    assert clerk.http.get(f"/inbox/{report.receipt}").status_code == 404


def test_a_report_by_telephone_is_entered_once_and_known_by_its_channel(clerk: Desk) -> None:
    form = clerk.http.get("/inbox/new").text
    key = re.findall(r'name="key" value="([^"]+)"', form)[0]
    sent = {
        "text": "来电说收到短信 hxxp://new[.]example/cx 让查证书",
        "channel": "phone",
        "key": key,
        "claims": "青柳市政府",
    }
    for _ in range(2):
        answer = clerk.post("/inbox/new", **sent)
        assert (answer.status_code, answer.headers["location"]) == (303, "/inbox/host/new.example")
    (kept,) = inbox.of_host(clerk.store, "new.example")
    assert (kept.channel, kept.urls) == ("phone", ("http://new.example/cx",))
    assert "电话" in clerk.http.get("/inbox/host/new.example").text


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"text": "没有网址", "channel": "phone"}, "网址"), ({"text": "http://a.example/", "channel": "x"}, "怎样来的")],
)
def test_what_cannot_be_entered_is_shown_again_with_what_was_typed(
    clerk: Desk, sent: dict[str, str], said: str
) -> None:
    answer = clerk.post("/inbox/new", **sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert sent["text"] in answer.text


def test_answering_needs_words_and_covers_what_came_before(clerk: Desk) -> None:
    told(clerk, 1, "http://new.example/")
    assert clerk.post("/inbox/host/new.example/answered", reason=" ").status_code == 422
    assert clerk.post("/inbox/host/new.example/answered", reason="已电话告知").status_code == 303
    assert "已答复" in clerk.http.get("/inbox").text


@pytest.mark.parametrize("path", ["/inbox/host/none.example", "/inbox/0123456789abcdef", "/inbox/x", "/inbox/host/-"])
def test_what_nobody_reported_is_404(clerk: Desk, path: str) -> None:
    assert clerk.http.get(path).status_code == 404


@pytest.mark.parametrize("before", ["", "x", "2026-11-20", "2026-11-20T00:00:00", "9" * 500])
def test_a_hostile_page_mark_is_as_good_as_none(clerk: Desk, before: str) -> None:
    told(clerk, 1, "http://new.example/")
    assert "new[.]" in clerk.http.get("/inbox", params={"before": before}).text


def test_the_list_goes_on_page_by_page(clerk: Desk) -> None:
    for n in range(70):
        told(clerk, n, f"http://h{n}.example/", minutes=n)
    first = clerk.http.get("/inbox").text
    following = re.findall(r'href="(/inbox\?[^"]+)"', first)[-1].replace("&amp;", "&")
    second = clerk.http.get(following).text
    assert first.count('data-open="/') + second.count('data-open="/') == 70


def test_every_page_is_there_in_english(clerk: Desk) -> None:
    report = told(clerk, 1, "http://new.example/", SECRET)
    for path in ("/inbox", "/inbox/new", "/inbox/host/new.example", f"/inbox/{report.reference}"):
        answer = clerk.http.get(path, params={"lang": "en"})
        assert answer.status_code == 200
        assert "report" in answer.text.lower()
