"""A small registry for the console's tests: conflicts, shared marks, look-alikes, former names, retired hosts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.web.hostile import PROBES
from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.revision import Change, ChangeKind, Revision
from zhenwang.domain.site import Conflict
from zhenwang.store import findings, revisions
from zhenwang.store.opening import Store

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
HEADER = (
    "name,domain,other_hosts,short_names,former_names,aliases,english_name,kind,level,region_code,region,parent,"
    "supervisor,sponsor,operator,platform,protected,status,site_code,icp,psb,conac,conflicts,confidence,sources,note"
)
ROWS = (
    "青柳市人民政府,www.qingliu.gov.cn,,青柳市政府,,,Qingliu Government,government,prefecture,420000,"
    "湖北省/青柳市,,,,,,yes,,4299990001,鄂ICP备05099999号-1,,,,high,list one,",
    "青柳市人力资源和社会保障局,rsj.qingliu.gov.cn,old.qingliu.gov.cn,青柳市人社局,青柳市人事局@2009-03,,,department,prefecture,"
    "420000,湖北省/青柳市,青柳市人民政府,,,,,yes,,,鄂ICP备05099999号-1,,,"
    "domain=rsj.qingliu.gov.cn<list one>|old.qingliu.gov.cn<list two>,low,list one + list two,",
    "青柏市人民政府,www.qingbai.gov.cn,,,,,,government,prefecture,430000,湖南省/青柏市,,,,,,yes,,,,,,"
    "name=青柏市人民政府<list one>|青柏市政府门户<list two>,low,list one,名称为组合",
    "青柳市人民法院,www.qlfy.gov.cn,,,,,,court,prefecture,420000,湖北省/青柳市,,,,,,no,,,,,,"
    "domain=www.qlfy.gov.cn<list one>|www.qingliu.gov.cn<list two>,low,list one,",
)
RETIRED = (
    "host,last_site,name,retired_on,released_on,sources,note\n"
    "qlrs.gov.cn,rsj.qingliu.gov.cn,青柳市人事局,2009-04-01,,list one,改名前所用\n"
)


def write_seeds(folder: Path) -> None:
    (folder / "official_sites.csv").write_text("\n".join((HEADER, *ROWS)) + "\n", encoding="utf-8")
    (folder / "retired_hosts.csv").write_text(RETIRED, encoding="utf-8")


def a_finding(site: str = "rsj.qingliu.gov.cn", subject: str = "a", snippet: str = "找到的原文") -> Finding:
    return Finding(FindingKind.NAMING, site, subject, "该网站另有一个域名，请核实。", "It has another domain.",
                   "hubei-2018-9", snippet)  # fmt: skip


def keep(store: Store, *found: Finding) -> None:
    findings.keep(store, found or (a_finding(),), NOW)


def revise(
    store: Store, *changes: Change, who: str = "李雷", why: str = "另一进程导入", source: str = "list"
) -> Revision:
    """As another process writes it."""
    seen = revisions.newest(store)
    made = revisions.append(store, changes, who, why, source, "", "a", "b", NOW, seen=seen)
    assert isinstance(made, Revision)
    return made


def hostile_site() -> OfficialSite:
    sent = PROBES
    return OfficialSite(
        "evil.example", sent, ("evil.example", sent[:60]), (sent,), True, sent, sent, sent, confidence=sent,
        sources=sent, note=sent, short_names=(sent,), english_name=sent, sponsor=sent, operator=sent, platform=sent,
        parent=sent, supervisor=sent,
        conflicts=(
            Conflict("name", ((sent, sent), ("乙", sent))),
            Conflict(sent, ((sent, sent), ("乙", sent))),
            Conflict("domain", ((sent, sent), ("b.example", sent))),
        ),
    )  # fmt: skip


def added(site: OfficialSite) -> Change:
    return Change(ChangeKind.ADDED, site.id, None, site)
