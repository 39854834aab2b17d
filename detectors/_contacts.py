"""Contacts of official sites on a page: whose they are, and which stand beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from detectors._official_pages import STREET, contact_keys, is_genuine, official_pages
from detectors._once import once
from detectors._seen import seen
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.pages.contacts import POSTCODE, FoundContact

_DIRECTORY = 3
"""Sites whose contacts one page lists, from which on it is a directory and claims to be none of them."""
# The number to complain at is printed by those who are complained about.
_TO_COMPLAIN = re.compile(r"(?:监督|监管|举报|投诉|信访|主管|督查)[^0-9@]{0,14}\Z")


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
    found: dict[str, dict[FoundContact, bool]] = {}
    for contact in page.contacts if known else ():
        for key in contact_keys(contact.kind, contact.value):
            for site in known.get(key, ()) if not _to_complain(contact) else ():
                # A postcode is its whole quarter's, a street without its town is in many.
                telling = contact.kind != POSTCODE and not key.startswith(STREET)
                held = found.setdefault(site, {})
                held[contact] = held.get(contact, False) or telling
    told = {site: tuple(held) for site, held in found.items() if any(held.values())}
    if len(told) >= _DIRECTORY:
        return ()
    return tuple(Left(site, held) for site, held in sorted(told.items(), key=lambda one: (-len(one[1]), one[0])))


def _to_complain(contact: FoundContact) -> bool:
    before = contact.snippet.partition(contact.value[-4:])[0]
    return bool(_TO_COMPLAIN.search(before.rstrip("0123456789-() （）")))
