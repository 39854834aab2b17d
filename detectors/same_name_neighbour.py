"""Recognises a genuine site whose name others bear too, such as the 朝阳区 governments of Beijing and Changchun."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._serving import clip, serving_host
from detectors.claimed_name import designations
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Speaks when one of several bearers of the name holds the serving host."""
    host = serving_host(look)
    for found, bearers in designations(look, registry):
        own = next((site for site in bearers if registry.grants(host, site.id)), None)
        if own is None or len(bearers) == 1:
            continue
        yield Signal(
            "same_name_neighbour",
            Axis.EXCULPATION,
            Family.CONTEXT,
            1.0,
            f"“{own.name}”与其他 {len(bearers) - 1} 个单位同名，而域名 {host} 正是其自己的官方域名。",
            f"{own.name} shares its name with {len(bearers) - 1} other bodies, and {host} is its own official host.",
            snippet=clip(found.snippet),
            site=own.id,
        )
        return
