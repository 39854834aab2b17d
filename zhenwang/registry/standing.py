"""Where a host stands: official, a neighbour, exempt, retired, under somebody's name, or in nobody's list."""

from __future__ import annotations

import ipaddress
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from zhenwang.domain.exemption import Exemption
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import RetiredHost, SiteHost

MAX_ADDRESS = 64


@dataclass(frozen=True, slots=True)
class Standing:
    """``word`` is ``official``, ``neighbour``, ``exempt``, ``retired``, ``same_registrant`` or ``unknown``.

    ``site`` owns the host, held it last, or is the portal it stands under; ``role`` is what the host is to its owner;
    ``retired`` says whose it was.
    """

    word: str
    site: OfficialSite | None = None
    role: SiteHost | None = None
    retired: RetiredHost | None = None
    exemption: Exemption | None = None


def address_of(text: str) -> str:
    """The one form of an IP address, with brackets or without; empty for anything else."""
    try:
        return str(ipaddress.ip_address(unicodedata.normalize("NFKC", text[:MAX_ADDRESS]).strip("[]")))
    except ValueError:
        return ""


def standing(registry: Registry, host: str, on: date | None = None) -> Standing:
    """The standing of an A-label host, or of the text of an IP address. Exact look-ups only.

    Without a day nothing is exempt. A host that is official or a neighbour needs no exemption and stays what it is.
    """
    found = _listed(registry, host)
    held = registry.exemption(host, on) if on else None
    if held is None:
        return found
    return replace(found, word=found.word if found.role else "exempt", exemption=held)


def _listed(registry: Registry, host: str) -> Standing:
    if site := registry.owner(host):
        return Standing("official" if site.protected else "neighbour", site, site.role(host))
    if past := registry.retired.get(host):
        return Standing("retired", registry.sites.get(past.last_site), None, past)
    if site := registry.registrant(host):
        return Standing("same_registrant", site)
    return Standing("unknown")
