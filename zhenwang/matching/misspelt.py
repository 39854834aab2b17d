"""Rules for a label that is almost there.

One edit from length 5, two from length 9, named by what was done (``edit_kinds``). ``homoglyph``: other characters
that look the same (UTS 39, and what a glance confuses: 0/o, 1/l/i, rn/m, vv/w; 土/士).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from zhenwang.matching.background import token_bits
from zhenwang.matching.edit_kinds import drawn_alike, edit_kind
from zhenwang.matching.evidence import Evidence
from zhenwang.matching.index import Index
from zhenwang.matching.labels import ONE_EDIT_FROM
from zhenwang.matching.reading import Reading
from zhenwang.matching.skeleton import skeleton
from zhenwang.matching.written_out import HAN_CHARACTER_BITS, WHOLE_TOKEN_IS_WORTH_NOTING

VARIANTS_PER_CHARACTER = 15  # 75 could be written; most of them nobody would find a use for
MIN_UNIT = 3
MIN_GLANCE = 4  # shorter words differ by letters that look alike all the time
GLANCE_BITS = 2.0  # what each replaced character may have been otherwise
MAX_UNIT = 40


def find(reading: Reading, index: Index) -> Iterator[Evidence]:
    for start, end in reading.units():
        word = reading.squashed[start:end]
        if not MIN_UNIT <= len(word) <= MAX_UNIT or _right(word, index):
            continue
        yield from _look_alike(reading, index, start, end, word)
        if word.isascii():
            yield from _edited(reading, index, start, end, word)


def _right(word: str, index: Index) -> bool:
    """Whether the word is somebody's label as it stands: then it is not somebody else's misspelt."""
    label = index.ascii_patterns.get(word) if len(word) >= ONE_EDIT_FROM else None
    return label is not None and label.kind in ("host", "label", "pinyin") and not label.generic


def find_native(reading: Reading, index: Index, text: str) -> Iterator[Evidence]:
    """The same for names in their own script: one character wrong, missing or added."""
    if len(text) != len(reading.squashed):
        return
    for start, end in reading.units():
        for label, distance in index.han_neighbours.near(text[start:end]):
            surprise = HAN_CHARACTER_BITS * (len(label.text) - 2 * distance)
            surplus = index.chance.surplus(label, surprise)
            if surplus > 0:
                word = text[start:end]
                rule = "homoglyph" if drawn_alike(word, label.text) else edit_kind(word, label.text, distance)
                yield Evidence(rule, label.sites, reading.span(start, end), surplus)


def _edited(reading: Reading, index: Index, start: int, end: int, word: str) -> Iterator[Evidence]:
    for label, distance in index.neighbours.near(word):
        rule = edit_kind(word, label.text, distance)
        # A word that is common as it stands is nobody's misspelt label.
        surprise = min(token_bits(label.text), token_bits(word)) - _variants(word, label.text, distance, rule)
        surplus = index.chance.surplus(label, surprise)
        if surplus > 0:
            yield Evidence(rule, label.sites, reading.span(start, end), surplus)


def _look_alike(reading: Reading, index: Index, start: int, end: int, word: str) -> Iterator[Evidence]:
    for label in index.by_skeleton.get(skeleton(word), ()):
        if label.text == word or (len(word) < MIN_GLANCE and word.isalpha() and word.isascii()):
            continue  # sit is no slt, 1rs is irs
        replaced = sum(a != b for a, b in zip(word, label.text, strict=False)) or 1
        surprise = token_bits(label.text) - GLANCE_BITS * min(replaced, 3)
        surplus = index.chance.surplus(label, surprise)
        worth = max(surplus, WHOLE_TOKEN_IS_WORTH_NOTING)
        yield Evidence("homoglyph", label.sites, reading.span(start, end), worth, debt=min(surplus - worth, 0.0))


def _variants(word: str, label: str, distance: int, kind: str) -> float:
    """log2 of how many strings stand as near to a label by the same kind of edit."""
    if kind == "bitsquat":
        return math.log2(4 * len(label))
    if sorted(word) == sorted(label):
        return least_variants(label, distance)
    single = math.log2(VARIANTS_PER_CHARACTER * len(label))
    return single if distance == 1 else 2 * single - 1


def least_variants(label: str, distance: int) -> float:
    """The same for transpositions, the edit with the fewest ways to go."""
    single = math.log2(len(label))
    return single if distance == 1 else 2 * single - 1
