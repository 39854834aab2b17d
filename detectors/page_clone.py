"""Compares the page's text with the home pages of official sites: how much of one is contained in the other."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._official_pages import Copy, copies_on
from detectors._once import told_once
from detectors._passage import longest_shared
from detectors._serving import readable, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.traces import MAX_TEXT
from zhenwang.text.comparable import comparable

_WHERE = {
    "text": ("官方首页", "the official home page"),
    "masked": ("官方首页（不计地名、单位、人名和数字）", "the official home page, names and numbers apart,"),
    "frame": ("官方页面的页头、导航和页脚", "header, navigation and footer"),
}


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Baselines are home pages, and documents that are meant to be reposted are left out on both sides."""
    copies = copies_on(look, registry)
    if copies and look.page:
        best = copies[0]
        official = comparable(registry.baselines[best.site].page.text[:MAX_TEXT])
        yield _signal(best, look, longest_shared(look.page.text[:MAX_TEXT], official), registry)


def _signal(copy: Copy, look: Look, snippet: str, registry: Registry) -> Signal:
    name, host = registry.sites[copy.site].name, serving_host(look)
    where, where_en = _WHERE[copy.part]
    if copy.share >= copy.mostly:
        told = f"“{name}”{where}的内容有 {copy.share:.0%} 出现在本页"
        told_en = f"{copy.share:.0%} of {where_en} of {name} stands on this page"
    else:
        told = f"本页内容有 {copy.mostly:.0%} 来自“{name}”{where}"
        told_en = f"{copy.mostly:.0%} of this page stands on {where_en} of {name}"
    return Signal(
        "page_clone",
        Axis.CLAIM,
        Family.CONTENT,
        copy.value,
        f"{told}，而域名 {readable(host)} 不在其名录中。",
        f"{told_en}, yet {host} is not its host.",
        snippet=snippet,
        site=copy.site,
    )
