"""A whole official host inside another names its victim."""

import pytest

from detectors.embedded_host import detect
from zhenwang.domain.signal import Axis, Family


@pytest.mark.parametrize(
    ("host", "span", "site"),
    [
        ("www.qingliu.gov.cn.service-query.top", "www.qingliu.gov.cn", "www.qingliu.gov.cn"),
        ("www-qingliu-gov-cn.hcv9jop8ns0r.top", "www-qingliu-gov-cn", "www.qingliu.gov.cn"),
        ("jubao_www_qingliu_gov_cn.ii3333.com", "www_qingliu_gov_cn", "www.qingliu.gov.cn"),
        ("qingliu.gov.cn.query.top", "qingliu.gov.cn", "www.qingliu.gov.cn"),
        ("rsj-qingliu-gov-cn.top", "qingliu-gov-cn", "www.qingliu.gov.cn"),
        ("slj.yunling.gov.cn.kxjs.top", "slj.yunling.gov.cn", "slj.yunling.gov.cn"),
        ("www.chaoyang-dong.gov.cn.x.top", "www.chaoyang-dong.gov.cn", "www.chaoyang-dong.gov.cn"),
    ],
)
def test_an_official_host_with_its_dots_or_with_hyphens(registry, look, host, span, site):
    (signal,) = detect(look(host), registry)
    assert (signal.name, signal.axis, signal.family) == ("embedded_official_host", Axis.CLAIM, Family.NAME)
    assert (signal.site, signal.snippet) == (site, span)
    assert registry.sites[site].name in signal.because


@pytest.mark.parametrize(
    "host",
    [
        "www.qingliu.gov.cn", "jyj.qingliu.gov.cn", "qingliu-gov.top", "gov.cn.top", "www.gov.cn.top",
        "wwwqingliugovcn.top", "aqingliu.gov.cn.top", "x.top", "", "..", "a-" * 120 + "b.top", "unheardof.gov.cn.x.top",
    ],
)  # fmt: skip
def test_parts_and_likenesses_are_not_the_host(registry, look, host):
    assert list(detect(look(host, url="https://x.top/"), registry)) == []
