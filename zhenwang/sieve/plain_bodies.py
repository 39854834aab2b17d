"""Where the body of each row is, by numpy alone: every step over all rows at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Bytes, Columns, Offsets
from zhenwang.sieve.host_bytes import DOT, HYPHEN, LETTER, LONGEST_HOST, LONGEST_LABEL, MOST_LABELS, OTHER, kinds
from zhenwang.sieve.plain_hash import same
from zhenwang.sieve.suffix_table import BASE, BUCKET_BITS, ENDS, EXCEPTION, KNOWN, STAR, SuffixTable

_INVERSE = pow(BASE, -1, 1 << 64)
_SHIFT = np.uint64(64 - BUCKET_BITS)
_A_LABEL = b"xn--"
_WWW = 3


@dataclass(frozen=True, slots=True, eq=False)
class _Labels:
    """What stands between dots, row after row; ``firsts`` and ``lasts`` are the numbers of each row's."""

    starts: Offsets
    ends: Offsets
    firsts: Offsets
    lasts: Offsets

    @classmethod
    def of(cls, rows: Columns) -> _Labels:
        dots = np.flatnonzero(kinds()[rows.text] == DOT)
        before = np.searchsorted(dots, rows.starts)
        numbers = np.arange(len(rows))
        behind = np.arange(len(dots)) + np.repeat(numbers, np.diff(before)) + 1
        firsts, lasts = before[:-1] + numbers, before[1:] + numbers
        starts = np.empty(len(dots) + len(rows), np.int64)
        ends = np.empty_like(starts)
        starts[firsts], ends[lasts] = rows.starts[:-1], rows.starts[1:]
        starts[behind], ends[behind - 1] = dots + 1, dots
        return cls(starts, ends, firsts, lasts)


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Beginning and end of each row's body, alike where it has none; ``plain``: which rows are plain hosts."""

    begins: Offsets
    ends: Offsets
    plain: NDArray[np.bool_]

    @classmethod
    def of(cls, rows: Columns, table: SuffixTable) -> Spans:
        """``rows`` must begin with its text and end with it."""
        begins, ends = rows.starts[:-1].copy(), rows.starts[:-1].copy()
        labels = _Labels.of(rows)
        plain = _plain(rows, labels)
        chosen = np.flatnonzero(plain)
        firsts = labels.firsts[chosen]
        suffixes = _suffixes(rows, labels, chosen, table)
        www = labels.ends[firsts] - labels.starts[firsts] == _WWW
        for place in range(_WWW):
            www[www] = rows.text[labels.starts[firsts[www]] + place] == ord("w")
        firsts = np.maximum(firsts + www, suffixes - MOST_LABELS)
        some = firsts < suffixes
        chosen, firsts, suffixes = chosen[some], firsts[some], suffixes[some]
        begins[chosen], ends[chosen] = labels.starts[firsts], labels.ends[suffixes - 1]
        return cls(begins, ends, plain)


def _plain(rows: Columns, labels: _Labels) -> NDArray[np.bool_]:
    kind = kinds()[rows.text]
    lengths = labels.ends - labels.starts
    wrong = (lengths < 1) | (lengths > LONGEST_LABEL)
    sound = np.flatnonzero(~wrong)
    wrong[sound] = (kind[labels.starts[sound]] == HYPHEN) | (kind[labels.ends[sound] - 1] == HYPHEN)
    plain = (np.diff(rows.starts) <= LONGEST_HOST) & (labels.lasts > labels.firsts)
    plain[np.searchsorted(labels.firsts, np.flatnonzero(wrong), "right") - 1] = False
    plain[np.searchsorted(rows.starts, np.flatnonzero(kind == OTHER), "right") - 1] = False
    plain[_holding_a_labels(rows)] = False
    chosen = np.flatnonzero(plain)
    plain[chosen] = kind[labels.starts[labels.lasts[chosen]]] == LETTER
    return plain


def _holding_a_labels(rows: Columns) -> NDArray[np.int64]:
    """Numbers of the rows that hold ``xn--`` anywhere."""
    text, last = rows.text, len(_A_LABEL) - 1
    found = np.ones(max(len(text) - last, 0), np.bool_)
    for place, byte in enumerate(_A_LABEL):
        found &= text[place : len(text) - last + place] == byte
    places = np.flatnonzero(found)
    numbers = np.searchsorted(rows.starts, places, "right") - 1
    return numbers[places + last < rows.starts[numbers + 1]]


def _suffixes(rows: Columns, labels: _Labels, chosen: NDArray[np.int64], table: SuffixTable) -> NDArray[np.int64]:
    """The number of the first label of each chosen row's public suffix; the last label where no rule speaks."""
    powers = np.multiply.accumulate(np.full(len(rows.text), BASE, np.uint64))
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(rows.text * powers)])
    back = np.multiply.accumulate(np.r_[np.uint64(1), np.full(len(rows.text), _INVERSE, np.uint64)])
    found = labels.lasts[chosen]
    walking, label = np.arange(len(chosen)), found.copy()
    below_star = np.zeros(len(chosen), np.bool_)
    while len(walking):
        starts, ends = labels.starts[label], rows.starts[chosen[walking] + 1]
        said = _said(table, rows.text, starts, ends, (sums[ends] - sums[starts]) * back[starts])
        known = (said & KNOWN) > 0
        stopped = below_star & ~known
        found[walking[stopped]] = label[stopped] + ((said[stopped] & EXCEPTION) > 0)
        ending = (said & ENDS) > 0
        found[walking[ending]] = label[ending]
        on = known & (label > labels.firsts[chosen[walking]])
        walking, label, below_star = walking[on], label[on] - 1, (said[on] & STAR) > 0
    return found


def _said(
    table: SuffixTable, text: Bytes, starts: Offsets, ends: Offsets, hashes: NDArray[np.uint64]
) -> NDArray[np.uint8]:
    """What the table says of each stretch; 0 of one that it does not hold."""
    places = table.buckets[hashes >> _SHIFT]
    while (behind := table.hashes[places] < hashes).any():
        places = places + behind
    name_starts, lengths = table.names.starts[places], ends - starts
    held = (table.hashes[places] == hashes) & (table.names.starts[places + 1] - name_starts == lengths)
    held[held] = same(text, starts[held], table.names.text, name_starts[held], lengths[held])
    return np.where(held, table.flags[places], 0).astype(np.uint8)
