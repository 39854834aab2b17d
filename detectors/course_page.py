"""Recognises who sells courses or posts jobs: pages about examinations and recruitment by offices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._chatter import telling_words
from detectors._serving import clip
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

_WORDS = re.compile(
    r"备考|真题|题库|模拟题|刷题|网课|课程|培训班|辅导班|面授|名师|押题|国考|省考|事业编|公考|申论|行测|面试技巧|招生简章|培训学校|教育科技"
    r"|职位表|岗位表|招聘会|求职|简历|薪资|猎头"
)
_ENOUGH = 4


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    words = telling_words(look, registry, _WORDS, _ENOUGH)
    if words:
        yield Signal(
            "course_page",
            Axis.EXCULPATION,
            Family.CONTEXT,
            1.0,
            "页面是考试培训或招聘信息，提到招考单位，自己没有以政府名义出现。",
            "The page sells courses or posts jobs; it names the offices that recruit and appears as none itself.",
            snippet=clip("…".join(words)),
        )
