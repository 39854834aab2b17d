"""What else a number is that stands where a site code should: each sentence names the slip."""

from __future__ import annotations

import re
from collections.abc import Callable

from zhenwang.registry.printed_marks import folded, letter_of

_Fault = tuple[str, str]

_LIKE_A_CODE = re.compile(
    r"(?:(?:政府)?网站标识码|SiteIDCode)?[:：=]?([0-9]{5,40}|bm[0-9]{1,40}|N[0-9]{9}|CA[0-9]{21})\Z", re.IGNORECASE
)
_CODE = re.compile(r"(?:[0-9]{10}|bm[0-9]{8})\Z")


def meant_as_code(text: str) -> str:
    """The number of a text that is no site code, though somebody may take it for one: too long, too short, of another
    kind. Empty for a text that is clearly something else.
    """
    found = _LIKE_A_CODE.match("".join(folded(text).split()))
    return found[1] if found else ""


def shape_fault(value: str) -> _Fault | None:
    """Why a text, lower-case and without spaces, is no site code, in Chinese and English; None for one in due form."""
    if _CODE.match(value):
        if value.startswith("bm") or letter_of(value) or _is_placeholder(value):
            return None
        return (
            f"前两位 {value[:2]} 不是任何省级行政区的代码。",
            f"No province has the number {value[:2]} with which the code begins.",
        )
    for pattern, fault in _OTHER_NUMBERS:
        if pattern.match(value):
            return fault(value)
    return (
        f"“{value[:40]}”既不是十位数字，也不是 bm 加八位数字。",
        f"{value[:40]!r} is neither ten digits nor bm and eight digits.",
    )


def _is_placeholder(value: str) -> bool:
    return value in "01234567890" or len(set(value)) == 1


def _said(zh: str, en: str) -> Callable[[str], _Fault]:
    return lambda value: (zh.format(n=_digits(value)), en.format(n=_digits(value)))


def _digits(value: str) -> int:
    return sum(character.isdecimal() for character in value)


_OTHER_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], _Fault]], ...] = (
    (re.compile(r"\Z"), _said("没有编号。", "There is no code.")),
    (
        re.compile(r"bm[0-9]+\Z"),
        _said("bm 后有 {n} 位数字，应为八位。", "{n} digits after bm, where eight are due."),
    ),
    (
        re.compile(r"n[0-9]{9}\Z"),
        _said(
            "N 加九位数字是商业等其他网站的编号，不是政府网站标识码。",
            "N and nine digits are used by commercial and other sites; it is not a government site code.",
        ),
    ),
    (
        re.compile(r"ca[0-9]{21}\Z"),
        _said(
            "这是 CONAC 标识脚本的编号，不是网站标识码。",
            "This is the id of a CONAC script, not a site code.",
        ),
    ),
    (
        re.compile(r"[0-9a-f]{32}\Z"),
        _said("这是 CONAC 标识的 id，不是网站标识码。", "This is the id of a CONAC mark, not a site code."),
    ),
    (
        re.compile(r"[0-9]{22}\Z"),
        _said(
            "22 位数字是旧的工商红盾编号，不是网站标识码。",
            "22 digits: an old 工商红盾 number (business registration), not a site code.",
        ),
    ),
    (
        re.compile(r"[0-9]{13,14}\Z"),
        _said(
            "{n} 位数字，像是公安备案号；网站标识码为十位。", "{n} digits, like a 公安备案 number; a site code has ten."
        ),
    ),
    (
        re.compile(r"[0-9]+\Z"),
        _said("有 {n} 位数字，网站标识码为十位。", "{n} digits, where a site code has ten."),
    ),
)
