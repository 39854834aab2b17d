"""A label as it comes out when it is typed wrong, read wrong, or arrives with a bit flipped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from string import ascii_lowercase, digits

from zhenwang.matching.look_alike_classes import LookAlikeClass, Variation

_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = "aeiou"
# The reverse of what ``skeleton`` folds, and two pairs that small print confuses.
_LOOKS_LIKE = (
    ("o", "0"), ("l", "1"), ("l", "i"), ("i", "1"), ("i", "l"), ("e", "3"), ("s", "5"), ("m", "rn"), ("w", "vv"),
    ("d", "cl"), ("g", "q"), ("q", "g"), ("0", "o"), ("1", "l"), ("rn", "m"), ("vv", "w"), ("cl", "d"),
)  # fmt: skip
_LETTERS = frozenset(ascii_lowercase + digits)


def typed_wrong(label: str) -> Iterator[Variation]:
    """Every way of writing an ASCII label with one slip; may repeat, may give the label itself."""
    kinds = LookAlikeClass
    yield from (Variation(kinds.HYPHENATION, f"{label[:i]}-{label[i:]}") for i in range(1, len(label)))
    if "-" in label:
        yield Variation(kinds.HYPHENATION, label.replace("-", ""))
    for i in range(len(label) - 1):
        yield Variation(kinds.TRANSPOSITION, label[:i] + label[i + 1] + label[i] + label[i + 2 :])
    for i, letter in enumerate(label):
        yield Variation(kinds.OMISSION, label[:i] + label[i + 1 :])
        yield Variation(kinds.REPETITION, label[:i] + letter + label[i:])
        if letter in _VOWELS:
            yield from (Variation(kinds.VOWEL, put) for put in _put(label, i, _VOWELS))
    yield from (Variation(kinds.PLURAL, label + ending) for ending in ("s", "es") if label[-1:].isalpha())
    yield from (Variation(kinds.HOMOGLYPH, text) for text in _looking_alike(label))
    for i, letter in enumerate(label):
        flipped = (chr(ord(letter) ^ (1 << bit)) for bit in range(7))
        yield from (Variation(kinds.BITSQUAT, put) for put in _put(label, i, "".join(_LETTERS.intersection(flipped))))
    yield from _near_keys(label)
    for i in range(len(label)):
        yield from (Variation(kinds.SUBSTITUTION, put) for put in _put(label, i, ascii_lowercase))
    for i in range(len(label) + 1):
        more = ascii_lowercase if i < len(label) else ascii_lowercase + digits
        yield from (Variation(kinds.INSERTION, label[:i] + letter + label[i:]) for letter in more)


def _put(label: str, at: int, letters: str) -> Iterator[str]:
    return (label[:at] + letter + label[at + 1 :] for letter in sorted(letters) if letter != label[at])


def _looking_alike(label: str) -> Iterator[str]:
    """One place replaced, then all places of one pair."""
    for genuine, like in _LOOKS_LIKE:
        at = label.find(genuine)
        while at >= 0:
            yield label[:at] + like + label[at + len(genuine) :]
            at = label.find(genuine, at + 1)
        if label.count(genuine) > 1:
            yield label.replace(genuine, like)


def _near_keys(label: str) -> Iterator[Variation]:
    """A neighbouring key of the same row instead of the letter, or together with it."""
    near = _neighbours()
    for i, letter in enumerate(label):
        for other in near.get(letter, ""):
            yield Variation(LookAlikeClass.KEYBOARD, label[:i] + other + label[i + 1 :])
            yield Variation(LookAlikeClass.KEYBOARD, label[: i + 1] + other + label[i + 1 :])
            yield Variation(LookAlikeClass.KEYBOARD, label[:i] + other + label[i:])


def _neighbours() -> dict[str, str]:
    near: dict[str, str] = {}
    for row in _ROWS:
        for left, right in pairwise(row):
            near[left] = near.get(left, "") + right
            near[right] = near.get(right, "") + left
    for upper, lower in pairwise(_ROWS):
        for high, low in zip(upper, lower, strict=False):
            near[high] = near.get(high, "") + low
            near[low] = near.get(low, "") + high
    return near
