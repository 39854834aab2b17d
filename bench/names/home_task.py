"""What a set of permutations is for: the label of a host is a near miss of an official one. The ending is ignored."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bench.names.labels import edits_of
from bench.names.look_alikes import misspelt

A_LABEL = 4


@dataclass(frozen=True, slots=True)
class NearMiss:
    name: str
    label: str
    edits: int


def near_misses(labels: Sequence[str], seed: int = 7) -> list[NearMiss]:
    """Of each label that may be misspelt a few names, one edit away, and two where two are allowed."""
    rng = random.Random(seed)
    found: dict[str, NearMiss] = {}
    for label in labels:
        for _ in range(A_LABEL if edits_of(label) else 0):
            name = label
            for _ in range(rng.randint(1, edits_of(label))):
                name = misspelt(rng, name)
            edits = int(OSA.distance(name, label))
            if 0 < edits <= edits_of(label):
                found[name] = NearMiss(name, label, edits)
    return list(found.values())
