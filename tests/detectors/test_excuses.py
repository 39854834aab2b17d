"""The detectors that speak for a page, and what they must not be talked into."""

from dataclasses import replace

import pytest

from detectors import (
    counterfeit_warning,
    course_page,
    demonstration_page,
    disclaimer,
    forum_page,
    link_directory,
    media_service,
    public_institution,
    reference_work,
    repost_source,
    same_name_neighbour,
    transformation_gateway,
)
from zhenwang.domain.look import Field, Form, Link
from zhenwang.domain.registry import OfficialSite, Registry
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
        ("www-qingliu-gov-cn.mipcdn.com", "https://www-qingliu-gov-cn.mipcdn.com/i/s/index.html"),
        ("c.mipcdn.com", "https://c.mipcdn.com/c/s/www.qingliu.gov.cn/index.html"),
        ("z5h64q92x9.net", "https://z5h64q92x9.net/proxy_u/zh-en.en/http/www.qingliu.gov.cn/"),
        ("webtrans.yodao.com", "http://webtrans.yodao.com/server/webtrans/tranUrl?url=http%3A%2F%2Fwww.qingliu.gov.cn"),
        ("wza.qingliu.gov.cn", "https://wza.qingliu.gov.cn/read?u=http://www.qingliu.gov.cn/"),
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


def test_a_demonstration_says_so_in_its_title(registry, look, make_page):
    titled = look("x.top", make_page(title="政府网站模板演示"))
    assert only(demonstration_page.detect(titled, registry)).value == 1.0
    assert list(demonstration_page.detect(look("x.top", make_page(title="青柳市人民政府")), registry)) == []


def test_its_word_counts_for_nothing_beside_marks_or_questions(registry, look, make_page):
    asks = (Form("/", "post", (Field("card", "text", "银行卡号"),)),)
    for seen in (
        make_page(title="演示", footer="网站标识码：4299990001"),
        make_page(title="演示", text="便民服务", forms=asks),
    ):
        signal = only(demonstration_page.detect(look("x.top", seen), registry))
        assert (signal.name, signal.value) == ("demonstration_page", 0.0)
        assert "不予采信" in signal.because


def test_a_demonstration_whose_links_lead_nowhere_is_evident(registry, look, make_page):
    dead = tuple(Link(href, "栏目", "body") for href in ("#", "javascript:void(0)", "#top", "", "/") * 2)
    marked = {"title": "政府网站模板", "footer": "网站标识码：4299990001"}
    evident = look("x.top", make_page(**marked, links=dead))
    assert only(demonstration_page.detect(evident, registry)).name == "evident_demonstration"
    live = tuple(Link(f"/{n}.html", "栏目", "body") for n in range(10))
    asks = (Form("/", "post", (Field("idcard", "text", ""),)),)
    for seen in (
        make_page(**marked, links=dead[:5]),
        make_page(**marked, links=(*dead, *live)),
        make_page(**marked, links=dead, forms=asks),
    ):
        assert only(demonstration_page.detect(look("x.top", seen), registry)).name == "demonstration_page"
    assert list(demonstration_page.detect(look("x.top", make_page(title="青柳市", links=dead)), registry)) == []


WARNING = "近日有不法分子假冒青柳市人民政府网站骗取钱财。该虚假网站域名为 qingliu-gov.top，警方提醒请勿登录。"
ENTRY = "中文名 外文名 行政区类别 所属地区 政府驻地 电话区号 车牌代码 参考资料"
LAWS = "".join(f"青政发〔2020〕{n}号 效力级别 时效性 发布部门 实施日期 " for n in range(1, 12))
FORUM = "楼主 沙发 回帖 版块 发表于"
COURSES = "备考 真题 题库 网课 行测"
WORDED = {
    "warns_of_counterfeits": (counterfeit_warning, WARNING),
    "reference_work": (reference_work, ENTRY),
    "forum_page": (forum_page, FORUM),
    "course_page": (course_page, COURSES),
    "disclaims_office": (disclaimer, "本站为民间网站"),
}


