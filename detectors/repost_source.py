"""Recognises a repost: an article that names its official source and does not call itself an official site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors import claimed_name, footer_marks
from detectors._serving import clip, holder, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

MAX_TEXT = 100_000

_SOURCE = re.compile(
    r"(?:(?:文章|信息|新闻|稿件|內容|内容)?[来來][源](?:于|於|自)?|(?:转|轉)(?:载|載)?自|稿源|原文(?:出处|出處|链接|鏈接)|出处|出處)"
    r"\s{0,3}[:：]\s{0,3}[^\s:：|]{2,40}"
)


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """A mirror keeps the source lines of what it copied; so the line excuses only who claims nothing for himself."""
    if look.page is None or holder(serving_host(look), registry):
        return
    line = _SOURCE.search(look.page.text[:MAX_TEXT])
    if line is None or any(claimed_name.detect(look, registry)) or any(footer_marks.detect(look, registry)):
        return
    yield Signal(
        "repost_with_source",
        Axis.EXCULPATION,
        Family.CONTEXT,
        1.0,
        "页面注明了信息来源，且没有自称政府网站，属于转载。",
        "The page names its source and does not call itself a government site: a repost.",
        snippet=clip(line[0]),
    )
