"""What a picture looks like, in the few numbers that comparing needs; and what a code in it says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Appearance:
    """One picture, decoded once. ``width`` and ``height`` in pixels.

    ``hashes`` are 64-bit perceptual hashes under the name of how each was made (``phash``, ``dhash``, ``whash``, and
    the same of a part: ``phash:header``). ``colours`` is a histogram, 0..255 a bin. ``codes`` are the texts of the QR
    codes in it. Everything is numbers and words, so that it travels as JSON.
    """

    width: int
    height: int
    hashes: tuple[tuple[str, int], ...] = ()
    colours: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()
