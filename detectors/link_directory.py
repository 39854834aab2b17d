"""Recognises a directory of official sites, or a page of search results: it names many, and is none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._claims import marks_on, names_on
from detectors._own_claims import asks_for_papers, speaks_as_official
from detectors._serving import clip, holder, serving_host
from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

MAX_LINKS = 2_000

_MANY_HOSTS, _MANY_NAMES, _MANY_OWNERS, _EVIDENTLY_MANY = 15, 15, 3, 8
_TITLED = re.compile(
    r"导航|導航|大全|网址|名录|目录|黄页|搜索|索引|检索|一览|列表|名单|汇总|排行|普查|抽查|数据下载|数据集|directory|search|links",
    re.IGNORECASE,
)
_LOOKED_UP = re.compile(
    r"(?:备案|whois|权重|seo|域名|ip地址|网站|企业|工商|信用)(?:信息)?查询(?:结果)?|站长工具|搜索结果|网站估值|查询结果",
    re.IGNORECASE,
)
_MOSTLY = 0.5


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Portals link to many offices too: a page that appears as one itself is no directory."""
    if look.page is None or holder(serving_host(look), registry):
        return
    many, how, how_en = _many(look.page, serving_host(look), registry)
    if not many or asks_for_papers(look, registry) or speaks_as_official(look, registry):
        return
    yield Signal(
        "link_directory",
        Axis.EXCULPATION,
        Family.CONTEXT,
        1.0,
        f"页面列出{how}，是名录、导航或检索结果，没有以其中任何一个的名义出现。",
        f"The page lists {how_en}: a directory or search results, which appears as none of them.",
        snippet=clip(look.page.title),
    )


def _many(page: Page, host: str, registry: Registry) -> tuple[bool, str, str]:
    linked = [name for link in page.links[:MAX_LINKS] if (name := host_of(link.href)) and name != host]
    official = {site.id for name in linked if (site := registry.owner(name))}
    titled = bool(_TITLED.search(page.title[:300]))
    if len(official) >= _MANY_HOSTS and (titled or _share(linked, registry) >= _MOSTLY):
        return True, f"{len(official)} 个官方网站的链接", f"links to {len(official)} official sites"
    owners = {site.id for mark in marks_on(page, registry) for site in registry.holders(mark.kind, mark.value)[:1]}
    if len(owners) >= (_MANY_OWNERS if titled else _EVIDENTLY_MANY):
        return True, f"{len(owners)} 个单位的标识", f"marks of {len(owners)} bodies"
    if titled and len(names := {found.name for found in names_on(page, registry)}) >= _MANY_NAMES:
        return True, f"{len(names)} 个单位的名称", f"names of {len(names)} bodies"
    looked_up = bool(_LOOKED_UP.search(page.title[:300]))
    return looked_up, "查询所得的他人信息", "what it looked up about others"


def _share(linked: list[str], registry: Registry) -> float:
    return sum(registry.owner(name) is not None for name in linked) / len(linked)
