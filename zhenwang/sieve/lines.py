"""From blocks of raw bytes to lines, many at once. A line of any length costs no more than the longest that is kept."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Bytes, Columns, Offsets

LONGEST_LINE = 4096
BLOCK = 1 << 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NEWLINE = ord("\n")
_BLANKS = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "  # the ASCII part of what str.strip takes off


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines that are not blank, in order: lower-case where they are ASCII, without blanks around them.

    ``numbers`` count from 1 over the whole input, blank lines included. ``cut``: the line was longer than 4,096 bytes,
    of which the row holds the beginning. ``ended``: how many lines of the input ended here.
    """

    rows: Columns
    numbers: NDArray[np.int64]
    cut: NDArray[np.bool_]
    ended: int


def read_lines(blocks: Iterable[bytes]) -> Iterator[Lines]:
    """The lines of an input, whatever its blocks are cut by; every block gives its lines as soon as they have ended.

    Any byte but the newline may stand in a line. A byte order mark before the first one is dropped.
    """
    held, ended = b"", 0
    for block in _marked_off(_bounded(blocks)):
        whole, newline, rest = (held + _behind(held, block)).rpartition(b"\n")
        held = rest[: LONGEST_LINE + 1]
        if newline:
            found = _split(whole + newline, ended)
            ended += found.ended
            yield found
    if held:
        yield _split(held + b"\n", ended)


def _behind(held: bytes, block: bytes) -> bytes:
    """A block from where it is kept: nothing more is of a line that is too long already."""
    if len(held) <= LONGEST_LINE:
        return block
    end = block.find(b"\n")
    return block[end:] if end >= 0 else b""


def _bounded(blocks: Iterable[bytes]) -> Iterator[bytes]:
    for block in blocks:
        for start in range(0, len(block), BLOCK):
            yield block[start : start + BLOCK]


def _marked_off(blocks: Iterator[bytes]) -> Iterator[bytes]:
    head = b""
    for block in blocks:
        head += block
        if not _BYTE_ORDER_MARK.startswith(head):
            break
    yield head.removeprefix(_BYTE_ORDER_MARK)
    yield from blocks


def _split(raw: bytes, ended: int) -> Lines:
    """``raw`` ends with a newline. The case of what is not ASCII is left alone."""
    text = np.frombuffer(raw.lower(), np.uint8)
    ends = np.flatnonzero(text == _NEWLINE)
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1] + 1])
    cut = ends - starts > LONGEST_LINE
    begins, stops = _stripped(text, starts, np.where(cut, starts + LONGEST_LINE, ends))
    kept = np.flatnonzero((begins < stops) | cut)
    rows = _gathered(text, begins[kept], stops[kept])
    return Lines(rows, kept + ended + 1, cut[kept], len(ends))


def _stripped(text: Bytes, starts: Offsets, ends: Offsets) -> tuple[Offsets, Offsets]:
    """Each stretch without the blanks at its ends; an empty one at its beginning where nothing else is there."""
    begins, stops, blank = starts.copy(), ends.copy(), _is_blank()
    some = np.flatnonzero(starts < ends)
    some = some[blank[text[starts[some]]] | blank[text[ends[some] - 1]]]
    if len(some):
        filled = np.flatnonzero(~blank[text])
        first, behind = np.searchsorted(filled, starts[some]), np.searchsorted(filled, ends[some])
        stops[some] = begins[some]
        some, first, behind = (part[first < behind] for part in (some, first, behind))
        begins[some], stops[some] = filled[first], filled[behind - 1] + 1
    return begins, stops


def _gathered(text: Bytes, begins: Offsets, ends: Offsets) -> Columns:
    """Stretches, in order and apart by a byte or more, as rows."""
    steps = np.zeros(len(text) + 1, np.int8)
    some = begins < ends
    steps[begins[some]], steps[ends[some]] = 1, -1
    starts = np.zeros(len(begins) + 1, np.int64)
    np.cumsum(ends - begins, out=starts[1:])
    return Columns(text[np.cumsum(steps[:-1], dtype=np.int8).view(np.bool_)], starts)


@functools.cache
def _is_blank() -> NDArray[np.bool_]:
    table = np.zeros(256, np.bool_)
    table[list(_BLANKS)] = True
    return table
