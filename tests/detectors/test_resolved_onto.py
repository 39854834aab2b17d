"""A foreign name on the official server: said by addresses, and by the page, and never by one of them alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

import detectors
from detectors.resolved_onto import detect
from models.scoring import score
from tests.detectors.test_innocents import MODEL
from zhenwang.domain.look import Field, Form, Hop, Link
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Band
from zhenwang.registry.fingerprints import fingerprint

SERVER, ELSEWHERE = "203.0.113.9", "198.51.100.1"
HOST = "qingliu.zhanqun8.top"


def at(address: str, host: str = HOST) -> tuple[Hop, ...]:
    return (Hop(f"https://{host}/", 200, address),)


@pytest.fixture(scope="module")
def known(registry, look, official) -> Registry:
    seen = look("www.qingliu.gov.cn", official, hops=at(SERVER, "www.qingliu.gov.cn"))
    baseline = fingerprint("www.qingliu.gov.cn", seen, lambda _: None, seen.at)
    return Registry.of(registry.sites.values(), (baseline,))


def test_the_official_page_from_the_official_server_is_a_verdict_of_its_own(known, look, official):
    seen = look(HOST, official, hops=at(SERVER))
    (signal,) = detect(seen, known)
    assert (signal.name, signal.site, signal.snippet) == ("resolves_onto_official", "www.qingliu.gov.cn", HOST)
    assert SERVER in signal.because
    result = score(detectors.run(seen, known), "r", MODEL)
    assert result.band is Band.REVIEW
    assert "SNI" in result.held_back


def test_yesterdays_news_does_not_hide_it(known, look, official):
    seen = replace(official, text=official.text.replace("城东片区居民出行时间缩短二十分钟", "市民广场今晚举办消夏晚会"))
    assert any(detect(look(HOST, seen, hops=at(SERVER)), known))


@pytest.mark.parametrize(
    "case",
    ["another address", "no address", "nobody looked", "an address on the way", "another page", "a part of the page"],
)
def test_one_side_alone_says_nothing(known, registry, look, official, make_page, case):
    seen = {
        "another address": look(HOST, official, hops=at(ELSEWHERE)),
        "no address": look(HOST, official, hops=at("")),
        "nobody looked": look(HOST, official),
        "an address on the way": look(HOST, official, hops=(*at(SERVER), *at(ELSEWHERE))),
        "another page": look(
            HOST, make_page(title="云岭市水利局", text="云岭市水利局 防汛 抗旱" * 40), hops=at(SERVER)
        ),
        "a part of the page": look(HOST, replace(official, text=official.text[:150]), hops=at(SERVER)),
    }[case]
    assert not any(detect(seen, known))
    assert not any(detect(look(HOST, official, hops=at(SERVER)), registry)), "its baseline was captured without address"


@pytest.mark.parametrize(
    "headers",
    [
        (("CF-RAY", "8a1"),),
        (("Server", "cloudflare"),),
        (("Via", "cache7.l2cn1800[0,0], kunlun9.cn"),),
        (("EagleId", "1"),),
    ],
)
def test_behind_a_delivery_network_the_address_is_everybodys(known, look, official, headers):
    assert not any(detect(look(HOST, official, hops=at(SERVER), headers=headers), known))


def test_a_proxy_that_writes_its_own_name_or_advertising_into_the_page_is_not_the_official_server(
    known, look, official
):
    own = replace(official, links=(Link(f"https://{HOST}/a.html", "首页", "navigation"),))
    betting = replace(official, title="必赢体育-青柳市人民政府")
    for seen in (own, betting, replace(official, text=official.text + HOST)):
        assert not any(detect(look(HOST, seen, hops=at(SERVER)), known))


def test_a_form_that_the_official_page_does_not_have_is_somebody_elses(known, look, official):
    asks = (Form("/save", "post", (Field("idcard", "text", "身份证号"), Field("card", "text", "银行卡号"))),)
    assert not any(detect(look(HOST, replace(official, forms=asks), hops=at(SERVER)), known))


def test_the_genuine_site_is_not_foreign_to_itself(known, look, official):
    assert not any(detect(look("www.qingliu.gov.cn", official, hops=at(SERVER)), known))


def test_two_sites_on_one_platform_are_told_apart_by_their_pages(registry, look, official, make_page):
    text = (
        "云岭市水利局 水利要闻 防汛抗旱 河湖长制 水资源管理 农村饮水 " * 3
        + "局长 王某某 主持全面工作，分管办公室、规划计划科。"
    )
    water = make_page(title="云岭市水利局", header="云岭市水利局", text=text)
    baselines = [
        fingerprint(site, look(site, page, hops=at(SERVER, site)), lambda _: None, look(site).at)
        for site, page in (("www.qingliu.gov.cn", official), ("slj.yunling.gov.cn", water))
    ]
    known = Registry.of(registry.sites.values(), baselines)
    for page, site in ((official, "www.qingliu.gov.cn"), (water, "slj.yunling.gov.cn")):
        assert [signal.site for signal in detect(look(HOST, page, hops=at(SERVER)), known)] == [site]
