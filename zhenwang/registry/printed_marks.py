"""A mark as somebody types or prints it: which kind it is, and its one normal form (``pages.mark_patterns``)."""

from __future__ import annotations

import re
import unicodedata

from zhenwang.pages import mark_patterns as patterns

MAX_MARK = 200

_BARE_RECORD = re.compile(r"(\d{14}|\d{13})\Z")
_BARE_CONAC = re.compile(r"[0-9A-F]{32}\Z", re.IGNORECASE)


def folded(text: str) -> str:
    """The first ``MAX_MARK`` characters in compatibility form (full-width digits, hyphens), stripped."""
    return unicodedata.normalize("NFKC", text[:MAX_MARK]).strip()


def read_mark(text: str) -> tuple[str, str] | None:
    """``(kind, value)`` of a text that is one mark or holds one, as ``Marks`` keeps it; None where there is none.

    Labels (``网站标识码：``), missing 备 or 号, spaces, full-width characters, query links of 公安备案 and CONAC are
    understood; bare digits count as a site code (ten) or a 公安备案 number (13 or 14).
    """
    line = folded(text)
    close = "".join(line.split())
    if found := patterns.SITE_CODE_VALUE.match(close):
        return "site_code", found[1].lower()
    if _BARE_CONAC.match(close):
        return "conac", close.upper()
    if found := _BARE_RECORD.match(close) or patterns.RECORD_CODE.search(line):
        return "psb", patterns.psb_value("", found[1])
    if found := patterns.CONAC_LINK.search(line):
        return "conac", found[1].upper()
    if found := patterns.ICP.search(line):
        return "icp", patterns.icp_value(found)
    if found := patterns.PSB.search(line):
        return "psb", patterns.psb_value(found[1], found[2])
    if found := patterns.SITE_CODE.search(line) or patterns.SITE_CODE_KEY.search(line):
        return "site_code", found[1].lower()
    return None


def letters(icp: str, psb: str) -> dict[str, str]:
    """The province that each number names, as the one letter the police print: ``{"icp": "陕", "psb": "陕",
    "psb_digits": "皖"}``; without what cannot be read.
    """
    named: dict[str, str] = {}
    if found := patterns.ICP.search(folded(icp)):
        named["icp"] = _one_letter(found[1])
    if found := patterns.PSB.search(folded(psb)):
        named["psb"] = _one_letter(found[1])
        named["psb_digits"] = letter_of(found[2])
    return {what: letter for what, letter in named.items() if letter}


def letter_of(code: str) -> str:
    """The province of a number that begins with a division code; empty for digits that stand for none."""
    letter = patterns.psb_value("", code)[0]
    return "" if letter == "公" else letter


_OTHER_LETTERS = str.maketrans("蜀黔滇秦陇", "川贵云陕甘")


def _one_letter(letter: str) -> str:
    return patterns.psb_value(letter, "")[0].translate(_OTHER_LETTERS)
