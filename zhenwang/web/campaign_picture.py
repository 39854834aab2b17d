"""A campaign as a picture: each case a row, each shared fact an upright line (after BioFabric, Longabaugh 2012).

Two to sixty cases stay readable so, in one order for good and without a layout that has to be searched for: no two
lines lie on each other, and the columns carry the numbers of the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zhenwang.domain.campaign import FactKind, case_order
from zhenwang.store.campaign_list import Member
from zhenwang.web.campaign_view import EdgeView
from zhenwang.web.visible import Piece, shown_host

MOST_ROWS, MOST_COLUMNS = 60, 28
_ROW, _COLUMN, _LEFT, _TOP, _EDGE = 26, 30, 400, 92, 14
_WIDEST, _NOTES = 1280, 260
_LABEL, _NAME = 44, 20  # characters of a host, of a body's name


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One case. Its line runs from ``x`` to ``end`` at height ``y``; ``before`` and ``registrable`` are its host,
    ``ascii`` the host on the wire where that differs, ``imitates`` the name of the body that it passes itself off as.
    """

    member: Member
    imitates: str
    y: int
    x: int
    end: int
    before: tuple[Piece, ...]
    registrable: tuple[Piece, ...]
    ascii: str


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
    """``whole`` is False when there are more cases or facts than it holds. ``top`` is where the rows begin, ``notes``
    where the words beside them do; 0 where they have no room.
    """

    width: int
    height: int
    top: int
    notes: int
    rows: tuple[PictureRow, ...]
    columns: tuple[PictureColumn, ...]
    whole: bool


def picture(members: Sequence[Member], edges: Sequence[EdgeView], names: Mapping[str, str]) -> Picture:
    """Draw the cases that share much beside each other, at most 60 of them and 28 facts. ``names`` are the imitated
    bodies' by the ids of their sites.
    """
    ordered = _ordered(members, edges)[:MOST_ROWS]
    heights = {member.case: _TOP + place * _ROW + _ROW // 2 for place, member in enumerate(ordered)}
    columns = tuple(_columns(edges[:MOST_COLUMNS], heights))
    ends = {y: column.x for column in columns for y in column.dots}
    rows = tuple(_row(member, names.get(member.imitates, ""), heights[member.case], ends) for member in ordered)
    whole = len(ordered) == len(members) and len(edges) <= MOST_COLUMNS
    drawn = _LEFT + _EDGE + _COLUMN * max(1, len(columns)) + _EDGE * 3
    notes = drawn if drawn + _NOTES <= _WIDEST else 0
    width = max(drawn, _WIDEST if notes else 0)
    return Picture(width, _TOP + _ROW * len(ordered) + _EDGE // 2, _TOP, notes, rows, columns, whole)


def _ordered(members: Iterable[Member], edges: Sequence[EdgeView]) -> list[Member]:
    """Those that show the same facts beside each other, so that the upright lines are short."""
    places: dict[str, list[int]] = {}
    for place, edge in enumerate(edges):
        for member in edge.members:
            places.setdefault(member.case, []).append(place)
    return sorted(members, key=lambda one: (places.get(one.case, [len(edges)]), case_order(one.case)))


def _columns(edges: Sequence[EdgeView], heights: dict[str, int]) -> Iterable[PictureColumn]:
    for place, view in enumerate(edges):
        dots = tuple(sorted(heights[member.case] for member in view.members if member.case in heights))
        if dots:
            x = _LEFT + _EDGE + place * _COLUMN + _COLUMN // 2
            yield PictureColumn(view.number, view.edge.kind, x, dots[0], dots[-1], dots)


def _row(member: Member, imitates: str, y: int, ends: dict[int, int]) -> PictureRow:
    host = shown_host(member.host)
    kept = host.registrable if _length(host.registrable) <= _LABEL else _tail(host.registrable, _LABEL)
    before = _tail(host.before, max(0, _LABEL - _length(kept)))
    name = imitates if len(imitates) <= _NAME else imitates[: _NAME - 1] + "…"
    return PictureRow(member, name, y, _LEFT, ends.get(y, _LEFT), before, kept, host.ascii)


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
