"""A real browser at the console: the application served on a port of its own, and somebody with nothing but keys."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI

from tests.web.people_made import seated
from zhenwang import runtime
from zhenwang.domain.access import Actor, Role
from zhenwang.store.opening import Store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTH, HEIGHT = 1366, 768
_FOCUSED = """() => {
  const e = document.activeElement, f = e && e.closest ? e.closest('form') : null;
  return { tag: e.tagName, type: e.type || '', name: e.name || '', value: e.value || '',
    text: (e.textContent || '').trim(),
    form: f ? f.getAttribute('action') : '', options: e.tagName === 'SELECT' ? [...e.options].map(o => o.value) : [] };
}"""


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The application on a free port of this machine; gives its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 120
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server.started
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@contextmanager
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def sit(context: Any, app: FastAPI, home: str, name: str, *roles: Role) -> None:
    """Somebody with these roles sits down at a browser, as after signing in."""
    sessions, store = app.state.house.sessions, app.state.house.store
    account = seated(store, name, roles)
    actor = Actor(account.person, account.name, account.login, account.grants)
    value = sessions.cookie(sessions.enter(sessions.begin(), actor, {"how": "test"}, runtime.now()))
    context.add_cookies([{"name": "zhenwang", "value": value, "url": home}])


@dataclass
class Watched:
    """A browser's page, with everything it should not do: scripts that ran, requests elsewhere, broken policies."""

    page: Any
    home: str
    ran: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def watch(context: Any, home: str) -> Watched:
    page = context.new_page()
    page.set_default_timeout(15_000)
    seen = Watched(page, home)
    context.expose_function("__x", lambda what: seen.ran.append(str(what)))
    page.on("dialog", lambda dialog: (seen.ran.append(dialog.message), dialog.dismiss()))
    context.on("request", lambda r: None if r.url.startswith((home, "data:")) else seen.left.append(r.url))
    page.on("console", lambda m: seen.complaints.append(m.text) if "Content Security Policy" in m.text else None)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    return seen


@dataclass
class Keyboard:
    """Somebody who has a keyboard and no mouse."""

    page: Any
    home: str

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def focused(self) -> Mapping[str, Any]:
        """What has the focus, as one reads it off the screen."""
        found: Mapping[str, Any] = self.page.evaluate(_FOCUSED)
        return found

    def tab_to(self, back: bool = False, **wanted: str) -> None:
        """Tab, forwards or back, until something stands where the text, name, tag or form says so."""
        for _ in range(120):
            self.press("Shift+Tab" if back else "Tab")
            now = self.focused()
            if all(text in str(now[key]) for key, text in wanted.items()):
                return
        raise AssertionError(f"no Tab leads to {wanted}")

    def go(self, *keys: str, to: str) -> None:
        """Press keys that lead to another page, and wait until it is there."""
        self.press(*keys)
        self.page.wait_for_url(self.home + to, wait_until="load")

    def fill_in(self, **wanted: str) -> None:
        """From the field that has the focus to the button and through it: what is said is typed or chosen, what stands
        there already stays, what is empty and not said is passed over.
        """
        for _ in range(60):
            now = self.focused()
            if now["tag"] == "BUTTON" or now["type"] == "submit":
                break
            self._field(now, wanted)
            self.press("Tab")
        with self.page.expect_navigation(wait_until="load"):
            self.press("Enter")

    def _field(self, now: Mapping[str, Any], wanted: Mapping[str, str]) -> None:
        value = wanted.get(str(now["name"]), "")
        if now["type"] == "radio":
            if value and now["value"] != value:
                self.press("ArrowDown")
            self.press("Space")
        elif now["tag"] == "SELECT":
            steps = now["options"].index(value) if value else 1
            if value or not now["value"]:
                self.press("Home", *["ArrowDown"] * steps)
                assert self.focused()["value"] == now["options"][steps], (now["name"], self.focused()["value"])
        elif value:
            self.press("Control+a")
            self.write(value)


def store_of(app: FastAPI) -> Store:
    found: Store = app.state.house.store
    return found
