"""Issuers print as RFC 4514 has them."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.sources.der import element
from zhenwang.sources.distinguished_name import name_text

TYPES = [NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.LOCALITY_NAME, NameOID.EMAIL_ADDRESS]


def content(name: x509.Name) -> bytes:
    der = name.public_bytes()
    whole, problem = element(der, 0, len(der))
    assert whole
    assert not problem
    return der[whole[1] : whole[2]]


@given(
    st.lists(
        st.tuples(st.sampled_from(TYPES), st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)), max_size=5
    )
)
def test_text_is_what_cryptography_prints(parts: list[tuple[x509.ObjectIdentifier, str]]) -> None:
    name = x509.Name([x509.NameAttribute(kind, value, _validate=False) for kind, value in parts])
    assert name_text(content(name)) == (name.rfc4514_string(), "")


@pytest.mark.parametrize("broken", [b"\x31", b"\x31\x05\x30\x03", b"\x30\x00", b"\x31\x04\x30\x02\x06\x00"])
def test_a_broken_name_says_so(broken: bytes) -> None:
    assert name_text(broken) == ("", "a distinguished name is broken")


def test_a_broken_name_keeps_the_parts_before_the_break() -> None:
    whole = content(x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Jingchu")]))
    assert name_text(whole + b"\x30\x00") == ("O=Jingchu", "a distinguished name is broken")
