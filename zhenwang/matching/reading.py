"""A host as the rules read it: the part somebody could choose, its tokens, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from zhenwang.domain.hosts import Host
from zhenwang.matching.government import GOVERNMENT_WORDS
from zhenwang.matching.vocabulary import LONGEST_EDGE_WORD, SHORTEST_EDGE_WORD, edge_words

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
    ``government`` with the offsets of its beginning and end. ``joints`` are the edges, and where a word of the
    vocabulary at a token's beginning ends, or at its end begins (``irs|payment``).
    """

    host: Host
    body: str
    name_start: int
    squashed: str
    offsets: tuple[int, ...]
    edges: frozenset[int]
    government: tuple[tuple[int, int], ...]
    tokens: tuple[tuple[int, int], ...]
    joints: frozenset[int]

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
        tokens = tuple(pairwise(sorted(edges)))
        government = tuple(_government(squashed, tokens))
        glued = frozenset(edge for stretch in government for edge in stretch)
        name_start = len(body) - len(chosen[-1]) if chosen else 0
        joints = edges | glued | frozenset(_joints(squashed, tokens))
        return cls(host, body, name_start, squashed, (*offsets, len(body)), edges | glued, government, tokens, joints)

    def span(self, start: int, end: int) -> Span:
        """The stretch of ``body`` behind a stretch of ``squashed``."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def text(self, span: Span) -> str:
        """What stands there; a span may reach into the public suffix, which follows the body and a dot."""
        return f"{self.body}.{self.host.unicode[self.suffix_start :]}"[span.start : span.end]

    @property
    def suffix_start(self) -> int:
        """Where the public suffix begins in ``host.unicode``."""
        return len(self.host.unicode) - len(".".join(self.host.unicode.split(".")[-self.host.suffix.count(".") - 1 :]))

    def marked(self, start: int, end: int) -> str:
        """A stretch of ``squashed`` with ``^`` and ``$`` where a token begins or ends, as the background counts it."""
        before = "^" if start in self.edges else ""
        return before + self.squashed[start:end] + ("$" if end in self.edges else "")

    def units(self) -> tuple[tuple[int, int], ...]:
        """Stretches of ``squashed`` that may be a name: tokens, what words at their edges leave, and label runs."""
        found = dict.fromkeys((*self.tokens, *pairwise(sorted(self.joints))))
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


def _joints(squashed: str, tokens: Iterable[tuple[int, int]]) -> Iterator[int]:
    words = edge_words()
    for start, end in tokens:
        token = squashed[start:end]
        sizes = range(min(len(token), LONGEST_EDGE_WORD), SHORTEST_EDGE_WORD - 1, -1)
        if front := next((size for size in sizes if token[:size] in words), 0):
            yield start + front
        if back := next((size for size in sizes if token[-size:] in words), 0):
            yield end - back


def _government(squashed: str, tokens: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where a government word begins or ends a token."""
    for first, last in tokens:
        for found in _GLUED.finditer(squashed, first, last):
            start, end = found.span()
            if end == last or (start == first and found.group() not in BEGINS_OTHER_WORDS):
                yield start, end
