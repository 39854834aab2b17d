"""Where a page takes money, and where it only writes about it."""

from dataclasses import replace

import pytest

from detectors.payment import detect
from zhenwang.domain.appearance import Appearance
from zhenwang.domain.look import Field, Form, Link, Picture


def only(signals):
    (signal,) = signals
    return signal


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("请将款项转账至：户名：张三 账号：6222021234567890128", 1.0),
        ("收款人 李小明，卡号见下方", 1.0),
        ("USDT充值地址：0x52908400098527886E0F7030069857D2E4169EE7", 1.0),
        ("请先缴纳保证金5000元", 0.5),
        ("掃描下方二維碼支付報名費", 0.5),
        ("Please transfer the fee to the account below", 0.5),
    ],
)
def test_a_sentence_that_asks_for_money(registry, look, make_page, text, strength):
    signal = only(detect(look("x.top", make_page(text=text)), registry))
    assert (signal.name, signal.value) == ("asks_payment", strength)
    assert signal.snippet in text


@pytest.mark.parametrize(
    "text",
    [
        "缴费标准：每人每年400元",
        "罚款500元以上1000元以下",
        "征地补偿款已转账到农户账户",
        "社保缴费银行账户：户名 青柳市社会保险局 账号 1234567890123",
        "捐款账户：户名：青柳市红十字会 账号：42001234567890",
        "切勿向陌生人转账到指定账户",
        "订单编号 6222021234567890127",
    ],
)
def test_rates_offices_and_warnings_ask_for_nothing(registry, look, make_page, text):
    assert list(detect(look("x.top", make_page(text=text)), registry)) == []


def test_a_pay_button_and_a_pay_address(registry, look, make_page):
    form = (Form("", "post", (Field("a", "text", "缴费金额"), Field("b", "submit", "立即支付"))),)
    assert only(detect(look("x.top", make_page(forms=form)), registry)).snippet == "缴费金额"
    link = Link("alipays://platformapi/startapp?x=1", "缴费", "body")
    assert only(detect(look("x.top", make_page(links=(link,))), registry)).snippet == link.href


@pytest.mark.parametrize("code", ["wxp://f2f0abc", "HTTPS://QR.ALIPAY.COM/FKX01", "weixin://wxpay/bizpayurl?pr=x"])
def test_a_code_to_pay_by_in_a_picture(registry, look, make_page, code):
    shown = Picture("/pay.png", "image", b"", Appearance(200, 200, codes=(code,)))
    signal = only(detect(replace(look("x.top", make_page()), pictures=(shown,)), registry))
    assert (signal.name, signal.value, signal.snippet) == ("asks_payment", 1.0, code)
