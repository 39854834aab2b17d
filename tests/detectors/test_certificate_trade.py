"""Certificates asked about in a body's name, and certificates for sale."""

import pytest

from detectors.certificate_trade import detect
from zhenwang.domain.look import Field, Form


def names(signals):
    return [signal.name for signal in signals]


def form(*fields: tuple[str, str, str]) -> tuple[Form, ...]:
    return (Form("/save", "post", tuple(Field(*field) for field in fields)),)


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
    "text",
    [
        "特种作业操作证代办，免考包过，三天出证，价格300元",
        "建造师證書掛靠，加微信 zs8888",
        "职业资格证书 快速拿证 全国联网可查 咨询电话",
        "低压电工证无需考试，直接拿证，费用680元",
        "电工证★包(bāo)过(guò)，联系客服",
    ],
)
def test_a_sale_of_certificates(registry, look, make_page, text):
    (signal,) = detect(look("x.top", make_page(text=text)), registry)
    assert (signal.name, signal.value) == ("certificate_sale", 1.0)
    assert signal.snippet[:5] == text[:5]


@pytest.mark.parametrize(
    "text",
    [
        "严禁挂靠资质证书，违者依法查处",
        "警惕“免考包过”办证骗局，证书价格低廉多为假证",
        "办理驾驶证须到窗口领取，费用10元",
        "特种作业操作证考试报名通知，考试费用标准见附件",
        "营业执照三天出证，咨询电话 027-87654321",
        "凭学历证书报名，咨询电话 027-87654321",
    ],
)
def test_rules_and_warnings_sell_nothing(registry, look, make_page, text):
    assert list(detect(look("x.top", make_page(text=text)), registry)) == []
