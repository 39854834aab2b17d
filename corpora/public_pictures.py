"""Every public page as a picture, on a phone and on a desk: ``python -m corpora.public_pictures``.

A real browser (Debian's Chromium) fills in the form of an intake of its own, over the shipped registry: 360 and 1366
pixels wide, whole pages. The names of the pictures say the page and the width.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from corpora.served import served
from zhenwang import runtime
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.reply import Proposal, Reply, Review
from zhenwang.settings import Settings
from zhenwang.store import replies
from zhenwang.web import intake
from zhenwang.web.quotas import Quota

OUT = Path("docs/img")
SIZES = ((360, 640), (1366, 768))
HOST = "www.hubei-gov.example"
MESSAGE = f"【鄂政务】您的社保卡即将停用，请登录 http://{HOST}/cx 更新信息，过期作废。"
REPLY = f"我们正在核查您反映的 {HOST}。有结果以前，请不要打开它，也不要付款。谢谢您的举报。"
_NEVER = "10000 per minute"

Keep = Callable[..., None]
"""Keeps a page under a name: of the one that is walked, unless another is given."""


def answer_reporters(app: FastAPI) -> None:
    """Two made-up colleagues reply to whoever reported the host."""
    store, now = app.state.store, runtime.now()
    clerk = Actor("person-1", "王芳", grants=(Grant(Role.CLERK),))
    reviewer = Actor("person-2", "李强", grants=(Grant(Role.REVIEWER),))
    made = replies.propose(store, clerk, HOST, Proposal(REPLY), now)
    if not isinstance(made, Reply):
        raise SystemExit(f"no reply could be proposed: {made}")
    ruled = replies.review(store, reviewer, HOST, Review(made.number, approve=True), now)
    if not isinstance(ruled, Reply):
        raise SystemExit(f"the reply could not be approved: {ruled}")


def walk(page: Any, home: str, app: FastAPI, keep: Keep) -> None:
    """What a citizen does, page by page."""

    def shown(name: str, path: str) -> None:
        page.goto(home + path, wait_until="networkidle")
        keep(name)

    def send(**fields: str) -> None:
        for name, value in fields.items():
            page.fill(f"#{name}", value)
        with page.expect_navigation(wait_until="load"):
            page.click("#send")

    shown("public_start_en", "/?lang=en")
    shown("public_start", "/")
    send(text="收到一条短信，网址没记住", note="页面是红色的")
    keep("public_again")
    send(text=MESSAGE, claims="湖北省人民政府", note="")
    keep("public_receipt")
    receipt = page.url.split("?")[0]
    page.emulate_media(media="print")
    keep("public_print")
    page.emulate_media(media="screen")
    answer_reporters(app)
    shown("public_answered", receipt.removeprefix(home))
    shown("public_ask", "/receipt")
    shown("public_unknown", "/receipt?number=0123+4567")
    shown("public_official", "/official?host=www.hubei.gov.cn")
    shown("public_not_listed", f"/official?host={HOST}")
    shown("public_lost", "/nothing")
    shown("public_docs", "/docs")
    app.state.guard.client = Quota.of("1 per 10 minutes")
    page.goto(home, wait_until="networkidle")
    fresh = page.context.new_page()
    fresh.goto(home, wait_until="networkidle")
    send(text=MESSAGE)
    fresh.fill("#text", MESSAGE)
    with fresh.expect_navigation(wait_until="load"):
        fresh.click("#send")
    keep("public_proof", fresh)
    app.state.guard.client = Quota.of(_NEVER)


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--dark", action="store_true", help="as on a screen set to dark")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    taken: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(var=Path(folder), plan="recorded", database_url="", intake_url="https://jubao.example")
        app = intake.create_app(settings)
        with served(app) as home, sync_playwright() as playwright:
            app.state.guard.client = Quota.of(_NEVER)
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for width, height in SIZES:
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    locale="zh-CN",
                    java_script_enabled=False,
                    color_scheme="dark" if given.dark else "light",
                )
                page = context.new_page()

                def keep(name: str, page: Any = page, width: int = width) -> None:
                    page.screenshot(path=str(given.out / f"{name}_{width}.png"), full_page=True)
                    taken.append(name)

                walk(page, home, app, keep)
                context.close()
            browser.close()
    print(f"{len(taken)} pictures in {given.out}")


if __name__ == "__main__":
    main()
