from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.collectors.references import Wanted, read_references, read_refresh


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("0;url=/x", "/x"),
        ("0; URL='http://a.cn/x'", "http://a.cn/x"),
        ('3 ; url = "/x y"; more', "/x y"),
        ("0,/x", "/x"),
        ("0 url=/x", "/x"),
        ("1.5;url=/x", "/x"),
        ("60", ""),
        ("600;url=/x", ""),
        ("url=/x", ""),
        ("-1;url=/x", ""),
        ("", ""),
        ("0;", ""),
    ],
)
def test_refresh_values_are_read_as_browsers_do(value, url):
    assert read_refresh(value) == url


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("<meta http-equiv=refresh content='0;url=/x'>", "/x"),
        ("<META HTTP-EQUIV=Refresh CONTENT='0;url=/x&amp;y'/>", "/x&y"),
        ("<!-- <meta http-equiv=refresh content='0;url=/x'> -->", ""),
        ("<!--[if lt IE 9]><meta http-equiv=refresh content='0;url=/ie'><![endif]-->", ""),
        ("<noscript><meta http-equiv=refresh content='0;url=/x'></noscript>", ""),
        ("<script>'<meta http-equiv=refresh content=\"0;url=/x\">'</script>", ""),
        ("<!--><meta http-equiv=refresh content='0;url=/x'>", "/x"),
        ("<meta name=refresh content='0;url=/x'>", ""),
        ("x" * 70_000 + "<meta http-equiv=refresh content='0;url=/x'>", ""),
    ],
)
def test_F6_only_a_refresh_that_a_browser_would_act_on_counts(markup, url):
    assert read_references(markup.encode()).refresh == url


def test_pictures_that_may_be_a_logo_come_first_and_the_icon_last():
    markup = """<link rel="shortcut icon" href="/i.png"><img src="/photo.jpg"><img src="/banner.png">
    <img src="/a.png" alt="某局标识"><img data-src="/b.png" class="site-LOGO">
    <img src="/c.png" id="guohui" title="国徽">
    <img src="/d.png" alt="logo"><img src="data:image/png;base64,x" id="logo">"""
    assert read_references(markup.encode("gb18030")).pictures == (
        Wanted("/a.png", "logo"),
        Wanted("/b.png", "logo"),
        Wanted("/c.png", "logo"),
        Wanted("/i.png", "icon"),
    )


def test_a_banner_is_an_image_and_the_usual_icon_is_tried_unnamed():
    assert read_references(b"<base href='/b/'><img src=top_banner.jpg>").pictures == (
        Wanted("top_banner.jpg", "image"),
        Wanted("/favicon.ico", "icon", named=False),
    )
    assert read_references(b"<base href='/b/'>").base == "/b/"


def test_the_background_of_the_head_is_wanted_and_no_other():
    markup = """<style>.news li{background:url(dot.gif)} /* . */ #header { background : #fff url( "img/top_bg.jpg" ) }
    .footer{background-image:url(foot.png)}</style><div class=logo style="background:url('/logo.png')"></div>"""
    assert read_references(markup.encode()).pictures[:-1] == (Wanted("img/top_bg.jpg", "image"),)
    assert read_references(markup[markup.index("<div") :].encode()).pictures[0] == Wanted("/logo.png", "logo")


def test_marks_of_the_foot_are_wanted_beside_logos():
    markup = """<img src="/logo.png"><img src="//dcs.conac.cn/image/red.png"><img src="/a.png" alt="政府网站找错">
    <img src="/images/beian.png"><img src="/photo.jpg">"""
    assert [(wanted.reference, wanted.role) for wanted in read_references(markup.encode()).pictures[:-1]] == [
        ("/logo.png", "logo"),
        ("//dcs.conac.cn/image/red.png", "image"),
        ("/a.png", "image"),
    ]


def test_pictures_that_stand_in_the_page_are_wanted_without_asking_anybody():
    inside = "data:image/png;base64," + "iVBORw0KGgo" * 300
    markup = f"<img class=site-logo src={inside}><img src='{inside}=='><img src='{inside}A'>"
    found = read_references(markup.encode()).pictures
    assert [(wanted.reference, wanted.role) for wanted in found[:-1]] == [(inside, "logo"), (f"{inside}==", "image")]


def test_a_cut_in_the_middle_of_a_character_keeps_the_charset():
    body = b"<img src=/a.png alt=" + "标识".encode() + b">" + "字".encode() * 200_000
    assert read_references(body).pictures[0].role == "logo"


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<img ",
        "<!--",
        "<script>",
        "<a ",
        "<img src=x>",
        "<svg",
        "<meta http-equiv=x ",
        "background",
        "background:url(",
        "data:image/png;base64,",
    ],
)
def test_P1_hostile_markup_is_read_in_linear_time(piece):
    begun = time.process_time()
    read_references((piece * 200_000).encode())
    assert time.process_time() - begun < 1.5


@given(st.binary(max_size=2000))
def test_no_bytes_raise(body):
    read_references(body)
    read_references(b"<img alt=logo src='" + body)
