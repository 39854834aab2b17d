"""A browser at the public intake: what a visitor of its pages has in hand, and a walk through all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

from tests.web.browsing import Watched, watch
from tests.web.hostile_probes import HOSTS
from tests.web.public_made import ADDRESS, HOST
from zhenwang.store import reports

PHONE = {"width": 360, "height": 640}
NARROW = {"width": 320, "height": 568}
"""A screen of 1280 pixels at 400 %, as WCAG 1.4.10 asks for; narrower than any phone in use."""
MESSAGE = f"【青柳政务】请登录 {ADDRESS} 领取补贴"


@dataclass(frozen=True)
class Door:
    """The public intake on a port of its own, and a browser."""

    app: FastAPI
    home: str
    browser: Any

    def visitor(self, **how: Any) -> Watched:
        return watch(self.browser.new_context(**({"viewport": PHONE} | how)), self.home)

    def kept(self, host: str = HOST) -> list[tuple[str, ...]]:
        return [report.urls for report in reports.of_host(self.app.state.store, host)]


def report(seen: Watched, **fields: str) -> None:
    """Fill in the form by its names and send it."""
    for name, value in fields.items():
        seen.page.fill(f"#{name}", value)
    with seen.page.expect_navigation(wait_until="load"):
        seen.page.click("#send")


def quiet(seen: Watched) -> None:
    assert (seen.ran, seen.left, seen.complaints) == ([], [], [])


def every_page(door: Door, page: Any, language: str) -> Iterator[str]:
    """Every public page, errors too, one after the other in a page; gives its name."""
    for name, path in {
        "start": "/", "form": "/report", "ask": "/receipt", "unknown": "/receipt?number=12ab", "docs": "/docs",
        "lost": "/nothing", "official": "/official?host=www.qingliu.gov.cn", "not": "/official?host=x.example",
        "unread": "/official?host=%3F%3F",
    }.items():  # fmt: skip
        page.goto(f"{door.home}{path}{'&' if '?' in path else '?'}lang={language}", wait_until="load")
        yield name
    page.goto(f"{door.home}/?lang={language}", wait_until="load")
    page.fill("#text", "不记得网址了，只记得一条很长很长的短信")
    with page.expect_navigation(wait_until="load"):
        page.click("#send")
    yield "again"
    page.fill("#text", MESSAGE + " " + " ".join(f"http://{host}/" for host in HOSTS[:9]))
    with page.expect_navigation(wait_until="load"):
        page.click("#send")
    yield "receipt"
    page.goto(page.url.replace("&sent=1", ""), wait_until="load")
    yield "later"
