"""The host name's own claim. The matcher is tested beside it; here: what becomes of its answers."""

import pytest

from detectors.lookalike_host import detect
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family


@pytest.mark.parametrize("host", ["gov-qingliu.cn", "qingliu-gov.top", "qing1iu-gov.top"])
def test_a_host_that_resembles_an_official_one(registry, look, host):
    signal, *_ = detect(look(host), registry)
    assert (signal.name, signal.axis, signal.family) == ("lookalike_host", Axis.CLAIM, Family.NAME)
    assert signal.site == "www.qingliu.gov.cn"
    assert 0 < signal.value <= 1
    assert "青柳市人民政府" in signal.because
    assert signal.snippet in host


def test_two_sites_that_are_equally_near_are_both_named(registry, look):
    signals = list(detect(look("yunling-gov.com"), registry))
    assert {signal.site for signal in signals} == {"slj.yunling.gov.cn", "scjg.yunling.gov.cn"}


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("yunling-gov.top", "www.yunling.gov.cn"),
        ("slj-yunling-gov.top", "slj.yunling.gov.cn"),
        ("cx-jyj-yunling.top", "jyj.yunling.gov.cn"),
        ("yunlingslj.com", "slj.yunling.gov.cn"),
    ],
)
def test_a_name_that_departments_share_means_the_portal(look, host, site):
    names = {"fgj": "云岭市发展和改革局", "slj": "云岭市水利局", "www": "云岭市人民政府", "jyj": "云岭市教育局"}
    hosts = {f"{label}.yunling.gov.cn": name for label, name in names.items()}
    known = Registry.of(OfficialSite(own, name, (own,)) for own, name in hosts.items())
    signals = list(detect(look(host), known))
    assert [signal.site for signal in signals] == [site]


def test_an_embedded_host_is_told_by_its_own_detector(registry, look):
    assert list(detect(look("www.qingliu.gov.cn.query.top"), registry)) == []


def test_a_government_word_alone_names_nobody(registry, look):
    (signal,) = detect(look("gov-service-centre.top"), registry)
    assert (signal.name, signal.site) == ("government_word_host", "")


@pytest.mark.parametrize(
    "host",
    [
        "www.qingliu.gov.cn",
        "jyj.qingliu.gov.cn",
        "www.qingliufy.cn",
        "www.baidu.com",
        "192.0.2.1",
        "",
        "x",
        "-..-",
        "a" * 300,
    ],
)
def test_genuine_and_ordinary_hosts_resemble_nobody(registry, look, host):
    assert list(detect(look(host, url="https://x.top/"), registry)) == []
