"""Signing in with a real browser: by keys, and through a provider that is another site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.access.bad_tokens import own_key
from tests.access.provider import CLIENT, serving
from tests.web.browsing import CHROMIUM, HEIGHT, WIDTH, browser, served, store_of, watch
from tests.web.people_made import MADE, MAKER, PASSWORD, QUICK, with_password
from tests.web.registry_made import write_seeds
from zhenwang import runtime
from zhenwang.domain.access import Grant, Role
from zhenwang.settings import Settings
from zhenwang.store import accounts
from zhenwang.store.accounts import Newcomer
from zhenwang.web.console import create_app

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser's part is not proven here"),
]


@pytest.fixture
def opened() -> Iterator[Any]:
    with browser() as found:
        yield found.new_context(viewport={"width": WIDTH, "height": HEIGHT})


def test_somebody_signs_in_by_keys_and_comes_to_what_they_wanted(settings: Settings, opened: Any) -> None:
    write_seeds(settings.seeds)
    app = create_app(settings, QUICK)
    with served(app) as home:
        with_password(store_of(app), "wang", "王芳", Grant(Role.ANALYST))
        seen = watch(opened, home)
        page, wanted = seen.page, f"{home}/registry?q=%E9%9D%92%E6%9F%B3"
        page.goto(wanted, wait_until="networkidle")
        assert urlsplit(page.url).path == "/enter"
        for text in ("wang", "wrong"):
            page.keyboard.type(text)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".problem")
        page.keyboard.insert_text(PASSWORD)  # the login stands there still, and the password has the focus
        page.keyboard.press("Enter")
        page.wait_for_url(wanted, wait_until="networkidle")
        assert page.locator(".who .name").inner_text() == "王芳"
        page.click(".who .name")
        page.wait_for_url(f"{home}/account")
        page.click("form[action='/leave'] button")
        page.wait_for_url(f"{home}/enter")
        page.goto(f"{home}/account", wait_until="networkidle")
        assert urlsplit(page.url).path == "/enter"
        assert (seen.ran, seen.left, seen.complaints) == ([], [], [])


def test_W8_a_browser_comes_back_from_the_provider_of_another_site(settings: Settings, opened: Any) -> None:
    with serving(own_key(), runtime.now) as provider:
        # Another host name is another site: the session's cookie is not sent along on the way back.
        provider.issuer = provider.issuer.replace("127.0.0.1", "localhost")
        app = create_app(settings.model_copy(update={"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT}), QUICK)
        with served(app) as home:
            own = app.state.house.entrance.provider
            own.registration = replace(own.registration, redirect_uri=f"{home}/enter/provider/back")
            newcomer = Newcomer("wang", "王芳", issuer=provider.issuer, subject=provider.subject)
            accounts.enrol(store_of(app), newcomer, MAKER, "", MADE)
            page = opened.new_page()
            page.goto(f"{home}/account", wait_until="networkidle")
            page.click("a[href^='/enter/provider']")
            page.wait_for_url(f"{home}/account", wait_until="networkidle")
            assert page.locator(".who .name").inner_text() == "王芳"
    assert "/token" in provider.asked
