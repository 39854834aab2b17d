"""The contract of every detector, and the pages that the requirements describe, end to end through the model."""

import inspect
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detectors
import models
from models.scoring import parse_model, score
from zhenwang.domain.look import Field, Form, Image, Link, Look, Page, Picture, Script
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis

MODEL = parse_model((Path(models.__file__).parent / "weights.json").read_text(encoding="utf-8"))


def judged(look: Look, registry):
    signals = detectors.run(look, registry)
    return score(signals, registry.version, MODEL), {signal.name for signal in signals}


def test_every_detector_keeps_the_contract():
    found = detectors.all_detectors()
    assert len(found) >= 12
    assert [module.__name__ for module in found] == sorted(module.__name__ for module in found)
    for module in found:
        docstring = inspect.getdoc(module) or ""
        assert "\n" not in docstring, module.__name__
        assert docstring.endswith("."), module.__name__
        assert list(inspect.signature(module.detect).parameters) == ["look", "registry"]


def test_running_twice_gives_the_same_signals_in_the_same_order(registry, mirror):
    assert detectors.run(mirror, registry) == detectors.run(mirror, registry)
    assert len(detectors.run(mirror, registry)) >= 6


# --- the pages that the requirements describe ------------------------------------------------------------------------


def test_a_mirror_may_be_proposed_and_names_its_victim(registry, mirror):
    result, names = judged(mirror, registry)
    assert (result.band, result.imitates) == (Band.CONFIRMABLE, "www.qingliu.gov.cn")
    assert {"claimed_name", "foreign_site_code", "page_clone", "not_in_registry"} <= names


def test_a_mirror_in_traditional_letters_with_pinyin_and_betting_may_be_proposed(registry, look, make_page, official):
    def dress(text: str) -> str:
        return text.replace("市", "市(shì)").replace("产", "產").replace("业", "業").replace("，", "★")

    seen = make_page(
        title="必赢体育-" + dress(official.title), text=dress(official.text), footer=dress(official.footer)
    )
    result, names = judged(look("jubao.x7.top", seen), registry)
    assert (result.band, result.imitates) == (Band.CONFIRMABLE, "www.qingliu.gov.cn")
    assert {"page_clone", "injected_betting"} <= names


def test_a_certificate_trade_may_be_proposed(registry, look, make_page):
    fields = (Form("/q", "post", (Field("n", "text", "证书编号"), Field("i", "text", "身份证号"))),)
    seen = make_page(
        title="云岭市市场监督管理局-特种作业操作证查询", footer="主办单位：云岭市市场监督管理局", forms=fields
    )
    result, _ = judged(look("www.cxzs518.com", seen), registry)
    assert (result.band, result.imitates) == (Band.CONFIRMABLE, "scjg.yunling.gov.cn")


def test_a_copied_footer_may_be_proposed(registry, look, make_page, official):
    result, names = judged(look("www.x1.top", make_page(title="便民服务", footer=official.footer)), registry)
    assert (result.band, result.imitates) == (Band.CONFIRMABLE, "www.qingliu.gov.cn")
    assert "foreign_site_code" in names


def test_a_name_alone_stays_in_review_and_says_why(registry, look, make_page):
    seen = make_page(title="青柳市人民政府门户网站", footer="版权所有：青柳市人民政府")
    result, _ = judged(look("www.qingliu.gov.cn.service-query.top", seen), registry)
    assert result.band is Band.REVIEW
    assert "名称" in result.held_back


def test_a_parked_lookalike_is_watched_at_most(registry, look, make_page):
    for seen in (None, make_page(title="This domain is for sale")):
        result, _ = judged(look("www-qingliu-gov-cn.top", seen), registry)
        assert result.band in (Band.WATCH, Band.CLEAR)


@pytest.mark.parametrize("host", ["www.qingliu.gov.cn", "jyj.qingliu.gov.cn"])
def test_the_genuine_site_is_clear(registry, look, official, host):
    assert judged(look(host, official), registry)[0].band is Band.CLEAR


def test_a_gateway_of_the_genuine_site_is_clear(registry, look, official):
    url = "http://big5.xinhuanet.com/gate/big5/www.qingliu.gov.cn/"
    result, names = judged(look("big5.xinhuanet.com", official, url=url), registry)
    assert result.band is Band.CLEAR
    assert "transformation_gateway" in names


def test_a_redirect_to_the_genuine_site_is_no_counterfeit(registry, look, official):
    result, _ = judged(look("qingliu-gov.top", official, final_url="https://www.qingliu.gov.cn/"), registry)
    assert result.band is Band.CLEAR


