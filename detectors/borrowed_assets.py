"""Finds styles, scripts and pictures that a page fetches from an official host, or a script account copied from one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._official_pages import is_genuine, official_pages
from detectors._once import told_once
from detectors._seen import Seen, seen
from detectors._serving import clip, holder, readable
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.traces import statistics_of
from zhenwang.pages.zones import HEADER

# Official hosts that every site may load from: marks, record shields, error reports, maps, log-in, report buttons.
SHARED = frozenset(
    {
        "conac.cn",  # 党政机关网站标识
        "zfwzgl.www.gov.cn",  # 我为政府网站找错
        "beian.gov.cn",  # 公安备案
        "beian.mps.gov.cn",
        "miit.gov.cn",  # ICP 备案
        "tianditu.gov.cn",  # 天地图
        "gjzwfw.www.gov.cn",  # 国家政务服务平台 log-in
        "12377.cn",  # 网络举报
        "scjgj.sh.gov.cn",  # 工商亮照
        "cyberpolice.cn",
        "gsxt.gov.cn",
    }
)
_CODE = re.compile(r"\.(?:css|js)(?:\?|\Z)", re.IGNORECASE)
_SCRIPT = re.compile(r"\.js(?:\?|\Z)", re.IGNORECASE)
_LEAST_PICTURES = 4
_LEAST_CODE, _FULL_CODE = 2, 5


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Styles and scripts make a page what it is; a few pictures may stand in anybody's article."""
    page = seen(look)
    if page is None or is_genuine(page.host, registry):
        return
    loaded = _official(page, registry)
    if loaded:
        site, urls = max(loaded.items(), key=lambda item: (len(item[1]), item[0]))
        yield from _borrowed(page, registry.sites[site], urls)
    yield from _copied_account(page, registry)


def _official(page: Seen, registry: Registry) -> dict[str, list[str]]:
    """What is loaded from official hosts, by site."""
    owners: dict[str, OfficialSite | None] = {}
    found: dict[str, list[str]] = {}
    for host, path in page.assets:
        if host not in owners:
            owners[host] = None if host == page.host or is_shared(host) else holder(host, registry)
        site = owners[host]
        if site and site.protected and path:
            found.setdefault(site.id, []).append(f"{host}{path}")
    return found


def is_shared(host: str) -> bool:
    """Whether an official host serves marks, maps or log-ins to everybody."""
    return any(host == name or host.endswith("." + name) for name in SHARED)


def _borrowed(page: Seen, site: OfficialSite, urls: list[str]) -> Iterator[Signal]:
    code = [url for url in urls if _CODE.search(url)]
    if len(code) >= _LEAST_CODE:
        value = min(1.0, 0.4 + 0.6 * (len(code) - _LEAST_CODE) / (_FULL_CODE - _LEAST_CODE))
        yield Signal(
            "borrowed_assets",
            Axis.CLAIM,
            Family.CONTENT,
            value,
            f"页面的 {len(code)} 个样式和脚本取自“{site.name}”的官方服务器，而 {readable(page.host)} 不是其域名。",
            f"{len(code)} styles and scripts come straight from {site.name}, yet {page.host} is not its host.",
            snippet=clip(next((url for url in code if _SCRIPT.search(url)), code[0])),
            site=site.id,
        )
    pictures = [url for url in urls if not _CODE.search(url)]
    header = {image.src for image in page.page.images if image.zone == HEADER}
    in_header = any(url.rpartition("/")[2] in src for url in pictures for src in header)
    if in_header or len(pictures) >= _LEAST_PICTURES:
        yield Signal(
            "hotlinked_pictures",
            Axis.CLAIM,
            Family.LOOK,
            1.0 if in_header else min(0.6, 0.1 * len(pictures)),
            f"页面{'页头等处' if in_header else ''}有 {len(pictures)} 张图片直接取自“{site.name}”的官方服务器。",
            f"{len(pictures)} pictures come straight from {site.name}{', the header among them' if in_header else ''}.",
            snippet=clip(pictures[0]),
            site=site.id,
        )


def _copied_account(page: Seen, registry: Registry) -> Iterator[Signal]:
    """The account of a statistics service belongs to one office: whoever copies its pages copies that along."""
    ids = official_pages(registry).ids
    for one in statistics_of(page.page):
        sites = ids.get(one, ())
        if len(sites) == 1:
            name = registry.sites[sites[0]].name
            yield Signal(
                "copied_account",
                Axis.CLAIM,
                Family.CONTENT,
                1.0,
                f"页面脚本使用“{name}”官方网站的统计账号，而域名 {readable(page.host)} 不在其名录中。",
                f"A script of the page reports to the statistics account of {name}, yet {page.host} is not its host.",
                snippet=clip(one.partition("=")[2]),
                site=sites[0],
            )
            return
