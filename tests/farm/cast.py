"""Which bodies a template is about: real ones of the registry, by what the template wants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from tests.farm.offices import office_of
from zhenwang.domain.body import BodyKind
from zhenwang.domain.registry import OfficialSite, Registry

Wants = Callable[[OfficialSite], bool]

_PORTAL_LEVELS = ("county", "prefecture", "province")


def _government(*levels: str) -> Wants:
    return lambda site: site.level in levels and site.kind is BodyKind.GOVERNMENT and site.name.endswith("人民政府")


def _department(*levels: str) -> Wants:
    ends = ("厅", "局", "委员会", "署", "部", "办公室")
    return lambda site: site.level in levels and site.kind is BodyKind.DEPARTMENT and site.name.endswith(ends)


def _called(*words: str) -> Wants:
    return lambda site: any(word in site.name for word in words) and len(site.name) > 4 and site.protected


WANTS: Mapping[str, Wants] = {
    "county": _government("county"),
    "prefecture": _government("prefecture"),
    "province": _government("province"),
    "portal": _government(*_PORTAL_LEVELS),
    "department": _department("province", "prefecture"),
    "provincial": _department("province"),
    "central": _department("central"),
    "labour": _called("人力资源和社会保障"),
    "police": _called("公安局", "公安厅"),
    "justice": _called("司法局", "司法厅"),
    "zone": lambda site: site.level == "zone" and site.kind is BodyKind.OUTPOST and len(site.name) > 4,
    "court": lambda site: site.kind is BodyKind.COURT,
    "procuratorate": lambda site: site.kind is BodyKind.PROCURATORATE,
    "supervision": lambda site: site.kind is BodyKind.SUPERVISION,
    "english": lambda site: bool(site.english_name) and site.protected and len(site.english_name) > 12,
    "hubei": lambda site: site.region_code.startswith("42") and site.kind is BodyKind.GOVERNMENT,
}


def choose(registry: Registry) -> Mapping[str, list[OfficialSite]]:
    """The sites each want may be about, in order of their ids. What two sites bear as their name is not among them."""
    bearers = Counter(name for site in registry.sites.values() for name in site.names)
    listed = sorted(registry.sites.values(), key=lambda site: site.id)
    alone = [site for site in listed if bearers[site.name] == 1 and not site.closed]
    found = {want: [site for site in alone if fits(site)] for want, fits in WANTS.items()}
    return found | {"same_name": _same_named(found["county"])}


def _same_named(counties: list[OfficialSite]) -> list[OfficialSite]:
    """Those that are called at home what others are called elsewhere: 和平区人民政府."""
    short = {site.id: office_of(site).short for site in counties}
    often = Counter(short.values())
    return [site for site in counties if often[short[site.id]] > 1 and short[site.id] != site.name]
