import pytest

from zhenwang.domain.look import Page
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.pages.name_index import index_of
from zhenwang.pages.names import FoundName, find_names
from zhenwang.pages.page import read_page

SITES = Registry.of(
    [
        OfficialSite("www.hubei.gov.cn", "湖北省人民政府门户网站", ("www.hubei.gov.cn",), ("湖北省人民政府",)),
        OfficialSite("jyt.hubei.gov.cn", "湖北省教育厅", ("jyt.hubei.gov.cn",)),
        OfficialSite("www.nanxian.gov.cn", "南县人民政府", ("www.nanxian.gov.cn",)),
        OfficialSite("a.qingshan.gov.cn", "青山区人民政府", ("a.qingshan.gov.cn",)),
        OfficialSite("b.qingshan.gov.cn", "青山区人民政府", ("b.qingshan.gov.cn",)),
        OfficialSite(
            "zx.hubei.gov.cn", "湖北省公共资源中心（湖北省采购中心）", ("zx.hubei.gov.cn",), ("人民政府", "政府网")
        ),
    ]
)


def found(markup: str) -> tuple[FoundName, ...]:
    page, _ = read_page(markup.encode())
    assert page is not None
    return find_names(page, SITES)


def own(markup: str) -> list[tuple[str, str]]:
    return [(name.site, name.zone) for name in found(markup) if name.self_designating]


@pytest.mark.parametrize(
    "title",
    [
        "湖北省教育厅",
        "湖北省教育厅官网",
        "欢迎访问湖北省教育厅门户网站",
        "首页-湖北省教育厅",
        "湖北省教育厅 - 首页",
        "关于开展检查的通知_通知公告_湖北省教育厅",
        "湖★北★省★教★育★厅",
        "湖 北 省 教 育 厅",
        "湖北省教(jiào)育廳",
    ],
)
def test_a_title_that_names_the_site(title: str) -> None:
    assert own(f"<title>{title}</title><p>正文</p>") == [("jyt.hubei.gov.cn", "title")]


@pytest.mark.parametrize(
    "title",
    [
        "湖北省教育厅_百科",
        "湖北省教育厅发布通知_某新闻网",
        "警惕！假冒湖北省教育厅网站",
        "湖北省教育厅官网入口查询 - 某考试网",
        "湖北省教育厅考试院",
    ],
)
def test_a_title_that_speaks_of_the_site(title: str) -> None:
    assert own(f"<title>{title}</title><p>正文</p>") == []


@pytest.mark.parametrize(
    "words",
    [
        "主办单位：湖北省教育厅",
        "主办：湖北省教育厅　承办：某公司",
        "承办单位：某公司、湖北省教育厅",
        "版权所有：湖北省教育厅",
        "湖北省教育厅 版权所有",
        "湖北省教育厅主办",
        "Copyright © 2026 湖北省教育厅 All Rights Reserved",
        "湖北省教育厅官方网站",
        "主办(bàn)單位：湖北省教育廳",
    ],
)
def test_a_footer_that_claims_the_name(words: str) -> None:
    assert own(f"<p>正文</p><footer><p>{words}</p></footer>") == [("jyt.hubei.gov.cn", "footer")]


@pytest.mark.parametrize(
    "words",
    [
        "湖北省教育厅",
        "来源：湖北省教育厅",
        "转载自湖北省教育厅官方网站",
        "本网与湖北省教育厅无关",
        "友情链接：湖北省教育厅官方网站",
        "由湖北省教育厅主办",
        '<a href="https://jyt.hubei.gov.cn/">湖北省教育厅官方网站</a>',
    ],
)
def test_a_footer_that_mentions_the_name(words: str) -> None:
    names = found(f"<p>正文</p><footer><p>{words}</p></footer>")
    assert [(name.zone, name.self_designating) for name in names] == [("footer", False)]


@pytest.mark.parametrize(
    "words", ["欢迎访问湖北省教育厅网站", "您现在访问的是：湖北省教育厅官网", "版权所有 湖北省教育厅"]
)
def test_a_body_claims_only_in_plain_words(words: str) -> None:
    filler = "<p>" + "文" * 2_000 + "</p>"
    assert own(f"{filler}<p>{words}</p>{filler}") == [("jyt.hubei.gov.cn", "body")]


