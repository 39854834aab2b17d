"""Courts of the districts of the four municipalities: the list names only the city, the host the district."""

from __future__ import annotations

import re

from corpora.claims import Claim
from corpora.divisions import MUNICIPALITIES, Divisions

_AFFIXES = re.compile(r"\A(?:bj|tj|cq|sh)|(?:q|x)?fy\Z")
_BY_HAND = {"jx": "蓟州区", "sjs": "石景山区", "rcx": "荣昌区", "js": "金山区"}  # 蓟县 and 荣昌县 before they became districts


def district_court(claim: Claim, divisions: Divisions) -> None:
    """北京市人民法院 at dcqfy.bjcourt.gov.cn is the court of 东城区: no body is called 北京市人民法院."""
    if claim.code not in MUNICIPALITIES or not claim.name.endswith(("市人民法院", "市人民检察院")):
        return
    office = "人民法院" if claim.name.endswith("法院") else "人民检察院"
    if office == "人民检察院" and claim.host.split(".")[1] in ("bjjc", "tj", "sh", "cq"):
        return
    label = _label(claim.host)
    found = [code for code in divisions.children(claim.code) if label in _spellings(divisions.names[code])]
    if len(found) == 1:
        claim.code, claim.level = found[0], "county"
        claim.name = "".join(divisions.path(found[0])) + office
        claim.region = "/".join(divisions.path(found[0]))
        claim.note.append("区名由主机名推得")
        claim.confidence = "low"
    else:
        claim.note.append("区名未能由主机名推得，待核")
        claim.confidence = "low"


def _label(host: str) -> str:
    labels = host.removeprefix("www.").split(".")
    return _AFFIXES.sub("", _AFFIXES.sub("", labels[0]))


def _spellings(name: str) -> set[str]:
    from pypinyin import lazy_pinyin  # dictionaries that only this needs

    bare = name.removesuffix("新区").removesuffix("区").removesuffix("县")
    initials = "".join(syllable[0] for syllable in lazy_pinyin(bare))
    return {initials, initials + "q", "".join(lazy_pinyin(bare)), *(k for k, place in _BY_HAND.items() if place == name)}
