"""The other way round: write down every look-alike of every label beforehand, and look hosts up in the set.

The kinds are those of dnstwist (https://github.com/elceef/dnstwist): omission, repetition, transposition, replacement
and insertion of keyboard neighbours, bit flips, hyphenation, vowel swap, addition, subdomain and look-alike characters.
dnstwist also mixes two look-alikes in one name, which makes 96 in 100 of its names; here one at a time is replaced.
"""

from __future__ import annotations

import functools
import sys
import unicodedata
from collections.abc import Iterable, Iterator

KEYBOARD = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
VOWELS = "aeiou"
ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
ASCII_LOOK_ALIKES = {
    "b": ("d", "lb"), "c": ("e",), "d": ("b", "cl"), "e": ("c",), "g": ("q",), "h": ("lh",), "i": ("1", "l"),
    "k": ("lk", "ik"), "l": ("1", "i"), "m": ("n", "nn", "rn"), "n": ("m", "r"), "o": ("0",), "q": ("g",), "u": ("v",),
    "v": ("u",), "w": ("vv",),
}  # fmt: skip


def permutation_set(labels: Iterable[str]) -> set[str]:
    return {permutation for label in labels for permutation in permutations(label)}


def permutations(label: str) -> set[str]:
    """The names, without the suffix, that somebody may register; internationalised ones as A-labels."""
    found = set(_edited(label)) | set(_alike(label))
    return {name for name in found if name and name[0] not in ".-" and name[-1] not in ".-"} - {label}


def bytes_of(names: set[str]) -> int:
    return sys.getsizeof(names) + sum(map(sys.getsizeof, names))


def _edited(label: str) -> Iterator[str]:
    for at, letter in enumerate(label):
        before, after = label[:at], label[at + 1 :]
        yield before + after
        yield before + letter + letter + after
        yield before + after[:1] + letter + after[1:]
        for near in _neighbours().get(letter, ()):
            yield before + near + after
            yield before + near + letter + after
            yield before + letter + near + after
        for bit in range(8):
            if (flipped := chr(ord(letter) ^ 1 << bit)) in ALLOWED:
                yield before + flipped + after
        if letter in VOWELS:
            yield from (before + vowel + after for vowel in VOWELS)
        yield f"{before}-{letter}{after}"
        yield f"{before}.{letter}{after}"
    yield from (label + letter for letter in ALLOWED)


def _alike(label: str) -> Iterator[str]:
    for at, letter in enumerate(label):
        before, after = label[:at], label[at + 1 :]
        yield from (before + other + after for other in ASCII_LOOK_ALIKES.get(letter, ()))
        for other in _marked().get(letter, ()):
            yield "xn--" + (before + other + after).encode("punycode").decode("ascii")


@functools.cache
def _neighbours() -> dict[str, str]:
    """On a QWERTY keyboard: beside, above and below."""
    found: dict[str, str] = {}
    for row, keys in enumerate(KEYBOARD):
        for at, key in enumerate(keys):
            beside = keys[max(at - 1, 0) : at] + keys[at + 1 : at + 2]
            above = KEYBOARD[row - 1][at : at + 2] if row else ""
            below = KEYBOARD[row + 1][max(at - 1, 0) : at + 1] if row + 1 < len(KEYBOARD) else ""
            found[key] = beside + above + below
    return found


@functools.cache
def _marked() -> dict[str, str]:
    """Latin letters that a mark sets apart: ``a`` is alike ``à``, ``á``, ``ǎ`` ..."""
    found: dict[str, str] = {}
    for character in map(chr, range(0xDF, 0x250)):
        plain = unicodedata.normalize("NFKD", character)
        if len(plain) > 1 and character.islower() and plain[0] in ALLOWED:
            found[plain[0]] = found.get(plain[0], "") + character
    return found
