"""Finds where the codes in a page's pictures lead: to a download, into a private chat, to another site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._sentences import sentences, warns
from detectors._serving import clip, holder, is_restricted, readable, serving_host
from zhenwang.domain.hosts import host_of, split_suffix
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.picture_codes import code_kind, codes_in
from zhenwang.pages.shared_services import is_shared

_HINT = re.compile(r"[扫掃]|scan", re.IGNORECASE)
_SCAN_TO_INSTALL = re.compile(r"扫.{0,10}(?:下载|安装)|scan.{0,30}(?:download|install)")


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Codes are read, never opened. A code to pay by is the payment detector's."""
    told: set[str] = set()
    for code in codes_in(look):
        signal = _of(code, look, registry)
        if signal and signal.name not in told:
            told.add(signal.name)
            yield signal


def _of(code: str, look: Look, registry: Registry) -> Signal | None:
    kind, host = code_kind(code), host_of(code)
    if kind == "download":
        return _harm("app_download", 1.0, "扫描页面中的二维码会下载应用程序。", "A code offers an application.", code)
    if kind == "chat":
        because = "页面用二维码引导访问者加入私人聊天。"
        return _harm("personal_channel", 0.8, because, "A code leads visitors into a private chat.", code)
    elsewhere = split_suffix(host)[1] != split_suffix(serving_host(look))[1]
    known = is_shared(host) or holder(host, registry) or is_restricted(host, registry)
    if kind == "site" and elsewhere and not known:
        if words := _scan_to_install(look):
            return _harm(
                "app_download", 0.7, "页面引导访问者扫码下载应用程序。", "Scan to install, the page says.", words
            )
        because = f"页面中的二维码指向另一个网站 {readable(host)}。"
        return _harm("code_leads_elsewhere", 1.0, because, f"A code leads to another site, {host}.", code)
    return None


def _scan_to_install(look: Look) -> str:
    told = sentences(look.page.text, _HINT) if look.page else ()
    return next((exact for exact, own in told if _SCAN_TO_INSTALL.search(own) and not warns(own)), "")


def _harm(name: str, value: float, because: str, because_en: str, snippet: str) -> Signal:
    return Signal(name, Axis.HARM, Family.FUNCTION, value, because, because_en, clip(snippet))
