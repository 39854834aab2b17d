"""Distinguished names: the issuer as text, and the common names of a subject."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from zhenwang.sources.der import OID, SEQUENCE, SET, DerError, children, element, expect

COMMON_NAME = bytes.fromhex("550403")
MAX_VALUE = 4096
MAX_PARTS = 64

_SHORT = {
    COMMON_NAME: "CN",
    bytes.fromhex("550406"): "C",
    bytes.fromhex("550407"): "L",
    bytes.fromhex("550408"): "ST",
    bytes.fromhex("550409"): "STREET",
    bytes.fromhex("55040a"): "O",
    bytes.fromhex("55040b"): "OU",
    bytes.fromhex("0992268993f22c640119"): "DC",
    bytes.fromhex("0992268993f22c640101"): "UID",
}
_ENCODINGS = {0x0C: "utf-8", 0x14: "latin-1", 0x1C: "utf-32-be", 0x1E: "utf-16-be"}


@functools.lru_cache(maxsize=2048)
def name_text(content: bytes) -> str:
    """The content of a Name as RFC 4514 prints it, last part first: ``CN=R10,O=Let's Encrypt,C=US``.

    Unknown attributes keep their dotted number. Raises DerError.
    """
    parts = [f"{_label(oid)}={_escaped(value_text(tag, value))}" for oid, tag, value in attributes(content)]
    return ",".join(reversed(parts))


def common_names(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and bytes of every commonName in the content of a Name. Raises DerError."""
    return ((tag, value) for oid, tag, value in attributes(content) if oid == COMMON_NAME)


def attributes(content: bytes) -> Iterator[tuple[bytes, int, bytes]]:
    """Every attribute as number, string tag and bytes. Raises DerError when it breaks off or has too many parts."""
    count = 0
    for tag, start, stop in children(content, 0, len(content)):
        if tag != SET or stop > len(content):
            raise DerError("a distinguished name is broken")
        for inner, at, end in children(content, start, stop):
            count += 1
            if inner != SEQUENCE or end > stop or count > MAX_PARTS:
                raise DerError("a distinguished name is broken")
            first, last = expect(content, at, end, OID, "attribute type")
            value_tag, value_start, value_stop = element(content, last, end)
            if value_stop > end:
                raise DerError("a distinguished name is broken")
            yield content[first:last], value_tag, content[value_start:value_stop]


def value_text(tag: int, value: bytes) -> str:
    """An attribute value as text; what its string type does not allow becomes U+FFFD."""
    return value[:MAX_VALUE].decode(_ENCODINGS.get(tag, "utf-8"), "replace")


def _label(oid: bytes) -> str:
    return _SHORT.get(oid) or _dotted(oid)


def _dotted(oid: bytes) -> str:
    numbers, number = [], 0
    for byte in oid[:32]:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(number)
            number = 0
    if not numbers:
        return "?"
    root = min(numbers[0] // 40, 2)
    return ".".join(str(part) for part in (root, numbers[0] - root * 40, *numbers[1:]))


def _escaped(text: str) -> str:
    """RFC 4514, 2.4."""
    escaped = "".join(f"\\{char}" if char in '\\"+,;<>' else "\\00" if char == "\0" else char for char in text)
    if escaped.startswith(("#", " ")):
        escaped = "\\" + escaped
    return escaped[:-1] + "\\ " if escaped.endswith(" ") and len(text) > 1 else escaped
