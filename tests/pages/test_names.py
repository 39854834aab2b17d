import pytest

from zhenwang.domain.body import BodyKind
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


@pytest.mark.parametrize(
    "tail",
    [
        *(
            "网上办事大厅",
            "政务服务网",
            "便民服务平台",
            "证书查询系统",
            "信息公开平台",
            "学籍管理系统",
            "网站首页",
            "移动端下载",
        ),
        *("官方网站欢迎您", "的官方网站", "数字政府服务平台", "网站logo", "门户网站(繁体版)"),
    ],
)
def test_a_service_of_a_body_is_its_site(tail: str) -> None:
    assert own(f"<title>湖北省教育厅{tail}</title><p>正文</p>") == [("jyt.hubei.gov.cn", "title")]


@pytest.mark.parametrize(
    "tail",
    [
        "采购网",
        "招聘网",
        "网讯",
        "上线新平台",
        "推出心理援助平台",
        "考试院官网",
        "官网登录入口",
        "机关幼儿园网站",
        "直属学校网",
    ],
)
def test_a_headline_or_another_body_is_not(tail: str) -> None:
    assert own(f"<title>湖北省教育厅{tail}</title><p>正文</p>") == []


@pytest.mark.parametrize(
    "title",
    [
        *(
            "【湖北省】【教育厅】官方网站",
            "证书查询 － 湖北省教育厅",
            "湖北省教育厅官网 - 证书查询",
            "中国·湖北省教育厅",
        ),
        *("湖北教育厅", "湖北教育厅政务服务网", "湖北省教育厅_通知公告", "您好,欢迎访问湖北省教育厅网站!"),
    ],
)
def test_titles_in_pieces_brackets_and_short_names(title: str) -> None:
    assert own(f"<title>{title}</title><p>正文</p>") == [("jyt.hubei.gov.cn", "title")]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "主办单位：湖北省人民政府办公厅",
            "湖北省人民政府办公厅主办",
            "版权所有：湖北省人民政府办公厅",
            "本网站由湖北省人民政府主办",
        ),
        *("主办单位：<br>湖北省人民政府", "主办：湖北政府网", "中华人民共和国湖北省人民政府 版权所有"),
    ],
)
def test_the_office_of_a_government_runs_the_governments_site(words: str) -> None:
    assert own(f"<p>正文</p><footer><p>{words}</p></footer>") == [("www.hubei.gov.cn", "footer")]


@pytest.mark.parametrize(
    "words",
    [
        *("会议主办单位：湖北省教育厅", "指导单位：湖北省教育厅 主办：某某协会", "本届博览会主办单位：湖北省教育厅"),
        *("该页印有“版权所有：湖北省教育厅”", "版权所有：湖北省教育厅直属幼儿园", "打着湖北省教育厅官方网站的旗号"),
    ],
)
def test_an_event_a_quotation_or_a_dependant_is_no_claim(words: str) -> None:
    assert own(f"<p>正文</p><footer><p>{words}</p></footer>") == []


def test_a_name_on_two_lines_of_a_header_and_in_the_words_of_a_logo() -> None:
    assert own("<header><p>湖北省</p><p>教育厅</p></header><p>文</p>") == [("jyt.hubei.gov.cn", "header")]
    logo = '<div><img src="/images/logo.png" alt="湖北省教育厅logo"></div><p>文</p>'
    assert own(logo) == [("jyt.hubei.gov.cn", "header")]
    assert own(logo.replace("logo.png", "a1.png")) == []


def test_a_page_about_a_body_and_a_directory_of_bodies_bear_no_name() -> None:
    title = "<title>湖北省教育厅电话_地址-城市黄页</title>"
    assert own(f"{title}<h1>湖北省教育厅</h1><p>地址：某路</p><p>城市黄页 鄂ICP备11111111号</p>") == []
    encyclopaedia = "<title>湖北省教育厅</title><p>湖北省教育厅是行政机关。</p><footer>版权所有：某某百科</footer>"
    assert own(encyclopaedia) == []
    kept = encyclopaedia.replace("某某百科", "湖北省教育厅")
    assert own(kept) == [("jyt.hubei.gov.cn", "title"), ("jyt.hubei.gov.cn", "footer")]


ENGLISH = Registry.of(
    [
        OfficialSite(
            "www.hubei.gov.cn", "湖北省人民政府", ("www.hubei.gov.cn",), region="湖北省", kind=BodyKind.GOVERNMENT
        ),
        OfficialSite("www.mof.gov.cn", "财政部", ("www.mof.gov.cn",), english_name="Ministry of Finance"),
        OfficialSite("www.amesville.gov", "City of Amesville", ("www.amesville.gov",)),
    ]
)


@pytest.mark.parametrize(
    ("title", "footer", "site"),
    [
        ("City of Amesville", "", "www.amesville.gov"),
        ("City of Amesville | Home", "", "www.amesville.gov"),
        ("Pay your bill - City of Amesville", "", "www.amesville.gov"),
        ("Home", "Official website of the City of Amesville", "www.amesville.gov"),
        ("Home", "© 2026 City of Amesville. All rights reserved.", "www.amesville.gov"),
        ("The People’s Government of Hubei Province", "", "www.hubei.gov.cn"),
        ("Ministry of Finance of the People's Republic of China", "", "www.mof.gov.cn"),
        ("财政部政务服务平台", "", "www.mof.gov.cn"),
        ("首页", "主办单位：财政部", "www.mof.gov.cn"),
        ("Jobs at City of Amesville | Indeed", "", ""),
        ("City of Amesville approves budget - Daily News", "", ""),
        ("City of Amesville - Wikipedia", "", ""),
        ("Home", "We are not affiliated with the City of Amesville", ""),
        ("Greater City of Amesvilles", "", ""),
        ("公司财政部", "", ""),
        ("财政部", "", ""),
    ],
)
def test_english_and_very_short_names(title: str, footer: str, site: str) -> None:
    page, _ = read_page(f"<title>{title}</title><p>text</p><footer>{footer}</footer>".encode())
    assert page is not None
    assert {name.site for name in find_names(page, ENGLISH) if name.self_designating} == ({site} - {""})


