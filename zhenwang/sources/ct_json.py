"""Tells JSON files of a log apart: get-entries pages, single entries, and files of one entry a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhenwang.domain.candidate import Malformed
from zhenwang.sources.ct_entries import read_row, read_rows
from zhenwang.sources.ct_entry import SOURCE, Entry, locator
from zhenwang.sources.ct_names import MAX_LINE, read_names

_START = re.compile(r"start[-=_]?(\d{1,15})")
_KNOWN = (
    ("tree_size", "a signed tree head"),
    ("operators", "a log list"),
    ("chain", "a submission"),
    ("certificates", "a list of roots"),
    ("consistency", "a consistency proof"),
    ("leaf_index", "a proof"),
    ("sct_version", "a signed certificate timestamp"),
)


@dataclass(frozen=True, slots=True)
class NotEntries:
    """The file holds no entries; ``what`` says what it is."""

    what: str


def read_json(body: bytes, log: str, file_name: str) -> Iterator[Entry | Malformed] | NotEntries:
    """The entries of a JSON file. The index of the first comes from ``start`` in the file's name, else it is 0.

    A page that breaks off in the middle is one Malformed with its bytes: JSON has no framing to read up to.
    """
    text = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith((b"{", b"[")):
        return NotEntries(_what_text(text))
    start = _START.search(file_name)
    first = int(start[1]) if start else 0
    line, _, more = text.partition(b"\n")
    page = _parsed(line)
    if isinstance(page, dict) and "Timestamp" in page:
        return read_names(text, log)
    if isinstance(page, dict) and more.strip():
        return _read_leaf_lines(text, log) if "leaf_input" in page else NotEntries("JSON lines without log entries")
    page = _parsed(text) if page is None else page
    if page is None:
        if b'"leaf_input"' in text[:4096]:
            return iter((Malformed(SOURCE, locator(log, first), "get-entries answer is not whole JSON", body),))
        return NotEntries("text that is not JSON")
    if isinstance(page, dict) and isinstance(page.get("entries"), list):
        return read_rows(page["entries"], log, first)
    if isinstance(page, dict) and "leaf_input" in page:
        return iter((read_row(page, log, _index(page, first)),))
    return NotEntries(_what_json(page))


def _read_leaf_lines(text: bytes, log: str) -> Iterator[Entry | Malformed]:
    """Lines of ``{"leaf_index", "leaf_input"}``."""
    for place, line in enumerate(text.splitlines()):
        if not line.strip():
            continue
        row = _parsed(line) if len(line) <= MAX_LINE else None
        if isinstance(row, dict):
            yield read_row(row, log, _index(row, place))
        else:
            yield Malformed(SOURCE, locator(log, place), f"line {place + 1} is not a JSON object", line)


def _index(row: dict[str, object], default: int) -> int:
    index = row.get("leaf_index")
    return index if type(index) is int and index >= 0 else default


def _parsed(text: bytes) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _what_json(page: object) -> str:
    if isinstance(page, dict):
        return next((what for key, what in _KNOWN if key in page), "JSON without entries")
    return "JSON without entries"


def _what_text(text: bytes) -> str:
    if b"-----BEGIN CERTIFICATE-----" in text[:16_384]:
        return "certificates in PEM"
    if re.match(rb"[^\n]{1,200}\n\d{1,19}\n[A-Za-z0-9+/=]{44}\n", text):
        return "a checkpoint"
    return "no certificate-log format is recognised"
