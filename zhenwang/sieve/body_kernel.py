"""Where the body of each row is, a byte at a time, compiled. Importing this module imports numba."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Bytes, Columns, Offsets
from zhenwang.sieve.host_bytes import DOT, HYPHEN, LETTER, LONGEST_HOST, LONGEST_LABEL, MOST_LABELS, OTHER, kinds
from zhenwang.sieve.jit import inlined, kernel
from zhenwang.sieve.suffix_table import BASE, BUCKET_BITS, ENDS, EXCEPTION, KNOWN, STAR, SuffixTable

_BASE = np.uint64(BASE)
_SHIFT = np.uint64(64 - BUCKET_BITS)
_DOT, _HYPHEN, _N, _X, _W = (ord(character) for character in ".-nxw")


def bodies(rows: Columns, table: SuffixTable) -> tuple[Columns, NDArray[np.bool_]]:
    """As ``zhenwang.sieve.bodies.bodies``."""
    text, starts, plain = np.empty_like(rows.text), np.zeros_like(rows.starts), np.zeros(len(rows), np.bool_)
    names = table.names
    lists = (names.text, names.starts, table.hashes, table.flags, table.buckets)
    _cut_all(rows.text, rows.starts, kinds(), *lists, text, starts, plain)
    return Columns(text[: starts[-1]], starts), plain


@kernel
def _cut_all(
    text: Bytes,
    starts: Offsets,
    kind_of: Bytes,
    names: Bytes,
    name_starts: Offsets,
    hashes: NDArray[np.uint64],
    flags: Bytes,
    buckets: NDArray[np.int32],
    out: Bytes,
    out_starts: Offsets,
    plain: NDArray[np.bool_],
) -> None:
    filled = 0
    for row in range(len(starts) - 1):
        start, end = starts[row], starts[row + 1]
        if _is_plain(text, start, end, kind_of):
            plain[row] = True
            suffix = _suffix(text, start, end, names, name_starts, hashes, flags, buckets)
            for place in range(_begin(text, start, suffix), suffix - 1):
                out[filled] = text[place]
                filled += 1
        out_starts[row + 1] = filled


@inlined
def _is_plain(text: Bytes, start: int, end: int, kind_of: Bytes) -> bool:
    if end - start > LONGEST_HOST:
        return False
    label = start
    before = DOT
    for place in range(start, end):
        kind = kind_of[text[place]]
        if kind == OTHER:
            return False
        if kind == DOT:
            if before <= HYPHEN or place - label > LONGEST_LABEL:
                return False
            label = place + 1
        elif kind == HYPHEN and (before == DOT or (before == HYPHEN and _is_encoded(text, start, place))):
            return False
        before = kind
    sound = before > HYPHEN and end - label <= LONGEST_LABEL
    return sound and label > start and kind_of[text[label]] == LETTER


@inlined
def _is_encoded(text: Bytes, start: int, place: int) -> bool:
    """Whether the second hyphen at ``place`` ends ``xn--``."""
    return place - start >= 3 and text[place - 2] == _N and text[place - 3] == _X


@inlined
def _suffix(
    text: Bytes,
    start: int,
    end: int,
    names: Bytes,
    name_starts: Offsets,
    hashes: NDArray[np.uint64],
    flags: Bytes,
    buckets: NDArray[np.int32],
) -> int:
    """Where the public suffix begins: the last label where no rule speaks."""
    value = np.uint64(0)
    found = -1
    known_from = end
    below_star = False
    label = end
    while label > start:
        at = label - 2 if label < end else label - 1  # over the dot
        if label < end:
            value = (value + np.uint64(_DOT)) * _BASE
        while at >= start and text[at] != _DOT:
            value = (value + np.uint64(text[at])) * _BASE
            at -= 1
        label = at + 1
        if found < 0:
            found = label
        said = _said(text, label, end, value, names, name_starts, hashes, flags, buckets)
        if not said & KNOWN:
            return found if not below_star else known_from if said & EXCEPTION else label
        if said & ENDS:
            found = label
        known_from = label
        below_star = said & STAR != 0
    return found


@inlined
def _said(
    text: Bytes,
    start: int,
    end: int,
    value: np.uint64,
    names: Bytes,
    name_starts: Offsets,
    hashes: NDArray[np.uint64],
    flags: Bytes,
    buckets: NDArray[np.int32],
) -> int:
    """What the table says of the stretch whose hash is ``value``; 0 of one that it does not hold."""
    bucket = value >> _SHIFT
    for entry in range(buckets[bucket], buckets[bucket + np.uint64(1)]):
        if hashes[entry] == value and name_starts[entry + 1] - name_starts[entry] == end - start:
            place = 0
            while place < end - start and text[start + place] == names[name_starts[entry] + place]:
                place += 1
            return flags[entry] if place == end - start else 0
    return 0


@inlined
def _begin(text: Bytes, start: int, suffix: int) -> int:
    """Where the body begins that ends before the dot before ``suffix``; not before that end where there is none."""
    if suffix - start >= 4 and text[start + 3] == _DOT and _is_www(text, start):
        start += 4
    dots = 0
    for place in range(suffix - 2, start - 1, -1):
        if text[place] == _DOT:
            dots += 1
            if dots == MOST_LABELS:
                return place + 1
    return start


@inlined
def _is_www(text: Bytes, start: int) -> bool:
    """The caller knows that four bytes stand there."""
    return bool(text[start] == _W and text[start + 1] == _W and text[start + 2] == _W)
