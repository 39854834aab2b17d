"""Mending of cells as lists really have them. Every change is told; nothing is guessed that could be another body's."""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from zhenwang.domain.site import Status
from zhenwang.lists.cells import INVISIBLE, MARK_READERS, PROVINCES, split_values
from zhenwang.text.characters import HAN

_ODD_BLANKS = re.compile(r"[^\S ]|  ")
_HAN_GAP = re.compile(f"(?<=[{HAN}，。、（）])\\s+(?=[{HAN}，。、（）])")
_WHOLE_FLOAT = re.compile(r"(-?[0-9]{1,15})\.0+\Z")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}\Z")
_QUOTED_TEXT = re.compile(r'="([^"]*)"\Z')
_WIDE = {ord(char) + 0xFEE0: char for char in string.ascii_letters + string.digits}
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,60})[)）\]】]\s*\Z")
_STATUS_WORDS: tuple[tuple[str, Status], ...] = (
    ("临时下线|临时关停|暂停|暂时|维护中|升级改造|改版中", Status.TEMP_OFFLINE),
    ("应急下线|紧急下线|紧急关停", Status.EMERGENCY_OFFLINE),
    ("迁移中|正在迁移|整合中|正在整合", Status.MIGRATING),
    ("筹建|在建|建设中|拟开通|未开通|待开通", Status.PLANNED),
    ("关停|关闭|注销|下线|停用|停运|停止|撤销|已迁移|已整合|已合并", Status.RETIRED),
    ("(?<![未不])(?:正常|运行)|在用|已开通|启用|reachable", Status.ACTIVE),
)
# How an afterthought begins; a name may well end in brackets with 注销 somewhere inside.
_AFTERTHOUGHT = re.compile(
    "(?:该|本)?(?:网站|站点)?(?:(?:已|拟|暂|临时|正在|待|未|筹|在建|建设中|应急|紧急)"
    "|(?:关停|关闭|停用|停运|下线|注销|撤销|迁移|整合|维护|升级|改版)(?:中|于|至|[0-9]|\\Z))"
)
_LEVELS: tuple[tuple[str, str], ...] = (
    ("国家级|中央|国务院部门|部委", "central"),
    ("省级|省本级|自治区级|直辖市", "province"),
    ("地市级|市级|市州级|市本级|地级|州级", "prefecture"),
    ("县级|区县级|县区级|区级|县市区", "county"),
    ("开发区|功能区|园区", "zone"),
)
_MARK_LABEL = re.compile(r"\A(?:(?:网站)?标识码|(?:网站|icp|公安)?备案(?:号|编号))[:：]\s*", re.IGNORECASE)
_ICP_PARTS = re.compile(rf"([{PROVINCES}])ICP([备证]?)(?:字第?)?([0-9]{{6,10}})号?(-[0-9]{{1,4}})?\Z", re.IGNORECASE)
_PSB_PARTS = re.compile(rf"([{PROVINCES}])公网安备[:：]?([0-9]{{13,14}})号?\Z")
_CONAC_LINK = re.compile(r"[?&]id=([0-9A-Fa-f]{32})\b")
_MARK_SEPARATOR = re.compile(r"[、，,;；\r\n]+")


@dataclass(frozen=True, slots=True)
class Mended:
    """What a cell became, and why in as many clauses as changes were made. ``further`` are more values of its kind;
    ``note`` and ``status`` are what an afterthought in brackets said.
    """

    text: str
    reasons: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    note: str = ""
    status: Status | None = field(default=None)


def mend_text(text: str, gaps: bool = False) -> Mended:
    """A name or a remark: invisible characters, odd blanks, full-width letters and digits; punctuation stays.

    With ``gaps``, blanks between two Han characters go (财　政　局); in running text they part sentences.
    """
    plain = text.strip(" \t\r\n")
    if plain.isascii() and plain[:1] != "=" and not _ODD_BLANKS.search(plain):
        return Mended(plain)
    reasons: list[str] = []
    quoted = _QUOTED_TEXT.match(plain)
    if quoted:
        plain = _because(reasons, plain, quoted[1], 'written ="…" to keep a spreadsheet from changing it')
    plain = _because(reasons, plain, INVISIBLE.sub("", plain), "invisible characters removed")
    plain = _because(reasons, plain, plain.translate(_WIDE), "full-width letters and digits made ordinary")
    spaced = _HAN_GAP.sub("", plain.strip()) if gaps else plain.strip()
    plain = _because(reasons, plain, " ".join(spaced.split()), "line breaks and odd blanks removed")
    return Mended(plain, tuple(reasons))


