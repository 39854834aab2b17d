"""A stranger's account where an office should stand."""

import pytest

from detectors.personal_channel import detect
from zhenwang.domain.look import Link


@pytest.mark.parametrize(
    "text",
    [
        "客服微信：zs88888",
        "咨询QQ：123456789",
        "加急办理请加微信 abc_123",
        "联系电话13912345678（微信同号）",
        "業務諮詢加薇信：hb12345a",
        "客服专员 李经理 139 1234 5678",
        "Telegram客服：@gov_help",
    ],
)
def test_private_accounts(registry, look, make_page, text):
    (signal,) = detect(look("x.top", make_page(text=text)), registry)
    assert (signal.name, signal.snippet) == ("personal_channel", text)


@pytest.mark.parametrize("href", ["tencent://message/?uin=1", "https://t.me/x", "https://wpa.qq.com/msgrd?uin=1"])
def test_links_into_a_chat(registry, look, make_page, href):
    (signal,) = detect(look("x.top", make_page(links=(Link(href, "在线客服", "body"),))), registry)
    assert signal.snippet == href


@pytest.mark.parametrize(
    "text",
    [
        "关注微信公众号：青柳发布",
        "官方微信号：qingliufabu",
        "联系人：张科长 13912345678",
        "值班电话：13912345678",
        "报名QQ群：12345678",
        "谨防冒充客服微信：zs88888 的诈骗",
    ],
)
def test_offices_and_warnings(registry, look, make_page, text):
    assert list(detect(look("x.top", make_page(text=text)), registry)) == []
