"""Where an official site belongs: the region, and the vertical system whose people answer for it (art. 4)."""

from __future__ import annotations

from zhenwang.domain.registry import OfficialSite, Registry

_NATIONAL = "central"


def place_of(registry: Registry, site_id: str) -> tuple[str, str]:
    """The division code (six digits, or empty) and the id of the site at the head of the vertical system (or empty).

    A site under a central body's domain belongs to that body's system: hubei.chinatax.gov.cn is 420000 and
    www.chinatax.gov.cn. What is not in the registry belongs nowhere.
    """
    site = registry.site(site_id) if site_id else None
    return (_region(site), _system(registry, site)) if site else ("", "")


def _region(site: OfficialSite) -> str:
    own = next((code[:6] for code in site.marks.site_codes if code[:6].isdecimal()), "")
    return (site.region_code or own)[:12]


def _system(registry: Registry, site: OfficialSite) -> str:
    head = registry.registrant(site.id)
    return head.id if head and head.level == _NATIONAL else ""
