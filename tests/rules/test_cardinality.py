"""Art. 6: how many sites a body may have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.made_sites import department, found, keys, portal
from zhenwang.domain.body import BodyKind
from zhenwang.domain.finding import FindingKind
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import HostRole, SiteHost, Status

TOO_MANY = FindingKind.TOO_MANY_SITES.value


def test_two_sites_of_one_department_are_one_finding_on_the_further_one() -> None:
    first = department()
    second = department("www.hbedu.gov.cn", "湖北教育信息网", sponsor="湖北省教育厅办公室")
    (finding,) = [one for one in found(first, second) if one.kind is FindingKind.TOO_MANY_SITES]
    assert finding.key == (TOO_MANY, "www.hbedu.gov.cn", "jyt.hubei.gov.cn")
    assert finding.basis == "hubei-2018-6"
    assert "湖北省教育厅" in finding.because


@pytest.mark.parametrize(
    "second",
    [
        department("zwfw.jyt.hubei.gov.cn", "湖北省教育厅"),
        department("www.jyt.hubei.gov.cn", "湖北省教育厅"),
        department("ksy.hubei.gov.cn", "湖北省教育考试报名平台", sponsor="湖北省教育厅"),
        department("old.hbedu.gov.cn", "湖北省教育厅", status=Status.RETIRED),
        department("jyt.hunan.gov.cn", "湖南省教育厅", region_code="430000", region="湖南省"),
        department("jyj.wuhan.gov.cn", "教育局", level="prefecture", region_code="420100"),
        department("www.hbrd.gov.cn", "湖北省教育厅", kind=BodyKind.CONGRESS, protected=False),
        department("www.hbjy.gov.cn", "湖北省教育厅", protected=False),
    ],
)
def test_what_is_no_further_site(second: OfficialSite) -> None:
    assert TOO_MANY not in {key[0] for key in keys(found(department(), second))}


def test_hosts_of_one_site_are_no_further_sites() -> None:
    roles = [SiteHost(f"{role.value}.hubei.gov.cn", "jyt.hubei.gov.cn", role) for role in HostRole]
    site = replace(department(hosts=("jyt.hubei.gov.cn", "edu.hubei.gov.cn")), further_hosts=tuple(roles))
    assert TOO_MANY not in {key[0] for key in keys(found(site))}


def test_bodies_of_one_name_in_two_places_are_two_bodies() -> None:
    sites = [
        department(f"jyj.{place}.gov.cn", "教育局", level="prefecture", region_code=code)
        for place, code in (("huangshi", "420200"), ("xiaogan", "420900"))
    ]
    assert found(*sites) == ()


def test_a_county_bureau_and_a_township_are_findings_of_their_own() -> None:
    bureau = department(
        "jyj.daye.gov.cn", "大冶市教育局", level="county", region_code="420281", region="湖北省/黄石市/大冶市"
    )
    town = portal("www.lingxiang.gov.cn", "大冶市灵乡镇人民政府", level="county", region_code="420281")
    street = portal("www.jinshandian.gov.cn", "大冶市东岳路街道办事处", level="county", kind=BodyKind.OUTPOST)
    assert [key[1:] for key in keys(found(bureau, town, street)) if key[0] == TOO_MANY] == [
        ("jyj.daye.gov.cn", "county"),
        ("www.jinshandian.gov.cn", "township"),
        ("www.lingxiang.gov.cn", "township"),
    ]


@pytest.mark.parametrize(
    "site",
    [
        department("jyj.xiantao.gov.cn", "仙桃市教育局", level="county", region_code="429004"),
        department("jyj.bjchy.gov.cn", "北京市朝阳区教育委员会", level="county", region_code="110105", region="北京市"),
        portal("www.jdz.gov.cn", "景德镇市人民政府", region_code="360200", region="江西省/景德镇市"),
        portal("www.xinxiang.gov.cn", "新乡县人民政府", level="county", region_code="410721", region="河南省"),
    ],
)
def test_who_may_have_a_site(site: OfficialSite) -> None:
    assert TOO_MANY not in {key[0] for key in keys(found(site))}


def test_departments_governed_from_the_centre_may_have_sites_in_counties() -> None:
    centre = department("www.chinatax.gov.cn", "国家税务总局", level="central", region_code="", region="")
    below = department("daye.chinatax.gov.cn", "国家税务总局大冶市税务局", level="county", region_code="420281")
    assert found(centre, below) == ()


def test_outside_hubei_the_national_wording_is_cited() -> None:
    bureau = department("jyj.yu.gov.cn", "余县教育局", level="county", region_code="330421", region="浙江省/某市/余县")
    assert [one.basis for one in found(bureau)] == ["national-2017-47-county"]
