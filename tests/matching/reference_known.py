"""What the reference of docs/matching.md knows: labels and tables, and where a label occurs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import RetiredHost
from zhenwang.matching.government_words import MOSTLY, SHORTEST_NAME
from zhenwang.matching.index import Index, of_registry
from zhenwang.matching.labels import Label, collect
from zhenwang.matching.pieces import LABEL_BITS, LETTER_BITS, WORD_BITS
from zhenwang.matching.public_services import PublicService
from zhenwang.matching.reading import Reading
from zhenwang.matching.segment import Piece, segments
from zhenwang.matching.vocabulary import vocabulary

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """``index`` is asked for its tables only; ``plain`` are all labels in ASCII, ``native`` the others."""

    index: Index
    plain: tuple[Label, ...]
    native: tuple[Label, ...]

    @classmethod
    def of(
        cls,
        sites: Iterable[OfficialSite],
        services: Iterable[PublicService] = (),
        retired_hosts: Iterable[RetiredHost] = (),
    ) -> Known:
        sites, services = tuple(sites), tuple(services)
        labels = collect(sites, tuple(of_registry(services, sites)))
        return cls(
            Index.of(sites, (), services, retired_hosts),
            tuple(label for label in labels if label.text.isascii()),
            tuple(label for label in labels if not label.text.isascii()),
        )

    def named(self, text: str) -> Label | None:
        return next((label for label in self.plain if label.text == text), None)

    def pieces(self, token: str) -> tuple[Piece, ...]:
        """The cheapest cut of a token into words, labels and other letters."""
        texts = {label.text for label in self.plain}

        def cost(text: str) -> float | None:
            return WORD_BITS if vocabulary().knows(text) else LABEL_BITS if text in texts else None

        return segments(token, cost, LETTER_BITS)

    def explains(self, letters: str) -> bool:
        if letters.isdigit() or letters in vocabulary().codes:
            return True
        parts = [letters[piece.start : piece.end] for piece in self.pieces(letters) if piece.known]
        said = [part for part in parts if len(part) >= SHORTEST_NAME or vocabulary().knows(part)]
        return sum(map(len, said)) >= MOSTLY * len(letters)


def stretches(text: str) -> list[Stretch]:
    return [(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]


def occurrences(text: str, labels: Iterable[Label]) -> Iterator[tuple[int, int, Label]]:
    labels = tuple(labels)
    for start, end in stretches(text):
        part = text[start:end]
        yield from ((start, end, label) for label in labels if label.text == part)


def _shown(reading: Reading, start: int, end: int) -> str:
    return reading.text(reading.span(start, end))


def shown(reading: Reading, start: int, end: int) -> str:
    """What the host shows at a stretch, with its separators."""
    return reading.text(reading.span(start, end))
