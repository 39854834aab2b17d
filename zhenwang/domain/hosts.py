"""Hosts: one DNS name, in the form that goes on the wire and the form that people read.

IDNA 2008 (RFC 5891) with the UTS-46 mapping that browsers apply; the registrable part comes from the public suffix
list that ships with tldextract, never from the network. Certificates and logs hold names that IDNA forbids
(``_dmarc``, wildcards), so the reading is lenient about what a label may hold and strict about what could be mistaken
for something else.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import idna

from zhenwang.domain.public_suffixes import public_suffix

MAX_HOST = 253
MAX_LABEL = 63
MAX_URL = 4096

# The interpunct stands for the dot in Chinese names as documents print them (省政府门户网站·政务, Hubei art. 11).
_DOTS = str.maketrans({"·": ".", "．": ".", "。": ".", "｡": ".", "・": "."})
_STRIPPED = frozenset("\t\r\n")
"""What browsers take out of an address before they read it (WHATWG URL, 4.4): /\\t/ is //."""
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\Z")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
# A name that is its own A-label form: every label as above, none of them encoded, the last no number.
_PLAIN = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")


@dataclass(frozen=True, slots=True)
class Host:
    """A DNS name. ``ascii`` is its identity: lower-case A-labels without a trailing dot."""

    ascii: str
    unicode: str
    suffix: str
    registrable: str

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self.ascii.split("."))

    @property
    def subdomain(self) -> str:
        """What stands before the registrable part; empty for the registrable part itself."""
        return self.ascii.removesuffix(self.registrable).rstrip(".")

    @property
    def name(self) -> str:
        """The registrable part without its public suffix: ``hubei`` of ``www.hubei.gov.cn``."""
        return self.registrable.removesuffix(self.suffix).rstrip(".")

    def __str__(self) -> str:
        return self.ascii


@dataclass(frozen=True, slots=True)
class NotAHost:
    """Why a text is not a DNS name; ``text`` is kept as it came."""

    text: str
    reason: str


def parse_host(text: str) -> Host | NotAHost:
    """Read a DNS name as it stands in a certificate, a list or a document. Bad input is a result, not an exception.

    A leading wildcard label (``*.``) is dropped: the certificate speaks for the names below it. IP addresses are no
    hosts.
    """
    if len(text) <= MAX_HOST and _PLAIN.match(text) and "xn--" not in text:
        return Host(text, text, *split_suffix(text))
    return _parse_carefully(text)


def _parse_carefully(text: str) -> Host | NotAHost:
    """The same for any text; ``parse_host`` answers nine names in ten without it."""
    name = text.strip().translate(_DOTS).removeprefix("*.").removesuffix(".")
    if not name:
        return NotAHost(text, "empty name")
    if len(name) > MAX_HOST * 4:
        return NotAHost(text, f"longer than {MAX_HOST} characters")
    if _is_address(name):
        return NotAHost(text, "an IP address, not a host name")
    labels = name.split(".")
    encoded: list[str] = []
    for label in labels:
        ascii_label = _encode_label(label)
        if ascii_label is None:
            return NotAHost(text, f"label {label[:80]!r} cannot stand in a DNS name")
        encoded.append(ascii_label)
    ascii_name = ".".join(encoded)
    if _is_address(ascii_name):  # written in full-width digits
        return NotAHost(text, "an IP address, not a host name")
    if len(ascii_name) > MAX_HOST:
        return NotAHost(text, f"longer than {MAX_HOST} characters")
    if len(encoded) < 2:
        return NotAHost(text, "a single label has no registrable part")
    suffix, registrable = split_suffix(ascii_name)
    return Host(ascii_name, ".".join(_decode_label(label) for label in encoded), suffix, registrable)


def host_of(url: str) -> str:
    """The A-label host of an absolute (or ``//host``) address, the bare text of an IP literal, empty without either."""
    if "//" not in url and _STRIPPED.isdisjoint(url):
        return ""  # a path on the page's own host, as most links are
    try:
        name = urlsplit(url.strip()[:MAX_URL]).hostname or ""
    except ValueError:  # half a bracket, NFKC trouble: what browsers would not open either
        return ""
    return _named(name) if name else ""


@lru_cache(maxsize=2048)
def _named(name: str) -> str:
    parsed = parse_host(name)
    return parsed.ascii if isinstance(parsed, Host) else name


def split_suffix(ascii_name: str) -> tuple[str, str]:
    """Public suffix and registrable part of an A-label name, as ``("gov.cn", "hubei.gov.cn")``.

    Names below an unlisted top level fall under the list's own default rule ``*``: the last label is the suffix.
    A name that is itself a public suffix is its own registrable part.
    """
    suffix = public_suffix(ascii_name) or ascii_name.rpartition(".")[2]
    if ascii_name == suffix:
        return suffix, suffix
    head = ascii_name.removesuffix("." + suffix)
    return suffix, head.rpartition(".")[2] + "." + suffix


def country(host: str) -> str:
    """The country code that a host ends in; ``us`` for the American ``gov`` and ``mil``, empty when it says none."""
    last = host.rpartition(".")[2]
    return "us" if last in ("gov", "mil") else last if len(last) == 2 else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        # A browser reads 127.1 and 0x7f.0.0.1 as addresses too (WHATWG URL, "ends in a number").
        return bool(_NUMBER.match(name.rpartition(".")[2].lower()))
    return True


def _encode_label(label: str) -> str | None:
    lowered = label.lower()
    if lowered.isascii():
        return lowered if _LABEL.match(lowered) and len(lowered) <= MAX_LABEL else None
    try:
        # Not transitional: ß and the joiners keep their own meaning, as in IDNA 2008.
        encoded = idna.encode(lowered, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None
    return encoded if "." not in encoded and len(encoded) <= MAX_LABEL else None


def _decode_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return label  # a fake A-label stays visible as what it is
