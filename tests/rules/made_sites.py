"""Official sites as the rules' tests need them: of Hubei unless said otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from zhenwang.domain.body import BodyKind
from zhenwang.domain.finding import Finding
from zhenwang.domain.look import Image, Link, Page, Script
from zhenwang.domain.observation import Observation
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.domain.site import RetiredHost, StatusPeriod
from zhenwang.registry.jurisdictions import read_jurisdiction
from zhenwang.rules.checking import check
from zhenwang.settings import find_seeds

HUBEI = read_jurisdiction((find_seeds() / "jurisdictions" / "cn-hubei.toml").read_text("utf-8"), "cn-hubei.toml")
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
CODE, ICP, PSB = "4200000093", "鄂ICP备05011090号-1", "鄂公网安备42010602000665号"


def portal(host: str = "www.huangshi.gov.cn", name: str = "黄石市人民政府", **facts: Any) -> OfficialSite:
    given = {"kind": BodyKind.GOVERNMENT, "level": "prefecture", "region_code": "420200", "region": "湖北省/黄石市"}
    return OfficialSite(host, name, facts.pop("hosts", (host,)), **(given | facts))


def department(host: str = "jyt.hubei.gov.cn", name: str = "湖北省教育厅", **facts: Any) -> OfficialSite:
    given = {"kind": BodyKind.DEPARTMENT, "level": "province", "region_code": "420000", "region": "湖北省"}
    return OfficialSite(host, name, facts.pop("hosts", (host,)), **(given | facts))


def marked(**facts: Any) -> OfficialSite:
    return department("scjg.hubei.gov.cn", "湖北省市场监督管理局", marks=Marks((CODE,), (ICP,), (PSB,)), **facts)


def found(
    *sites: OfficialSite,
    seen: Iterable[Observation] = (),
    periods: Iterable[StatusPeriod] = (),
    retired: Iterable[RetiredHost] = (),
    today: date = TODAY,
) -> tuple[Finding, ...]:
    return check(Registry.of(sites, retired=retired, jurisdiction=HUBEI), tuple(seen), tuple(periods), today)


def keys(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return [finding.key for finding in findings]


def observed(host: str, **facts: Any) -> Observation:
    return Observation(host, facts.pop("seen_at", NOW), **facts)


def home_page(**facts: Any) -> Page:
    """The home page of ``marked()`` with all seven items at its foot."""
    name = facts.pop("name", "湖北省市场监督管理局")
    footer = facts.pop(
        "footer", f"主办：{name} 联系电话：027-87811234 网站地图\n网站标识码：{CODE}\n{ICP} {PSB}\n我为政府网站找错"
    )
    mark = "https://bszs.conac.cn/sitename?method=show&id=08E61FB166710F06E053012819AC1E62"
    given = {
        "links": (Link(mark, "", "footer"),),
        "images": (Image("https://dcs.conac.cn/image/red.png", "", "footer"),),
        "scripts": (Script("https://zfwzgl.www.gov.cn/exposure/jiucuo.js", (("id", "_jiucuo_"),), ""),),
    }
    text = f"{name}\n{'公告与通知。' * 60}\n{footer}"
    title = facts.pop("title", name)
    return Page("utf-8", title, (), facts.pop("header", name), "", footer, text, **(given | facts))
