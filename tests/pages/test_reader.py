"""What stands on a page besides its words: links, pictures, scripts, meta tags, and where it sends people by itself."""

import pytest

from zhenwang.domain.look import Page
from zhenwang.pages.page import read_page


def page_of(markup: str) -> Page:
    page, _ = read_page(f"<!doctype html>{markup}".encode())
    assert page is not None
    return page


def test_meta_tags_are_kept_by_whatever_they_are_called_and_wherever_they_stand() -> None:
    page = page_of("""<meta name="SiteName" content="甲"><meta property="og:site_name" content="乙">
    <meta http-equiv="X-UA" content="丙"><body><meta itemprop="name" content="丁">
    <meta name="PubDate" content="2026-01-02">
    <meta name="empty">""")
    assert page.meta == (
        ("SiteName", "甲"),
        ("og:site_name", "乙"),
        ("X-UA", "丙"),
        ("name", "丁"),
        ("PubDate", "2026-01-02"),
    )


REDIRECTS = {
    '<meta http-equiv="refresh" content="0; url=https://b.example/">': ["https://b.example/"],
    "<meta http-equiv=REFRESH content=\"3;URL='/b'\">": ["/b"],
    '<meta http-equiv="refresh" content="60">': [],
    '<script>window.location.href = "https://b.example/x";</script>': ["https://b.example/x"],
    "<script>if(/baidu/.test(document.referrer)){top.location='//b.example'}</script>": ["//b.example"],
    '<script>location.replace("/b");location.assign(`/c`);location.replace("/b")</script>': ["/b", "/c"],
    '<script>if (location.href == "https://a.example/") f()</script>': [],
    '<script>location.href = base + "/x"</script>': [],
    '<script type="application/json">{"x": "location=\\"/b\\""}</script>': [],
    "<body onload=\"location.href='/b'\">": ["/b"],
}


@pytest.mark.parametrize(("markup", "there"), REDIRECTS.items())
def test_where_a_page_sends_people_is_a_link_of_its_own_kind(markup: str, there: list[str]) -> None:
    page = page_of(markup + "<p>x</p>")
    assert [link.href for link in page.links if link.zone == "redirect"] == there


def test_a_button_that_goes_somewhere_is_a_link_where_it_stands() -> None:
    page = page_of("<footer><button onclick=\"location.href='https://b.example/'\">进入</button></footer>")
    assert [(link.href, link.zone) for link in page.links] == [("https://b.example/", "footer")]


def test_frames_and_embedded_pages_are_links() -> None:
    page = page_of('<frameset><frame src="/top.html"><frame src="/main.html"><noframes>旧</noframes></frameset>')
    assert [link.href for link in page.links] == ["/top.html", "/main.html"]
    assert page.text == ""
    page = page_of('<iframe src="https://b.example/"></iframe><object data="/o.html"></object><embed src="/e.html">')
    assert [link.href for link in page.links] == ["https://b.example/", "/o.html", "/e.html"]


PICTURES = {
    '<img src="/a.png" alt="徽">': ["/a.png"],
    '<img src="/blank.gif" data-src="/a.png">': ["/a.png"],
    '<img data-original="/a.png">': ["/a.png"],
    '<img data-lazy-src="/a.png" src="data:image/gif;base64,R0">': ["/a.png"],
    '<img srcset="/a.png 1x, /b.png 2x">': ["/a.png"],
    '<picture><source srcset="/a.webp"><img src="/a.png"></picture>': ["/a.webp", "/a.png"],
    '<input type="image" src="/a.png">': ["/a.png"],
    '<video poster="/a.png"></video>': ["/a.png"],
    '<svg><image xlink:href="/a.png"/></svg>': ["/a.png"],
    '<table background="/a.png"><tr><td background="/b.png">': ["/a.png", "/b.png"],
    "<div style=\"background:#fff url( '/a.png' ) no-repeat\">": ["/a.png"],
    "<style>.header .logo{background-image:url(/a.png)}</style><p>x": ["/a.png"],
    '<link rel="apple-touch-icon" href="/a.png">': ["/a.png"],
}


