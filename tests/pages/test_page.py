import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.look import Field, Page
from zhenwang.pages.page import read_page


def page_of(markup: str) -> Page:
    page, _ = read_page(markup.encode())
    assert page is not None
    return page


PORTAL = """<!doctype html><html><head><title> 甲市人民政府
 门户网站 </title><meta name="SiteName" content="甲市人民政府门户网站"><meta property="og:title" content="首页">
<link rel="shortcut icon" href="/favicon.ico"><base href="https://www.jia.gov.cn/"></head><body>
<div class="page-header"><img src="/images/logo.png" alt="甲市人民政府"><div class="slogan">欢迎访问</div>
<div id="mainNav">栏目</div></div><nav><a href="/a">政务公开</a></nav>
<div class="panel-head">通知公告</div><p>正文<span>一</span><span>二</span></p>
<p hidden>藏起</p><p style="color:red;display: none">也藏起<a href="/h">暗链</a></p>
<script>var t = "脚本";</script><noscript>无脚本</noscript><template><p>模板</p></template>
<div class="footerBox">主办单位：甲市人民政府办公室<a href="https://beian.miit.gov.cn/">备案号</a></div></body></html>"""


def test_zones_are_told_by_tag_and_by_the_words_of_id_and_class() -> None:
    page = page_of(PORTAL)
    assert page.title == "甲市人民政府 门户网站"
    assert page.meta_value("sitename") == "甲市人民政府门户网站"
    assert (page.header, page.navigation) == ("欢迎访问", "栏目\n政务公开")
    assert page.footer == "主办单位：甲市人民政府办公室备案号"


def test_hidden_words_are_no_text_but_hidden_links_are_links() -> None:
    page = page_of(PORTAL)
    assert page.text.split("\n")[3:5] == ["通知公告", "正文一二"]
    assert not any(word in page.text for word in ("藏起", "脚本", "模板"))
    assert [(link.href, link.zone) for link in page.links][1] == ("/h", "hidden")
    assert page.links[-1].text == "备案号"


def test_images_icons_and_scripts_are_kept_with_where_they_stand() -> None:
    page = page_of(PORTAL)
    assert [(image.src, image.zone) for image in page.images] == [
        ("/favicon.ico", "icon"),
        ("/images/logo.png", "header"),
    ]
    assert page.scripts[0].text == 'var t = "脚本";'
    assert page.meta_value("base") == "https://www.jia.gov.cn/"
    styled = page_of('<div class="top" style="background:url(&quot;/bg.jpg&quot;)">x</div>')
    assert [(image.src, image.zone) for image in styled.images] == [("/bg.jpg", "header")]


def test_without_named_zones_the_first_and_the_last_words_stand_in() -> None:
    page = page_of("<p>" + "甲" * 5_000 + "乙</p>")
    assert (len(page.header), len(page.footer)) == (300, 1_500)
    assert page.footer.endswith("乙")


def test_a_zone_that_swallows_the_page_is_no_zone() -> None:
    page = page_of(f'<div class="bottom">{"甲" * 3_000}</div>')
    assert len(page.footer) == 1_500


def test_a_box_heading_far_down_is_no_header() -> None:
    page = page_of(f'<div class="header">站名</div><p>{"文" * 1_600}</p><div class="header">专栏</div>')
    assert page.header == "站名"


def test_ruby_pinyin_and_one_character_a_span_read_as_words() -> None:
    page = page_of("<ruby>政<rp>(</rp><rt>zhèng</rt><rp>)</rp></ruby><span>府</span><b>网</b><i>站</i>")
    assert page.text == "政府网站"


def test_every_form_field_has_the_words_beside_it() -> None:
    page = page_of("""<form action="/save" method="POST">姓名<input name="n"><label for="c">身份证号</label>
    <input id="c" name="card"><label>银行卡号 <input name="bank"></label><input name="otp" placeholder="短信验证码">
    <input type="submit" value="立即查询"></form>密码<input type="password" name="p">""")
    form, loose = page.forms
    assert (form.action, form.method, loose.action) == ("/save", "post", "")
    assert form.fields == (
        Field("n", "text", "姓名"),
        Field("card", "text", "身份证号"),
        Field("bank", "text", "银行卡号"),
        Field("otp", "text", "短信验证码"),
        Field("", "submit", "立即查询"),
    )
    assert loose.fields == (Field("p", "password", "密码"),)


def test_telling_event_handlers_are_scripts() -> None:
    page = page_of('<i onclick="window.open(\'//zfwzgl.www.gov.cn/x\')" onmouseover="f()">找错</i>')
    assert [script.text for script in page.scripts] == ["window.open('//zfwzgl.www.gov.cn/x')"]


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (b"", "text/html", "empty"),
        (b" \r\n\t", "text/html", "empty"),
        (b"%PDF-1.7 ...", "text/html", "not_a_page"),
        (b"\x89PNG\r\n\x1a\n", "", "not_a_page"),
        (b"PK\x03\x04" + bytes(50), "", "not_a_page"),
        (bytes(range(32)) * 30, "", "not_a_page"),
        (b'{"code": 0}', "application/json", "not_a_page"),
        (b"whatever", "image/png", "not_a_page"),
    ],
)
def test_what_is_no_page_says_so(body: bytes, content_type: str, kind: str) -> None:
    page, gaps = read_page(body, content_type)
    assert page is None
    assert [gap.kind for gap in gaps] == [kind]


