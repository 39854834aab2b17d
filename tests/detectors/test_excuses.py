"""The detectors that speak for a page, and what they must not be talked into."""

from dataclasses import replace

import pytest

from detectors import demonstration_page, public_institution, repost_source, same_name_neighbour, transformation_gateway
from zhenwang.domain.signal import Axis, Family


def only(signals):
    (signal,) = signals
    assert signal.axis is Axis.EXCULPATION
    assert signal.family is Family.CONTEXT
    return signal


NEWS = "荆湖网讯 青柳市召开柳编产业链推进会，市长出席并讲话。 来源：青柳市人民政府网 编辑：方一"


@pytest.mark.parametrize(
    "line",
    ["来源：青柳市人民政府网", "文章来源: 青柳发布", "转载自：青柳市人民政府", "來源：青柳市人民政府", "稿源：新华社"],
)
def test_a_repost_that_names_its_source(registry, look, make_page, line):
    seen = make_page(title="青柳市召开推进会_荆湖网", footer="荆湖日报社版权所有", text=f"市长出席。 {line} 编辑：方一")
    signal = only(repost_source.detect(look("www.jinghu-news.cn", seen), registry))
    assert signal.name == "repost_with_source"
    assert signal.snippet == line


def test_a_source_line_excuses_nobody_who_calls_himself_the_government(registry, look, make_page, official):
    mirrored = replace(official, text=official.text + NEWS)
    for seen in (
        mirrored,
        make_page(title="青柳市人民政府门户网站", text=NEWS),
        make_page(title="新闻", footer="网站标识码：4299990001", text=NEWS),
    ):
        assert list(repost_source.detect(look("x.top", seen), registry)) == []


@pytest.mark.parametrize("text", ["本文没有出处", "资金来源明确", "来源：", ""])
def test_words_about_sources_are_no_source_line(registry, look, make_page, text):
    assert list(repost_source.detect(look("x.top", make_page(text=text)), registry)) == []


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("big5.xinhuanet.com", "http://big5.xinhuanet.com/gate/big5/www.qingliu.gov.cn/index.html"),
        ("big5.qingliu.gov.cn", "http://big5.qingliu.gov.cn/gate/big5/www.qingliu.gov.cn/"),
        (
            "translate.baiducontent.com",
            "http://translate.baiducontent.com/transpage?query=http%3A%2F%2Fwww.qingliu.gov.cn%2F&from=zh",
        ),
        ("webcache.googleusercontent.com", "https://webcache.googleusercontent.com/search?q=cache:www.qingliu.gov.cn/"),
        ("www-qingliu-gov-cn.translate.goog", "https://www-qingliu-gov-cn.translate.goog/?_x_tr_sl=zh"),
        ("web.archive.org", "https://web.archive.org/web/2026/http://www.qingliu.gov.cn/"),
    ],
)
def test_a_gateway_that_shows_the_official_site(registry, look, official, host, url):
    signal = only(transformation_gateway.detect(look(host, official, url=url), registry))
    assert (signal.name, signal.site) == ("transformation_gateway", "www.qingliu.gov.cn")


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("big5.evil.top", "http://big5.evil.top/gate/big5/www.qingliu.gov.cn/index.html"),
        ("evil.top", "https://evil.top/transpage?query=http://www.qingliu.gov.cn/"),
        ("translate.goog.evil.top", "https://translate.goog.evil.top/?u=www.qingliu.gov.cn"),
        ("translate.baiducontent.com", "http://translate.baiducontent.com/transpage?query=http://qingliu-gov.top/"),
        ("evil-top.translate.goog", "https://evil-top.translate.goog/"),
        ("www.qingliu.gov.cn", "https://www.qingliu.gov.cn/index.html"),
        ("big5.xinhuanet.com", "http://[::1"),
    ],
)
def test_the_argument_alone_excuses_nobody(registry, look, official, host, url):
    assert list(transformation_gateway.detect(look(host, official, url=url), registry)) == []


def test_a_genuine_bearer_of_a_shared_name(registry, look, make_page):
    seen = make_page(title="朝阳区人民政府门户网站")
    signal = only(same_name_neighbour.detect(look("www.chaoyang-xi.gov.cn", seen), registry))
    assert (signal.name, signal.site) == ("same_name_neighbour", "www.chaoyang-xi.gov.cn")
    assert list(same_name_neighbour.detect(look("chaoyang-gov.top", seen), registry)) == []
    only_one = make_page(title="青柳市人民政府门户网站")
    assert list(same_name_neighbour.detect(look("www.qingliu.gov.cn", only_one), registry)) == []


@pytest.mark.parametrize(
    "footer", ["版权所有：青柳市中心医院", "主办单位：青柳职业技术学院 鄂ICP备12345678号", "© 2026 荆湖日报社"]
)
def test_an_institution_that_speaks_for_itself(registry, look, make_page, footer):
    signal = only(public_institution.detect(look("www.qlyy.cn", make_page(footer=footer)), registry))
    assert signal.name == "public_institution"


@pytest.mark.parametrize(
    "zones",
    [
        {"footer": "版权所有：某某科技有限公司"},
        {"footer": "版权所有：青柳市人民政府"},
        {"title": "青柳市人民政府门户网站", "footer": "承办单位：荆湖日报社"},
        {"footer": "版权所有：青柳市中心医院 网站标识码：4299990001"},
        {},
    ],
)
def test_an_institution_with_a_governments_name_or_marks_is_not_excused(registry, look, make_page, zones):
    assert list(public_institution.detect(look("x.top", make_page(**zones)), registry)) == []


def test_a_demonstration_says_so_or_stands_on_a_test_host(registry, look, make_page):
    titled = look("x.top", make_page(title="政府网站模板演示"))
    assert only(demonstration_page.detect(titled, registry)).value == 1.0
    hosted = look("demo.vendor.com", make_page(title="青柳市人民政府"))
    assert only(demonstration_page.detect(hosted, registry)).value == 0.5
    assert list(demonstration_page.detect(look("democracy.com", make_page(title="青柳市人民政府")), registry)) == []
