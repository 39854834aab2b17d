from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.collectors.addresses import DOCUMENTATION, judge

FORBIDDEN_V4 = (
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16",
    "169.254.169.254", "169.254.170.2", "169.254.0.23", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1",
    "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "255.255.255.255",
)  # fmt: skip
FORBIDDEN_V6 = (
    "::", "::1", "fe80::1", "fe80::1%lo", "2606:4700::1%eth0", "fd00:ec2::254", "fc00::1", "ff02::1", "fec0::1",
    "2001:db8::1", "3fff::1", "5f00::1", "100::1", "2001::1", "2001:2::1", "64:ff9b:1::808:808", "::808:808",
    "4000::1", "2001:0:808:808::f7f7:f7f7",
)  # fmt: skip
ALLOWED = ("93.184.216.34", "8.8.8.8", "1.1.1.1", "223.5.5.5", "2606:4700:4700::1111", "240e::1", "2400:3200::1")


def packed(inner: int) -> dict[str, ipaddress.IPv6Address]:
    """The same IPv4 address under every scheme that carries one inside IPv6."""
    return {
        "mapped": ipaddress.IPv6Address((0xFFFF << 32) | inner),
        "compatible": ipaddress.IPv6Address(inner),
        "nat64": ipaddress.IPv6Address((0x64FF9B << 96) | inner),
        "nat64_local": ipaddress.IPv6Address((0x64FF9B0001 << 80) | inner),
        "6to4": ipaddress.IPv6Address((0x2002 << 112) | (inner << 80) | 1),
        "teredo_client": ipaddress.IPv6Address((0x20010000 << 96) | (0x08080808 << 64) | (inner ^ 0xFFFFFFFF)),
        "teredo_server": ipaddress.IPv6Address((0x20010000 << 96) | (inner << 64) | (0x08080808 ^ 0xFFFFFFFF)),
        "isatap": ipaddress.IPv6Address((0x240E << 112) | (0x00005EFE << 32) | inner),
        "isatap_global": ipaddress.IPv6Address((0x240E << 112) | (0x02005EFE << 32) | inner),
    }


@pytest.mark.parametrize("text", FORBIDDEN_V4 + FORBIDDEN_V6)
def test_F1_private_and_metadata_addresses_are_refused_with_a_reason(text):
    assert text in judge(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ALLOWED)
def test_public_addresses_are_allowed(text):
    assert judge(ipaddress.ip_address(text)) == ""


@pytest.mark.parametrize("text", FORBIDDEN_V4)
def test_F3_packed_forms_of_a_forbidden_address_are_refused(text):
    for scheme, address in packed(int(ipaddress.IPv4Address(text))).items():
        assert judge(address), scheme


@pytest.mark.parametrize("scheme", ["mapped", "nat64", "6to4"])
def test_packed_forms_of_a_public_address_are_judged_by_it(scheme):
    assert judge(packed(int(ipaddress.IPv4Address("93.184.216.34")))[scheme]) == ""


@given(st.integers(0, 2**32 - 1))
def test_F3_no_packing_makes_a_refused_address_acceptable(inner):
    if judge(ipaddress.IPv4Address(inner)):
        assert all(judge(address) for address in packed(inner).values())


@given(st.ip_addresses())
def test_nothing_is_allowed_that_python_calls_private_but_what_is_translated(address):
    if judge(address) == "" and not (address.version == 6 and (address.ipv4_mapped or address.sixtofour)):
        in_nat64 = address in ipaddress.ip_network("64:ff9b::/96") if address.version == 6 else False
        assert in_nat64 or (not address.is_private and not address.is_multicast and not address.is_loopback)


def test_documentation_addresses_are_allowed_only_on_request_and_never_when_packed():
    address = ipaddress.ip_address("192.0.2.10")
    assert judge(address)
    assert judge(address, DOCUMENTATION) == ""
    assert judge(ipaddress.ip_address("::ffff:192.0.2.10"), DOCUMENTATION)
