from __future__ import annotations

import pytest

from zhenwang.web.client_address import NOBODY, address_of, nets_of

PEER = "198.51.100.9"
FOR = b"x-forwarded-for"


@pytest.mark.parametrize(
    ("hops", "headers", "found"),
    [
        (0, [(FOR, b"203.0.113.1")], PEER),
        (1, [(FOR, b"203.0.113.1")], "203.0.113.1"),
        (1, [(FOR, b"8.8.8.8, 1.1.1.1, 203.0.113.1")], "203.0.113.1"),
        (2, [(FOR, b"8.8.8.8, 203.0.113.1, 10.0.0.2")], "203.0.113.1"),
        (3, [(FOR, b"8.8.8.8,203.0.113.1,10.0.0.3,10.0.0.2")], "203.0.113.1"),
        (1, [(FOR, b"8.8.8.8"), (FOR, b"203.0.113.1")], "203.0.113.1"),
        (2, [(FOR, b"8.8.8.8, 203.0.113.1"), (FOR, b"10.0.0.2")], "203.0.113.1"),
        (2, [(FOR, b"203.0.113.1")], PEER),  # who came past a gateway is not believed
        (1, [], PEER),
        (1, [(FOR, b"")], PEER),
        (1, [(FOR, b"203.0.113.1,")], PEER),
        (1, [(FOR, b"203.0.113.1, unknown")], PEER),
        (1, [(FOR, b"203.0.113.999")], PEER),
        (1, [(FOR, b"0x7f.1")], PEER),
        (1, [(FOR, b"203.0.113.1; rm -rf")], PEER),
        (1, [(FOR, "２０３.0.113.1".encode())], PEER),
        (1, [(FOR, b"\xff\xfe\x00")], PEER),
        (1, [(FOR, b"9" * 60_000)], PEER),
        (1, [(FOR, b"1.1.1.1," * 8_000 + b"203.0.113.1")], "203.0.113.1"),
        (1, [(FOR, b"203.0.113.1:4711")], "203.0.113.1"),
        (1, [(FOR, b"[2001:db8::1]:4711")], "2001:db8::1"),
        (1, [(FOR, b"2001:DB8::1")], "2001:db8::1"),
        (1, [(FOR, b"::ffff:203.0.113.1")], "203.0.113.1"),
        (1, [(FOR, b"::ffff:cb00:7101")], "203.0.113.1"),
        (1, [(FOR, b"fe80::1%eth0")], "fe80::1"),
        (1, [(b"forwarded", b"for=203.0.113.1")], PEER),
        (1, [(b"x-real-ip", b"203.0.113.1")], PEER),
        (1, [(b"x-client-ip", b"203.0.113.1"), (b"cf-connecting-ip", b"203.0.113.1")], PEER),
        (1, [(b"x_forwarded_for", b"203.0.113.1")], PEER),
    ],
)
def test_R12_only_the_trusted_hop_says_who_asks(hops: int, headers: list[tuple[bytes, bytes]], found: str) -> None:
    assert address_of({"type": "http", "client": (PEER, 1), "headers": headers}, hops) == found


@pytest.mark.parametrize("peer", [None, ("", 0), ("testclient", 1), ("/run/intake.sock", None)])
def test_R12_a_peer_without_an_address_is_nobody(peer: object) -> None:
    assert address_of({"type": "http", "client": peer, "headers": []}, 0) == NOBODY


def test_R12_the_peer_is_unwrapped_too() -> None:
    assert address_of({"type": "http", "client": ("::ffff:203.0.113.1", 1), "headers": []}, 0) == "203.0.113.1"


@pytest.mark.parametrize(
    ("one", "other", "same_client", "same_subnet"),
    [
        ("203.0.113.1", "203.0.113.1", True, True),
        ("203.0.113.1", "203.0.113.2", False, True),
        ("203.0.113.1", "203.0.114.1", False, False),
        ("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", True, True),
        ("2001:db8::1", "2001:db8:0:1::1", False, True),
        ("2001:db8::1", "2001:db8:0:100::1", False, False),
        (NOBODY, "nonsense", True, True),
    ],
)
def test_what_is_counted_together(one: str, other: str, same_client: bool, same_subnet: bool) -> None:
    mine, theirs = nets_of(one), nets_of(other)
    assert (mine.client == theirs.client) is same_client
    assert (mine.subnet == theirs.subnet) is same_subnet
