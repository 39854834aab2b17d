"""A real browser at the console: nothing hostile runs, nothing leaves, and the keys and forms work."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import uvicorn

from tests.web.hostile import SENT, hostile_case, hostile_report
from tests.web.made import NOW, open_case
from tests.web.registry_made import a_finding, added, hostile_site, keep, revise, write_seeds
from zhenwang.domain.candidate import Malformed
from zhenwang.settings import Settings
from zhenwang.store import cases, quarantine
from zhenwang.store.opening import Store
from zhenwang.web.console import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser's part is not proven here"),
]


@pytest.fixture
def served(settings: Settings) -> Iterator[tuple[str, Store]]:
    app = create_app(settings)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}", app.state.house.store
    server.should_exit = True
    thread.join(10)


@dataclass
class Watched:
    """A page, with everything it should not do: scripts that ran, requests elsewhere, broken policies."""

    page: object
    home: str
    ran: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def watched(served: tuple[str, Store]) -> Iterator[Watched]:
    from playwright.sync_api import sync_playwright

    home, _ = served
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        page = context.new_page()
        seen = Watched(page, home)
        context.expose_function("__x", lambda what: seen.ran.append(str(what)))
        page.on("dialog", lambda dialog: (seen.ran.append(dialog.message), dialog.dismiss()))
        context.on("request", lambda r: None if r.url.startswith((home, "data:")) else seen.left.append(r.url))
        page.on("console", lambda m: seen.complaints.append(m.text) if "Content Security Policy" in m.text else None)
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        yield seen
        browser.close()


def test_W1_nothing_hostile_runs_and_no_request_leaves(served: tuple[str, Store], watched: Watched) -> None:
    home, store = served
    case = hostile_case(store)
    hostile_report(store, case)
    quarantine.keep(store, Malformed("ct", SENT, SENT, SENT.encode(), ("evil.example",)), NOW)
    revise(store, added(hostile_site()), who=SENT, why=SENT, source=SENT)
    keep(store, a_finding("evil.example", SENT, SENT))
    page = watched.page
    page.goto(f"{home}/enter")
    page.fill("input[name=name]", "<script>__x(9)</script>王芳")
    page.click("button.primary")
    registry = ("/registry", "/registry?q=%3Cscript%3E__x(3)%3C/script%3E", "/registry/evil.example", "/conflicts")
    for path in ("/", f"/cases/{case.id}", "/quarantine", "/runs", *registry, "/findings", "/findings/1"):
        page.goto(home + path, wait_until="networkidle")
        page.mouse.move(600, 400)
        page.keyboard.press("Tab")
    page.goto(f"{home}/cases/{case.id}")
    page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
    page.locator("textarea[name=reason]").first.fill(SENT)
    page.locator("form[action$=decide] button").first.click()
    page.wait_for_load_state("networkidle")
    assert cases.get(store, case.id).state.value == "triage"
    assert watched.ran == []
    assert watched.left == []
    assert watched.complaints == []


def test_W3_no_link_of_the_suspect_can_be_followed(served: tuple[str, Store], watched: Watched) -> None:
    home, store = served
    case = hostile_case(store)
    watched.page.goto(f"{home}/cases/{case.id}", wait_until="networkidle")
    resolve = (
        "all => all.flatMap(e => ['href', 'src', 'action'].map(n => e.getAttribute(n)).filter(Boolean))"
        ".map(target => new URL(target, document.baseURI).href)"
    )
    targets = watched.page.eval_on_selector_all("[href],[src],[action]", resolve)
    assert targets
    assert all(str(target).startswith(home + "/") for target in targets), targets


def test_keys_move_open_exclude_and_go_back(served: tuple[str, Store], watched: Watched) -> None:
    home, store = served
    first, second = open_case(store, "a.example.com"), open_case(store, "b.example.com")
    page = watched.page
    page.goto(f"{home}/enter")
    page.fill("input[name=name]", "王芳")
    page.click("button.primary")
    page.wait_for_url(f"{home}/", wait_until="networkidle")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/cases/{second.id}", wait_until="networkidle")
    page.fill(".way[open] textarea[name=reason]", "先看")
    page.click(".way[open] button")
    page.wait_for_selector(".tag.triage")
    page.wait_for_load_state("networkidle")
    page.locator("h1").click()
    page.keyboard.press("3")
    assert page.locator(".way.exclude select").input_value() == "gateway"
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url(f"{home}/", wait_until="networkidle")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    assert watched.complaints == []
    assert first.id in page.content()


def test_a_conflict_is_settled_and_a_finding_ruled_on_by_keys_alone(
    settings: Settings, request: pytest.FixtureRequest
) -> None:
    write_seeds(settings.seeds)
    home, store = request.getfixturevalue("served")
    watched: Watched = request.getfixturevalue("watched")
    keep(store)
    page = watched.page
    page.goto(f"{home}/enter?back=/registry")
    page.fill("input[name=name]", "王芳")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/registry", wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("青柳市人社局")
    page.locator(".entries .row").wait_for()
    assert page.locator(".entries .row").count() == 1
    page.keyboard.press("Escape")
    for key in "gc":
        page.keyboard.press(key)
    page.wait_for_url(f"{home}/conflicts", wait_until="networkidle")
    page.keyboard.press("j")
    page.keyboard.press("1")
    page.keyboard.type("打开过两个网站")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**settled=1**", wait_until="networkidle")
    assert page.locator(".conflicts .row").count() == 2
    for key in "gf":
        page.keyboard.press(key)
    page.wait_for_url(f"{home}/findings", wait_until="networkidle")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/findings/1", wait_until="networkidle")
    page.click("[data-copy]")
    assert "提醒函" in page.evaluate("String(window.getSelection())")
    page.keyboard.press("1")
    page.keyboard.type("已电话提醒")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tag.f-reminded")
    for key in "gr":
        page.keyboard.press(key)
    page.wait_for_url(f"{home}/registry", wait_until="networkidle")
    assert "王芳" in page.content()
    assert (watched.ran, watched.left, watched.complaints) == ([], [], [])


def test_the_filter_narrows_without_leaving_the_page(served: tuple[str, Store], watched: Watched) -> None:
    home, store = served
    open_case(store, "a.example.com")
    open_case(store, "zzz.example.net")
    page = watched.page
    page.goto(home, wait_until="networkidle")
    page.fill("#text", "zzz")
    page.wait_for_url("**text=zzz**")
    page.locator(".row").nth(1).wait_for(state="detached")
    assert page.locator(".row").count() == 1
    assert watched.complaints == []
