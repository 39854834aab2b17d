"""Hosts: lenient about what a label may hold, strict about what could be mistaken for something else."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.hosts import (
    MAX_HOST,
    MAX_LABEL,
    Host,
    NotAHost,
    _parse_carefully,
    host_of,
    parse_host,
    split_suffix,
)


def host(text: str) -> Host:
    found = parse_host(text)
    assert isinstance(found, Host), found
    return found


@pytest.mark.parametrize(
    ("text", "ascii_name"),
    [
        ("www.hubei.gov.cn", "www.hubei.gov.cn"),
        (" WWW.Hubei.Gov.CN. ", "www.hubei.gov.cn"),
        ("*.hubei.gov.cn", "hubei.gov.cn"),
        ("_dmarc.hubei.gov.cn", "_dmarc.hubei.gov.cn"),
        ("hubei。gov．cn", "hubei.gov.cn"),
        ("ｗｗｗ.hubei.gov.cn", "www.hubei.gov.cn"),
        ("1-2.example.com", "1-2.example.com"),
        ("xn--zfr164b.cn", "xn--zfr164b.cn"),
    ],
)
def test_one_name_has_one_identity(text: str, ascii_name: str) -> None:
    assert host(text).ascii == ascii_name


def test_the_interpunct_of_printed_chinese_domains_is_a_dot() -> None:
    portal = host("湖北省人民政府门户网站·政务")
    assert portal.ascii == "xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b"
    assert portal.unicode == "湖北省人民政府门户网站.政务"
    assert portal == host(portal.ascii)


def test_sharp_s_keeps_its_own_meaning() -> None:
    assert host("faß.de").ascii == "xn--fa-hia.de" != host("fass.de").ascii


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", ".", "*.", "localhost", "1.2.3.4", "1.2.3.4.", "[::1]", "2001:db8::1", "a..b.cn", ".a.cn",
        "-a.cn", "a-.cn", "a b.cn", "a/b.cn", "a@b.cn", "gov.cn:80", "a\x00b.cn", "a.cn\n.evil.com", "*.*.cn",
        "㎯㎯.\u2024.cn", "a\u2024b.cn",
        "℀.cn", "a" * 64 + ".cn", ".".join(["a" * 60] * 5), "a" * 5000 + ".cn", "é" * 80 + ".cn", "\ud800.cn",
    ],
)  # fmt: skip
def test_what_is_no_host_name_says_why(text: str) -> None:
    found = parse_host(text)
    assert isinstance(found, NotAHost)
    assert found.text == text
    assert found.reason


@pytest.mark.parametrize(
    "text", ["127.1", "0x7f.0.0.1", "1.2.3.0x4", "256.256.256.256", "1.1.1.1.1", "a.b.10", "１２７。０。０。１"]
)
def test_what_a_browser_reads_as_an_ipv4_address_is_no_host(text: str) -> None:
    # WHATWG URL, "ends in a number checker"
    assert isinstance(parse_host(text), NotAHost)


def test_digits_may_stand_anywhere_but_last() -> None:
    assert host("www.10.gov.cn").registrable == "10.gov.cn"
    assert host("12345.0x7f.cn").ascii == "12345.0x7f.cn"


@pytest.mark.parametrize(
    ("name", "suffix", "registrable"),
    [
        ("rst.hubei.gov.cn", "gov.cn", "hubei.gov.cn"),
        ("www.gov.cn", "gov.cn", "www.gov.cn"),
        ("gov.cn", "gov.cn", "gov.cn"),
        ("www.hubei-gov.cn", "cn", "hubei-gov.cn"),
        ("hubei.gov.cn.evil.com", "com", "evil.com"),
        ("someone.github.io", "github.io", "someone.github.io"),
        ("a.b.notatld", "notatld", "b.notatld"),
        ("xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b", "xn--zfr164b", None),
    ],
)
def test_the_registrable_part_comes_from_the_suffix_list(name: str, suffix: str, registrable: str | None) -> None:
    assert split_suffix(name) == (suffix, registrable or name)


def test_the_parts_of_a_host() -> None:
    found = host("a.rst.hubei.gov.cn")
    assert (found.subdomain, found.name, found.labels) == ("a.rst", "hubei", ("a", "rst", "hubei", "gov", "cn"))
    assert str(found) == found.ascii
    assert host("hubei.gov.cn").subdomain == ""


def test_a_fake_a_label_stays_visible_as_what_it_is() -> None:
    assert host("xn--a.cn").unicode == "xn--a.cn"


label = st.from_regex(r"[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)


@given(st.lists(label, min_size=1, max_size=5), st.sampled_from(["gov.cn", "com", "cn", "政务", "github.io"]))
def test_reading_is_idempotent_and_bounded(labels: list[str], suffix: str) -> None:
    found = parse_host(".".join([*labels, suffix]))
    if isinstance(found, Host):
        assert parse_host(found.ascii) == found
        assert found.ascii.isascii()
        assert found.ascii == found.ascii.lower()
        assert len(found.ascii) <= MAX_HOST
        assert all(0 < len(part) <= MAX_LABEL for part in found.labels)
        assert found.ascii.endswith(found.registrable)
        assert found.registrable.endswith(found.suffix)


plain_label = st.from_regex(r"[a-z0-9_x-]{0,64}|xn--[a-z0-9]{1,8}|0x[0-9a-f]{0,4}|[0-9]{1,3}", fullmatch=True)


@given(
    st.lists(plain_label, min_size=1, max_size=6), st.sampled_from(["", ".", ".cn", ".gov.cn", ".\n", ".xn--fiqs8s"])
)
def test_the_short_way_reads_what_the_careful_way_reads(labels: list[str], ending: str) -> None:
    text = ".".join(labels) + ending
    assert parse_host(text) == _parse_carefully(text)


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = parse_host(text)
    if isinstance(found, Host):
        assert parse_host(found.ascii) == found
        assert not set(found.ascii) & set("/\\:@?#% \t\r\n\0")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://WWW.Hubei.gov.cn:443/a?b#c", "www.hubei.gov.cn"),
        ("//黄石.中国/", "xn--y7yz14f.xn--fiqs8s"),
        ("http://user@1.2.3.4/", "1.2.3.4"),
        ("index.html", ""),
        ("http://[half", ""),
        ("", ""),
        ("/\t/www.hubei.gov.cn/a", "www.hubei.gov.cn"),
        ("/a/b.html?to=1", ""),
    ],
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host
