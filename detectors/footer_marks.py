"""Finds marks of an official site (site code, ICP, 公安备案, CONAC, 找错) on a host that is not that site's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._claims import marks_on
from detectors._serving import clip, holder, readable, serving_host
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.marks import FoundMark
from zhenwang.pages.zones import BODY, FOOTER

MOST = 20
"""Different marks judged on one page."""

_KINDS = {
    "site_code": ("foreign_site_code", "网站标识码", "site identification code"),
    "jiucuo_code": ("foreign_jiucuo", "“我为政府网站找错”标识码", "code of the 找错 link"),
    "jiucuo_host": ("foreign_jiucuo", "“我为政府网站找错”链接中的官方网址", "official address in the 找错 link"),
    "conac": ("foreign_conac", "党政机关网站标识（CONAC）", "CONAC mark"),
    "psb": ("foreign_psb", "公安备案号", "public-security record number"),
    "icp": ("foreign_icp", "ICP备案号", "ICP record number"),
}
# One ICP or 公安备案 number on many sites is normal on a shared platform: it names the platform, not the body.
_SHARED = 0.4
_PLATFORM_KINDS = frozenset({"icp", "psb"})

_QUOTE_REACH = 150
# Where a page has no footer, the reader gives the end of its text instead: that is running text.
_NO_FOOTER = 1_000
_DIGITS = re.compile(r"\d+")
_WARNING = re.compile(r"假网站|假冒|仿冒|冒充|冒用|山寨|钓鱼|诈骗|骗子|谨防|警惕|抄写|盗用|曝光|举报")


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Each mark is looked up in the registry; the hard claim is that its owner's hosts do not include this one."""
    if look.page is None:
        return
    host = serving_host(look)
    for mark in marks_on(look.page, registry)[:MOST]:
        if not _is_quoted(mark, look.page):
            yield from _judge(mark, host, registry)


def _is_quoted(mark: FoundMark, page: Page) -> bool:
    """Whether running text shows the mark in order to warn of those who copy it. A footer of its own never quotes."""
    footer_is_text_end = page.text.endswith(page.footer) and (
        len(page.footer) >= _NO_FOOTER or page.footer == page.text
    )
    if mark.zone != BODY and not (mark.zone == FOOTER and footer_is_text_end):
        return False
    number = max(_DIGITS.findall(mark.value), key=len, default=mark.value)
    place = page.text.find(number)
    around = page.text[max(0, place - _QUOTE_REACH) : place + _QUOTE_REACH] if place >= 0 else mark.snippet
    return bool(_WARNING.search(around))


def _judge(mark: FoundMark, host: str, registry: Registry) -> Iterator[Signal]:
    holders = _holders(mark, registry)
    if any(registry.grants(host, site.id) for site in holders):
        return
    if holders:
        yield _foreign(mark, holders, host, registry)
    elif mark.kind == "site_code":
        yield _unowned(mark)


def _holders(mark: FoundMark, registry: Registry) -> tuple[OfficialSite, ...]:
    if mark.kind == "jiucuo_host":
        site = holder(mark.value, registry)
        return (site,) if site else ()
    return registry.holders("site_code" if mark.kind == "jiucuo_code" else mark.kind, mark.value)


def _foreign(mark: FoundMark, holders: tuple[OfficialSite, ...], host: str, registry: Registry) -> Signal:
    name, what, what_en = _KINDS.get(mark.kind) or _declared(mark.kind, registry)
    site = holders[0]
    shared = len(holders) > 1 and (mark.kind in _PLATFORM_KINDS or mark.kind not in _KINDS)
    others, others_en = (f"等 {len(holders)} 个网站共用", " and others") if shared else ("", "")
    return Signal(
        name,
        Axis.CLAIM,
        Family.IDENTIFIER,
        _SHARED if shared else 1.0,
        f"页面使用的{what} {clip(mark.value, 60)} 属于“{site.name}”{others}，而域名 {readable(host)} 不在其名录中。",
        f"The {what_en} {clip(mark.value, 60)} on the page belongs to {site.name}{others_en}; {host} is not its host.",
        snippet=clip(mark.snippet),
        # A number shared by a platform names no body, so it must not decide whom the page imitates.
        site="" if shared else site.id,
    )


def _declared(kind: str, registry: Registry) -> tuple[str, str, str]:
    """A kind that the jurisdiction declares says what a site code says: which one body's site this would be."""
    known = registry.jurisdiction.mark(kind) if registry.jurisdiction else None
    return "foreign_site_code", known.name if known else kind, known.name_en if known else kind


def _unowned(mark: FoundMark) -> Signal:
    return Signal(
        "unowned_site_code",
        Axis.CLAIM,
        Family.IDENTIFIER,
        0.3,
        f"页面使用的网站标识码 {clip(mark.value, 60)} 在名录中查无归属。",
        f"Nobody in the registry owns the site identification code {clip(mark.value, 60)} on the page.",
        snippet=clip(mark.snippet),
    )
