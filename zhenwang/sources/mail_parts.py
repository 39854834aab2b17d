"""A mail taken apart (RFC 2045-2047): its parts in order, bounded in depth, number and bytes whatever it promises.

The standard library reads header blocks; bodies are cut here, because its parser descends as deep as a sender likes
and holds every line against every boundary above it.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser

from zhenwang.text.charset import decode

MAX_BYTES = 30 * 1024 * 1024
"""Of one message; what is larger is not read."""
MAX_HEADER = 128 * 1024
MAX_DEPTH = 8
MAX_PARTS = 200
_HEADER_END = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_MESSAGES = ("message/rfc822", "message/global")


@dataclass(frozen=True, slots=True)
class MailPart:
    """A leaf: its media type, the name it was sent under, and its bytes without transfer encoding."""

    kind: str
    content_type: str
    file_name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class MailParts:
    """``headers`` are those of the message itself, ``subjects`` those of messages inside it. ``limits`` says what was
    not read.
    """

    headers: Message
    leaves: tuple[MailPart, ...]
    subjects: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


def mail_parts(raw: bytes) -> MailParts:
    """Take a message apart. Never raises: what cannot be read as promised is read as it stands."""
    budget = _Budget()
    headers, body = _split(raw[:MAX_BYTES])
    leaves = tuple(_walk(headers, body, 0, budget))
    return MailParts(headers, leaves, tuple(budget.subjects), tuple(dict.fromkeys(budget.limits)))


def header_text(headers: Message, name: str, most: int = 1_000) -> str:
    """A header as people read it, its encoded words undone (RFC 2047) and raw Chinese bytes read as such."""
    return _readable(_first(headers, name)[: most * 8])[:most]


class _Budget:
    """What may still be read of one message."""

    def __init__(self) -> None:
        self.parts = MAX_PARTS
        self.subjects: list[str] = []
        self.limits: list[str] = []


def _walk(headers: Message, body: bytes, depth: int, budget: _Budget) -> Iterator[MailPart]:
    if budget.parts <= 0:
        budget.limits.append(f"more than {MAX_PARTS} parts")
        return
    budget.parts -= 1
    kind, content_type = _kind(headers)
    boundary = _boundary(headers) if kind.startswith("multipart/") else b""
    name = _file_name(headers)
    if boundary or kind in _MESSAGES or name.lower().endswith(".eml"):
        if depth == MAX_DEPTH:
            budget.limits.append(f"parts more than {MAX_DEPTH} deep")
            return
        if boundary:
            for part in _cut(body, boundary, budget):
                yield from _walk(*_split(part), depth + 1, budget)
            return
        inner, rest = _split(_undone(headers, body).lstrip(b"\r\n"))
        budget.subjects.append(header_text(inner, "Subject"))
        yield from _walk(inner, rest, depth + 1, budget)
        return
    yield MailPart(kind, content_type, name, _undone(headers, body))


def _split(raw: bytes) -> tuple[Message, bytes]:
    end = _HEADER_END.search(raw, 0, MAX_HEADER)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw[:MAX_HEADER], b"")
    try:
        return BytesHeaderParser().parsebytes(head), body
    except (ValueError, LookupError, TypeError, AttributeError, HeaderParseError):
        return Message(), raw


def _cut(body: bytes, boundary: bytes, budget: _Budget) -> Iterator[bytes]:
    """The parts between the boundary's lines; the preamble and what follows the closing line are no parts."""
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    start = -1
    for found in line.finditer(body):
        if start >= 0:
            yield body[start : found.start()]
            if budget.parts <= 0:
                budget.limits.append(f"more than {MAX_PARTS} parts")
                return
        start = -1 if found[1] else found.end() + (2 if body[found.end() : found.end() + 2] == b"\r\n" else 1)
        if found[1]:
            return
    if start >= 0:  # never closed, as when the mail was cut
        yield body[start:]


def _kind(headers: Message) -> tuple[str, str]:
    content_type = _first(headers, "Content-Type")[:1_000]
    kind = content_type.partition(";")[0].strip().lower()
    return (kind if "/" in kind else "text/plain"), content_type


def _boundary(headers: Message) -> bytes:
    found = re.search(r"boundary\s*=\s*(?:\"([^\"]{1,200})\"|([^\s;\"]{1,200}))", _first(headers, "Content-Type"), re.I)
    given = (found[1] or found[2]) if found else ""
    return given.encode("utf-8", "surrogateescape").rstrip()


def _file_name(headers: Message) -> str:
    written = f"{_first(headers, 'Content-Disposition')[:2_000]};{_first(headers, 'Content-Type')[:2_000]}"
    found = re.search(r"(?:file)?name\*?\d*\*?\s*=\s*(?:\"([^\"]{1,500})\"|([^\s;]{1,500}))", written, re.I)
    return _readable(found[1] or found[2])[:200] if found else ""


def _undone(headers: Message, body: bytes) -> bytes:
    """A body without its transfer encoding; base64 with garbage between is read as far as it goes."""
    encoding = _first(headers, "Content-Transfer-Encoding")[:100].strip().lower()
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding == "base64":
        digits = _NOT_BASE64.sub(b"", body)
        return binascii.a2b_base64(digits[: len(digits) // 4 * 4] + _rest(digits))
    return body


def _rest(digits: bytes) -> bytes:
    """The last group of base64 digits, filled up; a single digit holds no byte."""
    left = digits[len(digits) // 4 * 4 :]
    return left + b"=" * (4 - len(left)) if len(left) > 1 else b""


def _first(headers: Message, name: str) -> str:
    """The first header of a name as it stands, unfolded; bytes beyond ASCII are kept as surrogates (PEP 383)."""
    value = next((value for key, value in headers.raw_items() if key.lower() == name.lower()), "")
    return re.sub(r"\r?\n[ \t]*", " ", str(value))


def _readable(text: str) -> str:
    """Encoded words undone, and bytes that were sent raw read as what they are."""
    try:
        pieces = decode_header(text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape"))
    except (HeaderParseError, binascii.Error, ValueError, LookupError):
        pieces = [(text, None)]
    return " ".join(_piece(piece, charset) for piece, charset in pieces).strip()


def _piece(piece: bytes | str, charset: str | None) -> str:
    raw = piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape")
    return decode(raw, f"text/plain; charset={charset}" if charset else "text/plain")[0].strip()
