"""Finds an official site's own telephone, address or mail on a page of another host."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._contacts import Left, official_contacts
from detectors._once import told_once
from detectors._seen import seen
from detectors._serving import clip, readable
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.contacts import POSTCODE
from zhenwang.pages.zones import FOOTER, HEADER

SINGLE, SEVERAL = 0.5, 1.0


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """In a foot it is the page's own contact; in running text anybody may tell how an office is reached.

    Yellow pages print them too, name and all: like a name it says who is meant and confirms nothing.
    """
    page, left = seen(look), official_contacts(look, registry)
    if page is None or not left:
        return
    value = _value(left[0])
    if not value:
        return
    site, first = registry.sites[left[0].site], left[0].contacts[0]
    words = "、".join(dict.fromkeys(contact.value for contact in left[0].contacts[:4]))
    yield Signal(
        "official_contact",
        Axis.CLAIM,
        Family.NAME,
        value,
        f"页面留有“{site.name}”的官方联系方式（{words}），而域名 {readable(page.host)} 不在其名录中。",
        f"The page shows how {site.name} is reached ({words}), yet {page.host} is not its host.",
        snippet=clip(first.snippet),
        site=site.id,
    )


def _value(left: Left) -> float:
    kinds = {contact.kind for contact in left.contacts if contact.zone in (HEADER, FOOTER)}
    if kinds <= {POSTCODE}:
        return 0.0
    return SEVERAL if len(kinds) > 1 else SINGLE
