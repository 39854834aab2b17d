"""Addresses are found the way people write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenwang.text.addresses import apart, extract_urls, hosts_named, read_address, refang


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("hxxps://www[.]hubei-gov[.]example/login，请处理。", ["https://www.hubei-gov.example/login"]),
        ("h**p://a(dot)example/x", ["http://a.example/x"]),
        ("hxxp[:]//a【.】example", ["http://a.example"]),
        ("请点击hxxp://a[.]example/b 领取", ["http://a.example/b"]),
        ("访问 www.hubei。example。cn。", ["http://www.hubei.example.cn"]),
        ("请访问www.hubei.example查看", ["http://www.hubei.example"]),
        ("ｗｗｗ．ｈｕｂｅｉ．ｃｏｍ：８０８０／ａ", ["http://www.hubei.com:8080/a"]),
        ("假网站：http://a.example/x?y=1）和b.example、c.example", ["http://a.example/x?y=1", "http://b.example", "http://c.example"]),
        ("http://a.example和b.example", ["http://a.example", "http://b.example"]),
        ("http：／／湖北省政府.cn", ["http://湖北省政府.cn"]),
        ("http://www.湖北.cn/x", ["http://www.湖北.cn/x"]),
        ("湖北省政府.政务", ["http://湖北省政府.政务"]),
        ("http://user@evil.example:81/x", ["http://user@evil.example:81/x"]),
        ("a\u200b.exa\u00admple", ["http://a.example"]),
        ("www.a.example, www.a.example", ["http://www.a.example"]),
        ("(see https://a.example/b.html).", ["https://a.example/b.html"]),
        ("mail a@b.example, index.html, v1.2, http://192.0.2.1/", []),
        ("", []),
    ],
)  # fmt: skip
def test_addresses_in_running_text(text: str, urls: list[str]) -> None:
    assert [address.url for address in extract_urls(text)] == urls


def test_the_host_behind_a_userinfo_counts() -> None:
    (address,) = extract_urls("http://www.hubei.gov.cn@evil.example/")
    assert address.host.ascii == "evil.example"


def test_one_address_in_working_form() -> None:
    address = read_address("https://WWW.a.example:8443/路径?x=1")
    assert address is not None
    assert (address.url, address.host.ascii) == ("https://WWW.a.example:8443/路径?x=1", "www.a.example")
    assert read_address("report.pdf") is None
    assert read_address("https://192.0.2.1/") is None


@pytest.mark.parametrize(
    "evil", ["a." * 10_000, "http://" * 3_000, "湖" * 20_000, "1.a@" * 5_000, "[ . " * 5_000, "x.湖." * 4_000]
)
def test_hostile_text_stays_cheap(evil: str) -> None:
    started = time.process_time()
    assert len(extract_urls(evil)) <= 50
    assert time.process_time() - started < 1, "about 0.02 s where nobody else computes"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_raises_and_every_host_is_one(text: str) -> None:
    for address in extract_urls(text):
        assert address.host.ascii
        assert address.url.startswith("http")


@given(st.text(alphabet="abc.[]()dothxp:/【】点。 ", max_size=60))
def test_refanging_twice_changes_nothing_more_for_plain_addresses(text: str) -> None:
    once = refang("http://a.example/" + text)
    assert once.startswith("http://a.example/")


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("http://www.hubei-gov.example.com/cx?id=1", "www.hubei-gov.example.com"),
        ("hxxps[:]//www[.]a[.]example/x", "www.a.example"),
        ("h**p：//www【.】a.example", "www.a.example"),
        ("A.Example", "a.example"),
        ("http://user@a.example:8080/x", "a.example"),
        ("https://湖北.example", "xn--djrx74d.example"),
        ("192.0.2.1", ""),
        ("来电说有假网站", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address_as_written(written: str, host: str) -> None:
    assert hosts_named((written,)) == ((host,) if host else ())


@pytest.mark.parametrize(
    ("written", "named", "said"),
    [
        ("hxxp://a[.]example/通知（2026）", ("hxxp://a[.]example/通知（2026）",), False),
        ("hxxp://a[.]example。/cx?id=7", ("hxxp://a[.]example。/cx?id=7",), False),
        (" A.Example。 ", (" A.Example。 ",), False),
        ("<http://a.example/x>", ("<http://a.example/x>",), False),
        ("http://a.example/x，我叫张三", ("http://a.example/x",), True),
        ("张三 a.example", ("http://a.example",), True),
        ("a.example b.example", ("http://a.example", "http://b.example"), True),
        ("hxxp://192.0.2[.]7:8080/a?b=c", ("hxxp://192.0.2[.]7:8080/a?b=c",), False),
        ("192.0.2.7 张三", (), True),
        ("来电说有假网站", (), True),
    ],
)
def test_R18_a_field_is_taken_apart_into_addresses_and_what_else_it_says(
    written: str, named: tuple[str, ...], said: bool
) -> None:
    assert apart(written) == (named, written if said else "")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_field_taken_apart_names_the_same_hosts(written: str) -> None:
    assert hosts_named(apart(written)[0]) == hosts_named((written,))


def test_R17_each_host_once_however_it_is_spelt() -> None:
    spellings = ("http://a.example/1", "http://A.example./2", "http://ａ.example:80/%41", "https://a。example")
    assert hosts_named(spellings) == ("a.example",)


def test_a_note_is_read_only_where_no_field_names_an_address() -> None:
    assert hosts_named(("看图",), "打开 b.example") == ("b.example",)
    assert hosts_named(("a.example",), "打开 b.example") == ("a.example",)
