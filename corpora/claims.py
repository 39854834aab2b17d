"""What one line of a list of links claims: that a body stands at a host. Its name comes from label and place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from corpora.divisions import MUNICIPALITIES, Divisions
from corpora.official_rows import COMPOSED, source_of
from corpora.short_forms import full_name, short_names, short_place

_BODY = re.compile(r"[^（）()·、]{4,30}?(?:管理委员会|管委会)")
_SITE_WORDS = re.compile(r"(?:门户网站|公众信息网|网站)\Z")
_COMPOSED_MARKS = ("name composed", "label in source", "name describes", "label: ")
_POLITICAL_LEGAL = re.compile(r"长安网|政法网|综治网|平安")
_LEVELS = {"province_department": "province", "prefecture_department": "province"}  # those of Beijing and Shanghai


@dataclass(slots=True)
class Claim:
    """One body at one host. ``portal`` is a link to the place's own government, under which name ever."""

    host: str
    name: str
    level: str
    code: str
    region: str
    source: str
    confidence: str
    shorts: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    sponsor: str = ""
    note: list[str] = field(default_factory=list)
    portal: bool = False


def claim_of(line: dict[str, str], divisions: Divisions) -> Claim:
    claim = Claim(
        line["domain"], line["name"], _LEVELS.get(line["level"], line["level"]), line["region_code"], line["region"],
        source_of(line), line["confidence"],
    )  # fmt: skip
    if any(mark in line["note"] for mark in _COMPOSED_MARKS):
        claim.note.append(COMPOSED)
    if not claim.host.endswith(".gov.cn"):
        claim.note.append("非 gov.cn 域名")
    read_name = _READERS.get(line["source_path"], _crawled)
    read_name(claim, line, divisions)
    if "/" not in claim.region:
        claim.region = "/".join(divisions.path(claim.code)) or claim.region
    claim.shorts += short_names(claim.name)
    if (short := short_place(claim.name)) != claim.name:
        claim.shorts.append(short)
    return claim


def _label(line: dict[str, str]) -> str:
    found = re.search(r"label in source: ([^;]+)", line["note"])
    return found[1].strip() if found else ""


def _link(claim: Claim, line: dict[str, str], divisions: Divisions) -> None:
    """Law links: the label is a kind of body, the place stands before it."""
    label, place = _label(line), line["name"].removesuffix(_label(line))
    province = "/".join(divisions.path(claim.code)[:1])
    if claim.level == "county" and not place.startswith(province):
        place = province + place
        claim.name = place + label
    if "人民政府" in line["note"] or (label == line["name"].removeprefix(province) and label.endswith("区")):
        claim.portal = True
    elif label == "纪委监委":
        claim.aliases += [f"中共{place}纪律检查委员会", f"{place}监察委员会"]
    elif label in ("人大", "本届大会"):
        claim.name = place + "人民代表大会常务委员会"
    elif label == "省政协":
        claim.name, claim.shorts = f"中国人民政治协商会议{province}委员会", [province + "政协"]
    elif label == "省级药监局":
        claim.name = province + "药品监督管理局"
    elif label == "审计厅" and claim.code in MUNICIPALITIES:
        claim.name = place + "审计局"
    elif _POLITICAL_LEGAL.search(label):
        claim.name = label
        if claim.level != "county":
            claim.sponsor = f"中共{_committee(claim, divisions)}政法委员会"
            claim.note.append("主办单位为组合")
        claim.note = [note for note in claim.note if note != COMPOSED]


def _committee(claim: Claim, divisions: Divisions) -> str:
    """The party committee of a place as documents write it: 吕梁市委, 阿克苏地委, 新疆维吾尔自治区党委."""
    path = divisions.path(claim.code)
    place = path[-1] if path else claim.name
    if place.endswith("地区"):
        return place.removesuffix("区") + "委"
    return place + ("党委" if place.endswith("自治区") else "委")


