"""A real browser at the console: nothing hostile runs, nothing leaves, no link of a suspect can be followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from tests.web.browsing import CHROMIUM, HEIGHT, WIDTH, Keyboard, Watched, browser, served, sit, store_of, watch
from tests.web.hostile_scene import ROLES, fill
from tests.web.made import open_case
from tests.web.people_made import QUICK
from tests.web.registry_made import keep, write_seeds
from zhenwang.domain.access import Role
from zhenwang.settings import Settings
from zhenwang.web.console import create_app

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser's part is not proven here"),
]
_RESOLVED = (
    "all => all.flatMap(e => ['href', 'src', 'action', 'formaction'].map(n => e.getAttribute(n)).filter(Boolean))"
    ".map(target => new URL(target, document.baseURI).href)"
)
_COPIED = "() => { getSelection().selectAllChildren(document.querySelector('#main')); return String(getSelection()); }"


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    write_seeds(settings.seeds)
    return create_app(settings, QUICK)


@pytest.fixture
def home(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def opened() -> Iterator[Any]:
    with browser() as found:
        yield found


def seated_at(opened: Any, app: FastAPI, home: str, name: str, *roles: Role) -> Watched:
    context = opened.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    sit(context, app, home, name, *roles)
    return watch(context, home)


def test_W1_W3_nothing_hostile_runs_leaves_or_can_be_followed_on_any_page(app: FastAPI, home: str, opened: Any) -> None:
    scene = fill(store_of(app), app)
    worker = seated_at(opened, app, home, "<script>__x(9)</script>王芳", *ROLES)
    admin = seated_at(opened, app, home, "<script>__x(9)</script>周宁", Role.ADMIN)
    pages = [path for path in scene.paths if not path.endswith((".csv", ".json", ".png", "/leave"))]
    shown = 0
    for path in pages:
        for seen in (worker, admin):
            answer = seen.page.goto(home + path, wait_until="domcontentloaded")
            if answer is None or answer.status == 403:
                continue
            shown += 1
            seen.page.keyboard.press("Tab")
            targets = seen.page.eval_on_selector_all("[href],[src],[action],[formaction]", _RESOLVED)
            assert all(str(target).startswith((home + "/", home + "#")) for target in targets), (path, targets)
            copied = seen.page.evaluate(_COPIED) if seen.page.query_selector("#main") else ""
            assert "http://evil.example" not in copied, path
            break
    assert shown > 40
    for seen in (worker, admin):
        assert (seen.ran, seen.left, seen.complaints) == ([], [], [])


def test_W3_what_is_copied_from_a_case_is_defanged(app: FastAPI, home: str, opened: Any) -> None:
    case = open_case(store_of(app))
    seen = seated_at(opened, app, home, "王芳", Role.ANALYST)
    seen.page.goto(f"{home}/cases/{case.id}", wait_until="load")
    copied = seen.page.evaluate(_COPIED)
    assert "hxxps[:]//qingliu-gov[.]example[.]com/" in copied
    assert "qingliu-gov.example.com" not in copied


def test_a_conflict_is_settled_and_a_finding_ruled_on_by_keys_alone(app: FastAPI, home: str, opened: Any) -> None:
    keep(store_of(app))
    seen = seated_at(opened, app, home, "周宁", Role.ADMIN)
    keys, page = Keyboard(seen.page, home), seen.page
    page.goto(f"{home}/conflicts", wait_until="load")
    keys.press("j", "1")
    keys.write("打开过两个网站")
    keys.tab_to(tag="BUTTON")
    with page.expect_navigation(wait_until="load"):
        keys.press("Enter")
    assert "settled=1" in page.url
    keys.go("g", "f", to="/findings")
    keys.go("j", "Enter", to="/findings/1")
    keys.press("1")
    keys.write("已电话提醒")
    keys.tab_to(tag="BUTTON")
    with page.expect_navigation(wait_until="load"):
        keys.press("Enter")
    assert page.locator(".tag.f-reminded").count()
    assert (seen.ran, seen.left, seen.complaints) == ([], [], [])


def test_the_filter_narrows_without_leaving_the_page_and_help_tells_the_keys(
    app: FastAPI, home: str, opened: Any
) -> None:
    open_case(store_of(app), "a.example.com")
    open_case(store_of(app), "zzz.example.net")
    seen = seated_at(opened, app, home, "王芳", Role.ANALYST)
    keys, page = Keyboard(seen.page, home), seen.page
    page.goto(f"{home}/queue", wait_until="load")
    keys.press("/")
    page.keyboard.type("zzz")
    page.locator(".row").nth(1).wait_for(state="detached")
    assert page.locator(".row").count() == 1
    keys.press("Escape", "?")
    assert page.locator("#keys").is_visible()
    assert page.locator("#keys dt").count() > 8
    assert seen.complaints == []
