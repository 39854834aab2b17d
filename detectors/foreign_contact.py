"""Finds a private number or one of another province beside an official name, address or telephone."""

from __future__ import annotations

from collections.abc import Iterator

from detectors import claimed_name, official_contact
from detectors._contacts import official_contacts
from detectors._official_pages import contact_keys, copies_on, is_genuine, official_pages
from detectors._seen import Seen, seen
from detectors._serving import clip, readable
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.area_codes import province_of_area
from zhenwang.pages.contacts import LANDLINE, PERSONAL, FoundContact
from zhenwang.pages.zones import BODY
from zhenwang.text.comparable import comparable_lines

_NEAR = 3
"""Lines between a foreign contact and the official one, or the name, that it is passed off as."""
_MOST_LINES = 400


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """More telling than a full copy: whoever calls reaches somebody else."""
    page = seen(look)
    if page is None or is_genuine(page.host, registry):
        return
    # Beside the office's own telephone or address, on a copy of its page, or else beside its name only.
    for claim in official_contact.detect(look, registry):
        if claim.value >= official_contact.SEVERAL:
            lines = {contact.line for contact in official_contacts(look, registry)[0].contacts}
            yield from _told(page, registry.sites[claim.site], lines, registry, 1.0)
            return
    for copy in copies_on(look, registry)[:1]:
        if copy.site in official_pages(registry).reachable:
            yield from _told(page, registry.sites[copy.site], set(), registry, copy.value)
            return
    for signal in claimed_name.detect(look, registry):
        site = registry.sites[signal.site]
        if found := next(_foreign(page, site, _naming(page, site), registry), None):
            yield _signal("contact_elsewhere", Family.CONTEXT, 1.0, site, found, page)
            return


def _told(page: Seen, site: OfficialSite, lines: set[int], registry: Registry, value: float) -> Iterator[Signal]:
    if found := next(_foreign(page, site, lines, registry), None):
        yield _signal("foreign_contact", Family.CONTEXT, value, site, found, page)


def _foreign(page: Seen, site: OfficialSite, lines: set[int], registry: Registry) -> Iterator[FoundContact]:
    """Contacts that are not the site's, in header or footer or near one of the lines."""
    own = official_pages(registry).contacts
    for contact in page.contacts:
        if any(site.id in own.get(key, ()) for key in contact_keys(contact.kind, contact.value)):
            continue
        near = contact.line >= 0 and any(abs(contact.line - line) <= _NEAR for line in lines)
        if (near or contact.zone != BODY) and _is_strange(contact, site):
            yield contact


def _is_strange(contact: FoundContact, site: OfficialSite) -> bool:
    if contact.kind in PERSONAL:
        return True
    home, there = site.region_code[:2], province_of_area(contact.value.partition("-")[0])
    return contact.kind == LANDLINE and bool(home.isdecimal() and there) and home != there


def _naming(page: Seen, site: OfficialSite) -> set[int]:
    """Lines of the page, by number, that hold the site's name."""
    lines = page.page.text.split("\n")
    near = sorted({n for one in page.contacts for n in range(max(one.line - _NEAR, 0), one.line + _NEAR + 1)})
    asked = [n for n in near if n < len(lines)][:_MOST_LINES]
    read = comparable_lines("\n".join(lines[n][:_MOST_LINES] for n in asked)) if asked else []
    return {n for n, line in zip(asked, read, strict=True) if any(name in line for name in site.names)}


def _signal(name: str, family: Family, value: float, site: OfficialSite, found: FoundContact, page: Seen) -> Signal:
    return Signal(
        name,
        Axis.MISMATCH,
        family,
        value,
        f"页面以“{site.name}”的身份出现，留的却是 {found.value}，不是其已知的联系方式；域名为 {readable(page.host)}。",
        f"The page appears as {site.name}, yet gives {found.value}, not known to be its; it is served by {page.host}.",
        snippet=clip(found.snippet),
        site=site.id,
    )