def _court(claim: Claim, _line: dict[str, str], divisions: Divisions) -> None:
    """County courts and procuratorates: a district's bears its city's name too."""
    path = divisions.path(claim.code) or tuple(claim.region.split("/"))
    if claim.level == "county" and len(path) > 1 and path[-1].endswith("区"):
        claim.name = path[-2] + claim.name


def _labour(claim: Claim, line: dict[str, str], divisions: Divisions) -> None:
    """人社局 of prefectures, some named without 市, none with a code."""
    code, words = divisions.leading(line["name"])
    place = divisions.names.get(code, words)
    claim.code = claim.code or code
    claim.region = "/".join(divisions.path(code))
    office = line["name"].removeprefix(words)
    claim.name = place + full_name(office)
    if line["name"] != claim.name:
        claim.shorts.append(line["name"])


def _zone(claim: Claim, line: dict[str, str], _divisions: Divisions) -> None:
    """Zones: the organiser text is the sponsor, often with an alias or a remark stuck to it."""
    claim.sponsor = sponsor_of(line["organiser"])
    if body := committee(line["organiser"]):
        claim.aliases.append(body)


def _crawled(claim: Claim, line: dict[str, str], divisions: Divisions) -> None:
    """Labels of crawlers and of link lists: a short name, at times without its province, or a site's name."""
    name, alias = _split_name(line["name"])
    name = _SITE_WORDS.sub("", name)
    if "label: Guangdong " in line["note"]:
        name = "广东省" + name
    code, words = divisions.leading(name)
    if code and line["level"] in ("province_department", "prefecture_department"):
        name = divisions.names[code] + full_name(name.removeprefix(words))
    if not claim.code and code:
        claim.code = code
    if name != line["name"] and not alias:
        claim.aliases.append(line["name"])
    claim.name = name
    claim.aliases += [alias] if alias else []
    if claim.level == "county":
        claim.portal = True
    if name.endswith("人大"):
        claim.name = full_name(name)


def _split_name(name: str) -> tuple[str, str]:
    """湖北省公共资源交易中心（湖北省政府采购中心） as name and alias."""
    found = re.fullmatch(r"([^（]+)（([^）]+)）", name)
    return (found[1], found[2]) if found else (name, "")


def committee(organiser: str) -> str:
    """The administrative committee at the head of an organiser text, or an empty string."""
    found = _BODY.match(organiser)
    return found[0] if found else ""


_SPONSOR = re.compile(
    r"[^（）()·，,、。\d]{3,40}?(?:管理委员会|管委会|人民政府办公[厅室]|人民政府|行政公署|管理局|商务厅|办公室|融媒体中心)"
    r"(?=\Z|[^\u4e00-\u9fff]|党|综|办公|信息|政务|科技|宣|行政|国家级|整合|天津|与)"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{5,30}(?:办公[厅室]|党政办|管理局|人民政府|宣传部|工作局|中心|综合办)")
_INNER = re.compile(r"\A(?:党政|综合|办公|管委会|管理委员会|党工委|党群|工作委员会|委)")


def sponsor_of(organiser: str) -> str:
    """The sponsor named at the head of an organiser text; empty where it is no whole body (管委会办公室 of nobody)."""
    text = organiser.strip()
    if _INNER.match(text) or not text:
        return ""
    if body := committee(text):
        return body
    found = _SPONSOR.match(text)
    if found:
        return found[0]
    return text if _OFFICE.fullmatch(text) else ""


def _column(claim: Claim, _line: dict[str, str], _divisions: Divisions) -> None:
    """Labels of a portal's columns (海外投资形势分析): the host is known, the name is none."""
    claim.portal = True


_READERS: dict[str, Callable[[Claim, dict[str, str], Divisions], None]] = {
    "falv/fazhi.md": _link,
    "falv/fawang.md": _court,
    "fuwu/jiuye.md": _labour,
    "fuwu/qianxian2.md": _zone,
    "crawlers/sz_invest.py": _column,
}
