"""Codes are leads: what they say counts, nothing is opened."""

from dataclasses import replace

import pytest

from detectors.codes_in_pictures import detect
from zhenwang.domain.appearance import Appearance
from zhenwang.domain.look import Picture


def told(look_at, codes, registry):
    pictures = tuple(Picture("/q.png", "image", b"", Appearance(100, 100, codes=(code,))) for code in codes)
    return [(signal.name, signal.snippet) for signal in detect(replace(look_at, pictures=pictures), registry)]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("https://down.x9.top/gov.apk", "app_download"),
        ("itms-services://?action=download-manifest", "app_download"),
        ("https://weixin.qq.com/g/AbCd", "personal_channel"),
        ("https://t.me/helper", "personal_channel"),
        ("https://evil.x9.top/login", "code_leads_elsewhere"),
    ],
)
def test_where_a_code_leads(registry, look, make_page, code, name):
    assert told(look("x.top", make_page()), [code, code], registry) == [(name, code)]


def test_a_code_to_scan_for_an_application(registry, look, make_page):
    seen = look("x.top", make_page(text="政务通。掃碼下載APP，領取補貼"))
    assert told(seen, ["https://evil.x9.top/d"], registry) == [("app_download", "掃碼下載APP，領取補貼")]
    assert told(seen, ["https://www.qingliu.gov.cn/d"], registry) == []


@pytest.mark.parametrize(
    "code",
    [
        "http://weixin.qq.com/r/abc",
        "https://www.qingliu.gov.cn/m",
        "https://news.unheardof.gov.cn/",
        "https://m.x.top/",
        "https://mp.weixin.qq.com/a/~~x",
        "wxp://f2f0abc",
        "青柳市人民政府",
        "",
        "https://[bad",
    ],
)
def test_public_accounts_offices_and_own_pages_are_no_harm(registry, look, make_page, code):
    assert told(look("x.top", make_page()), [code], registry) == []