@pytest.mark.parametrize(
    "words",
    [
        "据湖北省教育厅官网消息，明日起报名。",
        "本次培训由湖北省教育厅主办。",
        "登录湖北省教育厅官方网站查询成绩。",
        "谨防假冒湖北省教育厅的网站，欢迎访问者举报。",
        "会议主办单位：湖北省教育厅",
    ],
)
def test_a_mention_in_running_text_is_no_claim(words: str) -> None:
    filler = "<p>" + "文" * 2_000 + "</p>"
    names = found(f"{filler}<p>{words}</p>{filler}")
    assert [(name.site, name.self_designating) for name in names] == [("jyt.hubei.gov.cn", False)]


def test_header_and_logo_give_the_name_but_a_link_to_the_real_site_does_not() -> None:
    assert own('<header><img src="l.png" alt="湖北省教育厅"></header><p>文</p>') == [("jyt.hubei.gov.cn", "header")]
    assert own("<header><h1>湖北省教育厅</h1></header><p>文</p>") == [("jyt.hubei.gov.cn", "header")]
    pointer = '<header><a href="http://www.hubei.gov.cn/">湖北省人民政府门户网站</a></header><p>文</p>'
    assert own(pointer) == []
    assert own(pointer.replace("www.hubei.gov.cn", "www.shop.example")) == [("www.hubei.gov.cn", "header")]


def test_a_meta_site_name_is_a_claim_and_keywords_are_not() -> None:
    assert own('<meta name="SiteName" content="湖北省教育厅"><p>x</p>') == [("jyt.hubei.gov.cn", "meta")]
    assert own('<meta name="keywords" content="湖北省教育厅"><p>x</p>') == []


def test_the_longest_name_wins_and_another_body_is_not_this_one() -> None:
    assert found("<footer>主办：湖北省人民政府研究室</footer>") == ()
    assert found("<footer>承办：湖北省教育厅信息中心</footer>") == ()
    assert found("<p>商南县人民政府</p>") == ()
    assert {name.site for name in found("<p>湖南省南县人民政府</p>")} == {"www.nanxian.gov.cn"}


def test_an_ambiguous_name_is_told_for_all_who_bear_it() -> None:
    names = found("<title>青山区人民政府</title><p>x</p>")
    assert [name.site for name in names] == ["a.qingshan.gov.cn", "b.qingshan.gov.cn"]


def test_names_without_their_bracket_are_found_and_generic_names_are_not() -> None:
    assert {name.site for name in found("<p>湖北省公共资源中心</p>")} == {"zx.hubei.gov.cn"}
    assert found("<p>各级人民政府及政府网站</p>") == ()


def test_the_pages_own_names_come_first_by_zone() -> None:
    markup = "<title>湖北省教育厅</title><footer><p>版权所有：湖北省教育厅</p><p>湖北省人民政府</p></footer>"
    assert [(name.zone, name.self_designating) for name in found(markup)] == [
        ("title", True),
        ("footer", True),
        ("footer", False),
    ]


def test_upright_names_are_read() -> None:
    upright = "".join(f"<p>{character}</p>" for character in "湖北省教育厅")
    assert [name.name for name in found(upright)][:1] == ["湖北省教育厅"]


def test_the_snippet_is_the_pages_own_words() -> None:
    (name,) = found("<footer>  版權所有：湖北省教(jiào)育廳   地址：某路  </footer>")
    assert name.snippet == "版權所有：湖北省教(jiào)育廳 地址：某路"


def test_an_empty_page_or_registry_has_no_names() -> None:
    blank = Page("utf-8", "", (), "", "", "", "")
    assert find_names(blank, SITES) == ()
    assert find_names(Page("utf-8", "湖北省教育厅", (), "", "", "", ""), Registry.of([])) == ()


def test_the_index_is_made_once_for_a_registry() -> None:
    assert index_of(SITES) is index_of(SITES)
