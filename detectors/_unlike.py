"""Whether a page speaks for somebody who has nothing to do with the owner of a mark that it shows.

A designer's page for a village that kept the site code of the template it was made from: such a code was copied, and
names nobody. A page that imitates the owner speaks of the owner or of its place somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from detectors._claims import names_on
from zhenwang.domain.look import Page
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.matching.spelling import stem_of
from zhenwang.text.comparable import comparable

_MOST_TEXT = 20_000
_OWNER = re.compile(
    r"(?:版权所有|版權所有|主办单位|主辦單位|主办|主辦|©|copyright)[^\n]{0,60}?[\u4e00-\u9fff]{4}", re.IGNORECASE
)


def speaks_for_another(page: Page, holders: Iterable[OfficialSite], registry: Registry) -> bool:
    """Whether the page names an owner, and neither a holder of the mark nor a place of one anywhere."""
    sites = tuple(holders)
    found = names_on(page, registry)
    if {name.site for name in found} & {site.id for site in sites}:
        return False
    if not (_OWNER.search(page.footer[-_MOST_TEXT:]) or any(name.self_designating for name in found)):
        return False
    text = comparable("\n".join((page.title, page.header, page.footer, page.text[:_MOST_TEXT])))
    return not any(place in text for site in sites for place in places_of(site)) and not any(
        name in text for site in sites for name in map(comparable, site.names)
    )


def places_of(site: OfficialSite) -> tuple[str, ...]:
    """The places that a site belongs to, whole and without their kind: 湖北省, 湖北, 黄石市, 黄石."""
    parts = [part for part in site.region.split("/") if part]
    return tuple(dict.fromkeys(form for part in parts for form in (part, stem_of(part)) if len(form) > 1))
