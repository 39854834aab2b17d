from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.made import NOW
from zhenwang.domain.report import Report


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("http://www.hubei-gov.example.com/cx?id=1", "www.hubei-gov.example.com"),
        ("hxxps[:]//www[.]a[.]example/x", "www.a.example"),
        ("h**p：//www【.】a.example", "www.a.example"),
        ("A.Example.", "a.example"),
        ("user@a.example:8080/x", "a.example"),
        ("https://湖北.example", "xn--djrx74d.example"),
        ("192.0.2.1", ""),
        ("来电说有假网站", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address_as_written(written: str, host: str) -> None:
    assert Report("a" * 32, NOW, (written,)).hosts == ((host,) if host else ())


def test_each_host_once() -> None:
    assert Report("a" * 32, NOW, ("http://a.example/1", "http://A.example/2")).hosts == ("a.example",)


def test_the_reference_does_not_tell_the_receipt() -> None:
    report = Report("a" * 32, NOW, ())
    assert len(report.reference) == 16
    assert report.reference not in report.receipt


@given(st.text())
def test_any_text_is_read_or_not(text: str) -> None:
    assert all(len(host) <= 253 for host in Report("a" * 32, NOW, (text,)).hosts)
