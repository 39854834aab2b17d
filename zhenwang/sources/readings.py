"""Every way in which the bytes of a certificate name can be read as host names.

Authorities have signed NUL bytes, URLs, spaces, ports and local encodings as dNSNames. A reader that settles on one
interpretation lets the others hide, so all of them are given; none replaces another (threats C13).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence

from zhenwang.domain.hosts import Host, parse_host

PLAIN = re.compile(
    r"(?:\*\.)?[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.[a-z][a-z0-9-]*"
)
"""What nearly all names look like: nothing to interpret. An IP address does not match, its last label is a number."""

MAX_NAME = 4096
_PLAIN_BYTES = b"abcdefghijklmnopqrstuvwxyz0123456789-_.\n"
_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"000000000")
_AUTHORITY = re.compile(r"[a-z][a-z0-9+.-]*:[/\\]{2,}([^/\\?#]*)", re.IGNORECASE)
_HOST_RUN = re.compile(r"[^\s\x00-\x20!\"#$%&'()+,/:;<=>?@\[\\\]^`{|}~*]+")


def plain_names(values: Sequence[bytes]) -> list[str] | None:
    """The names as text when every one is lower-case ASCII with nothing to interpret, else None.

    All are judged in one stroke: certificates hold several names, and nearly all of them are plain.
    """
    if not values:
        return []
    listed = b"\n" + b"\n".join(values) + b"\n"
    bare = listed.replace(b"\n*.", b"\n")
    if bare.translate(None, _PLAIN_BYTES):
        return None
    shape = bare.translate(_DIGITS_ALIKE).decode("ascii")
    edges = shape.replace("\n", ".")
    # Empty labels, hyphens at their edges, and a last digit, which may be an IP address.
    if ".." in edges or ".-" in edges or "-." in edges or "0\n" in shape:
        return None
    found = listed.decode("ascii").split("\n")[1:-1]
    return found if len(found) == len(values) else None


def read_name(value: bytes) -> tuple[tuple[str, ...], str]:
    """All readings of a dNSName's bytes, and a problem in words ('' when the bytes are proper ASCII or UTF-8).

    The first reading is the name as it stands, lower-cased and trimmed; IP addresses read ``ip:192.0.2.1``.
    """
    if not value:
        return (), "an empty name"
    cut = value[:MAX_NAME]
    problem = f"a name of {len(value)} bytes" if len(value) > MAX_NAME else ""
    wide = _wide(cut)
    if wide:
        return read_text(cut.decode(wide, "replace")), problem or f"a name in {wide.upper()}: {_shown(cut)}"
    try:
        text = cut.decode("ascii" if cut.isascii() else "utf-8")
    except UnicodeDecodeError:
        return _guessed(cut), problem or f"a name in an unknown encoding: {_shown(cut)}"
    readings = read_text(text)
    return readings, problem or ("" if readings else f"a name that cannot be a host: {_shown(cut)}")


def read_text(text: str) -> tuple[str, ...]:
    """All readings of a name that is already text."""
    whole = text.strip().lower().removesuffix(".")
    if PLAIN.fullmatch(whole):
        return (whole,)
    address = _address(whole)
    if address:
        return (address,)
    found = dict.fromkeys(_parts(whole))
    authority = _AUTHORITY.match(whole)
    if not authority and (whole.isascii() or "\0" in whole) and whole:
        found = {whole: None} | found
    return tuple(found)


def host_like(text: str) -> tuple[str, ...]:
    """Readings of free text such as a common name: given only where the text as a whole is a host, address or URL."""
    whole = text.strip()
    if not whole or len(whole) > MAX_NAME or ("." not in whole and ":" not in whole):
        return ()
    pieces = [piece for piece in re.split("\0+", whole) if piece]
    if _AUTHORITY.match(whole) or len(pieces) > 1 or isinstance(parse_host(whole), Host) or _address(whole):
        return read_text(whole)
    return ()


def address_name(packed: bytes) -> str:
    """``ip:`` and the address of 4 or 16 bytes; empty for any other length."""
    return f"ip:{ipaddress.ip_address(packed)}" if len(packed) in (4, 16) else ""


def _parts(whole: str) -> list[str]:
    """The host names inside a text, as A-labels: around a NUL, in a URL, before a port, behind a wildcard."""
    authority = _AUTHORITY.match(whole)
    searched = authority.group(1) if authority else whole
    parts = []
    for run in _HOST_RUN.findall(searched):
        host = parse_host(run.strip(".-"))
        if isinstance(host, Host) and host.ascii != host.suffix:
            parts.append(host.ascii)
        elif address := _address(run):
            parts.append(address)
    return parts


def _wide(value: bytes) -> str:
    """The UTF-16 that bytes must be in, by where their zeros stand; empty when they are of another kind."""
    high, low, units = value[0::2].count(0), value[1::2].count(0), len(value) // 2
    if len(value) % 2 or max(high, low) < 2 or min(high, low):
        return ""
    # Even a name in Han characters has a dot and a suffix in ASCII, where every other byte is zero.
    return ("utf-16-be" if high else "utf-16-le") if max(high, low) * 5 >= units else ""


def _guessed(value: bytes) -> tuple[str, ...]:
    """Readings in the encodings that Chinese and western software writes when it forgets about IDNA."""
    encodings = ["gb18030", "latin-1"]
    if len(value) % 2 == 0 and b"\x00." in value:
        encodings.insert(0, "utf-16-be")
    found: dict[str, None] = {}
    for encoding in encodings:
        try:
            found |= dict.fromkeys(_parts(value.decode(encoding).strip().lower()))
        except UnicodeDecodeError:
            continue
    return tuple(found)


def _address(text: str) -> str:
    try:
        return f"ip:{ipaddress.ip_address(text.strip('[]'))}"
    except ValueError:
        return ""


def _shown(value: bytes) -> str:
    return repr(value[:64])[1:]
