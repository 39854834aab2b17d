"""Applications to install, and links that only promise them."""

import pytest

from detectors.app_download import detect
from zhenwang.domain.look import Link, Script


def names(signals):
    return [signal.name for signal in signals]


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("https://x.top/gov.apk?from=sms", True),
        ("itms-services://?action=download-manifest&url=x", True),
        ("/down/app.APK", True),
        ("/zhengce/apk.html", False),
        ("https://[bad/x.apk", False),
        ("https://x.top/get?file=gov.apk", True),
        ("https://x.top/get?file=gov.apk.html", False),
        ("javascript:location.href='https://x.top/gov.apk?v=2'", True),
        ("javascript:check('.apk')", False),
        ("javascript:void(0)", False),
    ],
)
def test_an_application_to_install(registry, look, make_page, href, found):
    seen = make_page(links=(Link(href, "下载", "text"),))
    assert (names(detect(look("x.top", seen), registry)) == ["app_download"]) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("window.open('https://x.top/d/gov.apk')", "https://x.top/d/gov.apk"),
        ('var app = "/d/gov.ipa";', "/d/gov.ipa"),
        ("if (name.endsWith('.apk')) types = ['apk', '/apk']", None),
    ],
)
def test_what_a_button_or_a_script_downloads(registry, look, make_page, code, found):
    seen = make_page(scripts=(Script("", (("handler", "onclick"),), code),))
    assert [signal.snippet for signal in detect(look("x.top", seen), registry)] == ([found] if found else [])


@pytest.mark.parametrize(
    ("href", "text", "strength"),
    [
        ("https://down.x7.top/get?id=1", "安卓版下载", 0.5),
        ("https://down.x7.top/get?id=1", "下載APP", 0.5),
        ("https://apps.apple.com/cn/app/id1", "App Store下载", 0.0),
        ("https://www.qingliu.gov.cn/app", "下载客户端", 0.0),
        ("https://www.qingliu-news.com/", "今日头条", 0.0),
        ("/app/download.html", "客户端下载", 0.0),
    ],
)
def test_a_promise_counts_where_it_leads_to_nobody_known(registry, look, make_page, href, text, strength):
    found = [signal.value for signal in detect(look("x.top", make_page(links=(Link(href, text, "text"),))), registry)]
    assert found == ([strength] if strength else [])
