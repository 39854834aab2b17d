"""What stands at the foot of a page and in its head: the identity claims of measures art. 15, as sites print them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from tests.farm.offices import Office
from zhenwang.domain.registry import Registry, icp_subject

MARKS = frozenset({"code", "meta", "jiucuo", "jiucuo_script", "conac", "conac_script", "psb", "icp"})
NAMES = frozenset({"title", "heading", "sponsor", "site_name"})
SHOWS = MARKS | NAMES | {"contact"}

_CODE = (
    "网站标识码：{}",
    "网站标识码:{}",
    "政府网站标识码：{}",
    "<span>网站标识码</span> <span>{}</span>",
    "网站标识码 {}",
)
_BROKEN_CODE = (
    "网站标识码【{}】",
    "网 站 标 识 码 ： {}",
    "网站标识码﹕{}",
    "标识码：{}（政府网站）",
    "网站标识码&#58;&nbsp;{}",
)
_BROKEN_PSB = (
    "{sign}公网安{digits}号",
    "{sign}公网安备{digits}",
    "{sign} 公 网 安 备 {digits} 号",
    "{sign}公网安备：{digits}号",
)
_BROKEN_ICP = (
    "{sign}ICP{digits}号",
    "{sign}ICP备{digits}",
    "{sign} icp 备 {digits} 号 - 1",
    "{sign}ＩＣＰ备{digits}号",
)


@dataclass(frozen=True, slots=True)
class Foot:
    lines: tuple[str, ...]
    scripts: str
    metas: str


def foot(office: Office, name: str, phone: str, shows: frozenset[str], random: Random, broken: bool) -> Foot:
    """The foot of a page that shows what ``shows`` says; with ``broken`` the numbers are written as nobody should."""
    lines = [line for kind in _order(shows, random) for line in _line(kind, office, name, phone, random, broken)]
    return Foot(tuple(lines), _scripts(office, shows), _metas(office, name, shows))


def owners(office: Office, shows: frozenset[str], registry: Registry) -> frozenset[str]:
    """Every site that may show one of the marks: a platform's numbers belong to all its sites."""
    marks = office.site.marks
    found = {office.id} if shows & {"jiucuo", "jiucuo_script"} else set()
    shown = [("site_code", marks.site_codes, {"code", "meta", "jiucuo", "jiucuo_script"}), ("psb", marks.psb, {"psb"})]
    for kind, values, on in (*shown, ("conac", marks.conac, {"conac"})):
        found |= {holder.id for value in values if shows & on for holder in registry.holders(kind, value)}
    for value in marks.icp if "icp" in shows else ():
        found |= {holder.id for holder in registry.subject_holders(icp_subject(value))}
    return frozenset(found)


def standing(office: Office, shows: frozenset[str]) -> frozenset[str]:
    """Those of ``shows`` that the body really has: nothing can be copied that it does not have."""
    code = {"code", "meta", "jiucuo", "jiucuo_script"} if office.code else set()
    have = code | ({"psb"} if office.psb else set()) | ({"icp"} if office.icp else set())
    have |= {"conac"} if office.conac else set()
    return frozenset(shows & (NAMES | {"contact", "conac_script"} | have))


def _order(shows: frozenset[str], random: Random) -> list[str]:
    kinds = sorted(shows & {"sponsor", "contact", "code", "icp", "psb", "conac", "jiucuo"})
    random.shuffle(kinds)
    return kinds


def _line(kind: str, office: Office, name: str, phone: str, random: Random, broken: bool) -> list[str]:
    if kind == "sponsor":
        return [
            random.choice(
                (
                    f"主办单位：{name}",
                    f"版权所有：{name}",
                    f"主办：{name}　承办：{name}办公室",
                    f"Copyright © 2026 {name} 版权所有",
                )
            )
        ]
    if kind == "contact":
        return [f"地址：{office.address}　邮编：{office.postcode}　电话：{phone}"]
    if kind == "code":
        return [
            random.choice(_BROKEN_CODE if broken else _CODE).format(
                _spaced(office.code, random) if broken else office.code
            )
        ]
    if kind == "psb":
        return [_psb(office.psb, random, broken)]
    if kind == "icp":
        return [_icp(office.icp, random, broken)]
    if kind == "conac":
        address = f"https://bszs.conac.cn/sitename?method=show&id={office.conac}"
        return [
            f'<a href="{address}" target="_blank"><img src="https://dcs.conac.cn/image/red.png" alt="党政机关"></a>'
        ]
    official = quote(f"http://{office.host}/", safe="")
    address = f"http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={office.code}&url={official}"
    return [f'<a href="{address}"><img src="/images/jiucuo.png" alt="我为政府网站找错"></a>']


def _psb(number: str, random: Random, broken: bool) -> str:
    digits = "".join(filter(str.isdigit, number))
    if broken:
        return random.choice(_BROKEN_PSB).format(sign=number[0], digits=digits)
    link = f"http://www.beian.gov.cn/portal/registerSystemInfo?recordcode={digits}"
    return random.choice(
        (number, f'<a href="{link}"><img src="/images/ga.png">{number}</a>', f"{number[:5]} {digits}号")
    )


def _icp(number: str, random: Random, broken: bool) -> str:
    digits = "".join(filter(str.isdigit, number.partition("号")[0]))
    if broken:
        return random.choice(_BROKEN_ICP).format(sign=number[0], digits=digits)
    return random.choice(
        (number, f'<a href="https://beian.miit.gov.cn/" rel="nofollow">{number}</a>', f"备案序号：{number}")
    )


def _spaced(code: str, random: Random) -> str:
    return random.choice(
        (f"{code[:4]} {code[4:]}", f"{code[:2]} {code[2:6]} {code[6:]}", " ".join(code), _full_width(code))
    )


def _full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _scripts(office: Office, shows: frozenset[str]) -> str:
    made = ""
    if "jiucuo_script" in shows:
        made += f'<script id="_jiucuo_" sitecode="{office.code}" src="http://pucha.kaipuyun.cn/exposure/jiucuo.js"></script>'
    if "conac_script" in shows:
        made += '<script src="https://dcs.conac.cn/js/17/000/0000/40768145/CA170000000407681450001.js"></script>'
    return made


def _metas(office: Office, name: str, shows: frozenset[str]) -> str:
    made = f'<meta name="SiteIDCode" content="{office.code}">' if "meta" in shows else ""
    if "site_name" in shows:
        made += f'<meta name="SiteName" content="{name}"><meta name="SiteDomain" content="{office.host}">'
    return made
