"""The public suffix list as a table that a kernel can walk from the right end of a name (publicsuffix.org/list)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Columns

KNOWN, ENDS, STAR, EXCEPTION = 1, 2, 4, 8
"""What is said of a name: rules go through it; it is a suffix; every label below it makes one; this one does not."""
BASE = 0x9E3779B97F4A7C15
"""Odd, so that it has an inverse modulo 2^64. The hash of a name is the sum of its bytes, each times a power of
``BASE``: the first byte times the first power, and so on."""
BUCKET_BITS = 16
_WORD = (1 << 64) - 1


@dataclass(frozen=True, slots=True, eq=False)
class SuffixTable:
    """Names in the order of their 64-bit ``hashes``, with what is said of them, and behind them an empty one.

    ``buckets``: where the names begin whose hash has the same first 16 bits, 65,537 positions. Hashes only find; a name
    is compared byte for byte, because whoever registers a host chooses its bytes.
    """

    names: Columns
    hashes: NDArray[np.uint64]
    flags: NDArray[np.uint8]
    buckets: NDArray[np.int32]

    @classmethod
    def of(cls, rules: Iterable[str]) -> SuffixTable:
        """From rules as the list writes them: ``gov.cn``, ``*.ck``, ``!www.ck``.

        A label that is not ASCII is left out with its rule: in a host it stands as an A-label, which no kernel reads.
        """
        said: dict[str, int] = {}
        for rule in rules:
            if rule.isascii() and rule != "*":
                _say(said, rule)
        by_hash = {hash_of(name.encode("ascii")): name for name in said}
        if len(by_hash) < len(said):
            raise ValueError("two public suffixes have the same hash")
        ordered = sorted(by_hash)
        hashes = np.array([*ordered, _WORD], np.uint64)
        names = [by_hash[number] for number in ordered]
        bounds = np.arange(1 << BUCKET_BITS, dtype=np.uint64) << np.uint64(64 - BUCKET_BITS)
        return cls(
            Columns.of([*(name.encode("ascii") for name in names), b""]),
            hashes,
            np.array([*(said[name] for name in names), 0], np.uint8),
            np.append(np.searchsorted(hashes, bounds), len(names)).astype(np.int32),
        )


def hash_of(name: bytes) -> int:
    """What the kernels compute a byte at a time from the right."""
    value = 0
    for byte in reversed(name):
        value = (value + byte) * BASE & _WORD
    return value


def _say(said: dict[str, int], rule: str) -> None:
    """What one rule says, of its own name and of those that it stands under."""
    exception, wild = rule.startswith("!"), rule.startswith("*.")
    name = rule.removeprefix("!").removeprefix("*.")
    if exception:
        said[name] = said.get(name, 0) | EXCEPTION
        name = name.partition(".")[2]
    ends = 0 if exception else STAR if wild else ENDS
    said[name] = said.get(name, 0) | KNOWN | ends
    while name := name.partition(".")[2]:
        said[name] = said.get(name, 0) | KNOWN