def mend_name(text: str) -> Mended:
    """A name: as ``mend_text``; an afterthought in brackets about its standing (已关停) is not part of it."""
    mended = mend_text(text, gaps=True)
    bracketed = _BRACKETS.search(mended.text)
    status = status_of(bracketed[1]) if bracketed and _AFTERTHOUGHT.match(bracketed[1]) else None
    if bracketed is None or status in (None, Status.ACTIVE) or not bracketed.start():
        return mended
    reason = f"'{bracketed[1]}' is no part of the name: the site counts as {status}"
    return Mended(mended.text[: bracketed.start()].rstrip(), (*mended.reasons, reason), (), bracketed[1], status)


def mend_mark(kind: str, text: str) -> Mended:
    """A site code, ICP, 公安备案 or CONAC number; several become ``further``. Their shape is judged later."""
    original = text.strip(" \t\r\n'")
    value = unicodedata.normalize("NFKC", INVISIBLE.sub("", original)).strip()
    quoted = _QUOTED_TEXT.match(value)
    value = _MARK_LABEL.sub("", quoted[1] if quoted else value)
    parts = split_values(_MARK_SEPARATOR.sub(";", value)) or ("",)
    mended = tuple(_one_mark(kind, part) for part in parts)
    reasons = tuple(dict.fromkeys(reason for _, reason in mended if reason))
    if not reasons and ";".join(value for value, _ in mended) != ";".join(split_values(original)):
        reasons = ("written in the form of such a number",)
    return Mended(mended[0][0], reasons, tuple(value for value, _ in mended[1:]))


def _one_mark(kind: str, text: str) -> tuple[str, str]:
    value = "".join(text.split())
    if kind == "site_code":
        return _site_code(value)
    if kind == "icp" and (icp := _ICP_PARTS.match(value)):
        whole = f"{icp[1]}ICP{icp[2] or '备'}{icp[3]}号{icp[4] or ''}"
        lacking = [char for char, there in (("备", icp[2]), ("号", "号" in value)) if not there]
        return whole, f"{' and '.join(lacking)} was missing" if lacking else ""
    if kind == "psb" and (psb := _PSB_PARTS.match(value)):
        return f"{psb[1]}公网安备{psb[2]}号", "" if value.endswith("号") else "号 was missing"
    if kind == "conac" and (link := _CONAC_LINK.search(value)):
        return link[1].upper(), "taken out of the mark's address"
    read, wrong = MARK_READERS[kind](value)
    return (value if wrong else read), ""


def _site_code(value: str) -> tuple[str, str]:
    whole = _WHOLE_FLOAT.match(value)
    if whole:
        return whole[1], "kept as a number by the spreadsheet"
    if _SCIENTIFIC.match(value):
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value, ""
        digits = sum(char.isdigit() for char in value.lower().partition("e")[0])
        # 4.2E+09 has lost its last digits for ever; 4.200000093E+09 has lost none.
        return (f"{number:.0f}", "kept as a number by the spreadsheet") if digits == 10 else (value, "")
    return value.lower(), "bm is written in small letters" if value[:2] in ("BM", "Bm", "bM") else ""


def mend_number(text: str) -> str:
    """A number as a spreadsheet keeps it (``420000.0``) as a person writes it."""
    whole = _WHOLE_FLOAT.match(text.strip())
    return whole[1] if whole else text


def status_of(text: str) -> Status | None:
    """The status that a word of a list means, None for a word that means none."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if plain in set(Status):
        return Status(plain)
    return next((status for words, status in _STATUS_WORDS if re.search(words, plain)), None)


def level_of(text: str) -> str:
    """A body's level in the words of the registry, the text itself when it is none of them."""
    return next((level for words, level in _LEVELS if re.match(f"(?:{words})", text)), text)


def _because(reasons: list[str], before: str, after: str, reason: str) -> str:
    if after != before:
        reasons.append(reason)
    return after
