"""Where a case belongs: the region and the vertical system of the body that is imitated."""

from __future__ import annotations

import pytest

from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.registry.placing import place_of

TAX = "www.chinatax.gov.cn"
REGISTRY = Registry.of([
    OfficialSite(TAX, "国家税务总局", (TAX, "chinatax.gov.cn"), level="central"),
    OfficialSite("hubei.chinatax.gov.cn", "湖北省税务局", ("hubei.chinatax.gov.cn",), region_code="420000"),
    OfficialSite("www.hubei.gov.cn", "湖北省人民政府", ("www.hubei.gov.cn",), level="province", region_code="420000"),
    OfficialSite(
        "www.wuhan.gov.cn", "武汉市人民政府", ("www.wuhan.gov.cn",), marks=Marks(site_codes=("4201000009",))
    ),
    OfficialSite("odd.gov.cn", "某局", ("odd.gov.cn",), marks=Marks(site_codes=("bm20000001",))),
])  # fmt: skip


@pytest.mark.parametrize(
    ("site", "place"),
    [
        ("www.hubei.gov.cn", ("420000", "")),
        ("www.wuhan.gov.cn", ("420100", "")),
        ("hubei.chinatax.gov.cn", ("420000", TAX)),
        (TAX, ("", TAX)),
        ("odd.gov.cn", ("", "")),
        ("nobody.example", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_site_belongs_to_its_region_and_to_the_system_it_stands_under(site: str, place: tuple[str, str]) -> None:
    assert place_of(REGISTRY, site) == place
