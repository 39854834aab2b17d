"""Data tiles of static-ct logs: up to 256 entries one after the other (https://c2sp.org/static-ct-api).

    TimestampedEntry | pre_certificate (precert only) | fingerprints of the chain

Nothing here checks the tile against a tree head: that is verification, and entries are matched whether or not it holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhenwang.domain.candidate import Malformed
from zhenwang.sources.certificate import read_certificate, read_tbs
from zhenwang.sources.ct_entry import SOURCE, Entry, entry_of, instant, locator
from zhenwang.sources.ct_leaf import FramingError, Leaf, opaque, read_leaf

WIDTH = 256
FINGERPRINT = 32
_DAMAGED = "tile is damaged"


def read_tile(body: bytes, log: str, first: int | None = None, width: int | None = None) -> Iterator[Entry | Malformed]:
    """Every entry of a decoded data tile. ``first`` is the index of its first entry, ``width`` how many it should hold.

    Where the framing breaks, everything before it has been read and the rest is one Malformed, by byte and index.
    """
    at, count, start = 0, 0, first
    while at < len(body):
        try:
            if count == WIDTH:
                raise FramingError(f"more than {WIDTH} entries")
            leaf = read_leaf(body, at)
            end = _after_chain(body, leaf)
        except FramingError as error:
            yield damaged(log, (start or 0) + count, at, str(error), body[at:])
            return
        if start is None:
            start = leaf.leaf_index if leaf.leaf_index is not None else 0
        yield _entry(leaf, log, start + count, body[at:end])
        at, count = end, count + 1
    if width is not None and count < width:
        yield damaged(log, (start or 0) + count, at, f"the tile ends with {count} of {width} entries", b"")


def damaged(log: str, index: int, at: int, why: str, rest: bytes) -> Malformed:
    """The part of a tile that could not be read."""
    return Malformed(SOURCE, locator(log, index), f"{_DAMAGED} from byte {at}, entry {index}: {why}", rest)


def is_damage(item: Entry | Malformed) -> bool:
    """Whether an item is the unreadable rest of a tile, and not one entry with an odd certificate."""
    return isinstance(item, Malformed) and item.reason.startswith(_DAMAGED)


def plausible_tile(body: bytes) -> bool:
    """Whether the bytes begin like a data tile: a time of this age and a known entry type."""
    return len(body) > 10 and instant(int.from_bytes(body[:8], "big")) is not None and body[8:10] in (b"\0\0", b"\0\1")


def _after_chain(body: bytes, leaf: Leaf) -> int:
    at = leaf.end
    if leaf.kind == "precert":
        _, at = opaque(body, at, 3, "precertificate")
    start, end = opaque(body, at, 2, "chain")
    if (end - start) % FINGERPRINT:
        raise FramingError(f"chain at byte {at} is not made of fingerprints")
    return end


def _entry(leaf: Leaf, log: str, index: int, raw: bytes) -> Entry | Malformed:
    read = read_tbs(leaf.certificate) if leaf.kind == "precert" else read_certificate(leaf.certificate)
    timestamp = instant(leaf.timestamp)
    if timestamp is None:
        return Malformed(SOURCE, locator(log, index), f"time-stamp {leaf.timestamp} is no date", raw, read.names)
    if leaf.leaf_index is not None and leaf.leaf_index != index:
        why = f"leaf index says {leaf.leaf_index}, its place says {index}"
        return Malformed(SOURCE, locator(log, index), why, raw, read.names)
    return entry_of(log, index, leaf.kind, read, timestamp, raw)
