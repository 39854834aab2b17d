"""How the marks of an official site are printed, with the slips that real pages make, and their one normal form.

Formats after 政府网站发展指引 (国办发〔2017〕47号) and the pages of the sites themselves. All patterns run on NFKC text
and are linear: every repetition is bounded or possessive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from zhenwang.domain.hosts import Host, parse_host

_GAP = r"\s{0,9}+"
_LETTER = "京津冀晋晉蒙辽遼吉黑沪滬苏蘇浙皖闽閩赣贛鲁魯豫鄂湘粤粵桂琼瓊渝川蜀贵貴黔云雲滇藏陕陝秦陇隴甘青宁寧新"
_SIMPLER = str.maketrans("晉遼滬蘇閩贛魯粵瓊貴雲陝隴寧證", "晋辽沪苏闽赣鲁粤琼贵云陕陇宁证")
_DASH = r"[-\u2010-\u2015\u2212~]"

# Ten digits before eight: 2024071060 is one number, not 20240710 and a rest. 备 may be missing, and 号 as well.
ICP = re.compile(
    rf"([{_LETTER}]){_GAP}ICP{_GAP}([备備证證]?){_GAP}案?{_GAP}[:：]?{_GAP}(\d{{10}}|\d{{8}}|\d{{6}})(?!\d){_GAP}"
    rf"[号號]?(?:{_GAP}{_DASH}{_GAP}(\d{{1,4}})(?!\d))?",
    re.IGNORECASE,
)
PSB = re.compile(
    rf"([{_LETTER}]){_GAP}公{_GAP}[网網]{_GAP}安?{_GAP}[备備]?{_GAP}案?{_GAP}[号號]?{_GAP}[:：]?{_GAP}第?{_GAP}(\d{{14}}|\d{{13}})(?!\d)"
)
_CODE = r"(bm\d{8}|\d{10})(?![0-9A-Za-z])"
# A bare 标识码 counts only where no other word goes before it: 学校标识码 has ten digits too, and is a school's.
SITE_CODE = re.compile(
    rf"(?:网{_GAP}站|網{_GAP}站|(?<![\u4e00-\u9fff])){_GAP}[标標]{_GAP}[识識]{_GAP}[码碼]{_GAP}(?:为|是)?{_GAP}[:：]?{_GAP}{_CODE}",
    re.IGNORECASE,
)
SITE_CODE_KEY = re.compile(rf"site_?(?:id)?_?code[\"']?{_GAP}[:=]{_GAP}[\"']?{_GAP}{_CODE}", re.IGNORECASE)
SITE_CODE_VALUE = re.compile(rf"{_GAP}{_CODE}{_GAP}\Z", re.IGNORECASE)

RECORD_CODE = re.compile(
    r"beian\.(?:gov|mps\.gov)\.cn[^\s\"'<>]{0,300}?[?&](?:record)?code=(\d{14}|\d{13})(?!\d)", re.IGNORECASE
)
CONAC_LINK = re.compile(r"bszs\.conac\.cn/[^\s\"'<>]{0,100}?[?&;]id=([0-9A-F]{32})(?![0-9A-Za-z])", re.IGNORECASE)
CONAC_SCRIPT = re.compile(r"conac\.cn/js/\d{2}/\d{3}/\d{4}/\d{8}/(CA\d{21})\.js", re.IGNORECASE)
JIUCUO = re.compile(r"(?:zfwzgl\.www\.gov\.cn|jiucuo)[^\s<>]{0,600}", re.IGNORECASE)
_JIUCUO_URL = re.compile(r"[?&;]url=([^&\s\"'<>]{1,500})", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:[a-z]{1,8}:)?/{0,2}(?:[^@/?#\s]{0,100}@)?([^/?#:\s]{1,253})", re.IGNORECASE)

# The first two digits of a division code (GB/T 2260) and the letter that the police print for it.
_PROVINCES = (
    "11京12津13冀14晋15蒙21辽22吉23黑31沪32苏33浙34皖35闽36赣37鲁41豫42鄂43湘44粤45桂46琼"
    "50渝51川52贵53滇54藏61陕62甘63青64宁65新"
)
_PROVINCE = dict(re.findall(r"(\d\d)(\D)", _PROVINCES))


def icp_value(found: re.Match[str]) -> str:
    """``鄂ICP备05011090号-1`` from any printed variant."""
    letter, kind, number, serial = found.groups()
    form = "证" if kind in ("证", "證") else "备"
    return f"{letter.translate(_SIMPLER)}ICP{form}{number}号" + (f"-{int(serial)}" if serial else "")


def psb_value(letter: str, number: str) -> str:
    """``鄂公网安备42010602000665号``; without a printed letter, as in a link, the one that the digits stand for."""
    return f"{letter.translate(_SIMPLER) or _PROVINCE.get(number[:2], '')}公网安备{number}号"


def jiucuo_hosts(address: str) -> Iterator[str]:
    """A-label hosts that the ``url=`` of a 找错 link names, percent-decoded up to twice."""
    for written in _JIUCUO_URL.findall(address):
        authority = _AUTHORITY.match(unquote(unquote(written)).strip())
        host = parse_host(authority[1]) if authority else None
        if isinstance(host, Host):
            yield host.ascii
