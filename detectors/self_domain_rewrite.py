"""Finds an official name with the page's own host where the official host belongs, as a rewriting proxy leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._official_pages import copies_on, is_genuine
from detectors._once import told_once
from detectors._serving import clip, readable, serving_host
from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.name_index import SITE_WORDS, index_of
from zhenwang.pages.self_designation import is_spoken_of
from zhenwang.pages.traces import MAX_TEXT
from zhenwang.text.comparable import comparable, comparable_lines

_MOST_LINES, _LONGEST = 60, 400
_BETWEEN = rf"(?:{SITE_WORDS}|政务网|门户|网址|域名|地址|访问|登录|[:(\[ ,-]|https?://){{0,8}}"
_CONTEXT = 6  # comparable characters before an official host by which its place is known again


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Own host only: somebody else's host beside a name may be a link, an advertisement or a mistake."""
    host = serving_host(look)
    if look.page is None or "." not in host or is_genuine(host, registry):
        return
    found = next(_named(look.page, host, registry), None) or _replaced(look, host, registry)
    if found is None:
        return
    site, words = found
    yield Signal(
        "self_domain_rewrite",
        Axis.CLAIM,
        Family.NAME,
        1.0,
        f"页面把“{site.name}”的网址写成了自己的域名 {readable(host)}，官方域名是 {site.hosts[0]}。",
        f"The page gives its own host {host} as that of {site.name}, whose host is {site.hosts[0]}.",
        snippet=clip(words),
        site=site.id,
    )


def _named(page: Page, host: str, registry: Registry) -> Iterator[tuple[OfficialSite, str]]:
    """Lines in which the page's own host stands right behind a registered name."""
    own = split_suffix(host)[1]
    raw = [line[:_LONGEST] for line in page.text[:MAX_TEXT].split("\n") if own in line.lower()][:_MOST_LINES]
    behind = re.compile(rf"{_BETWEEN}(?:[a-z0-9-]{{1,63}}\.){{0,6}}{re.escape(own)}(?![a-z0-9.-]*[a-z0-9]\.)")
    index = index_of(registry)
    for line, text in zip(raw, comparable_lines("\n".join(raw)) if raw else (), strict=True):
        for mention in index.mentions(text):
            if behind.match(text, mention.end) and not is_spoken_of(text, mention):
                yield registry.sites[mention.sites[0]], line


def _replaced(look: Look, host: str, registry: Registry) -> tuple[OfficialSite, str] | None:
    """The page's own host in the very place where the official page that it copies names the official host."""
    copies = copies_on(look, registry)
    if not copies or look.page is None:
        return None
    site = registry.sites[copies[0].site]
    official = comparable(registry.baselines[site.id].page.text[:MAX_TEXT])
    here = comparable(look.page.text[:MAX_TEXT]) if any(one in official for one in site.granted) else ""
    for one in site.granted if here else ():
        place = official.find(one)
        before = official[max(place - _CONTEXT, 0) : place] if place >= 0 else ""
        if len(before) == _CONTEXT and (found := here.find(before + host)) >= 0:
            return site, here[found : found + _CONTEXT + len(host)]
    return None
