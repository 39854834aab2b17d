"""What the sieve must answer, written as its specification reads: slow, and meant to be checked by eye."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from zhenwang.sieve.columns import Columns
from zhenwang.sieve.findings import Gains, Way
from zhenwang.sieve.lexicon import (
    ALIKE_FROM,
    INSIDE_FROM,
    LONGEST_MISSPELT,
    LONGEST_ROW,
    LONGEST_UNIT,
    RUN,
    SHORTEST_UNIT,
    Lexicon,
)

SEPARATORS = b".-_"
GLANCE = bytes.maketrans(b"01i|35", b"ollles")

Stretch = tuple[int, int]
Finding = tuple[int, int, int, int, int]


def brute_force(lexicon: Lexicon, rows: Columns) -> frozenset[Finding]:
    """``(row, label, way, start, end)`` of every finding."""
    found: set[Finding] = set()
    for number, whole in enumerate(rows):
        row = cut(whole)
        for label, text in enumerate(lexicon.texts):
            for way, start, end in ways(row, text, int(lexicon.edits[label]), lexicon):
                found.add((number, label, int(way), start, end))
    return frozenset(found)


def brute_reach(lexicon: Lexicon, rows: Columns, gains: Gains) -> list[float]:
    """Per row: the best gain above 0 on each stretch, added over all stretches."""
    by_way = {
        Way.EQUAL: gains.equal,
        Way.INSIDE: gains.inside,
        Way.EDIT1: gains.edit1,
        Way.EDIT2: gains.edit2,
        Way.ALIKE: gains.alike,
    }
    best: list[dict[Stretch, float]] = [{} for _ in rows]
    for row, label, way, start, end in brute_force(lexicon, rows):
        gain = float(by_way[Way(way)][label])
        best[row][start, end] = max(gain, best[row].get((start, end), 0.0))
    return [sum(of_row.values()) for of_row in best]


def ways(row: bytes, label: bytes, edits: int, lexicon: Lexicon) -> Iterator[tuple[Way, int, int]]:
    squashed = squash(row)
    edges = edges_of(row, lexicon)
    for start in range(len(squashed) - len(label) + 1):
        end = start + len(label)
        if squashed[start:end] == label:
            if start in edges and end in edges:
                yield Way.EQUAL, start, end
            elif len(label) >= INSIDE_FROM:
                yield Way.INSIDE, start, end
    for start, end in units_of(row, lexicon):
        unit = squashed[start:end]
        if not SHORTEST_UNIT <= len(unit) <= LONGEST_UNIT:
            continue
        if len(label) <= LONGEST_MISSPELT:
            distance = osa(unit, label)
            if distance == 1 and edits >= 1:
                yield Way.EDIT1, start, end
            if distance == 2 and edits >= 2:
                yield Way.EDIT2, start, end
        if unit != label and len(label) >= ALIKE_FROM and glance(unit) == glance(label):
            yield Way.ALIKE, start, end


def cut(row: bytes) -> bytes:
    """The longest beginning of ``row`` that has at most ``LONGEST_ROW`` characters beside the separators."""
    kept = 0
    for end, byte in enumerate(row):
        kept += byte not in SEPARATORS
        if kept > LONGEST_ROW:
            return row[:end]
    return row


def squash(text: bytes) -> bytes:
    return bytes(byte for byte in text if byte not in SEPARATORS)


def tokens_of(row: bytes) -> list[Stretch]:
    """Maximal runs without a separator; like all stretches, in offsets of the squashed row."""
    tokens = []
    end = 0
    for token in row.replace(b"-", b".").replace(b"_", b".").split(b"."):
        if token:
            tokens.append((end, end + len(token)))
            end += len(token)
    return tokens


def edges_of(row: bytes, lexicon: Lexicon) -> set[int]:
    squashed = squash(row)
    edges: set[int] = set()
    for start, end in tokens_of(row):
        token = squashed[start:end]
        fronts = [len(word) for word in lexicon.fronts if token.startswith(word)]
        backs = [len(word) for word in lexicon.backs if token.endswith(word)]
        edges |= {start, end}
        if fronts:
            edges.add(start + max(fronts))
        if backs:
            edges.add(end - max(backs))
    return edges


def units_of(row: bytes, lexicon: Lexicon) -> set[Stretch]:
    """Tokens, stretches between neighbouring edges, and 1 to ``RUN`` neighbouring labels of the row."""
    edges = sorted(edges_of(row, lexicon))
    units = {*tokens_of(row), *pairwise(edges)} if edges else set()
    labels = labels_of(row)
    for first in range(len(labels)):
        for last in range(first, min(first + RUN, len(labels))):
            units.add((labels[first][0], labels[last][1]))
    return units


def labels_of(row: bytes) -> list[Stretch]:
    """What stands between dots; empty ones are skipped."""
    labels = []
    end = 0
    for label in row.split(b"."):
        if squash(label):
            labels.append((end, end + len(squash(label))))
            end += len(squash(label))
    return labels


def glance(text: bytes) -> bytes:
    return text.lower().replace(b"rn", b"m").replace(b"vv", b"w").translate(GLANCE)


def osa(one: bytes, other: bytes) -> int:
    """Optimal string alignment distance: the fewest insertions, deletions, substitutions and exchanges of neighbours
    such that no character is changed twice (Boytsov, Indexing methods for approximate dictionary searching, 2011).
    """
    distance = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if i == 0 or j == 0:
                distance[i][j] = i + j
                continue
            distance[i][j] = min(
                distance[i - 1][j] + 1,
                distance[i][j - 1] + 1,
                distance[i - 1][j - 1] + (one[i - 1] != other[j - 1]),
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                distance[i][j] = min(distance[i][j], distance[i - 2][j - 2] + 1)
    return distance[len(one)][len(other)]
