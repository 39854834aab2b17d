"""What a page asks people for; warnings and ordinary forms ask for nothing."""

import pytest

from detectors.bait_form import detect
from zhenwang.domain.look import Field, Form
from zhenwang.domain.signal import Axis, Family
from zhenwang.pages.page import read_page


def names(signals):
    return [signal.name for signal in signals]


def form(*fields: tuple[str, str, str]) -> tuple[Form, ...]:
    return (Form("/save", "post", tuple(Field(*field) for field in fields)),)


@pytest.mark.parametrize(
    ("fields", "name", "snippet"),
    [
        ((("a", "text", "身份证号码"),), "asks_identity", "身份证号码"),
        ((("a", "text", "身份證號(hào)碼(mǎ)"),), "asks_identity", "身份證號(hào)碼(mǎ)"),
        ((("idCard", "text", ""),), "asks_identity", "idCard"),
        ((("b", "text", "银行卡号"),), "asks_bank", "银行卡号"),
        ((("cvv2", "tel", ""),), "asks_bank", "cvv2"),
        ((("c", "text", "短信验证码"),), "asks_code", "短信验证码"),
    ],
)
def test_a_field_asks_for_what_its_label_or_name_says(registry, look, make_page, fields, name, snippet):
    (signal,) = detect(look("x.top", make_page(forms=form(*fields))), registry)
    assert (signal.name, signal.axis, signal.family, signal.value) == (name, Axis.HARM, Family.FUNCTION, 1.0)
    assert signal.snippet == snippet


def test_a_prompt_in_the_text_asks_too(registry, look, make_page):
    (signal,) = detect(look("x.top", make_page(text="补贴领取。请输入您的银行卡号完成认证！")), registry)
    assert (signal.name, signal.snippet) == ("asks_bank", "请输入您的银行卡号完成认证")
    assert signal.value < 1


@pytest.mark.parametrize(
    "text",
    [
        "请勿向他人透露银行卡号、短信验证码和身份证号。",
        "警惕！骗子会要求您填写银行卡号和验证码。",
        "办理所需材料：身份证原件及复印件，银行卡复印件。",
        "本网站不会要求您输入银行卡密码。",
        "请携带身份证到窗口办理。",
        "请填写申请表并提交身份证复印件。",
        "身份证办理指南",
        "点开后页面要求填写姓名、身份证号、银行卡号",
        "王某按照提示输入银行卡号和密码",
        "",
    ],
)
def test_warnings_and_lists_of_documents_ask_for_nothing(registry, look, make_page, text):
    assert list(detect(look("x.top", make_page(text=text)), registry)) == []


def test_a_search_box_and_hidden_fields_ask_for_nothing(registry, look, make_page):
    fields = form(("q", "text", "请输入关键字"), ("idcard", "hidden", ""), ("captcha", "text", "验证码"))
    assert list(detect(look("x.top", make_page(forms=fields)), registry)) == []


@pytest.mark.parametrize(
    ("base", "action", "elsewhere"),
    [
        ("https://evil.top/x/", "take.php", True),
        ("//evil.top/", "/take", True),
        ("/sub/", "take.php", False),
        ("https://evil.top/", "", False),  # without an address a form goes to the page itself (HTML 4.10.21.3)
    ],
)
def test_a_form_is_sent_where_the_page_says_its_references_start(registry, look, make_page, base, action, elsewhere):
    fields = (Field("a", "text", "身份证号"),)
    page = make_page(meta=(("base", base),), forms=(Form(action, "post", fields),))
    found = [signal.name for signal in detect(look("x.top", page), registry)]
    assert ("form_sent_elsewhere" in found) == elsewhere


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<iframe src="https://www.wjx.cn/vm/a.aspx"></iframe>', ["form_sent_elsewhere"]),
        ('<iframe src="//docs.google.com/forms/d/e/x/viewform"></iframe>', ["form_sent_elsewhere"]),
        ('<a href="https://www.wjx.cn/vm/a.aspx">网上调查</a>', []),
        ('<a href="https://www.wjx.cn/vm/a.aspx"><img src="/a.png"></a>', []),
        ('<iframe src="https://player.bilibili.com/x"></iframe>', []),
    ],
)
def test_a_form_of_a_service_in_a_frame_belongs_to_a_stranger(registry, look, markup, found):
    page, _ = read_page(f"<title>甲</title><p>登记</p>{markup}".encode())
    assert [signal.name for signal in detect(look("x.top", page), registry)] == found
