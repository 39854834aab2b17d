"""Recognises a forum, where people talk about offices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._chatter import telling_words
from detectors._serving import clip
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

_WORDS = re.compile(
    r"发帖|发新帖|回帖|跟帖|楼主|沙发|板凳|\d+楼|主题帖|精华帖|帖子|论坛|版块|板块|贴吧|网友|积分|发表于|发表回复|只看该作者"
    r"|powered by discuz|discuz!|phpwind",
    re.IGNORECASE,
)
_ENOUGH = 4


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    words = telling_words(look, registry, _WORDS, _ENOUGH)
    if words:
        yield Signal(
            "forum_page",
            Axis.EXCULPATION,
            Family.CONTEXT,
            1.0,
            "页面是论坛或社区，网友谈论政府单位，页面自己没有以政府名义出现。",
            "The page is a forum where people talk about offices; it appears as none itself.",
            snippet=clip("…".join(words)),
        )