def test_markup_under_a_lying_type_is_a_page() -> None:
    assert read_page(b"<html><body>x</body></html>", "application/octet-stream")[0] is not None


def test_P2_unreadable_characters_are_a_gap() -> None:
    page, gaps = read_page(b'<meta charset="utf-8"><p>' + bytes([0x80, 0xFF, 0x41]) * 200, "text/html; charset=utf-8")
    assert page is not None
    assert [gap.kind for gap in gaps] == ["bad_encoding"]


COUNTS = {"links": "<a href=x>y</a>", "images": "<img src=x>", "scripts": "<script src=x></script>"}


@pytest.mark.parametrize(("kind", "markup"), COUNTS.items())
def test_counts_are_bounded_and_the_bound_is_told(kind: str, markup: str) -> None:
    page, gaps = read_page((markup * 3_000).encode())
    assert page is not None
    assert len(getattr(page, kind)) == {"links": 2_000, "images": 500, "scripts": 500}[kind]
    assert [gap.kind for gap in gaps] == ["parse_limited"]
    assert kind in gaps[0].detail


def test_forms_and_fields_are_bounded() -> None:
    page, gaps = read_page(b"<form><input><input><input></form>" * 100)
    assert page is not None
    assert (len(page.forms), sum(len(form.fields) for form in page.forms)) == (51, 200)
    assert gaps[0].kind == "parse_limited"


BOMBS = {
    "nested": "<div>" * 200_000,
    "attributes": "<p " + " ".join(f"a{n}" for n in range(300_000)) + ">",
    "attributes behind quotes": "<p " + "".join(f'x{n}=">" a{n} ' for n in range(200_000)) + ">",
    "many tags of many attributes": ("<b " + " ".join(f"a{n}" for n in range(900)) + ">") * 900,
    "comments": "<!--" * 60_000,
    "open tags": "<a " * 60_000,
    "open quotes": '<a x="' * 60_000,
    "adoption agency": "<a><b>" * 20_000,
    "foster parenting": "<table><b>" * 50_000,
    "lists": "<li><ul>" * 50_000,
    "fields": "<label for=x>a<input>" * 50_000,
    "entities": "&nbsp;" * 500_000,
    "one text": "政" * 1_500_000,
}


@pytest.mark.parametrize("markup", BOMBS.values(), ids=BOMBS.keys())
def test_P1_markup_bombs_are_read_within_two_seconds(markup: str) -> None:
    started = time.process_time()
    read_page(markup.encode())
    assert time.process_time() - started < 2


def test_P1_the_footer_of_a_page_too_long_to_read_is_read() -> None:
    padding = "<i>x</i>" * 40_000
    page, gaps = read_page(f'<title>甲市</title><div><!-- {padding}<div class="footer">主办：甲市</div>'.encode())
    assert page is not None
    assert (page.title, page.footer) == ("甲市", "主办：甲市")
    assert gaps[0].kind == "parse_limited"


TAGS = (
    "<div>", "</div>", "<a href='x'>", "</a>", "<script>", "</script>", "<title>", "<form>", "<input>", "</label>",
    "<label for=x>", "<p hidden>", "<svg>", "<template>", "<table>", "<td>", "政府", "<!--", "-->",
    "<meta charset=gbk>", "<footer>", "<div class=top>", "\x00",
)  # fmt: skip


@given(st.lists(st.sampled_from(TAGS), max_size=30).map("".join))
def test_any_markup_gives_a_page_whose_zones_are_text(markup: str) -> None:
    page, _ = read_page(markup.encode())
    if page is not None:
        assert page.header in page.text
        assert page.footer in page.text


@given(st.binary(max_size=200), st.text(max_size=20))
def test_P2_any_bytes_are_read_or_refused(body: bytes, content_type: str) -> None:
    page, gaps = read_page(body, content_type)
    assert page is not None or gaps


def test_words_that_are_not_shown_are_kept_apart() -> None:
    page = page_of(PORTAL)
    assert page.hidden.split("\n") == ["藏起", "也藏起暗链", "无脚本", "模板"]
    assert len(page_of(f"<p hidden>{'甲' * 30_000}</p>").hidden) == 20_000


def field_of(markup: str) -> Field:
    return page_of(markup).forms[0].fields[-1]


def test_a_field_that_says_nothing_of_itself_is_called_by_the_words_before_it() -> None:
    assert field_of('<td>身份证号</td><td><input placeholder="请输入"></td>').label == "身份证号 请输入"
    assert field_of('<td>姓名</td><td><input placeholder="请输入关键字"></td>').label == "请输入关键字"


def test_a_field_of_a_later_step_keeps_its_label() -> None:
    assert field_of('<div style="display:none"><label>验证码<input name="c"></label></div>').label == "验证码"


def test_a_field_keeps_what_its_markup_says_belongs_in_it() -> None:
    assert field_of('<input autocomplete="cc-number" maxlength=19>').hints == "autocomplete=cc-number maxlength=19"
    listed = page_of("<select name=k><option>身份证<option>护照</select><input name=n>").forms[0].fields
    assert listed[0].hints == "options=身份证|护照"
    assert listed[1].label == ""
    edited = field_of("<div contenteditable placeholder='请输入银行卡号'></div>")
    assert (edited.type, edited.label) == ("contenteditable", "请输入银行卡号")