@pytest.mark.parametrize(
    "name",
    [
        "中共湖北省委 湖北省人民政府",
        "中共湖北省委湖北省人民政府",
        "中共湖北省委、湖北省人民政府",
        "湖北省人民政府 湖北省人大常委会",
    ],
)
def test_a_name_beside_that_of_the_party_or_another_organ_is_the_pages_own(name: str) -> None:
    assert own(f"<title>{name}</title><p>正文</p>") == [("www.hubei.gov.cn", "title")]
    assert own(f"<title>首页</title><p>正文</p><footer>主办单位：{name}</footer>") == [("www.hubei.gov.cn", "footer")]


@pytest.mark.parametrize("service", ["补贴申领", "证书查询", "待遇资格认证", "学籍管理业务", "便民缴费"])
def test_a_body_and_its_service_head_a_page_that_names_nobody_else(service: str) -> None:
    heading = f'<div class="uni-page-title">湖北省教育厅{service}</div><p>请输入证件号码</p>'
    assert own(f"<title>首页</title>{heading}") == [("jyt.hubei.gov.cn", "header")]
    assert own(f"<title>湖北省教育厅{service}</title><p>请登录</p>") == [("jyt.hubei.gov.cn", "title")]
    assert own(f"<title>湖北省人民政府</title>{heading}") == [("www.hubei.gov.cn", "title")]


@pytest.mark.parametrize(
    "markup",
    [
        "<title>要闻</title><h1>湖北省教育厅召开会议</h1>",
        "<title>要闻</title><h1>湖北省教育厅证书查询</h1><p>来源：本报讯 记者 王某</p>",
        "<title>湖北省教育厅证书查询_考试吧</title><h1>湖北省教育厅证书查询</h1>",
        "<title>资讯</title><h1>湖北省教育厅证书查询</h1><footer>考试吧 版权所有</footer>",
        "<title>代办</title><h1>湖北省教育厅学历认证</h1><p>价格：￥980</p>",
        "<title>快讯</title><h1>湖北省教育厅优化证书查询</h1>" + "<p>各地踊跃参加。</p>" * 9,
        "<title>大全</title><h1>湖北省教育厅证书查询</h1><h2>湖北省人民政府补贴申领</h2>",
    ],
)
def test_a_service_in_an_article_a_shop_or_a_list_is_nobodys_heading(markup: str) -> None:
    assert own(f"{markup}<p>正文</p>") == []


@pytest.mark.parametrize("label", ["业务主管单位：", "主管单位：", "业务主管部门：<br>", "举办单位：", "指导单位："])
def test_who_is_over_a_guild_does_not_speak_on_its_page(label: str) -> None:
    guild = "湖北省烹饪协会"
    assert own(f"<title>{guild}</title><div class=header>{guild}<br>{label}湖北省教育厅</div><p>正文</p>") == []
    assert own(f"<title>{guild}</title><p>正文</p><footer>{label}湖北省教育厅 版权所有：{guild}</footer>") == []


def test_a_brand_behind_the_sponsor_takes_nothing_from_it() -> None:
    assert own("<p>正文</p><footer>主办单位：湖北省教育厅 荆湖资讯</footer>") == [("jyt.hubei.gov.cn", "footer")]


def test_another_public_body_in_the_copyright_line_leaves_the_title_its_claim() -> None:
    page = "<title>湖北省教育厅</title><p>正文</p><footer>版权所有：青柳市中心医院</footer>"
    assert own(page) == [("jyt.hubei.gov.cn", "title")]
    assert own(page.replace("青柳市中心医院", "甲乙百科网")) == []


@pytest.mark.parametrize(
    "data",
    [
        '{"@type":"GovernmentOrganization","name":"湖北省教育厅"}',
        '{"@graph":[{"@type":"WebPage"},{"@type":"WebSite","name":"湖北省教育厅"}]}',
        '{"@type":"WebPage","publisher":{"@type":"Organization","name":"湖北省教育厅"}}',
    ],
)
def test_data_for_machines_names_the_site(data: str) -> None:
    assert own(f'<script type="application/ld+json">{data}</script><p>x</p>') == [("jyt.hubei.gov.cn", "meta")]


@pytest.mark.parametrize(
    "data",
    [
        '{"@type":"NewsArticle","about":{"@type":"Organization","name":"湖北省教育厅"}}',
        '{"@type":"NewsArticle","name":"湖北省教育厅"}',
        '["湖北省教育厅", 3, null, {"@graph": 1}]',
        "{湖北省教育厅",
        "[" * 9_000,
    ],
)
def test_data_about_a_body_or_broken_names_nobody(data: str) -> None:
    assert own(f'<script type="application/ld+json">{data}</script><p>x</p>') == []


def test_a_table_of_offices_under_a_title_of_its_own_is_nobodys_header() -> None:
    assert own("<title>股权结构</title><h1>股东名单</h1><p>湖北省教育厅</p><p>出资比例</p>") == []


def test_the_heading_of_two_organs_stands_under_the_title_of_their_news_centre() -> None:
    names = "中共湖北省委 湖北省人民政府"
    assert own(f"<title>{names}新闻中心</title><h1>{names}</h1><p>正文</p>") == [("www.hubei.gov.cn", "header")]
