"""What a plain host may hold: RFC 1035 lengths, lower-case letters, digits, hyphens and, as zones really do, ``_``."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

LONGEST_HOST = 253
LONGEST_LABEL = 63
MOST_LABELS = 16  # a name may hold 126 labels; nobody reads beyond the last few
OTHER, DOT, HYPHEN, DIGIT, LETTER = range(5)
"""Kinds of bytes. No label begins or ends with one of the first three; a last label begins with a ``LETTER``, for one
that begins with a digit may be part of an address."""


@functools.cache
def kinds() -> NDArray[np.uint8]:
    """The kind of each of the 256 bytes; read only."""
    table = np.full(256, OTHER, np.uint8)
    table[list(b"abcdefghijklmnopqrstuvwxyz_")] = LETTER
    table[list(b"0123456789")] = DIGIT
    table[ord("-")], table[ord(".")] = HYPHEN, DOT
    table.flags.writeable = False
    return table
