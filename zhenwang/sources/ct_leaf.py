"""The framing that log entries share: TimestampedEntry and its extensions (RFC 6962, 3.4; c2sp.org/static-ct-api)."""

from __future__ import annotations

from typing import NamedTuple

X509, PRECERT = 0, 1
KINDS = {X509: "x509", PRECERT: "precert"}


class FramingError(ValueError):
    """The framing breaks here. Never leaves ``zhenwang.sources``."""


class Leaf(NamedTuple):
    """A TimestampedEntry. ``certificate`` is a Certificate for x509 and a bare TBSCertificate for precert.

    ``leaf_index`` is the static-ct extension, None when the entry carries none; ``end`` where the next field starts.
    """

    timestamp: int
    kind: str
    certificate: bytes
    leaf_index: int | None
    end: int


def read_leaf(data: bytes, at: int) -> Leaf:
    """The TimestampedEntry that starts at ``at``. Raises FramingError, with what was wrong and at which byte."""
    if at + 10 > len(data):
        raise FramingError(f"ends inside an entry header at byte {at}")
    timestamp = int.from_bytes(data[at : at + 8], "big")
    number = data[at + 8] << 8 | data[at + 9]
    kind = KINDS.get(number)
    if kind is None:
        raise FramingError(f"unknown entry type {number} at byte {at + 8}")
    start = at + 10 + (32 if number == PRECERT else 0)
    start, end = opaque(data, start, 3, "certificate")
    if start == end:
        raise FramingError(f"empty certificate at byte {start}")
    first, last = opaque(data, end, 2, "extensions")
    return Leaf(timestamp, kind, data[start:end], _leaf_index(data, first, last), last)


def opaque(data: bytes, at: int, length_bytes: int, what: str) -> tuple[int, int]:
    """Start and end of a variable-length vector (RFC 8446, 3.4). Raises FramingError when it does not fit."""
    start = at + length_bytes
    end = start + int.from_bytes(data[at:start], "big")
    if end > len(data) or start > len(data):
        raise FramingError(f"{what} at byte {at} needs {end - start} bytes, {max(0, len(data) - start)} are left")
    return start, end


def _leaf_index(data: bytes, at: int, end: int) -> int | None:
    while at < end:
        number = data[at]
        start, stop = opaque(data, at + 1, 2, "extension")
        if stop > end:
            raise FramingError(f"extension at byte {at} does not fit")
        if number == 0 and stop - start == 5:
            return int.from_bytes(data[start:stop], "big")
        at = stop
    return None
