"""Distinguished Encoding Rules, just enough to step over a certificate (ITU-T X.690).

Nothing recurses and nothing is copied: an element is a tag with the two positions between which its content stands, so
a hostile certificate costs one step per element, however deep or long it claims to be. Nothing raises either: what
could be stepped over is given, with a sentence about where it went wrong.
"""

from __future__ import annotations

SEQUENCE, SET, OID, BOOLEAN, OCTET_STRING = 0x30, 0x31, 0x06, 0x01, 0x04
MAX_ELEMENTS = 25_000
_INDEFINITE = 0x80
_MAX_LENGTH_BYTES = 4
_MAX_TAG_BYTES = 3

Element = tuple[int, int, int]
"""Tag, and where the content starts and stops."""


def elements(data: bytes, at: int, end: int, most: int = MAX_ELEMENTS) -> tuple[list[Element], str]:
    """The elements between two positions, and a problem ('' when they fill the space exactly).

    The last one may stop behind ``end``: it is cut short, and the caller decides what it is worth. BER's indefinite
    length runs to ``end``, and BER's end-of-contents marker ends the list.
    """
    found: list[Element] = []
    # The two usual forms of a length are decoded here, because this loop is where reading a log spends its time.
    try:
        while at < end:
            tag, length = data[at], data[at + 1]
            if tag & 0x1F == 0x1F or (length >= _INDEFINITE and length != 0x82):
                start, stop = _rare_header(data, at, end)
            elif length < _INDEFINITE:
                start = at + 2
                stop = start + length
            else:
                start = at + 4
                stop = start + (data[at + 2] << 8 | data[at + 3])
            if start > end or len(found) >= most:
                return found, _cut(at) if start > end else f"more than {most} elements before byte {at}"
            if tag == 0 and start == stop:
                return found, ""
            found.append((tag, start, stop))
            at = stop
    except IndexError:
        return found, _cut(at)
    except _HeaderError as error:
        return found, str(error)
    return found, "" if at == end else f"an element is cut short: {at - end} bytes are missing at byte {end}"


def element(data: bytes, at: int, end: int) -> tuple[Element | None, str]:
    """The first element between two positions, if its header is whole, and a problem."""
    found, problem = elements(data, at, end, 1)
    if not found:
        return None, problem or f"nothing at byte {at}"
    return found[0], problem if found[0][2] > end else ""


class _HeaderError(Exception):
    pass


def _cut(at: int) -> str:
    return f"ends inside an element header at byte {at}"


def _rare_header(data: bytes, at: int, end: int) -> tuple[int, int]:
    """Start and stop of an element with a long tag or an unusual form of length."""
    at_length = at + 1
    if data[at] & 0x1F == 0x1F:
        while data[at_length] >= 0x80:
            at_length += 1
            if at_length - at > _MAX_TAG_BYTES:
                raise _HeaderError(f"tag number of more than {_MAX_TAG_BYTES} bytes at byte {at}")
        at_length += 1
    length, start = data[at_length], at_length + 1
    if length < _INDEFINITE:
        return start, start + length
    if length == _INDEFINITE:
        return start, end
    size = length & 0x7F
    if size > _MAX_LENGTH_BYTES:
        raise _HeaderError(f"length of {size} bytes at byte {at}")
    return start + size, start + size + int.from_bytes(data[start : start + size], "big")
