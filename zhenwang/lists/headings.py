"""Headings of registry lists: what a column holds, whoever made the list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhenwang.domain.jurisdiction import OWN_MARK
from zhenwang.domain.registry import MARK_KINDS
from zhenwang.lists.cells import INVISIBLE
from zhenwang.text.characters import HAN

MAX_HEADING = 60

_KNOWN: tuple[tuple[str, str], ...] = (
    ("name", "name site_name representing organization_name organisation_name"),
    ("name", "网站名称 网站名 网站全称 网站中文名称 政府网站名称 站点名称 名称"),
    ("domain", "domain host hostname domain_name"),
    ("domain", "网站域名 域名 英文域名 主域名 网站英文域名 政府网站域名 域名名称"),
    ("url", "url website homepage site_url 网站地址 网址 网站网址 网站链接 网站url 门户网址 链接地址 链接"),
    ("url", "首页网址 首页地址 网站首页网址 网站首页地址 首页链接 首页url"),
    ("url", "指向网址 指向地址 指向域名 解析网址"),
    ("retired_domain", "retired_domain 注销域名 停用域名 关停域名 原域名 旧域名 已注销域名"),
    ("retired_on", "retired_on 注销时间 注销日期 停用时间 停用日期 关停时间 关停日期"),
    ("other_hosts", "other_hosts 其他域名 别名域名"),
    ("chinese_domain", "中文域名 网站中文域名"),
    ("aliases", "aliases full_name 别名"),
    ("short_names", "short_names 简称 规范简称 网站简称"),
    ("former_names", "former_names 曾用名 原名称"),
    ("english_name", "english_name 英文名称"),
    ("kind", "kind"),
    ("level", "level domain_type 层级 行政层级 行政级别 网站层级 单位级别"),
    ("region_code", "region_code 行政区划代码 区划代码 行政区划编码"),
    ("region", "region 行政区划 所属地区 所在地区 地区 所属区域 所属省份 省份"),
    ("parent", "parent 上级单位 上级部门"),
    ("supervisor", "supervisor 主管单位 主管单位名称 主管部门 网站主管单位 网站主管部门"),
    ("sponsor", "sponsor organiser owner agency 主办单位 主办单位名称 网站主办单位 主办部门"),
    ("sponsor", "单位名称 机构名称 单位全称 单位"),
    ("operator", "operator suborganization_name 承办单位 网站承办单位 承办单位名称 承办部门"),
    ("platform", "platform 所属平台 集约化平台"),
    ("protected", "protected"),
    ("status", "status 网站状态 运行状态 状态"),
    ("site_code", "site_code 网站标识码 政府网站标识码 标识码 网站编码 网站标识编码"),
    ("icp", "icp icp备案号 icp备案编号 icp许可证号 网站备案号 icp备案 工信部备案号"),
    ("psb", "psb 公安备案号 公安机关备案号 公安联网备案号 公安备案编号 公网安备号 联网备案号"),
    ("conac", "conac 标识编号 conac标识 党政机关网站标识 网站标识编号 网站标识"),
    ("conflicts", "conflicts"),
    ("confidence", "confidence"),
    ("sources", "sources source_repo_or_url source_path"),
    ("note", "note 备注"),
    ("phones", "phones 联系电话 办公电话 电话"),
    ("address", "address 办公地址 通讯地址 联系地址"),
    ("postcode", "postcode 邮编 邮政编码"),
    ("email", "email 电子邮箱 邮箱 电子邮件"),
    # Known and not kept: what another list says about itself, the judgement of one day, a person's name or telephone.
    ("", "country n_sources no no. city state security_contact_email 序号 编号"),
    ("", "是否合格 存在问题 检查结果 得分 联系人 负责人 手机 手机号"),
    ("", "注册日期 注册时间 到期日期 到期时间 有效期 有效期至"),
)
HEADINGS: Mapping[str, str] = {heading: field for field, headings in _KNOWN for heading in headings.split()}
"""What a heading stands for, as ``plain`` writes it; empty for a column that is known and not kept."""

MARK_COLUMN = "mark:"
"""Before the kind, in the heading of a column that holds marks of a kind which a jurisdiction declares."""
_OWN_MARK = re.compile(rf"{MARK_COLUMN}{OWN_MARK.pattern}")

_ADDRESSES = frozenset({"domain", "url", "retired_domain"})
_BRACKETED = re.compile(r"\([^()]*\)")
_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a table holds. ``fields[i]`` is the meaning of column i, ``None`` for an unknown heading.

    ``columns`` are the columns of a field in their order. A Chinese domain (中文域名) is a further host of its site,
    and the domain where no column gives another address, as in lists of CONAC.
    """

    headings: tuple[str, ...]
    fields: tuple[str | None, ...]
    columns: Mapping[str | None, tuple[int, ...]]

    @classmethod
    def of(cls, cells: tuple[str, ...]) -> Layout:
        headings = tuple(cell.removeprefix("\ufeff").strip().strip('"') for cell in cells)
        known = tuple(meaning(heading) for heading in headings)
        chinese = "other_hosts" if any(field in _ADDRESSES for field in known) else "domain"
        fields = tuple(chinese if field == "chinese_domain" else field for field in known)
        columns: dict[str | None, tuple[int, ...]] = {}
        for index, field in enumerate(fields):
            columns[field] = (*columns.get(field, ()), index)
        return cls(headings, fields, columns)

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(h for h, field in zip(self.headings, self.fields, strict=True) if field is None and h)

    @property
    def holds_marks(self) -> bool:
        return any(field in MARK_KINDS or field.startswith(MARK_COLUMN) for field in self.columns if field)

    def holds(self, *fields: str) -> bool:
        return any(field in self.columns for field in fields)

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of ``name`` and ``domain`` no column gives; a sponsor names its site, an address names its host."""
        return tuple(
            needed
            for needed, stands_in in (("name", ("sponsor",)), ("domain", ("url", "retired_domain")))
            if not self.holds(needed, *stands_in)
        )

    def values(self, cells: tuple[str, ...], field: str) -> list[tuple[str, str]]:
        """``(heading, cell)`` of every filled column that holds ``field``."""
        width = len(cells)
        return [(self.headings[i], cells[i]) for i in self.columns.get(field, ()) if i < width and cells[i]]

    def first(self, cells: tuple[str, ...], field: str) -> str:
        for index in self.columns.get(field, ()):
            if index < len(cells) and cells[index]:
                return cells[index]
        return ""

    def strays(self, cells: tuple[str, ...]) -> Iterator[str]:
        """Values of unknown columns as ``heading=value``: kept with the row, since nobody knows yet what they mean."""
        for index in self.columns.get(None, ()):
            if index < len(cells) and cells[index]:
                heading = self.headings[index]
                yield f"{heading}={cells[index]}" if heading else cells[index]


def meaning(heading: str) -> str | None:
    """The field a heading stands for, empty for one that is known and not kept, None for an unknown one."""
    if len(heading) > MAX_HEADING:
        return None
    written = plain(heading)
    if _OWN_MARK.fullmatch(written):
        return written
    found = HEADINGS.get(written)
    return HEADINGS.get(_BRACKETED.sub("", written).strip("_")) if found is None else found


def plain(heading: str) -> str:
    """A heading as ``HEADINGS`` lists it: half-width, lower case, Chinese without blanks, words joined by ``_``."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", heading)).casefold().strip(" *:\t\r\n")
    return "".join(text.split()) if _HAN.search(text) else "_".join(text.split())
