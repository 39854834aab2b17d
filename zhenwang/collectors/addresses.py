"""Which IP addresses a suspect may lead us to: the public Internet, and nothing that is near us.

The tables are the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890, as of 2026) written out, because the
answer of ``ipaddress.is_global`` changes between Python releases and says nothing about an IPv4 address packed inside
an IPv6 one.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_V4 = tuple(
    (ipaddress.IPv4Network(network), name)
    for network, name in (
        ("0.0.0.0/8", "本网络"),
        ("10.0.0.0/8", "内网"),
        ("100.64.0.0/10", "运营商内部网络"),  # also Alibaba Cloud metadata, 100.100.100.200
        ("127.0.0.0/8", "本机"),
        ("168.63.129.16/32", "云平台元数据"),  # Azure: a public address that every virtual machine can reach
        ("169.254.0.0/16", "链路本地或云平台元数据"),
        ("172.16.0.0/12", "内网"),
        ("192.0.0.0/24", "协议保留"),  # also Oracle Cloud metadata, 192.0.0.192
        ("192.0.2.0/24", "文档示例"),
        ("192.88.99.0/24", "已废止的 6to4 中继"),
        ("192.168.0.0/16", "内网"),
        ("198.18.0.0/15", "性能测试"),
        ("198.51.100.0/24", "文档示例"),
        ("203.0.113.0/24", "文档示例"),
        ("224.0.0.0/4", "组播"),
        ("240.0.0.0/4", "保留或广播"),
    )
)

_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_V6 = tuple(
    (ipaddress.IPv6Network(network), name)
    for network, name in (
        ("::/128", "未指定"),
        ("::1/128", "本机"),
        ("64:ff9b:1::/48", "本地 NAT64"),  # RFC 8215: where the IPv4 address stands in it is the operator's secret
        ("2001::/23", "协议保留或 Teredo"),
        ("2001:db8::/32", "文档示例"),
        ("3fff::/20", "文档示例"),
        ("5f00::/16", "段路由"),
        ("fc00::/7", "内网"),  # also AWS metadata, fd00:ec2::254
        ("fe80::/10", "链路本地"),
        ("fec0::/10", "站点本地"),
        ("ff00::/8", "组播"),
    )
)

_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_TRANSLATED = (_MAPPED, _NAT64)
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)  # RFC 5214: upper half of the interface identifier

DOCUMENTATION: tuple[Network, ...] = (
    ipaddress.ip_network("192.0.2.0/24"),
    ipaddress.ip_network("198.51.100.0/24"),
    ipaddress.ip_network("203.0.113.0/24"),
    ipaddress.ip_network("2001:db8::/32"),
)
"""Ranges that lead nowhere (RFC 5737, RFC 3849): what recordings use, and only they may."""


def judge(address: Address, also: Sequence[Network] = ()) -> str:
    """Why an address must not be connected to; empty when it may be. ``also`` names networks allowed besides.

    An IPv6 address that carries an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo, ISATAP) is refused whenever
    that inner address would be: ``also`` never reaches the inner one.
    """
    if any(address in network for network in also):
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return _listed(address, _V4)
    if address.scope_id is not None:
        return f"{address} 带有网络接口标识"
    for inner in embedded(address):
        if reason := _listed(inner, _V4):
            return f"{address} 内嵌 {reason}"
    if reason := _listed(address, _V6):
        return reason
    if address in _GLOBAL_V6 or any(address in network for network in _TRANSLATED):
        return ""
    return f"{address} 不在公网单播地址范围"


def embedded(address: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    """Every IPv4 address that an IPv6 address carries under one of the known transition schemes."""
    bits = int(address)
    if any(address in network for network in (_MAPPED, _NAT64, _COMPATIBLE)) or (bits >> 32) & 0xFFFF_FFFF in _ISATAP:
        yield ipaddress.IPv4Address(bits & 0xFFFF_FFFF)
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo


def _listed(
    address: Address,
    table: Sequence[tuple[ipaddress.IPv4Network, str]] | Sequence[tuple[ipaddress.IPv6Network, str]],
) -> str:
    return next((f"{address} 属于{name}地址" for network, name in table if address in network), "")
