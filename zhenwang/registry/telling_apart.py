"""What tells two official sites apart: region, office, division code, host. One sentence for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.spelling import pinyin_spellings


@dataclass(frozen=True, slots=True)
class Facets:
    """The parts of a site by which it can be mistaken.

    ``label`` is the primary host without www and public suffix (``rst.hubei``), ``office_label`` its first label where
    there are two (``rst``). ``core`` is the name without the regions above its own (黄石市人民政府), ``place`` the
    region it begins with (黄石市), empty when it begins with none, and ``office`` the rest (人民政府).
    """

    site: OfficialSite
    label: str
    office_label: str
    core: str
    place: str
    office: str

    @property
    def initials(self) -> str:
        """Of the place in pinyin, without its 市 or 县 where anything is left: ``hs``. Empty without a place."""
        return _initials(self.place) if self.place else ""

    @property
    def code(self) -> str:
        """The division code: the site's own, or what its site code begins with."""
        own = next((code[:6] for code in self.site.marks.site_codes if code.isdecimal()), "")
        return self.site.region_code or own


def facets(site: OfficialSite) -> Facets:
    label = site.id.removeprefix("www.").removesuffix(split_suffix(site.id)[0]).rstrip(".")
    regions = tuple(region for region in site.region.split("/") if region)
    core = site.name
    for above in regions[:-1]:
        core = core.removeprefix(above) or core
    place = regions[-1] if regions and core.startswith(regions[-1]) else ""
    return Facets(site, label, label.partition(".")[0] if "." in label else "", core, place, core.removeprefix(place))


def telling_apart(one: Facets, other: Facets) -> str:
    """One sentence in Chinese, seen from the first site: ``地区：本站湖北省，对方湖南省；…``."""
    told = (f"{what}：本站{first}，对方{second}" for what, _, first, second in _differences(one, other))
    return "；".join(told) + "。"


def telling_apart_en(one: Facets, other: Facets) -> str:
    """The same in English."""
    told = (f"{what}: this one {first}, the other {second}" for _, what, first, second in _differences(one, other))
    return "; ".join(told) + "."


def _differences(one: Facets, other: Facets) -> Iterator[tuple[str, str, str, str]]:
    """``(what, what in English, first, second)`` wherever two sites differ; the hosts always do."""
    pairs = (
        ("地区", "region", one.site.region, other.site.region),
        ("机构", "office", one.office, other.office),
        ("区划代码", "division code", one.code, other.code),
        ("域名", "host", one.site.id, other.site.id),
    )
    for what, what_en, first, second in pairs:
        if first != second and first and second:
            yield what, what_en, first, second


@lru_cache(maxsize=20_000)
def _initials(place: str) -> str:
    return next((text for kind, text in reversed(tuple(pinyin_spellings(place))) if kind == "initials"), "")
