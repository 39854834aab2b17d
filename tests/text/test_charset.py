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


def test_another_language_keeps_its_label() -> None:
    russian = "Добро пожаловать на официальный сайт администрации города. " * 4
    assert decode(russian.encode("windows-1251"), "text/html; charset=windows-1251") == (russian, "windows-1251")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_is_read_with_and_without_a_mark(charset: str) -> None:
    text = f"<html><head><title>x</title></head><body>{PLAIN}</body></html>"
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[charset]
    assert decode(mark + text.encode(charset)) == (text, charset)
    assert decode(text.encode(charset), "text/html") == (text, charset)


def test_a_mark_beats_header_and_meta_and_the_header_beats_the_meta_tag() -> None:
    body = '<meta charset="big5"><p>été</p>'.encode("latin-1")
    assert labels(body, "text/html; charset=iso-8859-1") == ("cp1252", "big5hkscs")
    assert decode(codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"), "text/html; charset=gbk") == (PLAIN, "utf-16-le")
    assert decode(b"\x84\x31\x95\x33" + PLAIN.encode("gb18030"), "text/html; charset=utf-8") == (PLAIN, "gb18030")


def test_characters_of_four_bytes_and_of_hong_kong_are_read() -> None:
    rare = PLAIN + "𠮷㐂ḿ€😀"
    assert decode(rare.encode("gb18030"), "text/html; charset=gb2312") == (rare, "gb18030")
    hong_kong = TRADITIONAL + "嘅喺啲咗"
    assert decode(hong_kong.encode("big5hkscs"), "text/html; charset=big5") == (hong_kong, "big5hkscs")


@pytest.mark.parametrize("label", ["utf-7", "hz-gb-2312", "iso-2022-cn", "x-user-defined", "utf-32"])
def test_P2_what_browsers_refuse_is_not_read(label: str) -> None:
    assert decode(b"+ADw-script+AD4- ~{<:Ky~}", f"text/html; charset={label}") == (
        "+ADw-script+AD4- ~{<:Ky~}",
        "utf-8",
    )


def test_P2_a_page_that_changes_its_charset_is_read_in_the_first_as_browsers_do() -> None:
    text, charset = decode(PLAIN.encode() * 5 + "附件".encode("gbk"), "text/html; charset=utf-8")
    assert charset == "utf-8"
    assert text.startswith(PLAIN * 5)
    assert "\ufffd" in text[len(PLAIN) * 5 :]
    text, charset = decode(PLAIN.encode("gbk") * 5 + "政务".encode(), "text/html; charset=gbk")
    assert charset == "gb18030"
    assert text.startswith(PLAIN * 5)


@pytest.mark.parametrize("charset", ["gb18030", "big5hkscs", "utf-8", "utf-16-le"])
def test_a_body_cut_inside_a_character_loses_only_that(charset: str) -> None:
    body = f"<html><body>{TRADITIONAL}".encode(charset)[:-1]
    text, read_as = decode(body)
    assert read_as == charset
    assert text[:-1] == f"<html><body>{TRADITIONAL}"[:-1]


def test_utf16_that_is_all_ascii_bytes_is_read_if_the_header_says_so() -> None:
    text = "政府政府机构公务服务" * 9  # U+653F is written with the bytes of "?e"
    wide = "".join(char for char in text if max(char.encode("utf-16-le")) < 0x80) * 3
    assert decode(wide.encode("utf-16-le"), "text/html; charset=utf-16le") == (wide, "utf-16-le")
    assert decode(b"<p>Welcome to the city</p>", "text/html; charset=utf-16le")[0] == "<p>Welcome to the city</p>"


def test_bytes_without_a_label_that_are_no_chinese_are_read_as_browsers_do() -> None:
    assert decode(b"caf\xe9 \xfe")[1] == "cp1252"


@given(st.binary(max_size=300), st.text(max_size=40))
def test_P2_never_raises(body: bytes, content_type: str) -> None:
    text, charset = decode(body, content_type)
    codecs.lookup(charset)
    text.encode("utf-8")
