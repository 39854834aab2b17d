"""A host as the rules read it: the part somebody could choose, its tokens, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from zhenwang.domain.hosts import Host
from zhenwang.matching.government import GOVERNMENT_WORDS

SEPARATORS = re.compile(r"[._-]+")
MAX_LABELS = 16  # a name may hold 126 labels; nobody reads beyond the first few
BEGINS_OTHER_WORDS = frozenset({"gob", "gub"})  # goblin, gobank, gubernatorial: a government only where they end
_GLUED = re.compile("|".join(sorted(GOVERNMENT_WORDS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of ``Reading.body``: offsets of its first character and of the one after its last."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """``body`` is the host before its public suffix, as people read it: U-labels, no leading ``www``.

    ``squashed`` is the same without separators; ``offsets`` maps each of its characters (and its end) to ``body``.
    ``name_start`` is where the registrable part begins in ``body``. ``edges`` are the offsets of ``squashed`` where a
    token begins or ends; a government word at a token's beginning or end makes an edge too (``irs|gov``), and stands in
    ``government`` with the offsets of its beginning and end.
    """

    host: Host
    body: str
    name_start: int
    squashed: str
    offsets: tuple[int, ...]
    edges: frozenset[int]
    government: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, host: Host) -> Reading:
        suffix_labels = host.suffix.count(".") + 1
        labels = host.unicode.split(".")
        chosen = labels[:-suffix_labels] if host.ascii != host.suffix else []
        chosen = chosen[chosen[:1] == ["www"] :][-MAX_LABELS:]
        body = ".".join(chosen)
        offsets = [i for i, character in enumerate(body) if character not in "._-"]
        squashed = "".join(body[i] for i in offsets)
        edges = _edges(offsets)
        government = _government(squashed, edges)
        glued = frozenset(edge for stretch in government for edge in stretch)
        name_start = len(body) - len(chosen[-1]) if chosen else 0
        return cls(host, body, name_start, squashed, (*offsets, len(body)), edges | glued, government)

    def span(self, start: int, end: int) -> Span:
        """The stretch of ``body`` behind a stretch of ``squashed``."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def text(self, span: Span) -> str:
        return self.body[span.start : span.end]

    def marked(self, start: int, end: int) -> str:
        """A stretch of ``squashed`` with ``^`` and ``$`` where a token begins or ends, as the background counts it."""
        before = "^" if start in self.edges else ""
        return before + self.squashed[start:end] + ("$" if end in self.edges else "")

    def units(self) -> tuple[tuple[int, int], ...]:
        """Stretches of ``squashed`` that may be a name: tokens, what a government word leaves, runs of labels."""
        marks = sorted(self.edges)
        found = dict.fromkeys(pairwise(marks))
        bounds = [0]
        for label in self.body.split("."):
            bounds.append(bounds[-1] + len(SEPARATORS.sub("", label)))
        for first in range(len(bounds) - 1):
            for last in range(first + 1, min(first + 5, len(bounds))):
                found[bounds[first], bounds[last]] = None
        return tuple(found)


def _edges(offsets: list[int]) -> frozenset[int]:
    inner = {i for i in range(1, len(offsets)) if offsets[i] != offsets[i - 1] + 1}
    return frozenset({0, len(offsets)} | inner)


def _government(squashed: str, edges: frozenset[int]) -> tuple[tuple[int, int], ...]:
    """Where a government word stands with at least one edge of a token."""
    stretches = (found.span() for found in _GLUED.finditer(squashed))
    return tuple(
        (start, end)
        for start, end in stretches
        if end in edges or (start in edges and squashed[start:end] not in BEGINS_OTHER_WORDS)
    )
