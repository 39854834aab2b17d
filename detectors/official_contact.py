"""Finds an official site's own telephone, address or mail on a page of another host."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._contacts import Left, official_contacts
from detectors._seen import seen
from detectors._serving import clip, readable
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.contacts import ADDRESS, POSTCODE
from zhenwang.pages.zones import FOOTER, HEADER

_IN_TEXT, _SINGLE, _SEVERAL = 0.15, 0.5, 1.0


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """In a foot it is the page's own contact; in running text anybody may tell how an office is reached."""
    page, left = seen(look), official_contacts(look, registry)
    if page is None or not left:
        return
    value = _value(left[0])
    site, first = registry.sites[left[0].site], left[0].contacts[0]
    words = "、".join(dict.fromkeys(contact.value for contact in left[0].contacts[:4]))
    yield Signal(
        "official_contact",
        Axis.CLAIM,
        Family.CONTENT,
        value,
        f"页面留有“{site.name}”的官方联系方式（{words}），而域名 {readable(page.host)} 不在其名录中。",
        f"The page shows how {site.name} is reached ({words}), yet {page.host} is not its host.",
        snippet=clip(first.snippet),
        site=site.id,
    )


def _value(left: Left) -> float:
    framed = [contact for contact in left.contacts if contact.zone in (HEADER, FOOTER)]
    kinds = {contact.kind for contact in framed}
    if kinds <= {POSTCODE}:
        return _IN_TEXT
    return _SEVERAL if len(kinds - {POSTCODE}) > 1 or kinds >= {ADDRESS, POSTCODE} else _SINGLE
