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
_DASH = r"[-\u2010-\u2015\u2212~_]"


def _digits(*lengths: int) -> str:
    """A number of one of these lengths, whole before spaced: 4200000093, then 4200 0000 93."""
    whole = "|".join(rf"\d{{{length}}}(?!\d)" for length in lengths)
    spaced = "|".join(rf"\d(?: ?\d){{{length - 1}}}(?! ?\d)" for length in lengths)
    return f"(?:{whole}|{spaced})"


# Ten digits before eight: 2024071060 is one number, not 20240710 and a rest. 备 may be missing, and 号 as well.
ICP = re.compile(
    rf"([{_LETTER}])\)?{_GAP}[Il1|]{_GAP}C{_GAP}P{_GAP}([備备证證]?){_GAP}[案字]?{_GAP}[号號]?{_GAP}[:：]?{_GAP}第?{_GAP}"
    rf"({_digits(10, 8, 6)}){_GAP}[号號]?(?:{_GAP}{_DASH}{_GAP}(\d{{1,4}})(?!\d))?",
    re.IGNORECASE,
)
PSB = re.compile(
    rf"([{_LETTER}])\)?{_GAP}公{_GAP}[网網]{_GAP}安?{_GAP}[备備]?{_GAP}案?{_GAP}[号號]?{_GAP}[:：]?{_GAP}第?{_GAP}"
    rf"({_digits(14, 13, 12)})"
)
_END = r"(?![0-9A-Za-z])"
_CODE = rf"(bm\d{{8}}{_END}|\d{{10}}{_END}|bm(?: ?\d){{8}}(?! ?[0-9A-Za-z])|\d(?: ?\d){{9}}(?! ?[0-9A-Za-z]))"
# A bare 标识码 counts only where no other word goes before it: 学校标识码 has ten digits too, and is a school's.
SITE_CODE = re.compile(
    rf"(?:[网網]{_GAP}站|站{_GAP}[点點]|(?<![\u4e00-\u9fff])){_GAP}[标標]{_GAP}[识識示志誌]{_GAP}[编編]?{_GAP}[码碼号號]{_GAP}"
    rf"(?:为|是)?{_GAP}[:：]?{_GAP}[(\[【]?{_GAP}{_CODE}",
    re.IGNORECASE,
)
SITE_CODE_KEY = re.compile(rf"site[_-]?(?:id)?[_-]?code[\"']?{_GAP}[:=]{_GAP}[\"']?{_GAP}{_CODE}", re.IGNORECASE)
SITE_CODE_VALUE = re.compile(rf"{_GAP}{_CODE}{_GAP}\Z", re.IGNORECASE)
SITE_CODE_NAMES = frozenset({"siteidcode", "sitecode", "siteidentificationcode", "websitecode", "websiteidcode"})
"""What a meta tag or an attribute that holds a site code is called, letters only."""

PRINTED_NEAR = re.compile(r"[码碼备備]|[标標].{0,8}[号號]|[CcＣｃ]\s?[PpＰｐ]|公.{0,8}[网網]")
"""Characters without which no printed mark stands in a text, whatever stands between them."""
ADDRESSED_NEAR = re.compile(r"[bcjzBCJZ](?i:(?<=b)eian|(?<=c)onac|(?<=j)iucuo|(?<=z)fwz(?:gl|xx))")
"""Words without which no address holds a mark."""

