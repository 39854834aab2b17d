"""Reads what a certificate says about hosts, and nothing else.

A full X.509 parser refuses certificates over parts that do not concern us, and with them the names of the very sites
we look for (threats C12). This walk steps over version, serial, keys and unknown extensions by their length (RFC 5280,
4.1), reads issuer, validity, common name and subjectAltName, and gives every name it could read even when the rest is
broken. It never searches for bytes: an attacker can put the SAN's number anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from zhenwang.sources.asn1_time import read_time
from zhenwang.sources.der import BOOLEAN, OCTET_STRING, SEQUENCE, DerError, children, element, expect
from zhenwang.sources.distinguished_name import common_names, name_text, value_text
from zhenwang.sources.readings import PLAIN, address_name, host_like, read_name, read_text

MAX_NAMES = 20_000
MAX_EXTENSIONS = 1_000

_SAN = b"\x06\x03\x55\x1d\x11"
_VERSION, _EXTENSIONS = 0xA0, 0xA3
_DNS, _URI, _IP = 0x82, 0x86, 0x87


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
    try:
        tag, start, stop = element(der, 0, len(der))
        if tag != SEQUENCE:
            raise DerError("not a certificate: it does not start with a sequence")
        _check_length(der, stop, found)
        _walk(der, *expect(der, start, min(stop, len(der)), SEQUENCE, "TBSCertificate"), found)
    except DerError as error:
        found.note(str(error))
    return _frozen(found)


def read_tbs(der: bytes) -> Certificate:
    """Read a bare TBSCertificate, as a log keeps it for a precertificate (RFC 6962, 3.2)."""
    found = _Found()
    try:
        tag, start, stop = element(der, 0, len(der))
        if tag != SEQUENCE:
            raise DerError("not a TBSCertificate: it does not start with a sequence")
        _check_length(der, stop, found)
        _walk(der, start, min(stop, len(der)), found)
    except DerError as error:
        found.note(str(error))
    return _frozen(found)


def _check_length(der: bytes, stop: int, found: _Found) -> None:
    if stop > len(der):
        found.note(f"cut short: {len(der)} of {stop} bytes")
    elif stop < len(der):
        found.note(f"{len(der) - stop} bytes after its end")


def _frozen(found: _Found) -> Certificate:
    return Certificate(tuple(found.names), found.issuer, found.not_before, found.not_after, found.problem)


def _walk(der: bytes, at: int, end: int, found: _Found) -> None:
    """TBSCertificate: [0] version, serial, signature, issuer, validity, subject, key, [1], [2], [3] extensions."""
    tag, _, stop = element(der, at, end)
    if tag == _VERSION:
        _, _, stop = element(der, stop, end)
    _, _, at = element(der, stop, end)
    at = _read_issuer(der, at, end, found)
    at = _read_validity(der, at, end, found)
    _, subject, at = element(der, at, end)
    subject_end = min(at, end)
    _, _, at = element(der, at, end)
    try:
        for tag, start, stop in children(der, at, end):
            if tag == _EXTENSIONS:
                _read_extensions(der, start, min(stop, end), found)
    except DerError as error:
        found.note(str(error))
    _read_common_names(der[subject:subject_end], found)


def _read_issuer(der: bytes, at: int, end: int, found: _Found) -> int:
    _, start, stop = element(der, at, end)
    try:
        found.issuer = name_text(der[start : min(stop, end)])
    except DerError as error:
        found.note(f"issuer: {error}")
    return stop


def _read_validity(der: bytes, at: int, end: int, found: _Found) -> int:
    _, start, stop = element(der, at, end)
    first_tag, first, first_end = element(der, start, end)
    last_tag, last, last_end = element(der, first_end, end)
    found.not_before = read_time(first_tag, der[first:first_end])
    found.not_after = read_time(last_tag, der[last:last_end])
    if found.not_before is None:
        found.note(f"notBefore is not a time: {der[first : min(first_end, first + 32)]!r}")
    elif found.not_after is None:
        found.note(f"notAfter is not a time: {der[last : min(last_end, last + 32)]!r}")
    return stop


def _read_extensions(der: bytes, at: int, end: int, found: _Found) -> None:
    at, end = expect(der, at, end, SEQUENCE, "list of extensions")
    for count, (tag, start, stop) in enumerate(children(der, at, end)):
        if count >= MAX_EXTENSIONS:
            found.note(f"more than {MAX_EXTENSIONS} extensions")
            return
        if tag == SEQUENCE and der.startswith(_SAN, start):
            _read_san(der, start + len(_SAN), min(stop, end), found)


def _read_san(der: bytes, at: int, end: int, found: _Found) -> None:
    tag, start, stop = element(der, at, end)
    if tag == BOOLEAN:
        tag, start, stop = element(der, stop, end)
    if tag != OCTET_STRING:
        raise DerError(f"no subjectAltName value at byte {at}")
    at, inner_end = expect(der, start, min(stop, end), SEQUENCE, "list of names")
    names = found.names
    for tag, start, stop in children(der, at, inner_end):
        if stop > inner_end:
            raise DerError(f"a name of the subjectAltName is cut short at byte {start}")
        if len(names) >= MAX_NAMES:
            found.note(f"more than {MAX_NAMES} names")
            return
        if tag == _DNS:
            value = der[start:stop]
            try:
                text = value.decode("ascii")
            except UnicodeDecodeError:
                text = ""
            if PLAIN.fullmatch(text):
                names[text] = None
            else:
                _add_unusual(value, found)
        elif tag in (_IP, _URI):
            _add_other(tag, der[start:stop], found)


def _add_unusual(value: bytes, found: _Found) -> None:
    readings, problem = read_name(value)
    found.names |= dict.fromkeys(readings)
    if problem:
        found.note(f"subjectAltName holds {problem}")


def _add_other(tag: int, value: bytes, found: _Found) -> None:
    if tag == _IP:
        name = address_name(value)
        if not name:
            found.note(f"subjectAltName holds an IP address of {len(value)} bytes")
        else:
            found.names[name] = None
    elif value[:4].lower() == b"http":
        found.names |= dict.fromkeys(read_text(value[:4096].decode("utf-8", "replace")))


def _read_common_names(subject: bytes, found: _Found) -> None:
    named = bool(found.names)
    try:
        for tag, value in common_names(subject):
            text = value_text(tag, value)
            if text not in found.names:
                found.names |= dict.fromkeys(host_like(text))
            if "�" in text and not named:
                found.note("commonName is not text of its string type")
    except DerError as error:
        if not named:
            found.note(f"subject: {error}")
