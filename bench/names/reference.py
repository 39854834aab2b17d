"""The exact answer on a sample: the specification of ``tests/sieve/brute.py`` with rapidfuzz's distance in its loop.

The brute force there takes a minute for ten hosts and fifteen thousand labels. Here the distance of every unit to every
label comes from ``rapidfuzz`` (OSA), and what is equal or alike from a dictionary over every stretch; the two agree on
the small sample that ``agrees`` compares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from tests.sieve import brute
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.findings import Way
from zhenwang.sieve.lexicon import (
    ALIKE_FROM,
    INSIDE_FROM,
    LONGEST_MISSPELT,
    LONGEST_UNIT,
    SHORTEST_UNIT,
    Lexicon,
)

Finding = tuple[int, int, int, int, int]
Units = dict[bytes, list[tuple[int, int, int]]]
AT_ONCE = 256


def exact(lexicon: Lexicon, rows: Sequence[bytes]) -> frozenset[Finding]:
    units: Units = defaultdict(list)
    found: set[Finding] = set()
    number_of = {text: number for number, text in enumerate(lexicon.texts)}
    for number, row in enumerate(map(brute.cut, rows)):
        squashed = brute.squash(row)
        edges = brute.edges_of(row, lexicon)
        found.update((number, *finding) for finding in _written(squashed, edges, number_of))
        for start, end in brute.units_of(row, lexicon):
            if SHORTEST_UNIT <= end - start <= LONGEST_UNIT:
                units[squashed[start:end]].append((number, start, end))
    found.update(_misspelt(lexicon, units))
    found.update(_alike(lexicon, units))
    return frozenset(found)


def agrees(lexicon: Lexicon, rows: Sequence[bytes]) -> bool:
    """Whether this and the brute force say the same; minutes, if there is much of it."""
    return exact(lexicon, rows) == brute.brute_force(lexicon, Columns.of(rows))


def _written(squashed: bytes, edges: set[int], number_of: dict[bytes, int]) -> Iterator[tuple[int, int, int, int]]:
    longest = max(map(len, number_of))
    for start in range(len(squashed)):
        for end in range(start + 1, min(start + longest, len(squashed)) + 1):
            label = number_of.get(squashed[start:end])
            if label is None:
                continue
            if start in edges and end in edges:
                yield label, Way.EQUAL, start, end
            elif end - start >= INSIDE_FROM:
                yield label, Way.INSIDE, start, end


def _misspelt(lexicon: Lexicon, units: Units) -> Iterator[Finding]:
    labels = [text.decode("ascii") for text in lexicon.texts]
    allowed = np.where([len(text) <= LONGEST_MISSPELT for text in lexicon.texts], lexicon.edits, 0)
    every = list(units)
    for first in range(0, len(every), AT_ONCE):
        texts = [unit.decode("latin-1") for unit in every[first : first + AT_ONCE]]
        distances = process.cdist(texts, labels, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8, workers=1)
        for at, label in np.argwhere((distances > 0) & (distances <= allowed)).tolist():
            way = Way.EDIT1 if distances[at, label] == 1 else Way.EDIT2
            yield from ((row, label, way, start, end) for row, start, end in units[every[first + at]])


def _alike(lexicon: Lexicon, units: Units) -> Iterator[Finding]:
    by_glance = defaultdict(list)
    for label, text in enumerate(lexicon.texts):
        if len(text) >= ALIKE_FROM:
            by_glance[brute.glance(text)].append((label, text))
    for unit, places in units.items():
        for label, text in by_glance.get(brute.glance(unit), ()):
            if text != unit:
                yield from ((row, label, Way.ALIKE, start, end) for row, start, end in places)
