"""A Latin form finds its site, although not every name is spelt for it."""

from __future__ import annotations

import pytest

from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.matching.latin import latin_names
from zhenwang.registry.latin_index import sites_spelt

SITES = [
    OfficialSite("rst.hubei.gov.cn", "湖北省人力资源和社会保障厅", ("rst.hubei.gov.cn",), region="湖北省"),
    OfficialSite("gaj.xm.gov.cn", "厦门市公安局", ("gaj.xm.gov.cn",), region="福建省/厦门市"),
    OfficialSite("fy.example.cn", "鄂尔多斯市中级人民法院", ("fy.example.cn",), region="内蒙古自治区/鄂尔多斯市"),
    OfficialSite("www.cq.gov.cn", "重庆市人民政府", ("www.cq.gov.cn",), region="重庆市"),
    OfficialSite("www.lvyuan.gov.cn", "绿园区人民政府", ("www.lvyuan.gov.cn",), region="吉林省/长春市/绿园区"),
    OfficialSite("a.example.org", "Ministry of Works 12366平台", ("a.example.org",)),
]
REGISTRY = Registry.of(SITES)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_every_latin_form_of_a_site_finds_it(site: OfficialSite) -> None:
    latin = latin_names(site)
    shown = {label for other in SITES for label in other.id.split(".")}
    for form in {*latin.labels, *latin.pinyin, *latin.initials, *latin.abbreviations}:
        # What hosts really show is answered from the hosts alone.
        assert site.id in sites_spelt(REGISTRY, form) or form in shown, form


@pytest.mark.parametrize("form", ["", "gov", "cn", "www", "湖北", "zzzz"])
def test_what_no_site_is_called_finds_none(form: str) -> None:
    assert sites_spelt(REGISTRY, form) == ()
