"""What a page says of the place of whoever it speaks for: its places, phones, codes, and the official hosts it links.

Names are shared, 朝阳区人民政府 by Beijing and Changchun; these facts tell which bearer of a name a page means.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from detectors._claims import marks_on
from detectors._once import once
from detectors._quoting import own_shares
from detectors._shown_marks import holders_of
from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Page
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.matching.spelling import stem_of
from zhenwang.pages.mark_patterns import province_of
from zhenwang.pages.marks import FoundMark
from zhenwang.text.comparable import comparable

MOST_TEXT, MOST_LINKS = 20_000, 500

Fact = tuple[float, str]

_OWNED = {
    "site_code": 5.0,
    "jiucuo_code": 5.0,
    "jiucuo_host": 5.0,
    "site_domain": 4.0,
    "conac": 5.0,
    "psb": 1.5,
    "icp": 0.8,
}
_LABELS = {
    "site_code": "网站标识码", "jiucuo_code": "找错链接的标识码", "jiucuo_host": "找错链接的网址",
    "jiucuo_id": "找错链接", "site_domain": "SiteDomain", "conac": "CONAC标识", "psb": "公安备案号", "icp": "ICP备案号",
}  # fmt: skip
_PHONE = re.compile(r"(?<!\d)(0\d{2,3})[-) ]{1,2}(\d{7,8})(?!\d)")
_DIGITS = re.compile(r"\d{6}")


class PageContext:
    """Facts of one page for or against a site. Build it once for a page: ``context_of``."""

    def __init__(self, page: Page, registry: Registry) -> None:
        self._registry = registry
        marks = marks_on(page, registry)
        shares = own_shares(marks, page)
        self._marks = [mark for mark in marks if shares[mark]]
        self._holders = {mark: {site.id for site in holders_of(mark, registry)} for mark in self._marks}
        self._ends = comparable("\n".join((page.title, page.header[:2000], page.footer[-2000:])))
        self._text = comparable(page.text[:MOST_TEXT])
        phones = _PHONE.findall(f"{page.footer[-5000:]}\n{page.text[:MOST_TEXT]}")
        self._phones = {f"{area}-{number}" for area, number in phones}
        self._areas = {area for area, _ in phones}
        hosts = dict.fromkeys(host for link in page.links[:MOST_LINKS] if (host := host_of(link.href)))
        self._linked = {host: owner for host in hosts if (owner := registry.owner(host))}

    @property
    def owners(self) -> tuple[str, ...]:
        """Sites whose marks the page shows."""
        return tuple(dict.fromkeys(site for mark in self._marks for site in sorted(self._holders[mark])))

    def facts(self, site: OfficialSite) -> Iterator[Fact]:
        """What speaks for a site besides its name, with the weight of each."""
        yield from self._of_marks(site)
        yield from self._of_places(site)
        yield from self._of_phones(site)
        yield from self._of_links(site)

    def _of_marks(self, site: OfficialSite) -> Iterator[Fact]:
        for mark in self._marks:
            holders = self._holders[mark]
            if site.id in holders:
                yield (
                    _OWNED.get(mark.kind, 3.0) / len(holders),
                    f"{_LABELS.get(mark.kind, mark.kind)}{mark.value}属于它",
                )
            elif not holders and (shared := _same_division(mark, site)):
                yield 0.4 * shared, f"{_LABELS.get(mark.kind, mark.kind)}{mark.value}的区划与它一致"

    def _of_places(self, site: OfficialSite) -> Iterator[Fact]:
        for place in filter(None, site.region.split("/")):
            forms = [form for form in (place, stem_of(place)) if len(form) > 1]
            if shown := next((form for form in forms if form in self._ends), ""):
                yield 1.5, f"页面首尾出现“{shown}”"
            elif shown := next((form for form in forms if form in self._text), ""):
                yield 0.8, f"正文出现“{shown}”"

    def _of_phones(self, site: OfficialSite) -> Iterator[Fact]:
        if known := self._phones & {phone.replace(" ", "") for phone in site.contact.phones}:
            yield 3.0, f"电话{min(known)}是它登记的电话"
        elif areas := self._areas & _areas(self._registry).get(site.region_code[:4], frozenset()):
            yield 1.0, f"电话区号{min(areas)}与它所在地一致"

    def _of_links(self, site: OfficialSite) -> Iterator[Fact]:
        for host, owner in self._linked.items():
            if owner.id == site.id:
                yield 1.5, f"链接到它的官方域名{host}"
                return
        near = next((host for host, owner in self._linked.items() if _neighbours(owner, site)), "")
        if near:
            yield 0.7, f"链接到同一地区的官方域名{near}"


@once
def context_of(page: Page, registry: Registry) -> PageContext:
    return PageContext(page, registry)


def _same_division(mark: FoundMark, site: OfficialSite) -> int:
    """How many levels of the division that a number begins with are the site's: 3 to the county, 1 the province."""
    if mark.kind == "icp":
        return int(bool(site.region_code) and province_of(mark.value) == province_of(site.region_code))
    found = _DIGITS.search(mark.value)
    code = site.region_code
    if not found or not code:
        return 0
    return 3 if found[0] == code else 2 if found[0][:4] == code[:4] else int(found[0][:2] == code[:2])


def _neighbours(owner: OfficialSite, site: OfficialSite) -> bool:
    """Whether a linked site is of the same prefecture, or of the region right above."""
    if not owner.region or not site.region or owner.level in ("", "central"):
        return False
    return owner.region_code[:4] == site.region_code[:4] or site.region.startswith(f"{owner.region}/")


@functools.lru_cache(maxsize=4)
def _areas(registry: Registry) -> Mapping[str, frozenset[str]]:
    """Area codes by the first four digits of a division code, as the phones of official sites show them."""
    found: dict[str, set[str]] = {}
    for site in registry.sites.values():
        for phone in site.contact.phones:
            if site.region_code and (area := _PHONE.search(f"{phone} ")):
                found.setdefault(site.region_code[:4], set()).add(area[1])
    for baseline in registry.baselines.values():
        known = registry.site(baseline.site)
        for kind, value in baseline.traces.contacts:
            if known and known.region_code and kind == "landline" and (area := _PHONE.search(value)):
                found.setdefault(known.region_code[:4], set()).add(area[1])
    return MappingProxyType({place: frozenset(areas) for place, areas in found.items()})
