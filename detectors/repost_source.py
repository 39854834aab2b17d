"""Recognises a repost: an article that names its official source and does not call itself an official site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors import claimed_name, footer_marks
from detectors._own_claims import is_copied, is_hard
from detectors._serving import clip, holder, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

MAX_TEXT = 100_000

_SOURCE = re.compile(
    r"(?:(?:文章|信息|新闻|稿件|內容|内容)?[来來][源](?:于|於|自)?|(?:转|轉)(?:载|載)?自|稿源|供稿|原文(?:出处|出處|链接|鏈接)|出处|出處)"
    r"\s{0,3}[:：|｜丨]\s{0,3}[^\s:：|]{2,40}"
    r"|本文(?:转|轉)(?:载|載)?自[^\s，。；]{2,40}"
)
# What stands in the head or at the foot of an article beside its source.
_ARTICLE = re.compile(
    r"(?:责任编辑|責任編輯|责编|编辑|編輯|作者|记者|記者|通讯员|通訊員|审核|校对|发布时间|發佈時間|发表时间|时间|日期)\s{0,3}[:：]|\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}"
)
_REACH = 200
_LINE, _ALONE = 1.0, 0.7


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """A mirror keeps the source lines of what it copied; so the line excuses only who claims nothing for himself."""
    if look.page is None or holder(serving_host(look), registry):
        return
    text = look.page.text[:MAX_TEXT]
    line = _SOURCE.search(text)
    if line is None or any(claimed_name.detect(look, registry)):
        return
    if any(is_hard(signal) for signal in footer_marks.detect(look, registry)) or is_copied(look, registry):
        return
    beside = text[max(line.start() - _REACH, 0) : line.start()] + text[line.end() : line.end() + _REACH]
    yield Signal(
        "repost_with_source",
        Axis.EXCULPATION,
        Family.CONTEXT,
        _LINE if _ARTICLE.search(beside) else _ALONE,
        "页面注明了信息来源，且没有自称政府网站，属于转载。",
        "The page names its source and does not call itself a government site: a repost.",
        snippet=clip(line[0]),
    )
