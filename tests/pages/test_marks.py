from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.look import Page
from zhenwang.pages.marks import find_marks
from zhenwang.pages.page import read_page


def marks_of(markup: str) -> list[tuple[str, str]]:
    page, _ = read_page(markup.encode())
    assert page is not None
    return [(mark.kind, mark.value) for mark in find_marks(page)]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("鄂ICP备05011090号-1", "鄂ICP备05011090号-1"),
        ("鄂ICP备2024071060号", "鄂ICP备2024071060号"),
        ("鄂ICP备2024071060号-12", "鄂ICP备2024071060号-12"),
        ("鄂 ICP 备 05011090 号 - 1", "鄂ICP备05011090号-1"),
        ("鄂ＩＣＰ备０５０１１０９０号－１", "鄂ICP备05011090号-1"),
        ("沪ICP备05014803", "沪ICP备05014803号"),
        ("黑ICP010010-2", "黑ICP备010010号-2"),
        ("冀ICP备:10000000号", "冀ICP备10000000号"),
        ("滬ICP備05014803號", "沪ICP备05014803号"),
        ("备案号：蜀icp备案12003581号", "蜀ICP备12003581号"),
        ("京ICP证030173号", "京ICP证030173号"),
        ("鄂\u200bICP备0501\u200b1090号", "鄂ICP备05011090号"),
        ("鄂ICP备(bèi)05011090号", "鄂ICP备05011090号"),
        ("鄂ICP备<b>05011090</b>号", "鄂ICP备05011090号"),
        ("(鄂)ICP备05011090号", "鄂ICP备05011090号"),
        ("鄂 I C P 备 0501 1090 号", "鄂ICP备05011090号"),
        ("鄂ICP备第05011090号", "鄂ICP备05011090号"),
        ("鄂ICP备案号:05011090-2", "鄂ICP备05011090号-2"),
        ("鄂lCP备05011090号", "鄂ICP备05011090号"),
        ("<td>鄂ICP备</td><td>05011090号</td>", "鄂ICP备05011090号"),
    ],
)
def test_icp_numbers_have_one_form(printed: str, value: str) -> None:
    assert marks_of(f"<p>{printed}</p>") == [("icp", value)]


@pytest.mark.parametrize("text", ["ICP备05011090号", "鄂ICP备123号", "鄂ICP备123456789号", "鄂ICP备案"])
def test_what_is_no_icp_number(text: str) -> None:
    assert marks_of(f"<p>{text}</p>") == []


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("鄂公网安备42010602000665号", "鄂公网安备42010602000665号"),
        ("鄂公网安备 42050202000801号", "鄂公网安备42050202000801号"),
        ("冀公网安备：13030202002230号", "冀公网安备13030202002230号"),
        ("鄂公网安备 42090202000171", "鄂公网安备42090202000171号"),
        ("鄂公网安备4201060200066号", "鄂公网安备4201060200066号"),
        ("冀公网备案号:1300000000000", "冀公网安备1300000000000号"),
        ("滬公網安備31023002000215號", "沪公网安备31023002000215号"),
        ("陕公网安备 34060002010001号", "陕公网安备34060002010001号"),
        ("鄂★公★网★安★备42010602000665号", "鄂公网安备42010602000665号"),
        ("京公网安备110102000001号", "京公网安备110102000001号"),
        ("(鄂)公网安备 4201 0602 0006 65号", "鄂公网安备42010602000665号"),
        ("鄂公网安４２０１０６０２０００６６５", "鄂公网安备42010602000665号"),
        ("鄂公网(wǎng)安备42010602000665号", "鄂公网安备42010602000665号"),
    ],
)
def test_police_numbers_have_one_form(printed: str, value: str) -> None:
    assert marks_of(f"<p>{printed}</p>") == [("psb", value)]


@pytest.mark.parametrize(
    "address",
    [
        "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=42010602000665",
        "https://beian.mps.gov.cn/#/query/webSearch?code=42010602000665",
        "https://go.example/?u=http%3A%2F%2Fwww.beian.gov.cn%2Fportal%2FregisterSystemInfo%3Frecordcode%3D42010602000665",
        "javascript:window.open('http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=42010602000665')",
    ],
)
def test_a_police_record_link_gives_the_letter_of_its_digits(address: str) -> None:
    assert marks_of(f'<a href="{address}">查询</a>') == [("psb", "鄂公网安备42010602000665号")]


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        ("<p>网站标识码：4200000093</p>", "4200000093"),
        ("<p>网站标识码4400000131</p>", "4400000131"),
        ("<p>政府网站标识码:bm14000001</p>", "bm14000001"),
        ("<p>网站标识码：ＢＭ１４００００１１</p>", "bm14000011"),
        ("<p>標識碼：4200000093</p>", "4200000093"),
        ("<td>网站标识码：</td><td>4200000093</td>", "4200000093"),
        ("<p>网站标(biāo)识码：4200000093</p>", "4200000093"),
        ("<p>网站标识码：4200 0000 93</p>", "4200000093"),
        ("<p>网站标识编码 4200000093 电话 027-87654321</p>", "4200000093"),
        ("<p>站点标识码：（4200000093）</p>", "4200000093"),
        ("<p><span>网站</span><span>标识</span><b>码</b>：<i>42000</i><i>00093</i></p>", "4200000093"),
        ("<p>網站標識碼：４２００００００９３</p>", "4200000093"),
        ('<img src="a.png" alt="政府网站标识码：4200000093">', "4200000093"),
        ('<meta name="site-id-code" content="4200000093">', "4200000093"),
        ('<script data-site-code="4200000093" src="/a.js"></script>', "4200000093"),
        ("<script>document.write('\\u7f51\\u7ad9\\u6807\\u8bc6\\u7801：4200000093')</script>", "4200000093"),
        ('<meta name="SiteIDCode" content="4200000093">', "4200000093"),
        ('<script>var siteIdCode = "4200000093"; f({sitecode:1})</script>', "4200000093"),
    ],
)
def test_a_site_code_stands_beside_its_label(markup: str, value: str) -> None:
    assert marks_of(markup) == [("site_code", value)]


