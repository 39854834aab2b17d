"""Finds a 公安备案 number whose province character contradicts its digits: such a number was never issued."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._claimant import claimant
from detectors._claims import marks_on
from detectors._serving import clip
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

# GB/T 2260 province codes by the short names that record numbers use.
_PROVINCES = {
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "蒙", "21": "辽", "22": "吉", "23": "黑",
    "31": "沪", "32": "苏", "33": "浙", "34": "皖", "35": "闽", "36": "赣", "37": "鲁", "41": "豫",
    "42": "鄂", "43": "湘", "44": "粤", "45": "桂", "46": "琼", "50": "渝", "51": "川蜀", "52": "贵黔",
    "53": "云滇", "54": "藏", "61": "陕秦", "62": "甘陇", "63": "青", "64": "宁", "65": "新",
}  # fmt: skip
_NUMBER = re.compile(r"([\u4e00-\u9fff])公网安备\D{0,3}(\d{2})\d{10,12}")


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Speaks only where the page claims an official site: elsewhere a wrong number is somebody else's matter."""
    if look.page is None:
        return
    for mark in marks_on(look.page, registry):
        wrong = _NUMBER.search(mark.value) if mark.kind == "psb" else None
        if wrong is None or wrong[1] in _PROVINCES.get(wrong[2], ""):
            continue
        if site := claimant(look, registry):
            yield _signal(clip(mark.value, 60), mark.snippet, site.name, site.id)
        return


def _signal(number: str, snippet: str, name: str, site: str) -> Signal:
    return Signal(
        "psb_contradicts_itself",
        Axis.MISMATCH,
        Family.IDENTIFIER,
        1.0,
        f"页面以“{name}”的身份出现，但其公安备案号 {number} 的省份简称与编号前两位不符，不可能是真号。",
        f"The page appears as {name}, but the province of its record number {number} contradicts the number's digits.",
        snippet=clip(snippet),
        site=site,
    )
