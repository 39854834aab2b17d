"""Recognises a demonstration: a designer's template, a vendor's test host, a student's project with borrowed marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._serving import clip, holder, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

_TITLE = re.compile(
    r"演示|示例|样例|测试站|测试环境|毕业设计|课程设计|模板|模版|\bdemo\b|\btest site\b|\btemplate\b", re.IGNORECASE
)
_LABELS = frozenset({"demo", "test", "testing", "staging", "stage", "dev", "uat", "preview", "sandbox", "beta"})


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """A page may call itself a demonstration in order to look harmless, so this only weighs, it never clears."""
    host = serving_host(look)
    if look.page is None or holder(host, registry):
        return
    label = next((label for label in host.split(".")[:-2] if label in _LABELS), "")
    title = _TITLE.search(look.page.title[:1000])
    if not label and title is None:
        return
    yield Signal(
        "demonstration_page",
        Axis.EXCULPATION,
        Family.CONTEXT,
        1.0 if title else 0.5,
        "页面标题或域名表明这可能是演示、测试或模板页面，请核实承办单位。",
        "Title or host say that this may be a demonstration, a test or a template: ask the operator.",
        snippet=clip(look.page.title) if title else label,
    )
