"""Distinguished names: the issuer as text, and the common names of a subject."""

from __future__ import annotations

import functools

from zhenwang.sources.der import OID, SEQUENCE, SET, elements

COMMON_NAME = bytes.fromhex("550403")
MAX_VALUE = 4096
MAX_PARTS = 64

BROKEN = "a distinguished name is broken"
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
_ASCII_TYPES = (0x0C, 0x13, 0x16)
_ONLY = bytes((OID, len(COMMON_NAME))) + COMMON_NAME

Attribute = tuple[bytes, int, bytes]
"""Number, string tag and bytes."""


@functools.lru_cache(maxsize=2048)
def name_text(content: bytes) -> tuple[str, str]:
    """The content of a Name as RFC 4514 prints it, last part first: ``CN=R10,O=Let's Encrypt,C=US``; and a problem.

    Unknown attributes keep their dotted number. A broken name gives the parts before the break.
    """
    found, problem = attributes(content)
    parts = [f"{_SHORT.get(oid) or _dotted(oid)}={_escaped(value_text(tag, value))}" for oid, tag, value in found]
    return ",".join(reversed(parts)), problem


def common_names(content: bytes) -> tuple[list[tuple[int, bytes]], str]:
    """Tag and bytes of every commonName in the content of a Name, and a problem."""
    found, problem = attributes(content)
    return [(tag, value) for oid, tag, value in found if oid == COMMON_NAME], problem


def only_common_name(content: bytes) -> str:
    """The value of a Name that is one ASCII commonName and nothing else, as most subjects are; otherwise empty."""
    size = len(content)
    if size < 12 or content[4:9] != _ONLY or content[9] not in _ASCII_TYPES:
        return ""
    if (content[0], content[1], content[2], content[3], content[10]) != (SET, size - 2, SEQUENCE, size - 4, size - 11):
        return ""
    return content[11:].decode("ascii") if content.isascii() else ""


def attributes(content: bytes) -> tuple[list[Attribute], str]:
    """Every attribute of a Name's content up to any break, and a problem."""
    found: list[Attribute] = []
    sets, problem = elements(content, 0, len(content), MAX_PARTS)
    for tag, start, stop in sets:
        pairs, _ = elements(content, start, min(stop, len(content)), MAX_PARTS)
        attribute = [_attribute(content, *pair) for pair in pairs]
        whole = [one for one in attribute if one]
        if tag != SET or stop > len(content) or len(whole) < len(attribute) or len(found) > MAX_PARTS:
            return found + whole, BROKEN
        found += whole
    return found, BROKEN if problem else ""


def value_text(tag: int, value: bytes) -> str:
    """An attribute value as text; what its string type does not allow becomes U+FFFD."""
    return value[:MAX_VALUE].decode(_ENCODINGS.get(tag, "utf-8"), "replace")


def _attribute(content: bytes, tag: int, start: int, stop: int) -> Attribute | None:
    pair, problem = elements(content, start, stop, 2)
    if tag != SEQUENCE or problem or len(pair) != 2 or pair[0][0] != OID:
        return None
    (_, oid, oid_end), (kind, value, value_end) = pair
    return content[oid:oid_end], kind, content[value:value_end]


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
