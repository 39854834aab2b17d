"""The reminder letter (提醒函) for findings about a genuine site: polite, factual, and blaming nobody.

A draft for a person to read, complete and sign; whom to ask is left as a named blank. The site is genuine, so the word
for a fake never stands in it, whatever a page or a registry may say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.legal_basis import LegalBasis
from zhenwang.domain.registry import OfficialSite

MAX_FINDINGS = 50
_NOBODY = "〔该域名的持有单位或所在地政府网站主管单位，待核〕"
_UNSAID = ("假冒", "仿冒", "冒充")
_MAX_WORDS = 500

KIND_WORDS: Mapping[FindingKind, str] = MappingProxyType(
    {
        FindingKind.OFF_SUFFIX: "网站域名后缀",
        FindingKind.IP_ONLY: "以IP地址提供服务",
        FindingKind.ADDRESS_CHANGED: "网址变更与迁移公告",
        FindingKind.TOO_MANY_SITES: "网站开设数量",
        FindingKind.DOMAIN_LIFE: "域名到期、变更与停用",
        FindingKind.OVERSEAS: "服务器所在地",
        FindingKind.FOOTER_MARKS: "页面底部标识",
        FindingKind.OFFLINE_TOO_LONG: "临时下线",
        FindingKind.SHARED_CODE: "网站标识码",
        FindingKind.UNLISTED_HOST: "未登记的政府域名",
        FindingKind.FOREIGN_HOST: "其他域名指向本网站",
        FindingKind.UNREPORTED_SITE: "网站尚未报备",
        FindingKind.NAMING: "网站名称与域名结构",
    }
)
"""What a letter, a list or a page calls each kind of finding."""

_DAYS: Mapping[FindingKind, int] = {
    FindingKind.FOREIGN_HOST: 7,
    FindingKind.DOMAIN_LIFE: 7,
    FindingKind.UNLISTED_HOST: 7,
    FindingKind.OFFLINE_TOO_LONG: 7,
    FindingKind.SHARED_CODE: 15,
    FindingKind.ADDRESS_CHANGED: 15,
    FindingKind.IP_ONLY: 15,
    FindingKind.OVERSEAS: 15,
}
_DEFAULT_DAYS = 30


def draft(
    site: OfficialSite,
    findings: Sequence[Finding],
    today: date,
    articles: Mapping[str, LegalBasis] = MappingProxyType({}),
) -> str:
    """The letter as plain text. ``articles`` (``seeds/legal_basis.csv``) give the words of the rules it rests on.

    Dates are calendar days. More than 50 findings are counted, and the first 50 told.
    """
    told = list(findings)[:MAX_FINDINGS]
    unlisted = site.name == site.id
    name, whose = _clean(site.name), f"域名{site.id}" if unlisted else f"{_clean(site.name)}（{site.id}）"
    lines = [
        f"关于域名{site.id}有关情况的提醒函（草稿）" if unlisted else f"关于{name}网站有关情况的提醒函（草稿）",
        "",
        f"{_NOBODY if unlisted else _addressee(site)}：",
        "",
        f"　　感谢贵单位对政府网站工作的支持。我单位在核对政府网站名录时，了解到{whose}"
        f"有以下{len(findings)}项情况，可能与现行规定不完全一致，也可能是名录登记有误。现函告如下，请予核实。",
        "",
    ]
    for number, finding in enumerate(told, 1):
        lines += _item(number, finding, today, articles)
    if len(findings) > len(told):
        lines += [f"　　另有{len(findings) - len(told)}项，详见附表。", ""]
    return "\n".join([*lines, *_closing(site, today)]) + "\n"


def suggested_days(kind: FindingKind) -> int:
    """Calendar days that the letter suggests for an answer. No rule sets them."""
    return _DAYS.get(kind, _DEFAULT_DAYS)


def _item(number: int, finding: Finding, today: date, articles: Mapping[str, LegalBasis]) -> list[str]:
    days = suggested_days(finding.kind)
    due = today + timedelta(days=days)
    lines = [f"　　{number}. {KIND_WORDS[finding.kind]}", f"　　情况：{_clean(finding.because)}"]
    if finding.snippet and not any(word in finding.snippet for word in _UNSAID):
        lines.append(f"　　所见：{_clean(finding.snippet)}")
    basis = articles.get(finding.basis)
    if basis:
        lines.append(f"　　依据：{basis.citation}：“{basis.text}”")
    lines += [
        f"　　建议：请于{_day(due)}前（{days}个自然日内）核实并反馈；情况属实的请调整，登记有误的请告知正确信息。",
        "",
    ]
    return lines


def _addressee(site: OfficialSite) -> str:
    """The sponsor, through the office that answers for its sites (art. 4) where that is known."""
    sponsor = _clean(site.sponsor or site.name)
    supervisor = _clean(site.supervisor)
    if supervisor.startswith(sponsor):  # a government's own office answers for its portal
        return supervisor
    return f"{supervisor}并转{sponsor}" if supervisor else sponsor


def _closing(site: OfficialSite, today: date) -> list[str]:
    phones = "、".join(_clean(phone) for phone in site.contact.phones[:3])
    known = [f"　　（名录所载贵单位联系方式：{phones}）"] if phones else []
    return [
        "　　如上述情况已经处理，或另有批准文件、特殊原因，请一并说明，我单位将在名录中更正并不再提醒。",
        "",
        "　　联系人：〔联系人姓名，待填〕　　联系电话：〔联系电话，待填〕",
        *known,
        "",
        "　　　　　　　　　　　　　　　　〔发函单位名称，待填〕",
        f"　　　　　　　　　　　　　　　　{_day(today)}",
    ]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _clean(words: str) -> str:
    """Words from outside on one line, of bearable length, without the word that this letter never says."""
    text = " ".join("".join(char if char.isprintable() else " " for char in words).split())[:_MAX_WORDS]
    for word in _UNSAID:
        text = text.replace(word, "〔略〕")
    return text
