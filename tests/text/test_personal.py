from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.text.personal import hidden, hides


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("我的身份证 420106199001011234。", "我的身份证 4201＊＊＊＊＊＊＊＊＊＊＊＊34。"),
        ("42010619900101123X", "4201＊＊＊＊＊＊＊＊＊＊＊＊3X"),
        ("电话13812345678", "电话138＊＊＊＊5678"),
        ("138 1234 5678", "138＊＊＊＊5678"),
        ("１３８１２３４５６７８", "138＊＊＊＊5678"),
        ("+86 13812345678", "+86 138＊＊＊＊5678"),
        ("027-87654321", "＊＊＊＊＊＊＊＊321"),
        ("6222 0212 3456 7890 123", "＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊0123"),
        ("zhang.san@qq.com", "z＊＊＊@qq.com"),
    ],
)
def test_R14_a_personal_number_keeps_only_its_ends(written: str, shown: str) -> None:
    assert hidden(written) == shown
    assert hides(written)


@pytest.mark.parametrize(
    "plain",
    ["", "拨打 400-123-4567 或 12345", "网站标识码4299990001", "鄂ICP备05099999号-1", "2026-11-20 08:25", "１２３"],
)
def test_what_belongs_to_an_office_stays(plain: str) -> None:
    assert not hides(plain)


@given(st.text(alphabet="0123456789Xx -.@a＊身", max_size=60))
def test_hidden_text_stays_as_it_is(text: str) -> None:
    once = hidden(text)
    assert len(once) <= len(text) + 3 * text.count("@")
    assert not any(number in once for number in ("13812345678", "420106199001011234"))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://e.example/p?token=abc&id=12", "https://e.example/p?token=＊＊＊&id=12"),
        (
            "https://e.example/p;jsessionid=1A2B#access_token=z",
            "https://e.example/p;jsessionid=＊＊＊#access_token=＊＊＊",
        ),
        ("https://e.example/?phone=13812345678", "https://e.example/?phone=＊＊＊"),
        ("https://e.example/?q=%E5%BC%A0%31%33%3812345678", "https://e.example/?q=＊＊＊"),
        ("https://e.example/u/%3138%312345678/x", "https://e.example/u/＊＊＊/x"),
        ("https://e.example/u/13812345678", "https://e.example/u/138＊＊＊＊5678"),
        ("https://e.example/s/a8f3k29dk3j4h5g6", "https://e.example/s/＊＊＊"),
        ("https://e.example/?a8f3k29dk3j4h5g6", "https://e.example/?＊＊＊"),
        ("https://e.example/?v=550e8400-e29b-41d4-a716-446655440000", "https://e.example/?v=＊＊＊"),
        ("https://e.example/eyJhbGciOiJ9.eyJzdWIiOiJ9.x-_", "https://e.example/eyJ＊＊＊"),
        ("eyJhbGciOiJ9.eyJzdWIiOiJ9.x-_", "eyJ＊＊＊"),
        ("https://li:geheim@e.example/", "https://li:＊＊＊@e.example/"),
        ("点https://e.example/?sid=9领，电话13812345678", "点https://e.example/?sid=＊＊＊，电话138＊＊＊＊5678"),
    ],
)
def test_R14_an_address_keeps_no_key_and_no_number(written: str, shown: str) -> None:
    assert hidden(written) == shown
    assert hides(written)


@pytest.mark.parametrize(
    "plain",
    [
        "https://www.e.example/zwgk/2026/11/20/article_1234567.html",
        "https://www.e.example/index.php?m=content&c=index&catid=12&page=3",
        "https://www.e.example/a/very-long-name-of-a-page-about-nothing.html",
        "http://www.gov.cn@e.example/",
        "https://www.e.example/%E9%80%9A%E7%9F%A5.html",
        "https://www.e.example:8443/?",
    ],
)
def test_an_address_that_holds_nothing_of_anybody_stays(plain: str) -> None:
    assert hidden(plain) == plain
    assert not hides(plain)


@given(st.text(alphabet="https:/?&=#@%31eyJ.a8-_；token", max_size=200))
def test_hiding_twice_is_hiding_once(text: str) -> None:
    assert hidden(hidden(text)) == hidden(text)


@pytest.mark.parametrize("part", ["?", "#", "?a=", "/", "eyJ", "eyJaaaaa.", "://", "?a=1&", "a1", "%31", "://:a"])
def test_hiding_takes_no_longer_than_reading(part: str) -> None:
    text = part * (200_000 // len(part))
    assert len(hidden(f"?{text}")) <= len(text) + 3 * 200_000
