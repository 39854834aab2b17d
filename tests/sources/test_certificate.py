"""Names are found in every certificate that holds some, however odd the rest is."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.ct_certificates import Specimen, issue, san_value, tlv
from zhenwang.sources.certificate import read_certificate, read_tbs

GENUINE = b"www.hubei.gov.cn"
START = datetime(2026, 11, 20, 8, tzinfo=UTC)
OID_SAN, OID_CN = b"\x06\x03\x55\x1d\x11", b"\x06\x03\x55\x04\x03"
UTC_START, UTC_END = tlv(0x17, b"261120080000Z"), tlv(0x17, b"270218080000Z")


def san_extension(value: bytes, critical: bytes = b"") -> bytes:
    return tlv(0x30, OID_SAN + critical + tlv(0x04, value))


def named(value: bytes, tag: int = 0x0C) -> bytes:
    return tlv(0x30, tlv(0x31, tlv(0x30, OID_CN + tlv(tag, value))))


def certificate(
    extensions: bytes = b"",
    *,
    subject: bytes = named(b"x"),
    times: bytes = UTC_START + UTC_END,
    version: bytes = b"\xa0\x03\x02\x01\x02",
    serial: bytes = b"\x02\x01\x01",
    key: bytes = b"\x30\x00",
) -> bytes:
    """A certificate shell with any extensions; signature and key mean nothing."""
    listed = tlv(0xA3, tlv(0x30, extensions)) if extensions else b""
    tbs = tlv(0x30, version + serial + b"\x30\x00" + named(b"Torture CA") + tlv(0x30, times) + subject + key + listed)
    return tlv(0x30, tbs + b"\x30\x00\x03\x01\x00")


def with_names(*names: bytes) -> bytes:
    return certificate(san_extension(san_value(names)))


def test_a_certificate_reads_as_cryptography_reads_it() -> None:
    specimen = Specimen(("www.a.example", "*.b.example", "中国.example"), "x509", START, START + timedelta(days=90))
    der = issue(specimen, 5).certificate
    ours, theirs = read_certificate(der), x509.load_der_x509_certificate(der)
    san = theirs.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert list(ours.names) == san.get_values_for_type(x509.DNSName)
    assert ours.issuer == theirs.issuer.rfc4514_string() == "CN=Jingchu Test CA R1,O=Jingchu Test Authority,C=CN"
    assert (ours.not_before, ours.not_after) == (theirs.not_valid_before_utc, theirs.not_valid_after_utc)
    assert not ours.problem


def test_a_bare_tbs_reads_like_its_certificate() -> None:
    issued = issue(Specimen(("www.a.example",), "precert", START, START + timedelta(days=90)), 5)
    assert read_tbs(issued.tbs) == read_certificate(issued.certificate)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (GENUINE + b"\0.evil.example", {"www.hubei.gov.cn", "www.hubei.gov.cn\0.evil.example", "evil.example"}),
        (b"evil.example\0.hubei.gov.cn", {"evil.example", "evil.example\0.hubei.gov.cn", "hubei.gov.cn"}),
        (GENUINE + b".", {"www.hubei.gov.cn"}),
        (b"." + GENUINE, {".www.hubei.gov.cn", "www.hubei.gov.cn"}),
        (b" " + GENUINE + b" ", {"www.hubei.gov.cn"}),
        (GENUINE.upper(), {"www.hubei.gov.cn"}),
        (b"https://" + GENUINE + b"/login.html", {"www.hubei.gov.cn"}),
        (b"https://" + GENUINE + b"@evil.example/", {"www.hubei.gov.cn", "evil.example"}),
        (GENUINE + b":443", {"www.hubei.gov.cn:443", "www.hubei.gov.cn"}),
        ("湖北省政府.cn".encode(), {"xn--djry1yvkf5pkb1k.cn"}),
        (b"*.hubei.gov.cn", {"*.hubei.gov.cn"}),
        (b"www.*.gov.cn", {"www.*.gov.cn"}),
        (b"w*.hubei.gov.cn", {"w*.hubei.gov.cn", "hubei.gov.cn"}),
        (b"*", {"*"}),
        (b"192.0.2.4", {"ip:192.0.2.4"}),
    ],
)
def test_C13_every_reading_of_an_odd_name_is_given(name: bytes, wanted: set[str]) -> None:
    read = read_certificate(with_names(name))
    assert set(read.names) == wanted
    assert not read.problem


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("hubéi.gov.cn".encode("latin-1"), "xn--hubi-dpa.gov.cn"),
        ("湖北政府.cn".encode("gbk"), "xn--djry1yvkf5pk.cn"),
        ("hubei.gov.cn".encode("utf-16-be"), "hubei.gov.cn"),
        ("hubei.gov.cn".encode("utf-16-le"), "hubei.gov.cn"),
        ("湖北.example".encode("utf-16-be"), "xn--djrx74d.example"),
    ],
)
def test_C13_foreign_encodings_are_read_and_reported(name: bytes, reading: str) -> None:
    read = read_certificate(with_names(name, GENUINE))
    assert reading in read.names
    assert "www.hubei.gov.cn" in read.names, "one odd name must not hide another"
    assert read.problem


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (0x1E, GENUINE.decode().encode("utf-16-be")),
        (0x1C, GENUINE.decode().encode("utf-32-be")),
        (0x14, GENUINE),
        (0x16, GENUINE),
        (0x13, GENUINE),
        (0x0C, GENUINE),
    ],
)
def test_C13_a_common_name_counts_in_every_string_type(tag: int, value: bytes) -> None:
    assert read_certificate(certificate(subject=named(value, tag))).names == ("www.hubei.gov.cn",)


@pytest.mark.parametrize("value", [b"Hubei Province", b"x", b"", b"\xff\xfe", b"a" * 65_536, b"Dr. Who"])
def test_a_common_name_that_is_no_host_is_left_alone(value: bytes) -> None:
    read = read_certificate(certificate(san_extension(san_value([GENUINE])), subject=named(value)))
    assert read.names == ("www.hubei.gov.cn",)
    assert not read.problem


@pytest.mark.parametrize(
    "der",
    [
        certificate(san_extension(san_value([GENUINE])), version=b""),
        certificate(san_extension(san_value([GENUINE])), version=b"\xa0\x03\x02\x01\x09"),
        certificate(san_extension(san_value([GENUINE])), serial=b"\x02\x00"),
        certificate(san_extension(san_value([GENUINE])), serial=tlv(2, b"\x7f" * 1024)),
        certificate(san_extension(san_value([GENUINE])), key=tlv(0x30, b"\xff\xff\xff")),
        certificate(san_extension(san_value([GENUINE])), subject=b"\x30\x00"),
        certificate(san_extension(san_value([GENUINE])) * 2),
        certificate(san_extension(san_value([GENUINE]), critical=b"\x01\x01\x00")),
        certificate(san_extension(san_value([GENUINE]) + b"\0\0")),
        certificate(san_extension(b"\x30\x80" + tlv(0x82, GENUINE) + b"\0\0")),
        certificate(san_extension(b"\x30\x83\x00\x00\x12" + tlv(0x82, GENUINE))),
        certificate(
            san_extension(tlv(0x30, b"\xa0\x02\x06\x00\xa4\x04\x30\x02\x31\x00\x8e\x01x" + tlv(0x82, GENUINE)))
        ),
        certificate(tlv(0x30, b"\x06\x03\x55\x1d\x23\x04\x02\x30\x05") + san_extension(san_value([GENUINE]))),
        certificate(san_extension(tlv(0x30, tlv(0x86, b"https://" + GENUINE + b"/") + tlv(0x81, b"\xe6")))),
    ],
)
def test_C12_what_does_not_concern_us_cannot_hide_a_name(der: bytes) -> None:
    read = read_certificate(der)
    assert read.names == ("www.hubei.gov.cn",)
    assert not read.problem


def test_the_number_of_the_san_elsewhere_is_not_taken_for_it() -> None:
    decoy = OID_SAN + tlv(0x04, san_value([b"decoy.example"]))
    der = certificate(
        tlv(0x30, b"\x06\x03\x2a\x03\x04" + tlv(0x04, tlv(0x30, decoy))) + san_extension(san_value([GENUINE])),
        subject=named(decoy),
        key=tlv(0x30, tlv(0x30, decoy)),
    )
    assert read_certificate(der).names == ("www.hubei.gov.cn",)


def test_addresses_in_a_san_are_told_from_hosts() -> None:
    der = certificate(
        san_extension(tlv(0x30, tlv(0x87, bytes([192, 0, 2, 4])) + tlv(0x87, b"\x20\x01\x0d\xb8" + bytes(12))))
    )
    assert read_certificate(der).names == ("ip:192.0.2.4", "ip:2001:db8::")
    bad = read_certificate(certificate(san_extension(tlv(0x30, tlv(0x87, b"12345") + tlv(0x82, GENUINE)))))
    assert bad.names == ("www.hubei.gov.cn",)
    assert "5 bytes" in bad.problem


@pytest.mark.parametrize("times", [tlv(0x17, b"259999999999Z") + UTC_END, UTC_START + tlv(0x17, b"270218080000")])
def test_an_unreadable_time_is_reported_and_the_names_stay(times: bytes) -> None:
    read = read_certificate(certificate(san_extension(san_value([GENUINE])), times=times))
    assert read.names == ("www.hubei.gov.cn",)
    assert "no pair of times" in read.problem


def test_C14_ten_thousand_names_and_deep_extensions_stay_cheap() -> None:
    deep = b""
    for _ in range(2000):
        deep = tlv(0x30, deep)
    names = [f"h{number:05d}.example".encode() for number in range(10_000)]
    der = certificate(
        tlv(0x30, b"\x06\x03\x2a\x03\x04" + tlv(0x04, deep)) + san_extension(san_value(names)),
        subject=named(b"a" * 65_536),
    )
    started = time.process_time()
    read = read_certificate(der)
    assert len(read.names) == 10_000
    assert time.process_time() - started < 0.5, "about 0.02 s where nobody else computes"


def test_C14_more_names_than_the_bound_are_reported() -> None:
    read = read_certificate(with_names(*(f"h{number}.example".encode() for number in range(20_001))))
    assert len(read.names) == 20_000
    assert "more than 20000 elements" in read.problem


@pytest.mark.parametrize(
    "der", [b"", b"\x30", b"\x30\x03\x02\x01\x01", bytes(200), b"\x30\x84\xff\xff\xff\xff\x30", b"\xff" * 64]
)
def test_C12_what_is_no_certificate_says_so(der: bytes) -> None:
    read = read_certificate(der)
    assert read.names == ()
    assert read.problem


def test_C11_every_prefix_gives_whole_names_or_none() -> None:
    der = with_names(b"first.example", b"second.example")
    for cut in range(len(der)):
        read = read_certificate(der[:cut])
        assert read.problem, f"cut at {cut} went unnoticed"
        assert set(read.names) <= {"first.example", "second.example"}
    assert read_certificate(der + b"\0").names == ("first.example", "second.example")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_C12_no_damage_raises(data: st.DataObject) -> None:
    der = bytearray(with_names(GENUINE, b"\xe9.example"))
    for place in data.draw(st.lists(st.integers(0, len(der) - 1), min_size=1, max_size=6)):
        der[place] = data.draw(st.integers(0, 255))
    read = read_certificate(bytes(der))
    assert all(name and len(name) <= 4096 for name in read.names)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_C12_no_bytes_raise(junk: bytes) -> None:
    read_certificate(junk)
    read_tbs(b"\x30\x82\x01\x00" + junk)
