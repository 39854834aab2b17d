"""One strict reading of a URL, used to judge it and to connect to it alike.

Parsers disagree about hosts in everything that is not plainly well-formed, and that disagreement is how a check is
passed with one host and a connection made to another. What a browser would repair is refused here; only the path and
query, which decide nothing about where we connect, are repaired as browsers do (WHATWG URL, percent-encode sets).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from zhenwang.collectors.addresses import Address
from zhenwang.domain.hosts import Host, parse_host

MAX_URL = 4096

# Where web pages are served: the two standard ports, and those that hosting panels, proxies and phishing kits use
# beside them. Everything else is another service, and asking it would make us a port scanner.
PORTS = frozenset({80, 443, 8000, 8080, 8443, 8888})

_DEFAULT_PORTS = {"http": 80, "https": 443}
_URL = re.compile(r"(?P<scheme>[a-z]+)://(?P<authority>[^/?#]*)(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?(?:#.*)?\Z", re.I)
_AUTHORITY = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^\[\]:]+)(?::(?P<port>[1-9][0-9]{0,4}))?\Z", re.I)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff]")
_HOST_FORBIDDEN = re.compile(r"[\x00-\x2c\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f·．。｡・]")
_NUMERIC = re.compile(r"[0-9]+\Z|0x[0-9a-f]*\Z", re.I)
# References that browsers and RFC 3986 lead to different hosts: ``///host``, ``http:/host``, ``http:host``.
_AMBIGUOUS = re.compile(r"(?:https?:)?///|https?:(?!//)", re.I)
# What stays as it is in a path or query; everything else is percent-encoded as UTF-8.
_SAFE = "!$%&'()*+,-./:;=?@[]_|~"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes. ``text`` is the whole address in plain ASCII, without fragment and default port."""

    scheme: str
    host: Host | Address
    port: int
    path_and_query: str
    text: str

    @property
    def host_text(self) -> str:
        """The host for resolver and TLS: an A-label name, or an address without brackets."""
        return str(self.host)

    @property
    def authority(self) -> str:
        """What stands in the Host header."""
        return _authority(self.scheme, self.host, self.port)


@dataclass(frozen=True, slots=True)
class BadUrl:
    """Why an address is not requested; ``text`` is kept as it came."""

    text: str
    reason: str


def parse_url(text: str, ports: Container[int] = PORTS) -> Target | BadUrl:
    """Read an absolute http or https URL. Bad input is a result. IP literals are read here and judged by transports."""
    if len(text) > MAX_URL:
        return BadUrl(text[:MAX_URL], f"网址长于 {MAX_URL} 个字符")
    if _FORBIDDEN.search(text):
        return BadUrl(text, "网址含有空白、控制字符、反斜杠或不可见字符")
    parts = _URL.match(text)
    if parts is None:
        return BadUrl(text, "不是完整的 http 或 https 网址")
    scheme = parts["scheme"].lower()
    if scheme not in _DEFAULT_PORTS:
        return BadUrl(text, f"不访问 {scheme[:20]} 协议")
    # Readers differ on where a host ends when one of these stands before the first slash.
    if "@" in text[len(scheme) + 3 :].partition("/")[0]:
        return BadUrl(text, "网址的主机部分含有用户信息")
    authority = _AUTHORITY.match(parts["authority"])
    if authority is None:
        return BadUrl(text, "主机或端口的写法不规范")
    host = _read_host(authority["host"])
    if isinstance(host, str):
        return BadUrl(text, host)
    port = int(authority["port"] or _DEFAULT_PORTS[scheme])
    if port not in ports:
        return BadUrl(text, f"不访问端口 {port}")
    path_and_query = quote((parts["path"] or "/") + (parts["query"] or ""), safe=_SAFE)
    return Target(scheme, host, port, path_and_query, f"{scheme}://{_authority(scheme, host, port)}{path_and_query}")


def join(base: Target, reference: str, ports: Container[int] = PORTS) -> Target | BadUrl:
    """Resolve a reference (a Location, a link) against where it was found (RFC 3986 section 5); read it strictly."""
    if len(reference) > MAX_URL:
        return BadUrl(reference[:MAX_URL], f"网址长于 {MAX_URL} 个字符")
    # urljoin silently drops tabs and newlines, so what the strict reader refuses is refused before it.
    if _FORBIDDEN.search(reference):
        return BadUrl(reference, "网址含有空白、控制字符、反斜杠或不可见字符")
    if _AMBIGUOUS.match(reference):
        return BadUrl(reference, "网址的写法不规范")
    try:
        joined = urljoin(base.text, reference)
    except ValueError:
        return BadUrl(reference, "网址的写法不规范")
    return parse_url(joined, ports)


def from_bytes(raw: bytes) -> str:
    """A reference as it stood on the wire: UTF-8 if it is that, else every other byte percent-encoded."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)


def _read_host(text: str) -> Host | Address | str:
    if text.startswith("["):
        try:
            return ipaddress.IPv6Address(text[1:-1])
        except ValueError:
            return "IPv6 地址的写法不规范"
    if _HOST_FORBIDDEN.search(text):
        return "主机名含有不规范的字符"
    if _NUMERIC.match(text.removesuffix(".").rpartition(".")[2]):
        return _read_ipv4(text)
    host = parse_host(text)
    return host if isinstance(host, Host) else "主机部分不是可以访问的域名"


def _read_ipv4(text: str) -> Address | str:
    try:
        return ipaddress.IPv4Address(text)
    except ValueError:
        return "IP 地址不是四段十进制写法"


def _authority(scheme: str, host: Host | Address, port: int) -> str:
    name = f"[{host}]" if isinstance(host, ipaddress.IPv6Address) else str(host)
    return name if port == _DEFAULT_PORTS[scheme] else f"{name}:{port}"
