"""Two people with keys alone, and a reporter with a receipt: a reply is read by nobody before it is approved."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI

from tests.web.browsing import CHROMIUM, HEIGHT, WIDTH, Keyboard, browser, served, sit, store_of, watch
from tests.web.people_made import QUICK
from tests.web.registry_made import write_seeds
from zhenwang import runtime
from zhenwang.domain.access import Role
from zhenwang.domain.report import Report
from zhenwang.settings import Settings, find_seeds
from zhenwang.store import inbox, replies, reports
from zhenwang.web import console, intake
from zhenwang.web.rendering import LANGUAGE_COOKIE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser's part is not proven here"),
]
WORDS = {
    "zh": "这个网站已确认是假冒，请勿付款；已付款的请拨打110。",
    "en": "This is a counterfeit. If you paid, call 110.",
}
BUTTON = {"zh": ("提交审核", "退回"), "en": ("Send to review", "Return it")}


@dataclass
class Office:
    app: FastAPI
    home: str
    public: str
    browser: Any

    def sit_down(self, name: str, role: Role, language: str) -> Keyboard:
        context = self.browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": self.home}])
        sit(context, self.app, self.home, name, role)
        seen = watch(context, self.home)
        seen.page.goto(f"{self.home}/", wait_until="load")
        return Keyboard(seen.page, self.home)

    def receipt(self, number: str, language: str) -> str:
        """What the reporter reads."""
        context = self.browser.new_context(viewport={"width": 360, "height": 740})
        page = context.new_page()
        page.goto(f"{self.public}/receipt/{number}?lang={language}", wait_until="load")
        text = str(page.locator("main").inner_text())
        context.close()
        return text


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, empty_store) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("replies")
    (folder / "var").mkdir()
    (folder / "var" / "zhenwang.db").write_bytes(empty_store.read_bytes())
    (folder / "seeds").mkdir()
    write_seeds(folder / "seeds")
    for name in ("clocks.csv", "workday_overrides.csv"):
        shutil.copy(find_seeds() / name, folder / "seeds")
    settings = Settings(var=folder / "var", seeds=folder / "seeds", plan="files", database_url="")
    app = console.create_app(settings, QUICK)
    with served(app) as home, served(intake.create_app(settings)) as public, browser() as opened:
        yield Office(app, home, public, opened)


def propose(clerk: Keyboard, host: str, language: str, text: str) -> None:
    clerk.press("a", "Control+a")
    clerk.write(text)
    clerk.page.locator("#preview", has_text=text).wait_for()
    clerk.tab_to(tag="BUTTON", text=BUTTON[language][0])
    clerk.go("Enter", to=f"/inbox/host/{host}?done=proposed")


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.soak)])
def test_a_reply_is_proposed_returned_and_given_by_two_people_with_keys_alone(office: Office, language: str) -> None:
    host, number = f"gov-cn-{language}.example", f"{language.encode().hex():0>32}"
    store = store_of(office.app)
    reports.accept(store, Report(number, runtime.now(), (f"http://{host}/cx",), "青柳市"), "", runtime.now())

    clerk = office.sit_down("刘洋", Role.CLERK, language)
    clerk.go("g", "i", to="/inbox")
    clerk.go("j", "Enter", to=f"/inbox/host/{host}")
    propose(clerk, host, language, "太短")
    assert "太短" not in office.receipt(number, language)

    reviewer = office.sit_down("李强", Role.REVIEWER, language)
    reviewer.go("g", "i", to="/inbox")
    reviewer.go("2", to="/inbox?tab=review")
    reviewer.go("j", "Enter", to=f"/inbox/host/{host}")
    reviewer.press("r")
    reviewer.write("请写明去哪里报警")
    reviewer.tab_to(tag="BUTTON", text=BUTTON[language][1])
    reviewer.go("Enter", to=f"/inbox/host/{host}?done=returned")

    clerk.page.goto(f"{office.home}/inbox/host/{host}", wait_until="load")
    assert "请写明去哪里报警" in clerk.page.locator(".thread").inner_text()
    propose(clerk, host, language, WORDS[language])
    clerk.press("y")  # nobody approves their own
    assert replies.published(store, host) is None
    assert WORDS[language] not in office.receipt(number, language)

    reviewer.page.goto(f"{office.home}/inbox/host/{host}", wait_until="load")
    reviewer.go("y", to=f"/inbox/host/{host}?done=approved")
    told = office.receipt(number, language)
    assert WORDS[language] in told
    assert "太短" not in told
    assert "李强" not in told + office.receipt(number, "en")
    group = inbox.group_of(store, host)
    assert group is not None
    assert group.waiting == 0


def test_entering_by_keys_shows_the_sites_while_they_are_typed(office: Office) -> None:
    clerk = office.sit_down("刘洋", Role.CLERK, "zh")
    clerk.go("g", "i", to="/inbox")
    clerk.go("n", to="/inbox/new")
    clerk.write("来电反映 hxxp://typed[.]example/cx 和 https://www.qingliu.gov.cn/zwgk")
    found = clerk.page.locator("#found")
    found.locator(".of-report").nth(1).wait_for()
    shown = found.inner_text()
    for words in ("typed[.]example", "新", "官方网站", "提出意见期限"):
        assert words in shown
    assert inbox.group_of(store_of(office.app), "typed.example") is None
    clerk.press("Escape")
    clerk.tab_to(tag="BUTTON", text="登记")
    clerk.go("Enter", to="/inbox/host/typed.example")
    assert "电话 1" in clerk.page.locator(".report-head").inner_text()


def test_the_preview_of_what_is_not_public_is_the_neutral_sentence(office: Office) -> None:
    now = runtime.now()
    reports.accept(store_of(office.app), Report("7" * 32, now, ("http://quiet.example/",)), "", now)
    clerk = office.sit_down("刘洋", Role.CLERK, "zh")
    clerk.page.goto(f"{office.home}/inbox/host/quiet.example", wait_until="load")
    assert not clerk.page.locator(".why-not").is_visible()
    clerk.press("a")
    clerk.press("Tab", "ArrowRight")
    clerk.page.locator("#preview", has_text="您的举报已经办理").wait_for()
    assert clerk.page.locator(".why-not").is_visible()
