"""Contacts of official sites on a page: whose they are, and which stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detectors._official_pages import contact_key, is_genuine, official_pages
from detectors._seen import once, seen
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.pages.contacts import POSTCODE, FoundContact

_DIRECTORY = 3
"""Sites whose contacts one page lists, from which on it is a directory and claims to be none of them."""


@dataclass(frozen=True, slots=True)
class Left:
    """An official site's contacts left on a page, in the order of the page."""

    site: str
    contacts: tuple[FoundContact, ...]


@once
def official_contacts(look: Look, registry: Registry) -> tuple[Left, ...]:
    """Official contacts on a foreign page by site, those with most first; none where many sites' are listed."""
    page = seen(look)
    if page is None or is_genuine(page.host, registry):
        return ()
    known: Mapping[str, tuple[str, ...]] = official_pages(registry).contacts
    found: dict[str, list[FoundContact]] = {}
    for contact in page.contacts if known else ():
        for site in known.get(contact_key(contact.kind, contact.value), ()):
            found.setdefault(site, []).append(contact)
    # A postcode is its whole quarter's.
    told = {site: held for site, held in found.items() if any(one.kind != POSTCODE for one in held)}
    if len(told) >= _DIRECTORY:
        return ()
    return tuple(Left(site, tuple(held)) for site, held in sorted(told.items(), key=lambda one: (-len(one[1]), one[0])))
