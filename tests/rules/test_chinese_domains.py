"""Art. 10-11: Chinese domains bear the body's name."""

from __future__ import annotations

import pytest

from tests.rules.made_sites import found, keys, portal
from zhenwang.domain.finding import FindingKind
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite

PRINTED = "湖北省人民政府门户网站·政务"
WIRE = "xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b"


def hubei(chinese: str = WIRE) -> OfficialSite:
    parsed = parse_host(chinese)
    assert isinstance(parsed, Host)
    hosts = ("www.hubei.gov.cn", parsed.ascii)
    short = ("湖北省政府",)
    return portal("www.hubei.gov.cn", "湖北省人民政府", hosts=hosts, level="province", short_names=short)


@pytest.mark.parametrize("dot", ["·", ".", "。", "．", "｡", "・"])
def test_the_interpunct_of_article_11_is_a_dot(dot: str) -> None:
    parsed = parse_host(PRINTED.replace("·", dot))
    assert isinstance(parsed, Host)
    assert parsed.ascii == WIRE


def test_the_province_s_own_domain_keeps_the_rule() -> None:
    assert found(hubei()) == ()


@pytest.mark.parametrize("name", ["湖北省人民政府.政务", "湖北省政府·政务", "湖北省人民政府.政务.cn"])
def test_full_and_short_names_keep_it_too(name: str) -> None:
    assert found(hubei(name)) == ()


def test_another_name_is_a_finding() -> None:
    (finding,) = found(hubei("湖北旅游·政务"))
    assert finding.kind is FindingKind.NAMING
    assert finding.basis == "hubei-2018-10-chinese"
    assert "湖北旅游.政务" in finding.because


def test_another_suffix_is_a_finding() -> None:
    assert [key[0] for key in keys(found(hubei("湖北省人民政府.中国")))] == [FindingKind.OFF_SUFFIX.value]


def test_a_fake_a_label_is_passed_over() -> None:
    site = portal(hosts=("www.huangshi.gov.cn", "xn--zzzzzz99999.gov.cn"))
    assert FindingKind.OFF_SUFFIX.value not in {key[0] for key in keys(found(site))}
