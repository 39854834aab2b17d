"""Rows of the registry list while it is being made, and the names that a list of links leaves to be worked out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = (
    "name", "domain", "other_hosts", "aliases", "level", "region_code", "region", "protected",
    "site_code", "icp", "psb", "conac", "confidence", "sources", "note",
)  # fmt: skip
COMPOSED = "名称为组合"

# Only short forms that official documents use themselves (规范简称).
SHORT_FORMS = (
    ("人力资源和社会保障厅", ("人社厅",)),
    ("人力资源和社会保障局", ("人社局",)),
    ("住房和城乡建设厅", ("住建厅",)),
    ("住房和城乡建设委员会", ("住房城乡建设委",)),
    ("经济和信息化厅", ("经信厅",)),
    ("经济和信息化局", ("经信局",)),
    ("文化和旅游厅", ("文旅厅",)),
    ("文化广电和旅游局", ("文广旅局",)),
    ("发展和改革委员会", ("发展改革委", "发改委")),
    ("卫生健康委员会", ("卫生健康委", "卫健委")),
    ("市场监督管理局", ("市场监管局",)),
    ("药品监督管理局", ("药监局",)),
    ("国有资产监督管理委员会", ("国资委",)),
    ("科学技术厅", ("科技厅",)),
    ("民族宗教事务委员会", ("民宗委",)),
    ("人民防空办公室", ("人防办",)),
    ("医疗保障局", ("医保局",)),
    ("广播电视局", ("广电局",)),
    ("地方金融监督管理局", ("地方金融监管局",)),
    ("公共资源交易监督管理局", ("公共资源交易监管局",)),
    ("扶贫开发办公室", ("扶贫办",)),
)
# Peoples as they occur in the names of prefectures.
_PEOPLES = "土家族|苗族|回族|藏族|羌族|彝族|壮族|布依族|侗族|哈尼族|傣族|白族|景颇族|傈僳族|朝鲜族|蒙古族"
_PREFECTURE = re.compile(rf"(?P<place>[\u4e00-\u9fff]{{2,3}}?)(?:{_PEOPLES})+自治州人民政府\Z")
_BODY = re.compile(r"[^（）()·、]{4,30}?(?:管理委员会|管委会)")


@dataclass(slots=True)
class Row:
    """One line of the list. ``lists`` counts the independent lists that name the host."""

    name: str
    host: str
    level: str
    region_code: str = ""
    region: str = ""
    protected: bool = True
    confidence: str = "medium"
    other_hosts: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    marks: dict[str, list[str]] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)

    def add_source(self, source: str) -> None:
        if source not in self.sources:
            self.sources.append(source)

    def as_cells(self) -> list[str]:
        several = {kind: ";".join(self.marks.get(kind, ())) for kind in ("site_code", "icp", "psb", "conac")}
        cells = {
            "name": self.name, "domain": self.host, "level": self.level, "region_code": self.region_code,
            "region": self.region, "protected": "yes" if self.protected else "no", "confidence": self.confidence,
            "other_hosts": ";".join(dict.fromkeys(h for h in self.other_hosts if h != self.host)),
            "aliases": ";".join(dict.fromkeys(a for a in self.aliases if a != self.name)),
            "sources": " + ".join(self.sources), "note": "; ".join(dict.fromkeys(self.note)), **several,
        }  # fmt: skip
        return [cells[column] for column in COLUMNS]


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        yield from csv.DictReader(handle)


def source_of(line: dict[str, str]) -> str:
    """A short source that finds the place again: repository, commit and path, or what was read."""
    origin, path = line["source_repo_or_url"], line["source_path"]
    if origin.startswith("github:"):
        repository, _, commit = origin.partition("@")
        return f"{repository}@{commit[:7]} {path}".strip()
    if "jycg.hubei.gov.cn" in origin:
        part = path.replace("footer link list", "页脚链接").replace("header links", "页头链接")
        return f"jycg.hubei.gov.cn 页面 2019-2020 {part}"
    number = re.search(r"file id (\d+)", origin)
    return f"public code file {number[1]} {path}" if number else f"{origin} {path}".strip()


def short_names(name: str) -> Iterator[str]:
    """Short forms of a department's name: 湖北省人社厅 for 湖北省人力资源和社会保障厅."""
    for long, shorts in SHORT_FORMS:
        if name.endswith(long):
            yield from (name.removesuffix(long) + short for short in shorts)


def government_short_names(name: str) -> Iterator[str]:
    """黄石市政府 for 黄石市人民政府, and 恩施州人民政府 for 恩施土家族苗族自治州人民政府."""
    if name.endswith("人民政府"):
        yield name.removesuffix("人民政府") + "政府"
    if found := _PREFECTURE.match(name):
        yield found["place"] + "州人民政府"
        yield found["place"] + "州政府"


def committee(organiser: str) -> str:
    """The administrative committee at the head of an organiser text, or an empty string."""
    found = _BODY.match(organiser)
    return found[0] if found else ""


def write(rows: Iterable[Row], path: Path) -> None:
    """In a stable order, one line a row, so that a change of the list reads as a change."""
    order = {"central": 0, "province": 1, "prefecture": 2, "zone": 3, "county": 4}
    ordered = sorted(rows, key=lambda row: (row.region_code, order.get(row.level, 9), row.host))
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row.as_cells() for row in ordered)
