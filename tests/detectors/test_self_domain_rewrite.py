"""The page's own host where the official host belongs."""

from dataclasses import replace

import pytest

from detectors.self_domain_rewrite import detect
from tests.detectors.conftest import NOW, QINGLIU
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family
from zhenwang.registry.fingerprints import fingerprint

ELSEWHERE = "www.statesmanwelt.com"


@pytest.fixture
def signals(registry, look, make_page):
    return lambda text, host=ELSEWHERE: list(detect(look(host, make_page(text=text)), registry))


@pytest.mark.parametrize(
    "text",
    [
        "青柳市人民政府門戶網站 www.statesmanwelt.com",
        "歡迎訪問青柳市人民政府门户网站（www.statesmanwelt.com）",
        "青柳市人民政府网址：https://www.statesmanwelt.com/zwgk/",
        "青柳市人民政府 m.statesmanwelt.com",
    ],
)
def test_an_official_name_with_the_own_host_behind_it(signals, text):
    (signal,) = signals(text)
    assert (signal.name, signal.axis, signal.family) == ("self_domain_rewrite", Axis.CLAIM, Family.NAME)
    assert signal.site == QINGLIU.id
    assert "statesmanwelt.com" in signal.snippet


@pytest.mark.parametrize(
    "text",
    [
        "青柳市人民政府门户网站 www.qingliu.gov.cn",
        "来源：青柳市人民政府网站 www.statesmanwelt.com",
        "青柳市人民政府今日发布公告，本站 www.statesmanwelt.com 摘要如下",
        "荆湖资讯 www.statesmanwelt.com",
        "青柳市人民政府 www.statesmanwelt.com.example.org",
        "青柳市人民政府网站由 www.statesmanwelt.com 承建",
    ],
)
def test_other_hosts_sources_and_builders_are_nothing(signals, text):
    assert signals(text) == []


def test_the_genuine_host_names_itself(signals):
    assert signals("青柳市人民政府门户网站 www.qingliu.gov.cn", host="www.qingliu.gov.cn") == []


def test_the_own_host_in_the_place_of_the_official_one_on_a_copy(look, official):
    told = official.text + "\n投稿邮箱请见市政府办公室公告栏 本站域名是 www.qingliu.gov.cn"
    held = fingerprint(QINGLIU.id, look(QINGLIU.id, replace(official, text=told)), lambda _: None, NOW)
    copy = replace(official, text=told.replace("www.qingliu.gov.cn", ELSEWHERE), title="")
    (signal,) = detect(look(ELSEWHERE, copy), Registry.of((QINGLIU,), (held,)))
    assert signal.site == QINGLIU.id
    assert detect(look(ELSEWHERE, replace(official, text=told)), Registry.of((QINGLIU,), (held,))) is not None
