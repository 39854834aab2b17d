"""Says whether the registry knows the serving host, and whether a page that claims a name may claim it there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from detectors import (
    altered_name,
    borrowed_assets,
    claimed_name,
    footer_marks,
    official_contact,
    official_paths,
    page_clone,
    self_domain_rewrite,
    transformation_gateway,
)
from detectors._serving import holder, is_restricted, readable, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal

CLAIMANTS = (
    *(claimed_name, footer_marks, altered_name, page_clone, official_paths),
    *(self_domain_rewrite, official_contact, borrowed_assets),
)
"""Detectors of what a page claims, the costly ones last: a name, a mark, the official content."""


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """One finding about the host at most. Without a claim on the page there is nothing that could mismatch."""
    host = serving_host(look)
    site = holder(host, registry)
    if site:
        yield _genuine(look, host, site, registry)
    elif is_restricted(host, registry):
        yield _unlisted(host)
    elif not any(transformation_gateway.detect(look, registry)):
        yield from _mismatch(look, host, registry)


def _genuine(look: Look, host: str, site: OfficialSite, registry: Registry) -> Signal:
    if site.protected and look.host != host and holder(look.host, registry) is None:
        return Signal(
            "redirects_to_official",
            Axis.EXCULPATION,
            Family.HOST,
            1.0,
            f"域名 {readable(look.host)} 跳转到“{site.name}”的官方网站 {host}，看到的页面是真的。",
            f"{look.host} redirects to {host}, the official site of {site.name}: the page seen is the genuine one.",
            snippet=host,
            site=site.id,
        )
    listed = registry.owner(host) is not None
    how, how_en = ("列在", "is listed as") if listed else ("的上级域名属于", "stands under the domain of")
    tail = "官方名录中" if site.protected else "近邻名录中，是真实单位"
    return Signal(
        "official_host" if site.protected else "neighbour_host",
        Axis.EXCULPATION,
        Family.HOST,
        1.0 if listed else 0.8,
        f"域名 {readable(host)} {how}“{site.name}”的{tail}。",
        f"{host} {how_en} {site.name}.",
        snippet=host,
        site=site.id,
    )


def _unlisted(host: str) -> Signal:
    return Signal(
        "unlisted_gov_host",
        Axis.EXCULPATION,
        Family.HOST,
        1.0,
        f"域名 {readable(host)} 使用受限注册的政府后缀，但不在官方名录中，应先核实是否为未登记的官方网站。",
        f"{host} stands under a restricted government suffix but is not in the registry: it may be an unlisted site.",
        snippet=host,
    )


def claims(look: Look, registry: Registry) -> Iterator[Signal]:
    """What the page claims that names a site, strongest kind first; what only its host name claims is not asked."""
    said = chain.from_iterable(part.detect(look, registry) for part in CLAIMANTS)
    return (signal for signal in said if signal.axis is Axis.CLAIM and signal.site)


def _mismatch(look: Look, host: str, registry: Registry) -> Iterator[Signal]:
    claim = next(claims(look, registry), None)
    if claim is None:
        return
    site = registry.sites[claim.site]
    yield Signal(
        "not_in_registry",
        Axis.MISMATCH,
        Family.HOST,
        1.0,
        f"页面以“{site.name}”的身份出现，但域名 {readable(host)} 不在其官方名录中；官方域名是 {site.hosts[0]}。",
        f"The page appears as {site.name}, but {host} is not one of its hosts; the official host is {site.hosts[0]}.",
        snippet=host,
        site=site.id,
    )
