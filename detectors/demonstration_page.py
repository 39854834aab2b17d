"""Recognises a demonstration by its own words: a designer's template, a vendor's showpiece, a student's project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._own_claims import asks_for_papers, own_marks
from detectors._serving import clip, holder, serving_host
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

_TITLE = re.compile(
    r"演示|示例|样例|测试站|测试环境|毕业设计|课程设计|大作业|模板|模版|源码|\bdemo\b|\btest site\b|\btemplate\b",
    re.IGNORECASE,
)
_NOWHERE = re.compile(r"\s*(?:#.*|javascript:.*|/?|about:blank)\Z", re.IGNORECASE | re.DOTALL)
_MOSTLY, _LINKS = 0.6, 8


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """A fake may call itself a demonstration. With marks of an office, or questions to visitors, its word counts for
    nothing; with most links leading nowhere it can hardly be meant to be used, and that is a signal of its own.
    """
    page = look.page
    if page is None or holder(serving_host(look), registry) or _TITLE.search(page.title[:1000]) is None:
        return
    asks = asks_for_papers(look, registry)
    if (dead := _dead_links(page)) and not asks:
        yield _evident(page, dead)
    else:
        yield _said(page, believed=not (asks or own_marks(look, registry)))


def _evident(page: Page, dead: int) -> Signal:
    return Signal(
        "evident_demonstration",
        Axis.EXCULPATION,
        Family.CONTEXT,
        1.0,
        f"页面自称演示或模板，且 {len(page.links)} 个链接中有 {dead} 个不指向任何页面，不能实际使用。",
        f"The page calls itself a demonstration, and {dead} of its {len(page.links)} links lead nowhere.",
        snippet=clip(page.title),
    )


def _said(page: Page, believed: bool) -> Signal:
    because = "页面标题表明这可能是演示、测试或模板页面，请核实承办单位。"
    because_en = "By its title the page may be a demonstration, a test or a template: ask the operator."
    if not believed:
        because = "页面标题自称演示或模板，但使用了他站标识或向访问者索取信息，其自述不予采信。"
        because_en = (
            "The title speaks of a demonstration, but the page shows others' marks or asks visitors: not heard."
        )
    value = 1.0 if believed else 0.0
    return Signal(
        "demonstration_page", Axis.EXCULPATION, Family.CONTEXT, value, because, because_en, snippet=clip(page.title)
    )


def _dead_links(page: Page) -> int:
    """How many links lead nowhere, where most of them do; 0 where they do not, or are few."""
    dead = sum(bool(_NOWHERE.match(link.href[:200])) for link in page.links)
    return dead if len(page.links) >= _LINKS and dead >= len(page.links) * _MOSTLY else 0
