"""Who served the page: the host after redirects, and whether the registry knows it."""

from __future__ import annotations

from zhenwang.domain.hosts import Host, host_of, parse_host, split_suffix
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.matching.absent_registry import suffixes_of

MAX_SNIPPET = 120


def serving_host(look: Look) -> str:
    """The host whose server sent the page: a claim on the page is made by it, not by the name that redirected there."""
    return host_of(look.final_url) or host_of(look.url) or look.host


def holder(host: str, registry: Registry) -> OfficialSite | None:
    """The genuine site a host belongs to: listed itself, or under the registrable part of one that is."""
    return registry.owner(host) or portal_of(host, registry) or registry.registrant(host)


def portal_of(host: str, registry: Registry) -> OfficialSite | None:
    """The site on the ``www`` or bare host of a registrable part: it speaks for all that stands under it."""
    registrable = split_suffix(host)[1] if host else ""
    return registry.owner(f"www.{registrable}") or registry.owner(registrable)


def is_restricted(host: str, registry: Registry) -> bool:
    """Whether only public bodies may register the host's domain (55号文; 互联网政务应用安全管理规定 art. 5)."""
    parsed = parse_host(host)
    return isinstance(parsed, Host) and suffixes_of(registry).holds(parsed)


def readable(host: str) -> str:
    """A host as people read it, beside its A-label form where the two differ."""
    parsed = parse_host(host)
    if isinstance(parsed, Host) and parsed.unicode != parsed.ascii:
        return f"{parsed.unicode}（{parsed.ascii}）"
    return host[:253]


def clip(text: str, limit: int = MAX_SNIPPET) -> str:
    """The first words of a snippet: short enough for a card, exact as far as it goes."""
    stripped = text.strip()
    return stripped if len(stripped) <= limit else stripped[:limit] + "…"