@pytest.mark.parametrize(("markup", "sources"), PICTURES.items())
def test_pictures_are_found_by_every_way_of_showing_one(markup: str, sources: list[str]) -> None:
    assert [image.src for image in page_of(f"<body>{markup}").images] == sources


def test_a_picture_of_a_sheet_stands_where_its_selector_says() -> None:
    page = page_of("<style>.page-header{background:url(h.png)} .x .footer{background:url(f.png)} p{}</style><p>x")
    assert [(image.src, image.zone) for image in page.images] == [("h.png", "header"), ("f.png", "footer")]


def test_an_embedded_picture_is_named_and_not_kept() -> None:
    page = page_of(f'<img src="data:image/png;base64,{"A" * 50_000}" alt="徽">')
    assert len(page.images[0].src) == 100
    assert page.images[0].alt == "徽"


def test_the_name_of_a_drawing_is_no_title() -> None:
    page = page_of("<svg><title>国徽</title><desc>图</desc></svg><title>甲市</title>")
    assert page.title == "甲市"
    assert page.text == ""
    assert [image.alt for image in page.images] == ["国徽", "图"]


def test_data_in_scripts_is_kept_longer_than_code() -> None:
    page = page_of(f'<script type="application/ld+json">{"甲" * 9_000}</script><script>{"x" * 9_000}</script>')
    assert [len(script.text) for script in page.scripts] == [9_000, 4_096]


ZONED = """<body><div class="header">甲市人民政府</div><div class="nav"><a href=/1>首页</a></div>
<div class="box"><div class="top">要闻</div><p>{0}</p><div class="bottom"><a href=/more>更多</a></div></div>
<div class="box"><div class="footer">图片版权</div><p>{0}</p></div>{1}</body>"""


def test_boxes_have_heads_and_feet_of_their_own() -> None:
    page = page_of(ZONED.format("正文" * 200, '<div class="footer">主办：甲市</div>'))
    assert (page.header, page.navigation, page.footer) == ("甲市人民政府", "首页", "主办：甲市")
    assert [link.zone for link in page.links] == ["navigation", "body"]


def test_a_bottom_is_the_footer_of_a_page_that_has_no_other() -> None:
    bottom = '<div class="bottom">主办：甲市<a href="/map">网站地图</a></div>'
    page = page_of(f"<body><p>{'正文' * 200}</p>{bottom}</body>")
    assert page.footer == "主办：甲市网站地图"
    assert page.links[-1].zone == "footer"


def test_a_bottom_that_touches_the_footer_belongs_to_it() -> None:
    bottom = '<div class="bottom"><p>主办：甲市</p><div class="copyright">版权所有</div></div>'
    assert page_of(f"<body><p>{'正文' * 200}</p>{bottom}</body>").footer == "主办：甲市\n版权所有"


def test_words_behind_a_footer_do_not_undo_it() -> None:
    page = page_of(f'<body><p>正文</p><div class="footer">主办：甲市</div><p>{"杂" * 3_000}</p>')
    assert page.footer == "主办：甲市"


def test_a_navigation_that_is_the_page_is_its_content() -> None:
    page = page_of(f'<body><div class="nav_content">{"正文" * 500}</div><footer>脚</footer>')
    assert page.navigation == ""


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1>湖<br>北<br>省</h1><p>江<br>西<br>藏<br>品</p>", "湖北省\n江西藏品"),
        ("<h1>湖&nbsp;<br> 北 <br>\u3000省</h1>", "湖北省"),
        ("<div><div>湖</div> <div>北</div><div>省</div></div><div><div>江</div><div>西</div></div>", "湖北省\n江西"),
        ("<table><tr><td>湖<td>北<td>省<tr><td>江<td>西<td>省</table>", "湖北省\n江西省"),
        ("<p>甲<br>乙</p>", "甲\n乙"),
    ],
)
def test_characters_set_one_a_line_are_put_together_and_neighbours_are_not(markup: str, text: str) -> None:
    page, _ = read_page(markup.encode())
    assert page is not None
    assert page.text == text
