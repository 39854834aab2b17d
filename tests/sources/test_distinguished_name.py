"""Issuers print as RFC 4514 has them."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.sources.der import DerError, element
from zhenwang.sources.distinguished_name import name_text

TYPES = [NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.LOCALITY_NAME, NameOID.EMAIL_ADDRESS]


def content(name: x509.Name) -> bytes:
    der = name.public_bytes()
    _, start, stop = element(der, 0, len(der))
    return der[start:stop]


@given(
    st.lists(
        st.tuples(st.sampled_from(TYPES), st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)), max_size=5
    )
)
def test_text_is_what_cryptography_prints(parts: list[tuple[x509.ObjectIdentifier, str]]) -> None:
    name = x509.Name([x509.NameAttribute(kind, value, _validate=False) for kind, value in parts])
    assert name_text(content(name)) == name.rfc4514_string()


@pytest.mark.parametrize("broken", [b"\x31", b"\x31\x05\x30\x03", b"\x30\x00", b"\x31\x04\x30\x02\x06\x00"])
def test_a_broken_name_is_an_error_with_a_sentence(broken: bytes) -> None:
    with pytest.raises(DerError, match=r"\w"):
        name_text(broken)
