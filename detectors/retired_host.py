"""Finds a host that was official once, is in no site's set any more, and serves pages again."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._serving import clip, holder, readable, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """People, links and documents still lead there: whoever serves it appears as the body it belonged to.

    Silent when nothing was seen, and when the host leads to a genuine site, as art. 13 asks for after a move.
    """
    past = registry.retired.get(look.host) or registry.retired.get(_but_for_www(look.host))
    if past is None or look.page is None or holder(serving_host(look), registry) is not None:
        return
    day, body = past.retired_on, past.name or past.last_site
    since = f"{day.year}年{day.month}月{day.day}日起停用" if day else "已停用"
    yield Signal(
        "retired_host",
        Axis.CLAIM,
        Family.NAME,
        1.0,
        f"域名 {readable(look.host)} 曾是“{body}”的官方域名，{since}，现在又有网页，可能已被他人注册。",
        f"{look.host} was a host of {body}{f' until {day}' if day else ''} and serves pages again: perhaps not theirs.",
        snippet=clip(look.host),
        site=past.last_site if past.last_site in registry.sites else "",
    )


def _but_for_www(host: str) -> str:
    """Whoever registers a lapsed name has it with and without www."""
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
