"""Samples of sets of hashes, by which texts and pages are compared."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sample of a set of 64-bit hashes: its smallest ones, which is a fair sample of any set (Broder 1997).

    ``packed`` holds them ascending, little-endian, eight bytes each; ``size`` is how many the whole set had.
    """

    packed: bytes = b""
    size: int = 0

    def __len__(self) -> int:
        return len(self.packed) // 8

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        return len(self) == self.size
