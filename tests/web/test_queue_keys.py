"""The queue by keys alone, in a real browser, and the same without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.browsing import CHROMIUM, HEIGHT, WIDTH, Watched, browser, served, sit, watch
from tests.web.made import open_case
from tests.web.people_made import QUICK
from zhenwang import runtime
from zhenwang.domain.access import Role
from zhenwang.domain.case import State
from zhenwang.settings import Settings
from zhenwang.store import cases, claims
from zhenwang.store.opening import Store
from zhenwang.web.console import create_app

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser's part is not proven here"),
]


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def at_work(settings: Settings, request: pytest.FixtureRequest) -> Iterator[tuple[Watched, Store, bool]]:
    app = create_app(settings, QUICK)
    with served(app) as home, browser() as opened:
        context: Any = opened.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, java_script_enabled=request.param
        )
        sit(context, app, home, "王芳", Role.ANALYST, Role.CLERK)
        yield watch(context, home), app.state.house.store, request.param


def test_the_queue_is_worked_by_keys(at_work: tuple[Watched, Store, bool]) -> None:
    seen, store, scripted = at_work
    if not scripted:
        pytest.skip("keys need a script; the forms are pressed below")
    page, made = seen.page, [open_case(store, f"h{n}.example.com") for n in range(4)]
    page.goto(f"{seen.home}/queue", wait_until="networkidle")
    for key in ("j", "ArrowDown", "k", "x", "j", "x", "3"):
        page.keyboard.press(key)
    assert page.locator(".pick:checked").count() == 2
    assert page.locator("#bulk-action").input_value() == "exclude"
    page.keyboard.type("都是缓存")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bulk", wait_until="networkidle")
    assert all(case.state is State.LEAD for case in (cases.get(store, one.id) for one in made) if case)
    page.keyboard.press("y")
    page.wait_for_url("**/bulk/do", wait_until="networkidle")
    assert [cases.get(store, one.id).state for one in made[:2]] == [State.NOT_FAKE] * 2  # type: ignore[union-attr]  # they exist
    page.keyboard.press("u")
    page.wait_for_url("**/bulk/undo", wait_until="networkidle")
    assert [cases.get(store, one.id).state for one in made[:2]] == [State.LEAD] * 2  # type: ignore[union-attr]  # they exist
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url("**/queue", wait_until="networkidle")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.locator(".row .claim.mine").wait_for()
    assert claims.of(store, made[0].id, runtime.now()) is not None
    page.keyboard.press("/")
    page.keyboard.type("h3.example")
    page.wait_for_url("**text=h3.example**")
    page.locator(".row").nth(1).wait_for(state="detached")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    told = page.locator("#keys dl").inner_text()
    assert all(word in told for word in ("领取最急的一件", "选中或取消这一条", "排除：选择类别", "待办"))
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{made[3].id}", wait_until="networkidle")
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url("**/queue", wait_until="networkidle")
    page.keyboard.press("n")
    page.wait_for_url(f"**/cases/{made[1].id}", wait_until="networkidle")
    assert (seen.ran, seen.left, seen.complaints) == ([], [], [])


def test_the_queue_is_worked_without_a_script(at_work: tuple[Watched, Store, bool]) -> None:
    seen, store, scripted = at_work
    if scripted:
        pytest.skip("the keys are pressed above")
    page, made = seen.page, [open_case(store, f"h{n}.example.com") for n in range(2)]
    page.goto(f"{seen.home}/queue")
    page.locator(".pick").first.check()
    page.select_option("#bulk-action", "watch")
    page.fill("#bulk-reason", "再看")
    page.locator(".bulk .primary").click()
    page.locator(".bulk-page .go button").click()
    assert cases.get(store, made[0].id).state is State.WATCH  # type: ignore[union-attr]  # it exists
    page.goto(f"{seen.home}/queue")
    page.locator(".row .claim").first.click()
    page.wait_for_url(f"**/cases/{made[1].id}")
    assert claims.of(store, made[1].id, runtime.now()) is not None
    page.goto(f"{seen.home}/queue")
    page.select_option("select[name=holder]", "nobody")
    page.locator(".filter button").click()
    page.wait_for_url("**holder=nobody**")
    assert page.locator(".row").count() == 0


def test_twelve_rows_and_more_are_seen_at_once(at_work: tuple[Watched, Store, bool]) -> None:
    seen, store, scripted = at_work
    if not scripted:
        pytest.skip("the place of a row is asked by script")
    for n in range(16):
        open_case(store, f"h{n}.example.com")
    for language in ("zh", "en"):
        seen.page.goto(f"{seen.home}/queue?lang={language}", wait_until="networkidle")
        whole = "all => all.filter(row => row.getBoundingClientRect().bottom <= innerHeight).length"
        assert seen.page.eval_on_selector_all(".row", whole) >= 12, language
