"""Where a host stands: official, a neighbour, retired, under somebody's name, or in nobody's list."""

from __future__ import annotations

from dataclasses import dataclass

from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import RetiredHost, SiteHost


@dataclass(frozen=True, slots=True)
class Standing:
    """``word`` is ``official``, ``neighbour``, ``retired``, ``same_registrant`` or ``unknown``.

    ``site`` owns the host, held it last, or is the portal it stands under; ``role`` is what the host is to its owner;
    ``retired`` says whose it was.
    """

    word: str
    site: OfficialSite | None = None
    role: SiteHost | None = None
    retired: RetiredHost | None = None


def standing(registry: Registry, host: str) -> Standing:
    """The standing of an A-label host, or of the text of an IP address. Exact look-ups only."""
    if site := registry.owner(host):
        return Standing("official" if site.protected else "neighbour", site, site.role(host))
    if past := registry.retired.get(host):
        return Standing("retired", registry.sites.get(past.last_site), None, past)
    if site := registry.registrant(host):
        return Standing("same_registrant", site)
    return Standing("unknown")
