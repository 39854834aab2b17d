"""What a list should hold whole: which sites count as vanished when it does not name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite, Registry

ALARMING = 5
"""A list that leaves out more than one in this many of its scope is more likely cut off than right."""

_CODE = re.compile(r"[0-9]{2,6}\Z")
_HOST_LIKE = re.compile(r"[0-9a-z_-]+(?:\.[0-9a-z_-]+)+")


def covered(registry: Registry, covers: str) -> Iterator[OfficialSite]:
    """The sites of a scope: a region code or its beginning (``42``), or a suffix (``hubei.gov.cn``); else none."""
    wanted = covers.strip().strip(".").lower()
    if _CODE.match(wanted):
        prefix = wanted.rstrip("0") if len(wanted) == 6 else wanted
        prefix += "0" * (len(prefix) % 2)
        yield from (site for site in registry.sites.values() if site.region_code.startswith(prefix))
        return
    below = parse_host(f"a.{wanted}") if wanted else None
    if isinstance(below, Host):
        suffix = below.ascii.removeprefix("a")
        yield from (site for site in registry.sites.values() if f".{site.id}".endswith(suffix))


def named_in(texts: Iterable[str]) -> frozenset[str]:
    """Every host name standing in rows that could not be read: their sites are not known to have vanished."""
    return frozenset(found for text in texts for found in _HOST_LIKE.findall(text.lower()))


def is_alarming(vanished: int, scope: int) -> bool:
    return vanished * ALARMING > scope