@pytest.mark.parametrize(
    "text",
    [
        "咨询电话 4200000093",
        "学校标识码：4142010486",
        "商品标识码：4200000093",
        "网站标识码：42000000931",
        "网站标识码：420000009",
        "网站标识码：暂无",
    ],
)
def test_ten_digits_alone_are_no_site_code(text: str) -> None:
    assert marks_of(f"<p>{text}</p>") == []


def test_a_jiucuo_link_names_code_and_host() -> None:
    address = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=4403000002&url=http%3A%2F%2Fga.sz.gov.cn%2F"
    assert marks_of(f'<a href="{address.replace("&", "&amp;")}">找错</a>') == [
        ("jiucuo_code", "4403000002"),
        ("jiucuo_host", "ga.sz.gov.cn"),
    ]
    twice = address.replace("%", "%25").replace("http%253A%252F%252F", "")
    assert ("jiucuo_host", "ga.sz.gov.cn") in marks_of(f'<a href="{twice}">找错</a>')


def test_a_jiucuo_script_and_its_click_handler() -> None:
    script = '<script id="_jiucuo_" sitecode="3213000018" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>'
    assert marks_of(script) == [("jiucuo_code", "3213000018")]
    handler = "open('http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3213000025')"
    assert ("jiucuo_code", "3213000025") in marks_of(f'<i onclick="{handler}">找错</i>')


@pytest.mark.parametrize(
    "script",
    ['// var siteIdCode = "4200000093";', '/* siteIdCode = "4200000093"; */', '<!-- siteIdCode = "4200000093" -->'],
)
def test_what_a_script_once_said_is_no_mark(script: str) -> None:
    assert marks_of(f"<script>\n{script}\nvar a = 'http://www.example.com/';</script>") == []


def test_a_jiucuo_link_in_a_handler_an_older_form_and_encoded_thrice() -> None:
    link = "zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=4403000002&url=http%3A%2F%2Fga.sz.gov.cn%2F"
    both = [("jiucuo_code", "4403000002"), ("jiucuo_host", "ga.sz.gov.cn")]
    assert marks_of(f"<a href=\"javascript:window.open('http://{link}')\">找错</a>") == both
    packed = quote(quote(link))
    assert marks_of(f'<a href="https://jump.example/?to={packed}">找错</a>') == both
    old = "http://zfwzxx.www.gov.cn/check_web/errorInfo/jcInfo/0123abcd-0123-4567-89ab-0123456789ab-42"
    assert marks_of(f'<a href="{old}">找错</a>') == [("jiucuo_id", "0123abcd-0123-4567-89ab-0123456789ab-42")]


def test_a_site_domain_names_whose_page_it_was() -> None:
    assert marks_of('<meta name="SiteDomain" content="www.hubei.gov.cn"><p>x</p>') == [
        ("site_domain", "www.hubei.gov.cn")
    ]
    assert marks_of('<meta name="SiteDomain" content="湖北省"><p>x</p>') == []


@pytest.mark.parametrize("filler", ["网点标识码：", "编号：", "公网 IP "])
def test_other_numbers_of_the_same_length_are_none(filler: str) -> None:
    assert marks_of(f"<p>{filler}4200000093</p>") == []


def test_a_label_far_from_its_number_and_a_page_of_labels() -> None:
    assert marks_of("<p>网站标识码说明</p>" + "<p>文</p>" * 9 + "<p>4200000093</p>") == []
    many = "".join(f"<p>网站标识码：42{number:08d}</p>" for number in range(400))
    assert len(marks_of(many)) == 200


def test_conac_by_link_and_by_script_path() -> None:
    link = "//bszs.conac.cn/sitename?method=show&amp;id=08e61fb166710f06e053012819ac1e62"
    path = "https://dcs.conac.cn/js/14/000/0000/40445163/CA140000000404451630001.js"
    assert marks_of(f'<a href="{link}">标识</a>') == [("conac", "08E61FB166710F06E053012819AC1E62")]
    written = f"<script>document.write(unescape(\"%3Cscript src='{path}'%3E%3C/script%3E\"));</script>"
    assert marks_of(written) == [("conac", "CA140000000404451630001")]


def test_a_mark_is_told_once_from_the_footer_and_in_the_pages_own_words() -> None:
    page, _ = read_page("<p>正文</p><footer>地址 网站标识码：４２００００００９３ 某局</footer>".encode())
    assert page is not None
    (mark,) = find_marks(page)
    assert (mark.zone, mark.value) == ("footer", "4200000093")
    assert mark.snippet == "地址 网站标识码：４２００００００９３ 某局"


def test_an_image_text_counts() -> None:
    assert marks_of('<img src="ga.png" alt="鄂公网安备42010602000665号">') == [("psb", "鄂公网安备42010602000665号")]


PIECES = (
    "网站标识码",
    "鄂ICP备",
    "公网安备",
    "4200000093",
    "05011090",
    "号",
    "-1",
    "：",
    "\n",
    "ﷺ",
    "\u200b",
    "(bèi)",
    "jiucuo?url=",
    "%",
    "//",
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=20).map("".join))
def test_any_words_give_marks_with_short_snippets(words: str) -> None:
    page = Page("utf-8", words, (("SiteIDCode", words),), words, "", words, words)
    for mark in find_marks(page):
        assert len(mark.snippet) <= 80
        assert mark.value
