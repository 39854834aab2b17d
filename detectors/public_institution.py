"""Recognises a page that speaks for itself as another organisation: a school, hospital, institute or newspaper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors import claimed_name, footer_marks
from detectors._serving import clip, holder, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

_OWN = re.compile(
    r"(?:版[权權]所有|主[办辦](?:单位|單位)?|承[办辦](?:单位|單位)?|©|copyright)[\s:：©\d-]{0,20}"
    r"([\u4e00-\u9fff]{2,24}?(?:大学|学院|中学|小学|学校|幼儿园|医院|卫生院|研究院|研究所|图书馆|博物馆|档案馆|文化馆|出版社|报社|日报社|融媒体中心"
    r"|广播电视台|电视台|疾病预防控制中心|血站|协会|学会|基金会))(?![\u4e00-\u9fff])",
    re.IGNORECASE,
)


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """An institution on .cn is where art. 5 of the 2024 rules wants it, unless it also shows official marks."""
    if look.page is None or holder(serving_host(look), registry):
        return
    own = _OWN.search(look.page.footer[-20_000:])
    if own is None or any(claimed_name.detect(look, registry)) or any(footer_marks.detect(look, registry)):
        return
    yield Signal(
        "public_institution",
        Axis.EXCULPATION,
        Family.CONTEXT,
        1.0,
        f"页面以“{own[1]}”自己的名义开办，不是政府网站，也没有自称政府网站。",
        f"The page speaks for {own[1]} itself, which is no government site and does not call itself one.",
        snippet=clip(own[0]),
    )
