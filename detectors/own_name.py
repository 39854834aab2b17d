"""Recognises a site that goes by a name and a record number of its own, such as a forum, a tender or lookup service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._own_claims import asks_for_papers, speaks_as_official
from detectors._serving import clip, holder, serving_host
from detectors._stand_ins import foot_of
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages import mark_patterns
from zhenwang.text.comparable import comparable

MAX_FOOT = 4_000

_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9!·]{1,19}")
_EMPTY = re.compile(
    r"copyright|all|rights?|reserved|powered|by|版权所有|版权归|版权|备案号|备案|工信部|首页|联系我们|关于我们|网站地图|技术支持|免责声明|主办单位|主办|承办",
    re.IGNORECASE,
)
# Who calls himself so speaks as an office, registered or not.
_OFFICIAL = re.compile(
    r"政府|人民|政务|官网|官方|[局厅委署]|办公|公安|法院|检察|中国|国家|国务|社保|公积金|党|税务|海关|证书|gov",
    re.IGNORECASE,
)
_BOTH, _FOOT = 1.0, 0.6


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """A name in the foot beside a record number that belongs to no office. In the title as well, it says more."""
    if look.page is None or holder(serving_host(look), registry):
        return
    line, name = _name(foot_of(look.page)[-MAX_FOOT:], registry)
    if not name or asks_for_papers(look, registry) or speaks_as_official(look, registry):
        return
    yield Signal(
        "speaks_as_another",
        Axis.EXCULPATION,
        Family.CONTEXT,
        _BOTH if name in look.page.title else _FOOT,
        f"页脚表明网站自己名为“{clip(name, 40)}”，有自己的备案号，没有以政府名义出现。",
        f"By its foot the site is called {clip(name, 40)} and has a record number of its own; it appears as no office.",
        snippet=clip(line),
    )


def _name(foot: str, registry: Registry) -> tuple[str, str]:
    """The line of the foot with a stranger's record number, and the name in it."""
    for line in reversed(foot.split("\n")):
        numbers = [mark_patterns.icp_value(found) for found in mark_patterns.ICP.finditer(comparable(line))]
        if not numbers or any(registry.subject_holders(number) for number in numbers):
            continue
        words = (word for word in _WORD.findall(mark_patterns.ICP.sub(" ", line)) if not _EMPTY.fullmatch(word))
        name = next(words, "")
        if name and not _OFFICIAL.search(line):
            return line, name
    return "", ""
