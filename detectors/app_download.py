"""Finds applications that a page gives people to install, and stores that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

from detectors._serving import clip, holder, is_restricted
from zhenwang.domain.hosts import host_of, split_suffix
from zhenwang.domain.look import Link, Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.downloads import downloads
from zhenwang.pages.shared_services import STORES
from zhenwang.text.comparable import comparable

MAX_LINKS = 2000

_PROGRAMS = (".exe", ".msi", ".dmg", ".pkg")
_PROGRAM = re.compile(r"\.(?:exe|msi|dmg|pkg)", re.IGNORECASE)
_DATA = re.compile(r"data:application/(?:vnd\.android|octet-stream|x-apple)", re.IGNORECASE)
_OFFER_HINT = re.compile(r"app|下[载載]|安装|安裝|客[户戶]端|store|应用|應用", re.IGNORECASE)
_OFFER = re.compile(
    r"(?:下载|安装).{0,8}(?:app|客户端|应用|手机版)|(?:app|客户端|安卓版?|苹果版?|ios|android|鸿蒙).{0,4}(?:下载|安装)"
    r"|app store|google play|应用(?:商店|市场)"
)


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """A file to install is certain; a link that only promises one counts when it leads to no store and nobody known."""
    if look.page is None:
        return
    links = look.page.links[:MAX_LINKS]
    files = ((1.0, written) for written in downloads(look.page))
    offers = ((_strength(link, registry), link) for link in links)
    shown_offers = ((value, _shown(value, link)) for value, link in offers)
    value, shown = max(chain(files, shown_offers), key=lambda rated: rated[0], default=(0.0, ""))
    if not value:
        return
    because = "页面诱导下载安装应用程序。"
    because_en = "The page offers an application to install."
    yield Signal("app_download", Axis.HARM, Family.FUNCTION, value, because, because_en, clip(shown))


def _shown(value: float, link: Link) -> str:
    return link.href if value >= 0.7 or not link.text.strip() else link.text


def _strength(link: Link, registry: Registry) -> float:
    href = link.href[:2000].strip()
    if href.casefold().startswith("itms-services:") or _DATA.match(href):
        return 1.0
    if (_PROGRAM.search(href) or not href.isprintable()) and _path(href).endswith(_PROGRAMS):
        return 0.7
    host = host_of(href)
    if not host or not _OFFER_HINT.search(link.text) or not _OFFER.search(comparable(link.text[:100])):
        return 0.0
    known = split_suffix(host)[1] in STORES or holder(host, registry) or is_restricted(host, registry)
    return 0.0 if known else 0.5


def _path(href: str) -> str:
    try:
        return urlsplit(href).path.casefold().rstrip("/")
    except ValueError:
        return ""
