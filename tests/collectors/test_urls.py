from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.collectors.urls import BadUrl, Target, from_bytes, join, parse_url

REFUSED = {
    "decimal": "http://2130706433/",
    "decimal zero": "http://0/",
    "hex": "http://0x7f000001/",
    "dotted hex": "http://0x7f.0x0.0x0.0x1/",
    "empty hex": "http://1.0x/",
    "octal": "http://0177.00.00.01/",
    "long octal": "http://0000000000177.0.0.1/",
    "short": "http://127.1/",
    "three parts": "http://127.0.1/",
    "five parts": "http://127.0.0.0.1/",
    "trailing dot": "http://127.0.0.1./",
    "full-width": "http://１２７．０．０．１/",
    "full-width digits": "http://１２７.０.０.１/",
    "ideographic dots": "http://127。0。0。1/",
    "interpunct": "http://hubei·example.cn/",
    "circled": "http://①②⑦.⓪.⓪.①/",
    "circled last label": "http://a.①/",
    "percent": "http://%31%32%37.0.0.1/",
    "zone": "http://[fe80::1%25lo]/",
    "unterminated": "http://[::1",
    "double bracket": "http://[[::1]]/",
    "bracketed ipv4": "http://[127.0.0.1]/",
    "userinfo": "http://public.example:80@127.0.0.1/",
    "double userinfo": "http://foo@127.0.0.1:80@public.example/",
    "userinfo after fragment": "http://public.example#@127.0.0.1/",
    "userinfo after query": "http://public.example?@127.0.0.1/",
    "backslash": "http://127.0.0.1:6666\\@1.1.1.1/",
    "backslash in path": "http://a.example/\\..",
    "backslashes": "http:\\\\127.0.0.1\\",
    "single slash": "http:/127.0.0.1/",
    "triple slash": "http:///127.0.0.1/",
    "no slash": "http:127.0.0.1",
    "no scheme": "//127.0.0.1/",
    "bare": "a.example",
    "leading space": " http://a.example/",
    "space in host": "http://a .example/",
    "trailing space": "http://a.example/ ",
    "tab": "http://a.example\t/",
    "newline": "ht\ntp://a.example/",
    "header injection": "http://a.example/\r\nHost: x",
    "nul": "http://a.example/\x00",
    "no-break space": "http://a.example/\xa0",
    "zero width": "http://a\u200b.example/",
    "right-to-left": "http://a.example/\u202ecod",
    "surrogate": "http://a.example/\ud800",
    "empty port": "http://a.example:/",
    "port 0": "http://a.example:0/",
    "leading zero port": "http://a.example:080/",
    "port overflow": "http://a.example:65536/",
    "F24 ssh": "http://a.example:22/",
    "F24 smtp": "http://a.example:25/",
    "F24 redis": "http://a.example:6379/",
    "file": "file:///etc/passwd",
    "file host": "file://localhost/etc/passwd",
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,x",
    "ftp": "ftp://a.example/",
    "websocket": "ws://a.example/",
    "unix": "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
    "single label": "http://intranet/",
    "localhost": "http://localhost/",
    "empty": "",
    "empty host": "http:///",
    "star": "http://*.example.cn/",
    "leading dot": "http://.example.cn/",
    "two dots": "http://a..example/",
    "long": "http://a.example/" + "x" * 5000,
}
READ = {
    "http://a.example": "http://a.example/",
    "HTTP://A.Example:80/x?y#z": "http://a.example/x?y",
    "https://a.example:443/": "https://a.example/",
    "https://a.example:8443/": "https://a.example:8443/",
    "http://a.example.:8080/": "http://a.example:8080/",
    "http://a.example?q=1": "http://a.example/?q=1",
    "http://a.example/中?q=文": "http://a.example/%E4%B8%AD?q=%E6%96%87",
    "http://a.example/%zz%20{}|": "http://a.example/%zz%20%7B%7D|",
    "http://a.example/user@x": "http://a.example/user@x",
    "http://湖北省人民政府.政务/": "http://xn--55q44cfqhb1z23n3p7bvgbx9d.xn--zfr164b/",
    "http://8.8.8.8/": "http://8.8.8.8/",
    "http://[2606:4700:0:0::1111]:8080/": "http://[2606:4700::1111]:8080/",
}


@pytest.mark.parametrize("form", REFUSED)
def test_F2_F7_what_is_not_plainly_well_formed_is_refused(form):
    refused = parse_url(REFUSED[form])
    assert isinstance(refused, BadUrl), form
    assert refused.reason


@pytest.mark.parametrize(("text", "wanted"), READ.items())
def test_well_formed_addresses_are_read_into_one_plain_form(text, wanted):
    target = parse_url(text)
    if "政务" in text:  # the A-label of the name is the IDNA library's business, not a constant of ours
        assert isinstance(target, Target)
        assert target.text.isascii()
        assert target.text.endswith(".xn--zfr164b/")
    else:
        assert getattr(target, "text", target) == wanted


def test_addresses_are_read_as_addresses():
    assert parse_url("http://[::1]/").host == ipaddress.IPv6Address("::1")
    assert parse_url("http://127.0.0.1/").host == ipaddress.IPv4Address("127.0.0.1")


def test_host_header_carries_the_port_only_when_it_is_unusual():
    assert parse_url("https://a.example:443/").authority == "a.example"
    assert parse_url("https://[2606::1]:8443/").authority == "[2606::1]:8443"


@given(st.text(max_size=60).map(lambda tail: "http://a.example" + tail))
def test_F7_the_plain_form_reads_back_as_itself(text):
    target = parse_url(text)
    if isinstance(target, Target):
        assert target.text.isascii()
        assert parse_url(target.text) == target


@given(st.text(max_size=80), st.sampled_from(["http://", "https://", "//", "", "http:"]))
def test_no_text_raises(tail, head):
    here = parse_url("https://a.example/x/y")
    assert isinstance(parse_url(head + tail), Target | BadUrl)
    assert isinstance(join(here, head + tail), Target | BadUrl)


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        ("/z", "https://a.example/z"),
        ("z?q", "https://a.example/x/z?q"),
        ("../w", "https://a.example/w"),
        ("//b.example/", "https://b.example/"),
        ("http://b.example", "http://b.example/"),
        ("?q", "https://a.example/x/y?q"),
    ],
)
def test_references_are_resolved_where_they_were_found(reference, wanted):
    assert join(parse_url("https://a.example/x/y"), reference).text == wanted


@pytest.mark.parametrize(
    "reference",
    ["file:///etc/passwd", "javascript:1", "\\\\b.example/", "/\t/b.example/", "http:/b/", "///b.example/", "https:c"],
)
def test_F6_references_out_of_the_web_are_refused(reference):
    assert isinstance(join(parse_url("https://a.example/x"), reference), BadUrl)


def test_bytes_on_the_wire_become_text_without_loss():
    assert from_bytes("/中".encode()) == "/中"
    assert from_bytes("/中".encode("gbk")) == "/%D6%D0"
