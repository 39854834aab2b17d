from __future__ import annotations

import functools

import pytest

from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.matcher import Matcher

OFFICES = (
    ("湖北省人民政府", "www.hubei.gov.cn"),
    ("湖北省应急管理厅", "yjt.hubei.gov.cn"),
    ("湖北省财政厅", "czt.hubei.gov.cn"),
    ("武汉市人民政府", "www.wuhan.gov.cn"),
    ("武汉市公安局", "gaj.wuhan.gov.cn"),
    ("巫山县人民政府", "www.wushan.gov.cn"),
    ("清流县人民政府", "www.qingliu.gov.cn"),
    ("清流县法院", "www.qingliufy.cn"),
    ("中国政府网", "www.gov.cn"),
)


@functools.cache
def matcher() -> Matcher:
    return Matcher.of(OfficialSite(host, name, (host,)) for name, host in OFFICES)


def read(name: str) -> Host:
    host = parse_host(name)
    assert isinstance(host, Host), host
    return host


def matches(name: str) -> tuple[Match, ...]:
    return matcher().matches(read(name))


@pytest.mark.parametrize(
    ("name", "site", "span"),
    [
        ("www.qingliu.gov.cn.x7k2.top", "www.qingliu.gov.cn", "qingliu.gov.cn"),
        ("www.hubei.gov.cn.x7k2.top", "www.hubei.gov.cn", "hubei.gov.cn"),
        ("yjt.hubei.gov.cn.x7k2.top", "yjt.hubei.gov.cn", "yjt.hubei.gov.cn"),
        ("czj.hubei.gov.cn.x7k2.top", "www.hubei.gov.cn", "hubei.gov.cn"),
        ("gaj-wuhan.www-hubei-gov-cn.x7k2.top", "www.hubei.gov.cn", "hubei-gov-cn"),
        ("x_www_wuhan_gov_cn.x7k2.top", "www.wuhan.gov.cn", "wuhan_gov_cn"),
        ("www.gov.cn.x7k2.top", "www.gov.cn", "gov.cn"),
        ("x-www-gov-cn.x7k2.top", "www.gov.cn", "gov-cn"),
    ],
)
def test_an_official_host_with_all_its_parts_names_its_own_site_and_no_other(name: str, site: str, span: str) -> None:
    found = matches(name)
    assert (found[0].site, found[0].rule, found[0].span) == (site, "embedded_host", span)
    assert {match.site for match in found} <= {site, ""}


def test_a_suffix_of_all_bodies_is_nobodys_host() -> None:
    assert "www.gov.cn" not in {match.site for match in matches("www.tjlsj.gov.cn.x7k2.top")}


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("hubeigov.example", "www.hubei.gov.cn"),
        ("hubei-gov.top", "www.hubei.gov.cn"),
        ("xn--hubi-gov-e8g.example", "www.hubei.gov.cn"),
        ("wuhan-gov.test", "www.wuhan.gov.cn"),
        ("wuham-gov.test", "www.wuhan.gov.cn"),
    ],
)
def test_what_a_family_shares_names_its_portal_and_none_of_its_offices(name: str, site: str) -> None:
    named = [match.site for match in matches(name) if match.site]
    assert named[0] == site
    assert not {"yjt.hubei.gov.cn", "czt.hubei.gov.cn", "gaj.wuhan.gov.cn"} & set(named)


def test_offices_without_a_portal_in_the_registry_are_all_named() -> None:
    alone = Matcher.of(OfficialSite(host, host, (host,)) for host in ("yjt.hubei.gov.cn", "czt.hubei.gov.cn"))
    assert {match.site for match in alone.matches(read("hubei-gov.top"))} >= {"yjt.hubei.gov.cn", "czt.hubei.gov.cn"}


def test_a_label_letter_for_letter_is_nobody_elses_misspelt() -> None:
    assert "www.wushan.gov.cn" not in {match.site for match in matches("wuhan-gov.test")}
