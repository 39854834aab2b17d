"""Departments, zones, courts and central organs: what the lists of links say, under names that a page would print."""

from __future__ import annotations

import re
from pathlib import Path

from corpora.official_rows import COMPOSED, Row, committee, read, short_names, source_of

CENTRAL_NAMES = Path(__file__).parent / "central_names.csv"
NEIGHBOURS = re.compile(
    r"法院|检察院|人大|人民代表大会|政协|纪委|长安网|交易中心|采购中心|考试院|供销|教育科学研究院|公积金管理中心|公共资源交易电子公共服务平台"
)
_RENAMED = (
    "湖北省扶贫开发办公室",
    "湖北省地方金融监督管理局",
    "湖北省粮食局",
)  # merged or renamed after the page was saved
_COMPOSED_MARKS = ("name composed", "label in source", "name describes")


def hubei(folder: Path, portal_hosts: dict[str, Row]) -> list[Row]:
    """Every Hubei row that is not a government portal; a zone on a portal's host lends the portal its body's name."""
    prefectures = {
        row.name.removesuffix("市人民政府"): row for row in portal_hosts.values() if row.level == "prefecture"
    }
    rows: dict[str, Row] = {}
    for line in read(folder / "cn_hubei_all.csv"):
        host = line["domain"]
        if line["source_path"] == "fuwu/zhongyang.md":
            continue
        if host in portal_hosts:
            if body := committee(line["organiser"]):
                portal_hosts[host].aliases.append(body)
            continue
        if host in rows:
            _share(rows[host], line)
            continue
        rows[host] = _hubei_row(line)
        if line["level"] == "zone":
            _place(rows[host], line, prefectures)
    _join_hosts(rows, "mpa.hubei.gov.cn", "fda.hubei.gov.cn", "两源不一致: 官方页面2019-2020作 fda，2026清单作 mpa")
    return list(rows.values())


def _hubei_row(line: dict[str, str]) -> Row:
    name, alias = _split_name(line["name"])
    row = Row(name, line["domain"], line["level"], line["region_code"], line["region"])
    row.region = line["region"] if line["region"].startswith("湖北省") else f"湖北省/{line['region']}"
    row.protected = not NEIGHBOURS.search(name)
    official = "linked by an official" in line["note"] or "jycg.hubei.gov.cn" in line["source_repo_or_url"]
    row.confidence = "high" if official or line["confidence"] == "high" else line["confidence"]
    if name in _RENAMED:
        row.confidence = "medium"
        row.note.append("机构已改革，名称为2019-2020年所见")
    if any(mark in line["note"] for mark in _COMPOSED_MARKS):
        row.note.append(COMPOSED)
    if not row.host.endswith(".gov.cn"):
        row.note.append("非 gov.cn 域名")
    if row.host.startswith("xxgk."):
        row.confidence = "low"
        row.note.append("主机为信息公开栏目，待核")
    row.sources = [source_of(line)]
    row.aliases += [alias] if alias else []
    row.aliases += short_names(name)
    return _congress(row)


def _split_name(name: str) -> tuple[str, str]:
    """湖北省公共资源交易中心（湖北省政府采购中心） as name and alias."""
    found = re.fullmatch(r"([^（]+)（([^）]+)）", name)
    return (found[1], found[2]) if found else (name, "")


def _congress(row: Row) -> Row:
    if row.name.endswith("人大"):
        row.aliases.append(row.name)
        row.name = row.name.removesuffix("人大") + "人民代表大会常务委员会"
        row.note.append(COMPOSED)
    return row


def _share(row: Row, line: dict[str, str]) -> None:
    """A second body on a host that is taken: two courts that the source gives one host, or a zone and its committee."""
    row.aliases.append(line["name"])
    row.add_source(source_of(line))
    if line["level"] != "zone" and row.level != "zone":
        row.confidence = "low"
        row.note.append(f"同一主机列为两家: {line['name']}")
    elif committee(line["name"]):
        row.confidence = "high"


def _place(row: Row, line: dict[str, str], prefectures: dict[str, Row]) -> None:
    if body := committee(line["organiser"]):
        row.aliases.append(body)
    for short, prefecture in prefectures.items():
        if prefecture.region_code.startswith("42") and (short in row.name or short in line["organiser"]):
            row.region_code, row.region = prefecture.region_code, prefecture.region


def _join_hosts(rows: dict[str, Row], host: str, former: str, note: str) -> None:
    kept, gone = rows[host], rows.pop(former)
    kept.name, kept.aliases = gone.name, [kept.name, *gone.aliases]
    kept.other_hosts.append(former)
    kept.sources += gone.sources
    kept.note = [note]


def central(folder: Path, taken: dict[str, Row]) -> list[Row]:
    """Central organs of both lists, under their own names; media and associations are left out."""
    names = {line["host"]: line for line in read(CENTRAL_NAMES)}
    orgmap = list(read(folder / "cn_central_orgmap_hulelan.csv"))
    merged = list(read(folder / "cn_registry_merged.csv"))
    agreed = {(line["name"], line["domain"]) for line in merged if int(line["n_sources"]) > 1}
    merged = [line for line in merged if line["source_path"] == "fuwu/zhongyang.md"]
    provinces = {
        row.region_code: row.name.removesuffix("人民政府")
        for row in taken.values()
        if row.level == "province" and row.name.endswith("人民政府")
    }
    rows: dict[str, Row] = {}
    for line in orgmap + merged:
        own = names.get(line["domain"])
        host = own["same_as"] or line["domain"] if own else line["domain"]
        if host == "drop":
            continue
        if host in taken:
            taken[host].add_source(source_of(line))
        elif host in rows:
            _second(rows[host], line)
        else:
            rows[host] = _central_row(line, own, provinces)
        if host in rows and (line["name"], line["domain"]) in agreed and rows[host].confidence != "high":
            rows[host].confidence = "high"
            rows[host].note.append("另有独立来源同名同址")
    return list(rows.values())


def _second(row: Row, line: dict[str, str]) -> None:
    source = source_of(line)
    if source not in row.sources:
        row.confidence = "high"
        row.sources.append(source)
    if line["domain"] != row.host:
        row.other_hosts.append(line["domain"])


def _central_row(line: dict[str, str], own: dict[str, str] | None, provinces: dict[str, str]) -> Row:
    row = Row(line["name"], line["domain"], "central", confidence=line.get("confidence") or "medium")
    row.sources = [source_of(line)]
    if own:
        row.name, row.protected = own["name"], own["protected"] == "yes"
        row.aliases = [alias for alias in own["aliases"].split(";") if alias]
        row.note = [own["note"]] if own["note"] else []
    if row.name.endswith("人大") and (number := re.search(r"line: (\d\d)-", line["note"])):
        code = number[1] + "0000"
        row.aliases.append(row.name)
        row.name, row.region = provinces[code] + "人大", provinces[code]
        row.level, row.region_code, row.protected = "province", code, False
        return _congress(row)
    if row.name.endswith(("部", "审计署")) and "rank 正部级" in line["note"] and row.protected:
        row.aliases.append("中华人民共和国" + row.name)
    return row
