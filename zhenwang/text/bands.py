"""Keys by which texts and pages that are nearly the same find each other: min-hashes in bands (Broder 1997).

Two sets share at least one of the keys with a probability that rises steeply with how much they have in common: nearly
always at 95 in 100, one time in ten at 70, one time in 250 at half. So near-copies meet in a database by equality.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

BANDS, ROWS = 4, 10
"""Sets with the share s in common share a key with the probability 1 - (1 - s ** ROWS) ** BANDS."""
_STEP = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


def bands(hashes: NDArray[np.uint64]) -> tuple[str, ...]:
    """``BANDS`` keys of a set of 64-bit hashes, each its number and 16 hexadecimal digits; none for an empty set.

    Linear in the size of the set. The same on every machine and run.
    """
    if not len(hashes):
        return ()
    return tuple(f"{band + 1}.{_key(hashes, band)}" for band in range(BANDS))


def _key(hashes: NDArray[np.uint64], band: int) -> str:
    told = b"".join(least.tobytes() for least in _least(hashes, band))
    return hashlib.blake2b(told, digest_size=8).hexdigest()


def _least(hashes: NDArray[np.uint64], band: int) -> Iterator[NDArray[np.uint64]]:
    """The smallest hash under each of the band's permutations (the finaliser of MurmurHash3, seeded)."""
    for row in range(ROWS):
        seed = np.uint64((band * ROWS + row + 1) * _STEP & _MASK)
        mixed = hashes ^ seed
        mixed = (mixed ^ (mixed >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
        mixed = (mixed ^ (mixed >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
        yield (mixed ^ (mixed >> np.uint64(33))).min().astype("<u8")
