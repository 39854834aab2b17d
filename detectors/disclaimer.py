"""Recognises a page that says in plain sight that it is not official."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._chatter import telling_words
from detectors._serving import clip
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

_WORDS = re.compile(
    r"(?:本站|本网站|本网|本平台|我们|本公众号|本店).{0,12}(?:不是|并非|非)(?:政府|官方|机关)"
    r"|与.{0,20}(?:政府|机关|官方|单位|部门|考试院).{0,12}(?:无关|没有(?:任何)?(?:关系|关联|隶属)|无(?:任何)?(?:关系|关联|隶属))"
    r"|非(?:政府|官方)(?:网站|机构|平台)|民间(?:网站|组织|公益)|个人(?:网站|博客|站长)"
)


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Hidden text never comes this far, and whoever shows an office's name or marks is not believed."""
    words = telling_words(look, registry, _WORDS, 1)
    if words:
        yield Signal(
            "disclaims_office",
            Axis.EXCULPATION,
            Family.CONTEXT,
            1.0,
            "页面写明自己不是政府网站，也没有以政府名义出现。",
            "The page says that it is no government site, and does not appear as one.",
            snippet=clip(words[0]),
        )
