"""Finds pages that take visitors elsewhere: by a hidden script, or only those who come from a search engine."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._serving import clip, holder, is_restricted, readable, serving_host
from zhenwang.domain.hosts import host_of, split_suffix
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.jumps import Jump, jumps
from zhenwang.pages.shared_services import is_shared

_ASKED = {"search": "从搜索引擎来的访问者", "spider": "搜索引擎以外的访问者"}
_ASKED_EN = {"search": "visitors who come from a search engine", "spider": "everybody but search engines"}


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """A site may move, to its phone edition or its new official host; what leads to strangers takes people away."""
    if look.page is None:
        return
    told: set[str] = set()
    for jump in sorted(jumps(look.page), key=lambda jump: (not jump.disguised, not jump.target)):
        signal = _of(jump, look, registry)
        if signal and signal.name not in told:
            told.add(signal.name)
            yield signal
    if _foreign(look.host, serving_host(look), registry):
        host = serving_host(look)
        because = f"访问 {readable(look.host)} 被跳转到另一个域名 {readable(host)}。"
        yield _harm("arrived_elsewhere", 1.0, because, f"A visit to {look.host} arrives at {host}.", host)


def _of(jump: Jump, look: Look, registry: Registry) -> Signal | None:
    host = host_of(jump.target)
    if host and not _foreign(serving_host(look), host, registry):
        return None
    where = readable(host) if host else "脚本拼接的地址"
    if jump.asks in _ASKED and (host or not jump.target):
        because = f"页面脚本先判断来源，把{_ASKED[jump.asks]}带到{where}。"
        because_en = f"A script takes {_ASKED_EN[jump.asks]} to {host or 'an address it computes'}."
        return _harm("conditional_redirect", 1.0 if host else 0.7, because, because_en, jump.snippet)
    if not host:
        return None
    how = "用经过编码、无法直接阅读的脚本" if jump.disguised else "自动"
    because = f"页面{how}把访问者带到另一个网站 {where}。"
    because_en = (
        f"The page takes visitors to another site, {host}{', by a disguised script' if jump.disguised else ''}."
    )
    return _harm("redirect_elsewhere", 1.0 if jump.disguised else 0.7, because, because_en, jump.snippet)


def _foreign(own: str, host: str, registry: Registry) -> bool:
    if split_suffix(own)[1] == split_suffix(host)[1] or is_shared(host):
        return False
    return not holder(host, registry) and not is_restricted(host, registry)


def _harm(name: str, value: float, because: str, because_en: str, snippet: str) -> Signal:
    return Signal(name, Axis.HARM, Family.FUNCTION, value, because, because_en, clip(snippet))
