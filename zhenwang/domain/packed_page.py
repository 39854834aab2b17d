"""A page in a few kilobytes, for those that are kept in memory by the thousand and read one at a time."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace

from zhenwang.domain.look import Page
from zhenwang.domain.page_records import page_record, recorded_page

MAX_PACKED = 64 * 1024
"""Bytes at most. Real home pages take 2 to 12 KiB with everything on them."""
_MAX_RECORD = 1024 * 1024  # pages shrink to a seventh; what is larger than this is not worth the try
_MAX_TEXT = 20_000


def pack(page: Page) -> bytes:
    """The page in at most ``MAX_PACKED`` bytes; of one that needs more, scripts go first, then links, then words."""
    packed = b""
    for smaller in _ever_smaller(page):
        record = json.dumps(page_record(smaller), separators=(",", ":")).encode("ascii")
        if len(record) <= _MAX_RECORD:
            packed = zlib.compress(record)
            if len(packed) <= MAX_PACKED:
                break
    return packed


def unpack(packed: bytes) -> Page:
    """The page that was packed. ValueError when these are not the bytes of a packed page."""
    reader = zlib.decompressobj()
    try:
        return recorded_page(json.loads(reader.decompress(packed, _MAX_RECORD)))
    except zlib.error as error:
        raise ValueError(f"not a packed page: {error}") from error


def holds(packed: bytes, words: str) -> bool:
    """Whether lower-case ASCII words stand anywhere on the packed page, in any case: ten times faster than to unpack
    it. True for what is no packed page: ``unpack`` says what it is.
    """
    try:
        return words.encode("ascii") in zlib.decompressobj().decompress(packed, _MAX_RECORD).lower()
    except zlib.error:
        return True


def _ever_smaller(page: Page) -> Iterator[Page]:
    yield page
    page = replace(page, scripts=tuple(replace(script, text="", attributes=()) for script in page.scripts), hidden="")
    yield page
    page = replace(page, links=page.links[:200], images=page.images[:50], scripts=(), forms=(), meta=page.meta[:20])
    yield page
    zones = {zone: getattr(page, zone)[:_MAX_TEXT] for zone in ("header", "navigation", "footer", "text")}
    yield replace(page, links=(), images=(), **zones)
    # Only noise, which does not compress, comes this far.
    yield replace(page, links=(), images=(), meta=(), **{zone: text[:2_000] for zone, text in zones.items()})
