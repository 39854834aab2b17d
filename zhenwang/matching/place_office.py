"""``place_and_office``: two labels of one official host together, the dots between them gone.

``yjt.hubei.gov.cn`` is copied as ``yjt-hubei``, ``hubei-yjt``, ``yjthubei`` or ``cx-yjt-hubei``. Many bodies have an
office ``yjt``, and many hosts hold ``hubei``; few but this one's imitators hold both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from zhenwang.matching.background import bits
from zhenwang.matching.evidence import Evidence
from zhenwang.matching.index import Index
from zhenwang.matching.patterns import Occurrence
from zhenwang.matching.reading import Reading

Stretch = tuple[int, int]


def find(reading: Reading, index: Index, occurrences: Sequence[Occurrence]) -> Iterator[Evidence]:
    offices = index.families.offices
    texts = {label.text for _, _, label in occurrences}
    for office in texts & offices.keys():
        for place in texts & offices[office].keys():
            yield from _together(reading, index, office, place, occurrences)


def _together(
    reading: Reading, index: Index, office: str, place: str, occurrences: Sequence[Occurrence]
) -> Iterator[Evidence]:
    sites = index.families.offices[office][place]
    for pair in product(_stretches(reading, office, occurrences), _stretches(reading, place, occurrences)):
        first, last = sorted(pair)
        if not _joined(reading, first, last):
            continue
        surplus = index.chance.pair_surplus(sites, bits(reading.marked(*first)), bits(reading.marked(*last)))
        if surplus > 0:
            yield Evidence("place_and_office", sites, reading.span(first[0], last[1]), surplus)


def _stretches(reading: Reading, text: str, occurrences: Sequence[Occurrence]) -> list[Stretch]:
    """Where a label stands inside one label of the host."""
    found = ((start, end) for start, end, label in occurrences if label.text == text)
    return [stretch for stretch in found if "." not in reading.text(reading.span(*stretch))]


def _joined(reading: Reading, first: Stretch, last: Stretch) -> bool:
    """Neighbours, glued or parted, one of them at the edge of a token; or two whole tokens anywhere in the host."""
    if first[1] > last[0]:
        return False
    edges = [offset in reading.edges for offset in (*first, *last)]
    return all(edges) or (first[1] == last[0] and any(edges))