@pytest.mark.parametrize("name", WORDED)
def test_each_kind_of_page_is_known_by_its_words(registry, look, make_page, name):
    module, text = WORDED[name]
    assert only(module.detect(look("x.cn", make_page(title="网站", text=text)), registry)).name == name
    halved = make_page(title="网站", text=text[: len(text) // 4])
    assert list(module.detect(look("x.cn", halved), registry)) == []
    assert list(module.detect(look("www.qingliu.gov.cn", make_page(text=text)), registry)) == []


@pytest.mark.parametrize("name", WORDED)
def test_no_words_excuse_who_appears_as_an_office_or_asks_for_papers(registry, look, make_page, official, name):
    module, text = WORDED[name]
    asks = (Form("/", "post", (Field("idcard", "text", "身份证号"),)),)
    for seen in (
        make_page(title="青柳市人民政府门户网站", text=text),
        make_page(title="便民", footer="网站标识码：4299990001", text=f"{text}\n网站标识码：4299990001"),
        make_page(title="便民", text=text, meta=(("SiteIDCode", "4299990001"),)),
        make_page(title="便民", text=text, forms=asks),
        replace(official, title="便民", text=text + official.text),
    ):
        assert list(module.detect(look("x.cn", seen), registry)) == []


def test_a_law_database_is_a_reference_work(registry, look, make_page):
    assert "青政发〔2020〕1号" in only(reference_work.detect(look("x.cn", make_page(text=LAWS)), registry)).snippet


def linking(*hosts: str) -> tuple[Link, ...]:
    return tuple(Link(f"http://{host}/", host, "body") for host in hosts)


def test_a_directory_links_to_many_offices_and_appears_as_none(registry, look, make_page):
    sites = [OfficialSite(f"www.p{n}.gov.cn", f"石{n}市人民政府", (f"www.p{n}.gov.cn",)) for n in range(20)]
    many = Registry.of((*registry.sites.values(), *sites))
    links = linking(*(site.id for site in sites))
    for seen in (make_page(title="政府网站大全", links=links), make_page(title="常用网址", links=links)):
        assert only(link_directory.detect(look("x.cn", seen), many)).name == "link_directory"
    shops = linking(*(f"shop{n}.com" for n in range(60)))
    for seen in (
        make_page(title="政府网站大全", links=links[:5]),
        make_page(title="购物", links=links + shops),
        make_page(title="青柳市人民政府门户网站", links=links),
    ):
        assert list(link_directory.detect(look("x.cn", seen), many)) == []


def test_a_table_of_codes_is_a_directory(registry, look, make_page):
    text = "抽查结果\n" + "\n".join(f"网站标识码：{code} 合格" for code in ("4299990001", "4288880002", "4288880003"))
    seen = make_page(title="政府网站抽查情况一览", text=text + "\n说明" * 200)
    assert only(link_directory.detect(look("x.cn", seen), registry)).name == "link_directory"


def test_a_service_that_a_paper_runs_weighs_little_by_its_word_and_nothing_with_marks(registry, look, make_page):
    footer = "主办：青柳市人民政府 承办：青柳日报社"
    signal = only(media_service.detect(look("x.cn", make_page(title="问政", footer=footer)), registry))
    assert (signal.name, signal.value) == ("media_run_service", 0.3)
    marked = make_page(title="问政", footer=f"{footer} 网站标识码：4299990001")
    assert list(media_service.detect(look("x.cn", marked), registry)) == []
    assert list(media_service.detect(look("x.cn", make_page(footer="主办：青柳市人民政府")), registry)) == []


@pytest.mark.parametrize(
    "footer",
    [
        "版权所有：青柳市水务集团有限公司",
        "主办单位：青柳市总商会",
        "© 2026 青柳市轨道交通建设公司",
        "版权所有：青柳市中心血站",
    ],
)
def test_firms_and_societies_of_the_public_speak_for_themselves(registry, look, make_page, footer):
    at_home = only(public_institution.detect(look("www.qlsw.cn", make_page(footer=footer)), registry))
    elsewhere = only(public_institution.detect(look("www.qlsw.top", make_page(footer=footer)), registry))
    assert at_home.value > elsewhere.value


def test_a_platforms_icp_number_does_not_cost_a_hospital_its_excuse(registry, look, make_page):
    seen = make_page(footer="版权所有：青柳市中心医院 鄂ICP备05099999号-1")
    assert only(public_institution.detect(look("www.qlyy.cn", seen), registry)).name == "public_institution"


def test_an_authority_over_a_hospital_does_not_run_it(registry, look, make_page):
    footer = "版权所有：青柳市中心医院\n主管单位：青柳市人民政府"
    assert any(
        public_institution.detect(look("www.qlyy.cn", make_page(title="青柳市中心医院", footer=footer)), registry)
    )
    for other in (
        "版权所有：青柳市中心医院\n主办单位：青柳市人民政府",
        "版权所有：青柳市中心医院\n主管单位：青柳市人民政府\n网站标识码：4299990001",
    ):
        seen = make_page(title="青柳市中心医院", footer=other)
        assert not any(public_institution.detect(look("www.qlyy.cn", seen), registry))


def test_a_copied_home_page_is_no_repost_and_no_institutions(registry, look, official):
    nameless = replace(official, title="首页", header="", footer="版权所有：青柳职业技术学院", navigation="")
    text = official.text.replace("青柳市人民政府", "本站").replace("网站标识码：4299990001", "")
    for mark in ("鄂ICP备05099999号-1", "鄂公网安备42990002000001号"):
        text = text.replace(mark, "")
    seen = look("x.top", replace(nameless, text=f"{text} 来源：青柳发布 2026-09-01"))
    assert not any(repost_source.detect(seen, registry))
    assert not any(public_institution.detect(seen, registry))
