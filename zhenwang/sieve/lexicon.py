"""What is looked for: labels, how far each may be misspelt, and the words that end a token wherever they touch it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHORTEST = 2
LONGEST = 63
INSIDE_FROM = 4  # a shorter label counts only where it fills the stretch between two edges
ALIKE_FROM = 3
LONGEST_MISSPELT = 32  # a longer label is found by containment
SHORTEST_UNIT = 3
LONGEST_UNIT = 40
LONGEST_ROW = 255  # characters beside the separators; what follows in a longer row is not read
RUN = 4  # neighbouring labels of a host that are read as one word


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """``texts``: distinct ASCII labels of 2 to 63 characters without separators; a label is named by its position.

    ``edits``: 0, 1 or 2 per label, the OSA distance (insertion, deletion, substitution, transposition of neighbours)
    up to which a unit is taken for a misspelling of it. ``fronts`` and ``backs``: words that make an edge where they
    begin, or end, a token; the longest that fits counts.
    """

    texts: tuple[bytes, ...]
    edits: NDArray[np.uint8]
    fronts: tuple[bytes, ...] = ()
    backs: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, labels: Iterable[tuple[str, int]], fronts: Iterable[str] = (), backs: Iterable[str] = ()) -> Lexicon:
        """From ``(text, edits)`` pairs."""
        pairs = tuple(labels)
        return cls(
            tuple(text.encode("ascii") for text, _ in pairs),
            np.array([edits for _, edits in pairs], np.uint8),
            tuple(sorted(word.encode("ascii") for word in set(fronts))),
            tuple(sorted(word.encode("ascii") for word in set(backs))),
        )
