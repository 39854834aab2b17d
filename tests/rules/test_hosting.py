"""Where official sites are served from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.made_sites import department, found, keys, observed, portal
from zhenwang.domain.body import BodyKind
from zhenwang.domain.finding import FindingKind
from zhenwang.domain.site import HostRole, SiteHost

ID = "www.huangshi.gov.cn"


@pytest.mark.parametrize(("country", "count"), [("CN", 0), ("", 0), ("US", 1), ("hk", 1), ("TW", 1)])
def test_art_28_counts_everything_beyond_the_border(country: str, count: int) -> None:
    findings = found(portal(), seen=[observed(ID, country=country, addresses=("203.0.113.9",))])
    assert [one.kind for one in findings] == [FindingKind.OVERSEAS] * count
    assert all(one.basis == "hubei-2018-28" and "203.0.113.9" in one.because for one in findings)


def test_neighbours_and_other_countries_may_stand_where_they_like() -> None:
    neighbour = department("www.hbmuseum.cn", "湖北省博物馆", kind=BodyKind.INSTITUTION, protected=False)
    abroad = department("www.irs.gov", "Internal Revenue Service", region_code="", region="", level="")
    seen = [observed(site.id, country="US") for site in (neighbour, abroad)]
    assert found(neighbour, abroad, seen=seen) == ()


@pytest.mark.parametrize(
    "final", ["www.huangshi.gov.cn", "huangshi.gov.cn", "m.huangshi.gov.cn", "wza.huangshi.gov.cn"]
)
def test_variants_of_the_site_are_the_site(final: str) -> None:
    assert found(portal(), seen=[observed(ID, final_host=final)]) == ()


def test_a_site_that_moved_is_told_with_where_it_went() -> None:
    bureau = department("mzj.shiyan.gov.cn", "十堰市民政局", level="prefecture", region_code="420300")
    (finding,) = found(bureau, seen=[observed("mzj.shiyan.gov.cn", final_host="mzj2.shiyan.gov.cn")])
    assert finding.key == (
        FindingKind.ADDRESS_CHANGED.value,
        "mzj.shiyan.gov.cn",
        "mzj.shiyan.gov.cn>mzj2.shiyan.gov.cn",
    )
    assert finding.basis == "hubei-2018-13"
    assert "政府域名后缀" not in finding.because


def test_a_site_that_leads_out_of_the_suffix_is_told_so() -> None:
    (finding,) = found(portal(), seen=[observed(ID, final_host="www.casino.example")])
    assert "不在政府域名后缀下" in finding.because


def test_a_service_by_address_only_is_a_finding_from_either_side() -> None:
    listed = replace(portal(), further_hosts=(SiteHost("203.0.113.9", ID, HostRole.IP_ONLY),))
    assert [one.seen_host for one in found(listed) if one.kind is FindingKind.IP_ONLY] == [""]
    (finding,) = found(portal(), seen=[observed(ID, final_host="203.0.113.9")])
    assert (finding.kind, finding.seen_host) == (FindingKind.IP_ONLY, ID)


def test_strangers_served_by_the_official_address_are_told_and_officials_are_not() -> None:
    other = portal("www.daye.gov.cn", "大冶市人民政府", level="county", region_code="420281")
    served = ("www.evil.example", "www.daye.gov.cn", "x.daye.gov.cn", "203.0.113.9")
    findings = found(portal(), other, seen=[observed(ID, served_hosts=served)])
    assert keys(findings) == [(FindingKind.FOREIGN_HOST.value, ID, "www.evil.example")]
    assert findings[0].basis == "hubei-2018-29"


def test_a_server_that_answers_to_everything_is_bounded() -> None:
    served = tuple(f"h{number}.example" for number in range(5_000))
    assert len(found(portal(), seen=[observed(ID, served_hosts=served)])) == 50
