"""From a report to a closed case, by two people in two browsers with nothing but keys, in Chinese and in English.

The real intake, the real line over the recorded day's answers, and the real console.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI

from tests.web.browsing import CHROMIUM, HEIGHT, WIDTH, Keyboard, browser, served, store_of, watch
from tests.web.people_made import PASSWORD, QUICK, with_password
from zhenwang import line, runtime
from zhenwang.domain.access import Grant, Role
from zhenwang.domain.case import Case, State
from zhenwang.line import Stations
from zhenwang.report_sources import Inbox
from zhenwang.settings import Settings
from zhenwang.store import cases, history
from zhenwang.web import console, intake

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser's part is not proven here"),
]
HOSTS = {"zh": "scjg-hubei.example", "en": "ybj-butie.example"}


@dataclass(frozen=True)
class Office:
    """Both doors of the house, the line behind them, and a browser."""

    stations: Stations
    app: FastAPI
    home: str
    public: str
    browser: Any

    def sit_down(self, login: str, language: str) -> Keyboard:
        """Sign in with the keyboard, in the language that is wanted."""
        context = self.browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        seen = watch(context, self.home)
        keys = Keyboard(seen.page, self.home)
        seen.page.goto(f"{self.home}/enter", wait_until="load")
        if language == "en":
            keys.tab_to(back=True, form="/language")
            with seen.page.expect_navigation(wait_until="load"):
                keys.press("Enter")
        keys.write(login)
        keys.press("Tab")
        keys.write(PASSWORD)
        with seen.page.expect_navigation(wait_until="load"):
            keys.press("Enter")
        assert seen.page.url == f"{self.home}/", seen.page.url
        return keys

    def take_up_reports(self) -> None:
        """What the daily run does with the inbox."""
        inbox, now = Inbox(self.stations.store), runtime.now()
        line.discover(self.stations, inbox, runtime.RECORDED_DAY, now)
        list(line.work_batch(self.stations, runtime.RECORDED_DAY, "story", 10, lambda: now))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    settings = Settings(var=tmp_path_factory.mktemp("story"), plan="recorded", database_url="")
    app = console.create_app(settings, QUICK)
    with runtime.stations(settings) as stations, served(app) as home, served(intake.create_app(settings)) as public:
        everywhere = (Role.CLERK, Role.ANALYST, Role.REVIEWER, Role.OFFICER)
        with_password(stations.store, "wangfang", "王芳", *map(Grant, everywhere))
        with_password(stations.store, "liqiang", "李强", Grant(Role.REVIEWER), Grant(Role.APPROVER))
        with browser() as opened:
            yield Office(stations, app, home, public, opened)


def report(office: Office, host: str, language: str) -> str:
    """Somebody tells the office of a site; returns the receipt."""
    page = office.browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}).new_page()
    keys = Keyboard(page, office.public)
    page.goto(f"{office.public}/?lang={language}", wait_until="load")
    keys.tab_to(name="text")
    keys.fill_in(text=f"短信里的网址 hxxps://{host}/ 让我登记，电话 13812345678", claims="湖北省政府", reached_by="sms")
    assert "/receipt/" in page.url
    return str(page.url.split("/receipt/")[1][:32])


def decide(keys: Keyboard, key: str, leads_to: State, **fields: str) -> None:
    """Take a step of the case: its key, its fields, its button."""
    keys.press(key)
    told = keys.page.locator(".blocked, .problem").all_inner_texts()
    assert keys.focused()["form"], (key, told, keys.page.locator(".way summary").all_inner_texts())
    keys.fill_in(**{"reason": "看过页面，理由如上。"} | fields)
    tag = keys.page.locator(f".tag.{leads_to.value}")
    refused = keys.page.locator(".problem[role=alert]").all_inner_texts()
    assert tag.count(), refused
    assert not refused


def open_row(keys: Keyboard, host: str) -> None:
    """Go down the inbox to the host and open it: whoever waits longest stands above it."""
    for _ in range(keys.page.locator("[data-row]").count()):
        keys.press("j")
        if host.replace(".", "[.]") in str(keys.focused()["text"]):
            break
    keys.go("Enter", to=f"/inbox/host/{host}")


def fresh(office: Office, host: str) -> Case:
    case = cases.of_host(store_of(office.app), host)
    assert case
    return case


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_becomes_a_closed_case_by_two_people_with_keys_alone(office: Office, language: str) -> None:
    host = HOSTS[language]
    report(office, host, language)
    analyst = office.sit_down("wangfang", language)
    analyst.go("g", "i", to="/inbox")
    open_row(analyst, host)
    assert "13812345678" not in analyst.page.content()
    office.take_up_reports()
    case = fresh(office, host)

    analyst.page.reload(wait_until="load")
    analyst.go("o", to=f"/cases/{case.id}")
    decide(analyst, "a", State.ANALYSIS)
    decide(analyst, "e", State.EVIDENCE_FIXED)
    decide(analyst, "s", State.SPONSOR_CHECK, asked="按名录电话致电办公室")
    decide(analyst, "b", State.SPONSOR_CHECK, sponsor_answer="not_ours", answered_by="张主任", answered_via="phone")
    claim = {"limb": "a", "mismatch": "域名不在其名录中", "misleading": "以其名义收取证件和费用"}
    decide(analyst, "p", State.REVIEW, **claim)

    # The analyst is a reviewer too, and still nobody confirms what they prepared themselves.
    assert analyst.page.locator('.way[data-action="confirm"]').count() == 0
    refused = analyst.page.locator(".blocked").all_inner_texts()
    assert any("王芳" in text for text in refused), refused
    analyst.press("y")
    assert fresh(office, host).state is State.REVIEW

    reviewer = office.sit_down("liqiang", language)
    reviewer.go("g", "q", to="/queue")
    reviewer.go("j", "Enter", to=f"/cases/{case.id}")
    decide(reviewer, "y", State.CONFIRMED)

    analyst.page.reload(wait_until="load")
    decide(analyst, "t", State.COORDINATION)
    reviewer.page.reload(wait_until="load")
    decide(reviewer, "s", State.COORDINATION)
    analyst.page.reload(wait_until="load")
    decide(analyst, "h", State.HANDED_OFF, authority="lead")
    assert fresh(office, host).handoffs == {"lead": "sent"}
    decide(analyst, "f", State.HANDED_OFF, step="acted")
    assert fresh(office, host).handoffs == {"lead": "acted"}
    decide(analyst, "b", State.DOWN, vantage_one="省政务外网", vantage_two="电信宽带")
    decide(analyst, "r", State.REPORTED)
    decide(analyst, "x", State.CLOSED, outcome="网信办已停止接入，两处均打不开。")

    done = [event.action for event in history.of(store_of(office.app), case.id)]
    assert done[-1] == "close"
    assert history.verify(store_of(office.app)) == []
    by = {event.action: event.actor for event in history.of(store_of(office.app), case.id)}
    assert (by["propose"], by["confirm"], by["sign"], by["close"]) == ("王芳", "李强", "李强", "王芳")
