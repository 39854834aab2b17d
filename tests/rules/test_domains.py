"""Art. 10-11: suffix, structure and number of domains."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.made_sites import department, found, keys, portal
from zhenwang.domain.body import BodyKind
from zhenwang.domain.finding import FindingKind
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import Conflict, HostRole, SiteHost

OFF, NAMING = FindingKind.OFF_SUFFIX.value, FindingKind.NAMING.value


def test_a_government_outside_the_suffix_is_a_finding() -> None:
    (finding,) = found(portal("www.hshi.com", "黄石市人民政府"))
    assert finding.key == (OFF, "www.hshi.com", "www.hshi.com")
    assert finding.basis == "hubei-2018-10"


@pytest.mark.parametrize(
    "site",
    [
        department("www.hbggzy.com", "湖北省公共资源交易中心", kind=BodyKind.INSTITUTION, protected=False),
        department("www.hbedu.cn", "湖北省教育考试院", kind=BodyKind.ADMINISTRATIVE_INSTITUTION),
        department("xn--fiqs8s.xn--55qw42g", "湖北省博物馆", kind=BodyKind.ADMINISTRATIVE_INSTITUTION),
        department("www.court.com", "某市人民法院", kind=BodyKind.COURT, protected=False),
        department("www.irs.gov", "Internal Revenue Service", region_code="", region="", level="Federal"),
        department("www.had.gov.hk", "民政事務總署", region_code="", region=""),
        department("hb.gov.cn.example.com", "x", protected=False),
    ],
)
def test_neighbours_institutions_and_other_countries_are_no_finding(site: OfficialSite) -> None:
    assert [key for key in keys(found(site)) if key[0] == OFF] == []


def test_an_administrative_institution_on_com_is_a_finding() -> None:
    site = department("www.hbedu.com", "湖北省教育考试院", kind=BodyKind.ADMINISTRATIVE_INSTITUTION)
    assert keys(found(site)) == [(OFF, "www.hbedu.com", "www.hbedu.com")]


def test_a_host_that_only_ends_like_the_suffix_is_not_under_it() -> None:
    assert keys(found(portal("www.huangshigov.cn")))[0][0] == OFF


@pytest.mark.parametrize("role", [HostRole.TEST, HostRole.GATEWAY, HostRole.BUSINESS_SYSTEM, HostRole.CHANNEL])
def test_services_elsewhere_are_not_the_site(role: HostRole) -> None:
    site = replace(portal(), further_hosts=(SiteHost("hs.vendor.com", "www.huangshi.gov.cn", role),))
    assert found(site) == ()


@pytest.mark.parametrize("host", ["www.huangshi.gov.cn", "huangshi.gov.cn"])
def test_portals_stand_on_www_or_bare(host: str) -> None:
    assert found(portal(host)) == ()


def test_a_portal_below_another_is_told_with_the_structure() -> None:
    (finding,) = found(portal("maojian.shiyan.gov.cn", "十堰市茅箭区人民政府", level="county"))
    assert finding.key == (NAMING, "maojian.shiyan.gov.cn", "structure:maojian.shiyan.gov.cn")
    assert finding.basis == "hubei-2018-11-portal"


def test_departments_stand_below_their_portal() -> None:
    above = portal("www.hubei.gov.cn", "湖北省人民政府", level="province", region_code="420000")
    assert found(above, department()) == ()
    (finding,) = found(department("www.hbedu.gov.cn"))
    assert finding.basis == "hubei-2018-11-department"


def test_one_english_and_one_chinese_domain_with_and_without_www() -> None:
    hosts = ("www.huangshi.gov.cn", "huangshi.gov.cn", "xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b")
    assert "domains" not in {key[2] for key in keys(found(portal(hosts=hosts, short_names=("湖北省人民政府",))))}


def test_several_domains_need_a_named_primary() -> None:
    site = portal(hosts=("www.huangshi.gov.cn", "www.hs.gov.cn"))
    (finding,) = found(site)
    assert (finding.key[2], finding.basis) == ("domains", "national-2018-55-one")
    named = SiteHost("www.huangshi.gov.cn", site.id, HostRole.PRIMARY)
    assert found(replace(site, further_hosts=(named,))) == ()


def test_what_two_sources_disagree_on_is_no_second_domain() -> None:
    conflict = Conflict("domain", (("www.huangshi.gov.cn", "a"), ("www.hs.gov.cn", "b")))
    site = portal(hosts=("www.huangshi.gov.cn", "www.hs.gov.cn"), conflicts=(conflict,))
    assert found(site) == ()


def test_while_two_sources_give_two_domains_neither_is_misplaced() -> None:
    conflict = Conflict("domain", (("maojian.shiyan.gov.cn", "a"), ("www.maojian.gov.cn", "b")))
    assert found(portal("maojian.shiyan.gov.cn", "十堰市茅箭区人民政府", level="county", conflicts=(conflict,))) == ()
