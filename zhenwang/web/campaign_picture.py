"""A campaign as a picture: each case a row, each shared fact an upright line (after BioFabric, Longabaugh 2012).

Two to sixty cases stay readable so, in one order for good and without a layout that has to be searched for: no two
lines lie on each other, and the columns carry the numbers of the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhenwang.domain.campaign import FactKind, case_order
from zhenwang.store.campaign_list import Member
from zhenwang.web.campaign_view import EdgeView
from zhenwang.web.visible import Piece, shown_host

MOST_ROWS, MOST_COLUMNS = 60, 28
_ROW, _COLUMN, _LEFT, _TOP, _EDGE = 26, 30, 400, 92, 14
_LABEL = 44  # characters of a host


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One case. Its line runs from ``x`` to ``end`` at height ``y``; ``before`` and ``registrable`` are its host."""

    member: Member
    y: int
    x: int
    end: int
    before: tuple[Piece, ...]
    registrable: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PictureColumn:
    """One shared fact. Its line runs from ``y`` down to ``end`` at ``x``, with a dot at each of ``dots``."""

    number: int
    kind: FactKind
    x: int
    y: int
    end: int
    dots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """``whole`` is False when there are more cases or facts than it can hold. ``top`` is where the rows begin."""

    width: int
    height: int
    top: int
    rows: tuple[PictureRow, ...]
    columns: tuple[PictureColumn, ...]
    whole: bool


def picture(members: Sequence[Member], edges: Sequence[EdgeView]) -> Picture:
    """Draw the cases that share much beside each other, at most 60 of them and 28 facts."""
    ordered = _ordered(members, edges)[:MOST_ROWS]
    heights = {member.case: _TOP + place * _ROW + _ROW // 2 for place, member in enumerate(ordered)}
    columns = tuple(_columns(edges[:MOST_COLUMNS], heights))
    ends = {y: column.x for column in columns for y in column.dots}
    rows = tuple(_row(member, heights[member.case], ends) for member in ordered)
    whole = len(ordered) == len(members) and len(edges) <= MOST_COLUMNS
    width = _LEFT + _EDGE + _COLUMN * max(1, len(columns)) + _EDGE * 3
    return Picture(width, _TOP + _ROW * len(ordered) + _EDGE // 2, _TOP, rows, columns, whole)


def _ordered(members: Iterable[Member], edges: Sequence[EdgeView]) -> list[Member]:
    first: dict[str, int] = {}
    for place, edge in enumerate(edges):
        for member in edge.members:
            first.setdefault(member.case, place)
    return sorted(members, key=lambda one: (first.get(one.case, len(edges)), case_order(one.case)))


def _columns(edges: Sequence[EdgeView], heights: dict[str, int]) -> Iterable[PictureColumn]:
    for place, view in enumerate(edges):
        dots = tuple(sorted(heights[member.case] for member in view.members if member.case in heights))
        if dots:
            x = _LEFT + _EDGE + place * _COLUMN + _COLUMN // 2
            yield PictureColumn(view.number, view.edge.kind, x, dots[0], dots[-1], dots)


def _row(member: Member, y: int, ends: dict[int, int]) -> PictureRow:
    host = shown_host(member.host)
    kept = host.registrable if _length(host.registrable) <= _LABEL else _tail(host.registrable, _LABEL)
    before = _tail(host.before, max(0, _LABEL - _length(kept)))
    return PictureRow(member, y, _LEFT, ends.get(y, _LEFT), before, kept)


def _length(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _tail(pieces: Sequence[Piece], most: int) -> tuple[Piece, ...]:
    """The end of a name, which says more than its beginning, with an ellipsis for the rest."""
    if _length(pieces) <= most:
        return tuple(pieces)
    kept: list[Piece] = []
    for piece in reversed(pieces):
        room = most - 1 - _length(kept)
        if room <= 0:
            break
        kept.append(Piece(piece.text[-room:], piece.kind))
    return (Piece("…"), *reversed(kept))
