"""Renders the pages of the recorded day from our own texts and templates under ``corpora/day``."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import jinja2

from corpora.day_cast import TEXTS, Body, Member, bodies, names

COLUMNS = (
    ("/", "首页"),
    ("/ldzc/", "领导之窗"),
    ("/jgzn/", "机构职能"),
    ("/zwgk/", "政务公开"),
    ("/bsfw/", "办事服务"),
    ("/hdjl/", "互动交流"),
    ("/zt/", "专题专栏"),
)
_BLOCKS = (
    ("政务要闻", "xwzx/yw", "news"),
    ("通知公告", "zwgk/tzgg", "notices"),
    ("政策文件", "zwgk/zcwj", "policy"),
    ("互动交流", "hdjl", "interact"),
)


def official_page(body: Body) -> str:
    """Our own rendition of a body's home page: an invention in the style of such pages, not a capture."""
    facts = _facts(body)
    return _render(
        "official.html",
        b=facts,
        css=_text("style.css").replace("THEME", facts["theme"]),
        columns=COLUMNS,
        blocks=[(title, path, facts[key]) for title, path, key in _BLOCKS],
        ids=_Numbers(body.host),
    )


def template_page(member: Member) -> str:
    """A page of the day that is not a copy: its kind names the template, its words fill it."""
    body = bodies().get(member.of)
    words: dict[str, Any] = {"name": names().get(member.of, ""), "host": member.shown, "sponsor_line": False}
    if body:
        words["b"] = _facts(body)
    return _render(f"{member.kind}.html", **(words | dict(member.words)))


def plain_page() -> str:
    """What every ordinary host of the log answers."""
    return _render("default.html")


def readme(facts: Mapping[str, Any]) -> str:
    return _render("README.md", **facts)


def _facts(body: Body) -> dict[str, Any]:
    marks = {"site_code": "", "conac": ""} | body.facts.get("marks", {})
    return {"icp": "", "psb": ""} | dict(body.facts) | {"host": body.host, "marks": marks}


def _render(template: str, **words: Any) -> str:
    environment = jinja2.Environment(autoescape=template.endswith(".html"), undefined=jinja2.StrictUndefined)
    environment.filters["digits"] = lambda text: "".join(char for char in text if char.isdigit())
    words["css"] = jinja2.filters.do_mark_safe(words.get("css", ""))
    return environment.from_string(_text(template)).render(**words) + "\n"


def _text(name: str) -> str:
    return (TEXTS / "templates" / name).read_text("utf-8")


class _Numbers:
    """Article numbers as a content system gives them out: ascending from a start that belongs to the host."""

    def __init__(self, host: str) -> None:
        start = 100_000 + int.from_bytes(hashlib.sha256(host.encode()).digest()[:3], "big") % 800_000
        self._numbers: Iterator[int] = itertools.count(start, 7)

    def next(self) -> int:
        return next(self._numbers)