RECORD_CODE = re.compile(
    r"beian\.(?:gov|mps\.gov)\.cn[^\s\"'<>]{0,300}?[?&;](?:record)?code=(\d{14}|\d{13}|\d{12})(?!\d)", re.IGNORECASE
)
CONAC_LINK = re.compile(r"bszs\.conac\.cn/[^\s\"'<>]{0,100}?[?&;]id=([0-9A-F]{32})(?![0-9A-Za-z])", re.IGNORECASE)
CONAC_SCRIPT = re.compile(r"conac\.cn/js/(\d{2})/(\d{3})/(\d{4})/(\d{8})/(CA\d{21})\.js", re.IGNORECASE)
CONAC_IMAGE = re.compile(r"conac\.cn/image/(red_error|red|blue)\.(?:png|gif|jpg)", re.IGNORECASE)
JIUCUO = re.compile(r"(?:zfwzgl\.www\.gov\.cn|jiucuo)[^\s<>]{0,600}", re.IGNORECASE)
JIUCUO_OLD = re.compile(r"zfwzxx\.www\.gov\.cn/check_web/\w{1,40}/jcInfo/([0-9a-f-]{8,60})", re.IGNORECASE)
_JIUCUO_URL = re.compile(r"[?&;]url=([^&\s\"'<>]{1,500})", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:[a-z]{1,8}:)?/{0,2}(?:[^@/?#\s]{0,100}@)?([^/?#:\s]{1,253})", re.IGNORECASE)
_DECODINGS = 3

_COMMENT = re.compile(r"/\*[^*]{0,4000}\*/|^[ \t]{0,40}//[^\n]{0,1000}|<!--(?!\[)[^<>]{0,1000}-->", re.MULTILINE)
_ESCAPED = re.compile(r"(?:\\|%)u([0-9a-fA-F]{4})")

# The first two digits of a division code (GB/T 2260) and the letter that the police print for it.
_PROVINCES = (
    "11京12津13冀14晋15蒙21辽22吉23黑31沪32苏33浙34皖35闽36赣37鲁41豫42鄂43湘44粤45桂46琼"
    "50渝51川52贵53滇54藏61陕62甘63青64宁65新"
)
_PROVINCE = dict(re.findall(r"(\d\d)(\D)", _PROVINCES))
_ONE_LETTER = str.maketrans("蜀黔云滇秦陇", "川贵滇滇陕甘")


def site_code_value(found: str) -> str:
    """``bm14000001`` from ``BM 1400 0001``."""
    return found.replace(" ", "").lower()


def icp_value(found: re.Match[str]) -> str:
    """``鄂ICP备05011090号-1`` from any printed variant."""
    letter, kind, number, serial = found.groups()
    form = "证" if kind in ("证", "證") else "备"
    return f"{letter.translate(_SIMPLER)}ICP{form}{number.replace(' ', '')}号" + (f"-{int(serial)}" if serial else "")


def psb_value(letter: str, number: str) -> str:
    """``鄂公网安备42010602000665号``; without a printed letter, as in a link, the one that the digits stand for."""
    number = number.replace(" ", "")
    return f"{letter.translate(_SIMPLER) or _PROVINCE.get(number[:2], '')}公网安备{number}号"


def province_of(value: str) -> str:
    """The letter of the province that a number names, by its own letter (鄂ICP备…) or by its first two digits.

    One letter a province: 蜀 is told as 川. Empty for what names none, such as the code of a ministry.
    """
    if value[:1] in _LETTER:
        return value[0].translate(_SIMPLER).translate(_ONE_LETTER)
    return str(_PROVINCE.get(value[:2], ""))


def jiucuo_hosts(address: str) -> Iterator[str]:
    """A-label hosts that the ``url=`` of a 找错 link names, percent-decoded up to three times."""
    for written in _JIUCUO_URL.findall(address):
        if host := host_written(decoded(written)[-1]):
            yield host


def host_written(address: str) -> str:
    """The A-label host of an address that may lack its scheme; empty where there is none."""
    authority = _AUTHORITY.match(address.strip())
    host = parse_host(authority[1]) if authority else None
    return host.ascii if isinstance(host, Host) and "." in host.ascii else ""


def decoded(address: str) -> list[str]:
    """An address as it stands, then with its percent signs resolved, once for each time it was encoded; at most 3."""
    forms = [address]
    while "%" in forms[-1] and len(forms) <= _DECODINGS:
        form = unquote(forms[-1])
        if form == forms[-1]:
            break
        forms.append(form)
    return forms


def live_script(text: str) -> str:
    """A script without its comments, its ``\\uXXXX`` resolved: what it does, and not what it once did."""
    bare = _COMMENT.sub(" ", text) if "//" in text or "/*" in text or "<!--" in text else text
    if "\\u" in bare or "%u" in bare:
        bare = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), bare)
    return bare
