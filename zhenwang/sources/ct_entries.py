"""Answers of RFC 6962 logs to get-entries (4.6): JSON with a base64 MerkleTreeLeaf for each entry.

The leaf holds all that is wanted, for a precertificate too: its TBSCertificate. ``extra_data``, three quarters of the
bytes, is never decoded.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence

from zhenwang.domain.candidate import Malformed
from zhenwang.sources.certificate import read_certificate, read_tbs
from zhenwang.sources.ct_entry import SOURCE, Entry, entry_of, instant, locator
from zhenwang.sources.ct_leaf import FramingError, read_leaf

_LEAF_VERSION = b"\x00\x00"
"""MerkleTreeLeaf: version v1, type timestamped_entry."""


def parse_page(body: bytes) -> list[object] | str:
    """The rows of a get-entries answer, or one sentence about what it is instead."""
    try:
        page = json.loads(body)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"
    if not isinstance(page, dict) or not isinstance(page.get("entries"), list):
        return "JSON without a list of entries"
    return list(page["entries"])


def read_rows(rows: Sequence[object], log: str, first: int) -> Iterator[Entry | Malformed]:
    """Every row of a page; ``first`` is the index that was asked for."""
    for place, row in enumerate(rows):
        yield read_row(row, log, first + place)


def read_row(row: object, log: str, index: int) -> Entry | Malformed:
    """One row ``{"leaf_input": base64, ...}``. A row that cannot be read is kept as it came."""
    text = row.get("leaf_input") if isinstance(row, dict) else None
    if not isinstance(text, str):
        return _malformed(log, index, "no leaf_input", json.dumps(row, default=str).encode())
    try:
        leaf_input = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        return _malformed(log, index, f"leaf_input is not base64 ({error})", text.encode("utf-8", "replace"))
    return read_leaf_input(leaf_input, log, index)


def read_leaf_input(leaf_input: bytes, log: str, index: int) -> Entry | Malformed:
    """A decoded MerkleTreeLeaf."""
    if not leaf_input.startswith(_LEAF_VERSION):
        return _malformed(log, index, f"unknown leaf version or type {leaf_input[:2].hex() or '(empty)'}", leaf_input)
    try:
        leaf = read_leaf(leaf_input, 2)
    except FramingError as error:
        return _malformed(log, index, str(error), leaf_input)
    read = read_tbs(leaf.certificate) if leaf.kind == "precert" else read_certificate(leaf.certificate)
    timestamp = instant(leaf.timestamp)
    if timestamp is None:
        return _malformed(log, index, f"time-stamp {leaf.timestamp} is no date", leaf_input, read.names)
    if leaf.end != len(leaf_input):
        return _malformed(log, index, f"{len(leaf_input) - leaf.end} bytes after its end", leaf_input, read.names)
    return entry_of(log, index, leaf.kind, read, timestamp, leaf_input)


def _malformed(log: str, index: int, why: str, raw: bytes, names: tuple[str, ...] = ()) -> Malformed:
    return Malformed(SOURCE, locator(log, index), f"log entry {index}: {why}", raw, names)
