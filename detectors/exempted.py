"""Says that a person exempted the host, why, and until when: shown beside whatever the page claims, never instead."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._serving import clip, readable, serving_host
from zhenwang.domain.exemption import Exemption, ExemptionScope
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """The host whose server sent the page must be exempt on the day of the look: an exempt host that leads elsewhere
    excuses nobody there. A genuine host needs no exemption.
    """
    host = serving_host(look)
    held = registry.exemption(host, registry.day(look.at))
    if held is None or registry.owner(host):
        return
    whose = readable(host) if held.scope is ExemptionScope.HOST else f"{readable(host)}（{held.host} 之下）"
    yield Signal(
        "exempted_host",
        Axis.EXCULPATION,
        Family.HOST,
        1.0,
        f"域名 {whose} 由{held.who}登记豁免，{_until(held)}，理由：{clip(held.reason)}。",
        f"{host} was exempted by {held.who}, {_until_en(held)}: {clip(held.reason)}",
        snippet=clip(host),
    )


def _until(held: Exemption) -> str:
    return f"至{held.until.year}年{held.until.month}月{held.until.day}日" if held.until else "长期有效"


def _until_en(held: Exemption) -> str:
    return f"until {held.until}" if held.until else "permanently"
