"""What a page asks people for; warnings and ordinary forms ask for nothing."""

import pytest

from detectors.bait_form import detect
from zhenwang.domain.look import Field, Form, Link
from zhenwang.domain.signal import Axis, Family


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
        "",
    ],
)
def test_warnings_and_lists_of_documents_ask_for_nothing(registry, look, make_page, text):
    assert list(detect(look("x.top", make_page(text=text)), registry)) == []


def test_a_search_box_and_hidden_fields_ask_for_nothing(registry, look, make_page):
    fields = form(("q", "text", "请输入关键字"), ("idcard", "hidden", ""), ("captcha", "text", "验证码"))
    assert list(detect(look("x.top", make_page(forms=fields)), registry)) == []


def test_a_certificate_query_in_a_governments_name(registry, look, make_page):
    zones = {"header": "特种作业操作证查询平台", "footer": "主办单位：云岭市市场监督管理局"}
    seen = make_page(title="证书查询", forms=form(("no", "text", "证书编号"), ("name", "text", "姓名")), **zones)
    (signal,) = detect(look("x.top", seen), registry)
    assert (signal.name, signal.value, signal.site) == ("certificate_query", 1.0, "scjg.yunling.gov.cn")
    assert "云岭市市场监督管理局" in signal.because
    without_form = make_page(title="证书查询", **zones)
    (weaker,) = detect(look("x.top", without_form), registry)
    assert 0 < weaker.value < 1


@pytest.mark.parametrize(
    "zones",
    [
        {"title": "职业资格证书查询-某某教育", "footer": "版权所有：某某教育科技有限公司"},
        {"title": "云岭市市场监督管理局", "navigation": "首页 证书查询 办事指南"},
        {"title": "云岭市市场监督管理局", "text": "云岭市市场监督管理局提醒：证书查询请到官方网站"},
    ],
)
def test_a_query_in_nobodys_name_and_a_name_without_a_query_are_none(registry, look, make_page, zones):
    assert "certificate_query" not in names(detect(look("x.top", make_page(**zones)), registry))


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("https://x.top/gov.apk?from=sms", True),
        ("itms-services://?action=download-manifest&url=x", True),
        ("/down/app.APK", True),
        ("/zhengce/apk.html", False),
        ("https://[bad/x.apk", False),
        ("javascript:void(0)", False),
    ],
)
def test_an_application_to_install(registry, look, make_page, href, found):
    seen = make_page(links=(Link(href, "下载", "text"),))
    assert (names(detect(look("x.top", seen), registry)) == ["app_download"]) == found
