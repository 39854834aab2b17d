"""Distinguished Encoding Rules, just enough to step over a certificate (ITU-T X.690).

Nothing recurses and nothing is copied: an element is a tag with the two positions between which its content stands, so
a hostile certificate costs one step per element, however deep or long it claims to be.
"""

from __future__ import annotations

from collections.abc import Iterator

SEQUENCE, SET, OID, BOOLEAN, OCTET_STRING = 0x30, 0x31, 0x06, 0x01, 0x04
INDEFINITE = 0x80
MAX_LENGTH_BYTES = 4
MAX_TAG_BYTES = 3

Element = tuple[int, int, int]
"""Tag, and where the content starts and stops."""


class DerError(ValueError):
    """The bytes are not an element. Says what and at which byte; never leaves ``zhenwang.sources``."""


def element(data: bytes, at: int, end: int) -> Element:
    """The element that starts at ``at``. Its stop may lie behind ``end``: the caller decides what a cut one is worth.

    An indefinite length (BER) stops at ``end``. Raises DerError when the header itself is cut or absurd.
    """
    try:
        tag = data[at]
        at_length = at + 1 if tag & 0x1F != 0x1F else _after_long_tag(data, at + 1)
        length = data[at_length]
    except IndexError:
        raise DerError(f"ends inside an element header at byte {at}") from None
    start = at_length + 1
    if length < 0x80:
        stop = start + length
    elif length == INDEFINITE:
        stop = end
    else:
        size = length & 0x7F
        if size > MAX_LENGTH_BYTES:
            raise DerError(f"length of {size} bytes at byte {at}")
        stop = start + size + int.from_bytes(data[start : start + size], "big")
        start += size
    if start > end:
        raise DerError(f"ends inside an element header at byte {at}")
    return tag, start, stop


def children(data: bytes, at: int, end: int) -> Iterator[Element]:
    """The elements between two positions, in order; an end-of-contents marker (BER) ends them."""
    while at < end:
        tag, start, at = element(data, at, end)
        if tag == 0 and start == at:
            return
        yield tag, start, at


def expect(data: bytes, at: int, end: int, tag: int, what: str) -> tuple[int, int]:
    """Start and stop of the element at ``at``, which must carry this tag. A stop behind ``end`` is pulled in."""
    found, start, stop = element(data, at, end)
    if found != tag:
        raise DerError(f"no {what} at byte {at}")
    return start, min(stop, end)


def _after_long_tag(data: bytes, at: int) -> int:
    for place in range(at, at + MAX_TAG_BYTES):
        if data[place] < 0x80:
            return place + 1
    raise DerError(f"tag number of more than {MAX_TAG_BYTES} bytes at byte {at - 1}")
