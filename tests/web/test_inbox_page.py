"""The reports inbox: one row a host, official sites kept apart, personal numbers hidden, answers within two days."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta

import pytest

from tests.web.conftest import Desk
from tests.web.made import NOW, OFFICIAL, open_case
from zhenwang.domain.report import Report
from zhenwang.settings import Settings, find_seeds
from zhenwang.store import cases, history, reports

SECRET = "我叫张三，身份证 420106199001011234，电话 13812345678"


def told(desk: Desk, n: int, url: str, note: str = "", minutes: int = 0) -> Report:
    at = NOW + timedelta(minutes=minutes)
    report = Report(f"{n:032x}", at, (url,), "青柳市人民政府", "sms", note)
    reports.accept(desk.store, report, "", at)
    return report


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With the clocks that replies are due by."""
    for name in ("clocks.csv", "workday_overrides.csv"):
        shutil.copy(find_seeds() / name, settings.seeds)
    return settings


@pytest.fixture
def clerk(desk: Desk) -> Desk:
    desk.enter("刘洋")
    return desk


def test_R1_a_thousand_reports_of_one_host_are_one_row(clerk: Desk) -> None:
    for n in range(300):
        told(clerk, n, "http://qingliu-gov.example.com/cx")
    page = clerk.http.get("/inbox").text
    assert page.count('data-open="/inbox') == 1
    assert "<b>300</b>" in page


@pytest.mark.parametrize("before", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00%2B23:59", "2026", "x"])
def test_a_place_in_the_list_that_is_no_time_is_as_good_as_none(clerk: Desk, before: str) -> None:
    told(clerk, 1, "http://new.example/")
    answer = clerk.http.get(f"/inbox?tab=all&after={before}%20x")
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
    assert "同一官方网站有 25 次举报未答复" in page
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


@pytest.mark.parametrize("path", ["/inbox/host/none.example", "/inbox/0123456789abcdef", "/inbox/x", "/inbox/host/-"])
def test_what_nobody_reported_is_404(clerk: Desk, path: str) -> None:
    assert clerk.http.get(path).status_code == 404


@pytest.mark.parametrize("before", ["", "x", "2026-11-20", "2026-11-20T00:00:00", "9" * 500])
def test_a_hostile_page_mark_is_as_good_as_none(clerk: Desk, before: str) -> None:
    told(clerk, 1, "http://new.example/")
    assert "new[.]" in clerk.http.get("/inbox", params={"after": before}).text


def test_the_list_goes_on_page_by_page(clerk: Desk) -> None:
    for n in range(70):
        told(clerk, n, f"http://h{n}.example/", minutes=n)
    for tab in ("all", "answer"):
        first = clerk.http.get(f"/inbox?tab={tab}").text
        following = re.findall(r'href="(/inbox\?[^"]+after[^"]+)"', first)[-1].replace("&amp;", "&")
        second = clerk.http.get(following).text
        assert first.count('data-open="/') + second.count('data-open="/') == 70


def test_tabs_say_how_many_and_narrow_the_list(clerk: Desk) -> None:
    told(clerk, 1, "http://new.example/")
    told(clerk, 2, "http://old.example/", minutes=-60 * 24 * 30)
    for n in range(25):
        told(clerk, 100 + n, f"https://{OFFICIAL}/")
    page = clerk.http.get("/inbox").text
    counted = dict(re.findall(r'/inbox\?tab=(\w+)"[^>]*>[^<]*<span class="n">(\d+)', page))
    assert counted == {"answer": "3", "review": "0", "late": "1", "alarm": "1", "all": "3"}
    assert clerk.http.get("/inbox?tab=late").text.count('data-open="/') == 1
    assert "old[.]" in clerk.http.get("/inbox?tab=late").text
    assert OFFICIAL in clerk.http.get("/inbox?tab=alarm").text
    assert "等得最久的在前" in page
    assert "最近举报的在前" in clerk.http.get("/inbox?tab=all").text
    assert "举报最多的在前" in clerk.http.get("/inbox?tab=alarm").text
    assert "没有等待审核" in clerk.http.get("/inbox?tab=review").text
    for unknown in ("", "x", "ALL", "<script>"):
        assert clerk.http.get("/inbox", params={"tab": unknown}).status_code == 200


def test_htmx_gets_the_rows_alone(clerk: Desk) -> None:
    told(clerk, 1, "http://new.example/")
    part = clerk.http.get("/inbox?text=new", headers={"HX-Request": "true"}).text
    assert "new[.]" in part
    assert "<html" not in part


def test_a_row_says_how_the_reports_came_and_who_proposed(clerk: Desk) -> None:
    told(clerk, 1, "http://new.example/")
    by_phone = Report("e" * 32, NOW, ("http://new.example/",), channel="phone")
    reports.accept(clerk.store, by_phone, "", NOW)
    clerk.post("/inbox/host/new.example/reply", words="正在核查，请勿付款。")
    page = clerk.http.get("/inbox?tab=review").text
    for words in ("网上举报 1", "电话 1", "已提出意见"):
        assert words in page


def test_today_leads_to_the_alarm_and_to_what_waits(clerk: Desk) -> None:
    for n in range(20):
        told(clerk, n, f"https://{OFFICIAL}/")
    page = clerk.http.get("/").text
    assert "1 个官方网站被集中举报" in page
    assert "/inbox?tab=answer" in page
    clerk.post(f"/inbox/host/{OFFICIAL}/reply", words="这是官方网站，可以放心使用。")
    assert "份答复意见待审核" in clerk.http.get("/").text


def test_every_page_is_there_in_english(clerk: Desk) -> None:
    report = told(clerk, 1, "http://new.example/", SECRET)
    for path in ("/inbox", "/inbox/new", "/inbox/host/new.example", f"/inbox/{report.reference}"):
        answer = clerk.http.get(path, params={"lang": "en"})
        assert answer.status_code == 200
        assert "report" in answer.text.lower()
