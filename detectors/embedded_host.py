"""Finds a whole official host name standing inside another host's name, with its dots or hyphens in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._serving import clip, holder, is_restricted, portal_of, readable
from zhenwang.domain.hosts import Host, parse_host, split_suffix
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal

MAX_TOKENS = 24
_SEPARATOR = re.compile(r"[._-]+")


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Reverse proxies carry the host they copy in a label of their own: cheap to see, and it names its victim."""
    host = parse_host(look.host)
    found = embedded(host, registry) if isinstance(host, Host) else None
    if found is None or not isinstance(host, Host):
        return
    site, span = found
    yield Signal(
        "embedded_official_host",
        Axis.CLAIM,
        Family.NAME,
        1.0,
        f"域名 {readable(host.ascii)} 把“{site.name}”的官方域名嵌入其中（{span}）。",
        f"The host {host.ascii} has the official host of {site.name} inside it ({span}).",
        snippet=clip(span),
        site=site.id,
    )


def embedded(host: Host, registry: Registry) -> tuple[OfficialSite, str] | None:
    """The official site whose host, or whose restricted domain, stands inside a foreign host, with its letters."""
    if holder(host.ascii, registry):
        return None
    tokens = list(_SEPARATOR.finditer(host.ascii + "."))[:MAX_TOKENS]
    starts = [0, *(token.end() for token in tokens)]
    ends = [token.start() for token in tokens]
    # The longest first: www.hubei.gov.cn says more than hubei.gov.cn.
    spans = sorted(
        ((start, end) for first, start in enumerate(starts) for end in ends[first + 1 :]),
        key=lambda span: (span[0] - span[1], span[0]),
    )
    for start, end in spans:
        written = host.ascii[start:end]
        site = _official(written, registry) or _official(_SEPARATOR.sub(".", written), registry)
        if site:
            return site, written
    return None


def _official(name: str, registry: Registry) -> OfficialSite | None:
    listed = registry.owner(name)
    if listed:
        return listed
    whole_domain = is_restricted(name, registry) and split_suffix(name)[1] == name and split_suffix(name)[0] != name
    return portal_of(name, registry) if whole_domain else None
