import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.text.charset import decode, labels

PLAIN = "湖北省人民政府门户网站,欢迎访问。本站发布政府信息,提供办事服务。" * 3
TRADITIONAL = "歡迎來到網站,這是市政府的網站,為市民提供服務,請點選下列單位的新聞與公告。" * 3


def test_a_mark_decides_over_header_and_meta() -> None:
    body = codecs.BOM_UTF8 + f'<meta charset="gbk">{PLAIN}'.encode()
    assert decode(body, "text/html; charset=big5") == (f'<meta charset="gbk">{PLAIN}', "utf-8")


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030", "x-gbk"])
def test_every_name_of_the_gb_family_means_gb18030(label: str) -> None:
    text = f"㐀𠀀{PLAIN}"  # outside GB 2312 and GBK
    assert decode(text.encode("gb18030"), f"text/html; charset={label}") == (text, "gb18030")


def test_P2_valid_utf8_beats_a_wrong_label() -> None:
    assert decode(PLAIN.encode(), "text/html; charset=gb2312") == (PLAIN, "utf-8")


def test_utf8_cut_inside_a_character_is_still_utf8() -> None:
    text, charset = decode(PLAIN.encode()[:-1], "text/html; charset=gbk")
    assert charset == "utf-8"
    assert text[:-1] == PLAIN[:-1]


@pytest.mark.parametrize("label", ["utf-8", "big5", "iso-8859-1", "windows-1251", "nonsense", ""])
def test_P2_gb18030_is_read_whatever_the_label(label: str) -> None:
    assert decode(PLAIN.encode("gb18030"), f"text/html; charset={label}") == (PLAIN, "gb18030")


@pytest.mark.parametrize("label", ["utf-8", "gb2312", "iso-8859-1", ""])
def test_P2_big5_is_read_whatever_the_label(label: str) -> None:
    assert decode(TRADITIONAL.encode("big5"), f"text/html; charset={label}") == (TRADITIONAL, "big5hkscs")


def test_traditional_text_in_gbk_is_not_taken_for_big5() -> None:
    assert decode(TRADITIONAL.encode("gbk"), "text/html; charset=gbk") == (TRADITIONAL, "gb18030")


def test_a_meta_tag_counts_within_the_first_kilobyte_and_outside_comments() -> None:
    assert labels(b'<!-- <meta charset=big5> --><meta charset="gb2312">') == ("gb18030",)
    assert labels(b" " * 1100 + b'<meta charset="gb2312">') == ()


def test_another_language_keeps_its_label() -> None:
    russian = "Добро пожаловать на официальный сайт администрации города. " * 4
    assert decode(russian.encode("windows-1251"), "text/html; charset=windows-1251") == (russian, "windows-1251")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_is_read_with_and_without_a_mark(charset: str) -> None:
    text = f"<html><head><title>x</title></head><body>{PLAIN}</body></html>"
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[charset]
    assert decode(mark + text.encode(charset)) == (text, charset)
    assert decode(text.encode(charset), "text/html") == (text, charset)


@given(st.binary(max_size=300), st.text(max_size=40))
def test_P2_never_raises(body: bytes, content_type: str) -> None:
    text, charset = decode(body, content_type)
    codecs.lookup(charset)
    text.encode("utf-8")
