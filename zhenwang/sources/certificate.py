"""Reads what a certificate says about hosts, and nothing else.

A full X.509 parser refuses certificates over parts that do not concern us, and with them the names of the very sites
we look for (threats C12). This walk steps over version, serial, keys and unknown extensions by their length (RFC 5280,
4.1), reads issuer, validity, common name and subjectAltName, and gives every name it could read even when the rest is
broken. It never searches for bytes: an attacker can put the SAN's number anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from zhenwang.sources.asn1_time import UTC_TIME, read_time
from zhenwang.sources.der import BOOLEAN, OCTET_STRING, SEQUENCE, Element, element, elements
from zhenwang.sources.distinguished_name import common_names, name_text, only_common_name, value_text
from zhenwang.sources.readings import address_name, host_like, plain_names, read_name, read_text

MAX_NAMES = 20_000
MAX_EXTENSIONS = 1_000
MAX_FIELDS = 16

_SAN = b"\x06\x03\x55\x1d\x11"
_VERSION, _EXTENSIONS = 0xA0, 0xA3
_DNS, _URI, _IP = 0x82, 0x86, 0x87
_UTC_TIME_HEADER = bytes((UTC_TIME, 13))


@dataclass(frozen=True, slots=True)
class Certificate:
    """``names`` are all readings, SAN first; ``issuer`` is RFC 4514 text; times are aware or None when unreadable.

    ``problem`` is empty, or one sentence about the first thing that could not be read; the rest was read all the same.
    """

    names: tuple[str, ...]
    issuer: str
    not_before: datetime | None
    not_after: datetime | None
    problem: str = ""


@dataclass(slots=True)
class _Found:
    names: dict[str, None] = field(default_factory=dict)
    issuer: str = ""
    not_before: datetime | None = None
    not_after: datetime | None = None
    problem: str = ""

    def note(self, problem: str) -> None:
        self.problem = self.problem or problem


def read_certificate(der: bytes) -> Certificate:
    """Read a Certificate (RFC 5280). Bad input never raises: see ``Certificate.problem``."""
    found = _Found()
    outer = _sequence(der, 0, len(der), "a certificate", found)
    if outer:
        inner = _sequence(der, *outer, "a TBSCertificate", found)
        if inner:
            _read_fields(der, *inner, found)
    return _frozen(found)


def read_tbs(der: bytes) -> Certificate:
    """Read a bare TBSCertificate, as a log keeps it for a precertificate (RFC 6962, 3.2)."""
    found = _Found()
    outer = _sequence(der, 0, len(der), "a TBSCertificate", found)
    if outer:
        _read_fields(der, *outer, found)
    return _frozen(found)


def _frozen(found: _Found) -> Certificate:
    return Certificate(tuple(found.names), found.issuer, found.not_before, found.not_after, found.problem)


def _sequence(der: bytes, at: int, end: int, what: str, found: _Found) -> tuple[int, int] | None:
    """Start and stop of the sequence at ``at``; a cut one is read as far as it goes. All input must be used up."""
    first, problem = element(der, at, end)
    if first is None or first[0] != SEQUENCE:
        found.note(f"not {what}: {problem or 'it does not start with a sequence'}")
        return None
    if problem:
        found.note(problem)
    elif at == 0 and first[2] < end:
        found.note(f"{end - first[2]} bytes after its end")
    return first[1], min(first[2], end)


def _read_fields(der: bytes, at: int, end: int, found: _Found) -> None:
    """TBSCertificate: [0] version, serial, signature, issuer, validity, subject, key, [1], [2], [3] extensions."""
    fields, problem = elements(der, at, end, MAX_FIELDS)
    if fields and fields[0][0] == _VERSION:
        del fields[0]
    if len(fields) > 2:
        _, start, stop = fields[2]
        found.issuer, broken = name_text(der[start : min(stop, end)])
        found.note(broken and f"issuer: {broken}")
    if len(fields) > 3:
        _, start, stop = fields[3]
        _read_validity(der[start : min(stop, end)], found)
    for tag, start, stop in fields[6:]:
        if tag == _EXTENSIONS:
            _read_extensions(der, start, min(stop, end), found)
    if len(fields) > 4:
        _, start, stop = fields[4]
        _read_common_names(der[start : min(stop, end)], found)
    found.note(problem or ("" if len(fields) > 5 else "not a TBSCertificate: fields are missing"))


def _read_validity(content: bytes, found: _Found) -> None:
    if len(content) == 30 and content[:2] == content[15:17] == _UTC_TIME_HEADER:
        times = [(UTC_TIME, 2, 15), (UTC_TIME, 17, 30)]
    else:
        times, _ = elements(content, 0, len(content), 2)
    read = [read_time(tag, content[start:stop]) for tag, start, stop in times]
    if len(read) == 2:
        found.not_before, found.not_after = read
    if None in read or len(read) < 2:
        found.note(f"validity is no pair of times: {content[:64]!r}")


def _read_extensions(der: bytes, at: int, end: int, found: _Found) -> None:
    inner = _sequence(der, at, end, "a list of extensions", found)
    if not inner:
        return
    extensions, problem = elements(der, *inner, MAX_EXTENSIONS)
    for tag, start, stop in extensions:
        if tag == SEQUENCE and der.startswith(_SAN, start):
            _read_san(der, start + len(_SAN), min(stop, inner[1]), found)
    found.note(problem and f"extensions: {problem}")


def _read_san(der: bytes, at: int, end: int, found: _Found) -> None:
    parts, problem = elements(der, at, end, 2)
    if parts and parts[0][0] == BOOLEAN:
        del parts[0]
    if not parts or parts[0][0] != OCTET_STRING:
        found.note(f"subjectAltName: {problem or 'it has no value'}")
        return
    _, start, stop = parts[0]
    inner = _sequence(der, start, min(stop, end), "a list of names", found)
    if inner:
        names, problem = elements(der, *inner, MAX_NAMES)
        if problem:
            found.note(f"subjectAltName: {problem}")
            names = [name for name in names if name[2] <= inner[1]]
        _read_names(der, names, found)


def _read_names(der: bytes, names: list[Element], found: _Found) -> None:
    hosts = [der[start:stop] for tag, start, stop in names if tag == _DNS]
    plain = plain_names(hosts)
    if plain is not None:
        found.names |= dict.fromkeys(plain)
    else:
        for host in hosts:
            readings, problem = read_name(host)
            found.names |= dict.fromkeys(readings)
            found.note(problem and f"subjectAltName holds {problem}")
    if len(hosts) < len(names):
        for tag, start, stop in names:
            _read_other_name(tag, der[start:stop], found)


def _read_other_name(tag: int, value: bytes, found: _Found) -> None:
    if tag == _IP:
        name = address_name(value)
        found.names |= {name: None} if name else {}
        found.note("" if name else f"subjectAltName holds an IP address of {len(value)} bytes")
    elif tag == _URI and value[:4].lower() == b"http":
        found.names |= dict.fromkeys(read_text(value[:4096].decode("utf-8", "replace")))


def _read_common_names(subject: bytes, found: _Found) -> None:
    named = bool(found.names)
    if (only := only_common_name(subject)) and only in found.names:
        return
    values, problem = common_names(subject)
    for tag, value in values:
        text = value_text(tag, value)
        found.names |= dict.fromkeys(host_like(text))
        if "�" in text and not named:
            found.note("commonName is not text of its string type")
    if problem and not named:
        found.note(f"subject: {problem}")
