"""Who asks: the address that the outermost trusted gateway saw, and nothing that the client says about itself."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from starlette.types import Scope

NOBODY = "?"
"""The name of a peer without an address, as on a Unix socket."""
_FORWARDED_FOR = b"x-forwarded-for"
_LONGEST = 64
# Some gateways write the port too: 203.0.113.7:4711, [2001:db8::1]:4711.
_WITH_PORT = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<four>[0-9.]+))(?::[0-9]{1,5})?\Z")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Nets:
    """``client`` is what one customer has (an IPv4 address, an IPv6 /64, of whose addresses everybody may take any);
    ``subnet`` its surroundings (/24, /56). Both are names to count under, never to be kept or logged.
    """

    client: str
    subnet: str


def address_of(scope: Scope, hops: int) -> str:
    """The client's address as text, or ``NOBODY``.

    With ``hops`` trusted gateways, each of which adds whom it saw to the end of ``X-Forwarded-For``, the client stands
    ``hops`` places from the right; whatever stands further left was written by the client itself. ``Forwarded`` and
    ``X-Real-IP`` are never read. Too short or malformed: the socket's own peer.
    """
    named = _from_the_right(scope, hops) if hops else ""
    peer = scope.get("client")
    found = (_read(named) if named else None) or _read(str(peer[0]) if peer else "")
    return str(found) if found else NOBODY


def nets_of(address: str) -> Nets:
    """What to count under. An address that is none is one client, in a subnet of its own."""
    found = _read(address)
    if found is None:
        return Nets(NOBODY, NOBODY)
    client, subnet = (32, 24) if found.version == 4 else (64, 56)
    return Nets(_net(found, client), _net(found, subnet))


def _from_the_right(scope: Scope, hops: int) -> str:
    # The lines of a repeated header are one list, in their order (RFC 9110, 5.2).
    lines = [value for name, value in scope["headers"] if name == _FORWARDED_FOR]
    places = b",".join(lines).rsplit(b",", hops)[-hops:]
    found = places[0].strip() if len(places) == hops else b""
    return found.decode("latin-1") if len(found) <= _LONGEST else ""


def _read(text: str) -> Address | None:
    shown = _WITH_PORT.match(text)
    try:
        found = ipaddress.ip_address(shown["six"] or shown["four"] if shown else text.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def _net(address: Address, bits: int) -> str:
    spare = address.max_prefixlen - bits
    return f"{type(address)(int(address) >> spare << spare)}/{bits}"