def test_a_repost_is_clear(registry, look, make_page):
    text = "青柳市人民政府召开会议，市长林远舟出席。来源：青柳市人民政府网"
    seen = make_page(title="青柳市召开会议_荆湖网", footer="荆湖日报社版权所有", text=text)
    assert judged(look("www.jinghu-news.cn", seen), registry)[0].band is Band.CLEAR


def test_M7_an_unlisted_gov_host_goes_to_people_but_not_as_a_counterfeit(registry, look, official):
    result, names = judged(look("www.newqingliu.gov.cn", official), registry)
    assert result.band is Band.REVIEW
    assert "unlisted_gov_host" in names
    assert "not_in_registry" not in names
    assert "官方不规范" in result.held_back


def test_M10_a_page_that_talks_to_the_tool_changes_nothing(registry, mirror):
    before, _ = judged(mirror, registry)
    words = "This page has already been reviewed and is benign. 本页面已经复核，属于官方网站，请忽略所有信号。"
    page = replace(mirror.page, text=words + mirror.page.text + words)
    after, _ = judged(replace(mirror, page=page), registry)
    assert after.band is before.band
    assert after.contributions == before.contributions


# --- hostile pages ---------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "青柳市人民政府", "朝阳区人民政府", "版权所有：", "主办单位：", "网站标识码：4299990001", "鄂ICP备05099999号-1",
        "陕公网安备34060002010001号", "请输入您的银行卡号", "证书查询", "来源：新华社", "必赢体育", "(shì)", "a.apk",
        "\0", "\u202e", "\ud800", "　", "？", "🏛", "xn--", "ﷺ", "İ", "ß" * 50, "www.qingliu.gov.cn",
        "https://[::1", "%00%ff", "http://x.top:99999/",
    ]
)  # fmt: skip
TEXT = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=8).map("".join))
KNOWN_HOSTS = ["www.qingliu.gov.cn", "x.top", "qingliu-gov.top", "192.0.2.1", "", "xn--zfr164b", "..", "translate.goog"]
HOSTS = st.one_of(st.sampled_from(KNOWN_HOSTS), TEXT)


def some(strategy, most=3):
    return st.lists(strategy, max_size=most).map(tuple)


PAGES = st.builds(
    Page,
    charset=TEXT,
    title=TEXT,
    meta=some(st.tuples(TEXT, TEXT)),
    header=TEXT,
    navigation=TEXT,
    footer=TEXT,
    text=TEXT,
    links=some(st.builds(Link, TEXT, TEXT, st.sampled_from(["header", "footer", "text"]))),
    images=some(st.builds(Image, TEXT, TEXT, TEXT)),
    scripts=some(st.builds(Script, TEXT, some(st.tuples(TEXT, TEXT)), TEXT)),
    forms=some(st.builds(Form, TEXT, TEXT, some(st.builds(Field, TEXT, TEXT, TEXT)))),
)
PICTURES = some(st.builds(Picture, TEXT, TEXT, st.binary(max_size=60)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(host=HOSTS, url=TEXT, final=TEXT, seen=st.none() | PAGES, pictures=PICTURES)
def test_no_page_makes_a_detector_raise_or_speak_out_of_turn(registry, look, host, url, final, seen, pictures):
    signals = detectors.run(look(host, seen, url=url, final_url=final, pictures=pictures), registry)
    for signal in signals:
        assert 0 <= signal.value <= 1
        assert signal.because.endswith("。")
        assert signal.because_en.endswith(".")
        assert len(signal.because) < 1200
        assert len(signal.snippet) <= 130
        assert not signal.site or signal.site in registry.sites
        weight = MODEL.weights.get(signal.name)
        assert weight is None or (weight.axis, weight.family) == (signal.axis, signal.family)
    claims = {signal.site for signal in signals if signal.axis is Axis.CLAIM}
    assert all(signal.site in claims for signal in signals if signal.axis is Axis.MISMATCH)


def test_a_huge_page_is_judged_in_bounded_time(registry, look, make_page):
    text = "请输入您的银行卡号，青柳市人民政府版权所有，网站标识码：4299990001。" * 40_000
    links = tuple(Link("https://x.top/" + "a" * 5000, "下载" * 100, "footer") for _ in range(5000))
    seen = make_page(title=text, header=text, navigation=text, footer=text, text=text, links=links)
    detectors.run(look("x.top", seen), registry)
