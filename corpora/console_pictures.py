"""Every page of the console as a picture, 1366 x 768, from the recorded day: ``python -m corpora.console_pictures``.

The day is run into a folder of its own, some cases are taken on by made-up people, and a real browser (Debian's
Chromium) opens every page as one of them. The names of the pictures say the page and the language.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

from corpora.console_scene import Scene, paths, prepare
from corpora.served import served
from zhenwang import runtime
from zhenwang.domain.access import Actor
from zhenwang.settings import Settings
from zhenwang.store.accounts import Account
from zhenwang.web import console

WIDTH, HEIGHT = 1366, 768
OUT = Path("docs/img")
COOKIE = "zhenwang"


def cookie(app: Any, account: Account) -> str:
    """A session of an account, as after signing in."""
    sessions = app.state.house.sessions
    actor = Actor(account.person, account.name, account.login, account.grants)
    made: str = sessions.cookie(sessions.enter(sessions.begin(), actor, {"how": "picture"}, runtime.now()))
    return made


def take(scene: Scene, home: str, app: Any, out: Path, only: str, whole: bool) -> int:
    """Open each page and keep its picture. Returns how many there are."""
    from playwright.sync_api import sync_playwright

    taken = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for page_of in paths(scene):
            if only and only not in page_of.name:
                continue
            context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
            if page_of.by:
                value = cookie(app, scene.people[page_of.by])
                context.add_cookies([{"name": COOKIE, "value": value, "url": home}])
            page = context.new_page()
            answer = page.goto(home + page_of.path, wait_until="networkidle")
            if answer is None or answer.status >= 400:
                print(f"{page_of.name}: {answer.status if answer else 'no answer'} {page_of.path}")
            else:
                page.screenshot(path=str(out / f"{page_of.name}.png"), full_page=whole)
                taken += 1
            context.close()
        browser.close()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--var", type=Path, help="keep the day here and use it again; else a folder that goes away")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--whole", action="store_true", help="the whole page, not only what the screen shows")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(var=given.var or Path(folder), plan="recorded", database_url="")
        scene = prepare(settings)
        app = console.create_app(settings)
        with served(app) as home:
            print(f"{take(scene, home, app, given.out, given.only, given.whole)} pictures in {given.out}")


if __name__ == "__main__":
    main()
