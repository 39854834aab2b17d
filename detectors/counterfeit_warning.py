"""Recognises a warning of counterfeits: news or a notice that quotes a fake, with its address, codes and footer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._own_claims import asks_for_papers, speaks_as_official
from detectors._sentences import sentences
from detectors._serving import clip, holder, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

_HINT = re.compile(r"[假冒仿充山钓釣虚虛高克]")
_FAKE = re.compile(
    r"(?:假冒|仿冒|冒充|冒用|山寨|伪造|虚假|高仿|克隆|钓鱼|假的?).{0,20}(?:网站|网址|网页|域名|官网|平台|页面|app|应用|链接)"
    r"|(?:网站|网址|网页|域名|平台|页面|链接).{0,20}(?:系|是|属|为|均为|属于)?(?:假冒|仿冒|冒充|山寨|虚假|高仿|假的)"
)
_ADVICE = re.compile(
    r"谨防|警惕|切勿|请勿|不要(?:轻信|点击|登录|填写)|提醒|举报|报警|上当|受骗|认准|民警|警方|网警|公安|反诈|处置|关停|关闭|曝光|声明|侦破|破获"
    r"|抓获|刑拘|通报|从未|并非|特此|记者|发现"
)
_ENOUGH = 2
"""Sentences about fakes: one is a headline among others, or a line that the fake itself prints."""


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Fakes print warnings too («谨防假冒，认准本站»); so a page that appears as an office, or asks, is not heard."""
    if look.page is None or holder(serving_host(look), registry):
        return
    fakes = [(exact, own) for exact, own in sentences(look.page.text, _HINT) if _FAKE.search(own)]
    if len(fakes) < _ENOUGH or not any(_ADVICE.search(own) for _, own in fakes):
        return
    if asks_for_papers(look, registry) or speaks_as_official(look, registry):
        return
    yield Signal(
        "warns_of_counterfeits",
        Axis.EXCULPATION,
        Family.CONTEXT,
        1.0,
        "页面在揭露或提醒防范假冒网站，自己没有以政府名义出现，文中的名称、网址和标识是引述。",
        "The page warns of counterfeits and appears as nobody itself: names, addresses and marks in it are quoted.",
        snippet=clip(fakes[0][0]),
    )
