"""Which host a person asks about, read as a browser would read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.registry.asked_host import MOST, AskedHost, Unreadable, asked_host


@pytest.mark.parametrize(
    "text",
    [
        "www.hubei.gov.cn",
        "  WWW.Hubei.GOV.cn. ",
        "https://www.hubei.gov.cn/zwgk/a.html?b=c@d#e",
        "http:www.hubei.gov.cn",
        "https:///www.hubei.gov.cn/",
        "//www.hubei.gov.cn/a",
        "www.hubei.gov.cn:8443/login",
        "http://user:pass@www.hubei.gov.cn/",
        "hxxps://www[.]hubei[.]gov[.]cn/",
        "www [.] hubei [.] gov [.] cn",
        "www[点]hubei[点]gov[点]cn",
        "ｗｗｗ．ｈｕｂｅｉ．ｇｏｖ．ｃｎ",
        "www。hubei。gov。cn",
        "www.hubei%2Egov.cn",
        "《www.hubei.gov.cn》。",
        "访问www.hubei.gov.cn",
        "请登录www.hubei.gov.cn查询",
        "请访问www.hubei.gov.cn。谢谢您！",
        "【湖北】网址：https://www.hubei.gov.cn/，请查收",
        "www.hubei.gov.cn/a，或 www.hubei.gov.cn/b",
        "please have a look at this " * 50 + "www.hubei.gov.cn",
        "【医保】请于11.23前登录 www.hubei.gov.cn 办理，共4860.00元，逾期作废",
        "\u200ewww.hubei.gov.cn\u200b",
        "\ufeffwww.hu\u200bbei.gov.cn",
    ],
)
def test_many_ways_of_writing_one_host(text: str) -> None:
    assert asked_host(text) == asked_host("www.hubei.gov.cn")
    assert isinstance(asked_host(text), AskedHost)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.hubei.gov.cn@evil.example.com/", "evil.example.com"),
        ("https://www.hubei.gov.cn:" + "x" * 400 + "@evil.com", "evil.com"),
        ("www.hubei-gov.example", "www.hubei-gov.example"),
        ("https://evil.com/@www.hubei.gov.cn", "evil.com"),
        ("https://evil.com?@www.hubei.gov.cn", "evil.com"),
        ("https://evil.com#@www.hubei.gov.cn", "evil.com"),
        ("www.hubei.gov.cn.evil.com", "www.hubei.gov.cn.evil.com"),
        ("www.hubei.gov.cn%2eevil%2ecom", "www.hubei.gov.cn.evil.com"),
        ("www.hubei.gov.cn。政务", "www.hubei.gov.cn.政务"),
        ("湖北gov.cn", "湖北gov.cn"),
        ("湖北gov.cn查询", "湖北gov.cn"),
        ("https://假www.gov.cn/", "假www.gov.cn"),
        ("http://[2001:db8::1]:80/", "2001:db8::1"),
        ("http://192.0.2.7:8080/", "192.0.2.7"),
    ],
)
def test_what_a_browser_would_open_is_the_host(text: str, host: str) -> None:
    found = asked_host(text)
    assert isinstance(found, AskedHost)
    assert found.unicode == host


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" 。\u200b ", "empty"),
        ("x" * (MOST + 1), "too_long"),
        ("a.cn " * 300, "too_long"),
        (".cn政" * 500, "too_long"),
        ("湖北省人民政府", "no_address"),
        ("localhost", "no_address"),
        ("www.hubei.gov.cn@evil.com", "mail"),
        ("notice@www.hubei.gov.cn", "mail"),
        ("mailto:notice@www.hubei.gov.cn", "mail"),
        ("www.hubei.gov.cn(@evil.com", "mail"),
        ("http://evil.cn/a 详询www.hubei.gov.cn", "several"),
        ("www.hubei.gov.cn,evil.com", "several"),
        ("www.hubei.gov.cn\\@evil.com", "disguised"),
        ("www.hu\u200dbei.gov.cn", "disguised"),
        ("www.hubei.gov.cn\u202e/moc.live", "disguised"),
        ("www\u30fbhubei.gov.cn", "disguised"),
        ("www.hubei.gov.cn＠evil.com", "disguised"),
        ("www.hubei.gov.cn／.evil.com", "disguised"),
        ("www.hubei.gov.cn\t.evil.com", "unclear"),
        ("www.hubei.gov.cn\n.evil.com", "unclear"),
        ("www.hubei.gov.cn /x", "unclear"),
        ("www.hubei.gov.cn..", "unclear"),
        ("*.hubei.gov.cn", "unclear"),
        ("www.hubei.gov.cn 11.23", "unclear"),
        ("www.hubei.gov.cn 11.23前.evil.com", "several"),
        ("www.hubei.gov.cn 11.23前.", "unclear"),
        ("javascript://www.hubei.gov.cn/%0aalert(1)", "unclear"),
        ("data:text/html,www.hubei.gov.cn", "unclear"),
        ("ftp://www.hubei.gov.cn", "unclear"),
        ("%ff.gov.cn", "unclear"),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_again(text: str, why: str) -> None:
    found = asked_host(text)
    assert isinstance(found, Unreadable)
    assert found.why == why


def test_several_hosts_are_told_so_that_each_can_be_asked_about() -> None:
    found = asked_host("【人社】点 http://evil.cn/a 详询www.hubei.gov.cn")
    assert found == Unreadable("several", ("evil.cn", "www.hubei.gov.cn"))


@given(st.text(max_size=300) | st.text(alphabet="wh.gov.cn@/:?#%[]。 \t政务-", max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(asked_host(text), AskedHost | Unreadable)
