"""Pages that take visitors away: by whom they come from, by scripts that nobody can read, or at once."""

from dataclasses import replace

import pytest

from detectors.redirect import detect
from zhenwang.domain.look import Script

AWAY = "https://bet.evil9.top/"


def told(look_at, registry):
    return [(signal.name, signal.value) for signal in detect(look_at, registry)]


def scripted(make_page, text):
    return make_page(scripts=(Script("", (), text),))


@pytest.mark.parametrize(
    ("script", "found"),
    [
        (f'if(document.referrer.indexOf("baidu")>-1){{location.href="{AWAY}"}}', ("conditional_redirect", 1.0)),
        (f'if(!/Baiduspider/.test(navigator.userAgent))top.location="{AWAY}"', ("conditional_redirect", 1.0)),
        ('var s=document.referrer;if(s.match("sogou")){window.location=u}', ("conditional_redirect", 0.7)),
        (f'location.replace("{AWAY}")', ("redirect_elsewhere", 0.7)),
        ('location.href=atob("aHR0cHM6Ly9iZXQuZXZpbDkudG9wLw==")', ("redirect_elsewhere", 1.0)),
    ],
)
def test_jumps_to_strangers(registry, look, make_page, script, found):
    assert told(look("x.top", scripted(make_page, script)), registry) == [found]


@pytest.mark.parametrize(
    "script",
    [
        'location.href="/index.html"',
        'if(/Android/.test(navigator.userAgent)){location.href="https://m.x.top/"}',
        'location.href="https://www.qingliu.gov.cn/"',
        'location.href="https://new.unheardof.gov.cn/"',
        f'function open1(){{location.href="{AWAY}"}}',
        'var from=document.referrer;if(from.indexOf("baidu")>0){count("search")}',
    ],
)
def test_own_editions_new_official_hosts_and_clicks(registry, look, make_page, script):
    assert told(look("x.top", scripted(make_page, script)), registry) == []


def test_a_refresh_and_an_arrival(registry, look, make_page):
    refreshed = look("x.top", make_page(meta=(("refresh", f"3; URL={AWAY}"),)))
    assert told(refreshed, registry) == [("redirect_elsewhere", 0.7)]
    arrived = replace(look("x.top", make_page()), final_url=AWAY)
    assert told(arrived, registry) == [("arrived_elsewhere", 1.0)]
    assert told(replace(arrived, final_url="https://www.qingliu.gov.cn/"), registry) == []
