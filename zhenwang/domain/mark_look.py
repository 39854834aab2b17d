"""Mark looks: what an official picture (emblem, mark, header) looks like, as hashes. The pictures are not shipped."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from struct import Struct

from zhenwang.domain.csv_rows import BadRow, records, without_byte_order_mark

COLUMNS = (
    "id", "kind", "name", "name_en", "site", "jurisdiction", "reach", "reach_in_colour", "colours", "views",
    "sha256", "size", "source", "licence", "made",
)  # fmt: skip
HASHES = 6
"""Hashes of 64 bits of one view, in the order of ``zhenwang.pictures.look_alike.KINDS``."""
BITS = 448
_VIEW = Struct(f"<{HASHES}Q")


class LookKind(StrEnum):
    EMBLEM = "emblem"  # of the state
    PARTY = "party"  # of the party in power
    CONSULTATIVE = "consultative"  # of the political consultative conference
    ORGAN_MARK = "organ_mark"  # that an office of marks gives to organs: CONAC, the crown of GOV.UK
    ERROR_REPORT = "error_report"  # 政府网站找错
    RECORD = "record"  # the police shield of record numbers, which every recorded site shows
    HEADER = "header"  # of one site


@dataclass(frozen=True, slots=True)
class MarkLook:
    """One official picture. ``site`` is a host of the site it belongs to, empty for what all of them show;
    ``jurisdiction`` the country code of those who show it.

    ``views`` are the hashes of the picture on other grounds, cut, turned and recoloured. A picture seen is it when one
    of its parts is within ``reach`` of a view, 0..448 bits; within ``reach_in_colour`` when it has its ``colours`` too.
    """

    id: str
    kind: LookKind
    name: str
    name_en: str
    site: str
    jurisdiction: str
    reach: int
    reach_in_colour: int
    colours: tuple[int, ...]
    views: tuple[tuple[int, ...], ...]


def read_mark_looks(lines: Iterable[str], file: str) -> tuple[tuple[MarkLook, ...], tuple[BadRow, ...]]:
    """The looks of a CSV text, and every row that could not be read. Never raises."""
    bad: list[BadRow] = []
    found: dict[str, MarkLook] = {}
    rows = records(without_byte_order_mark(lines))
    header = next(rows, None)
    if header is None:
        return (), ()
    if header.cells != COLUMNS:
        return (), (BadRow(file, 1, "", "", f"the header must read {','.join(COLUMNS)}"),)
    for row in rows:
        look = row.reason or _look(row.cells)
        if isinstance(look, str):
            bad.append(BadRow(file, row.line, "", row.text[:200], look))
        elif look.id in found:
            bad.append(BadRow(file, row.line, "id", look.id, f"'{look.id}' stands in the file twice"))
        else:
            found[look.id] = look
    return tuple(found.values()), tuple(bad)


def _look(cells: tuple[str, ...]) -> MarkLook | str:
    if len(cells) != len(COLUMNS):
        return f"{len(cells)} cells where {len(COLUMNS)} are needed"
    row = dict(zip(COLUMNS, cells, strict=True))
    if not all(row[name] for name in ("id", "name", "name_en", "jurisdiction", "views", "source", "licence")):
        return "id, name, name_en, jurisdiction, views, source and licence must be filled in"
    if row["kind"] not in set(LookKind):
        return f"kind must be one of {', '.join(LookKind)}"
    try:
        reach, coloured = int(row["reach"]), int(row["reach_in_colour"])
        colours = tuple(int(share) for share in row["colours"].split())
        views = tuple(_views(row["views"]))
    except ValueError as error:
        return f"a number cannot be read: {error}"
    if not 0 <= reach <= coloured <= BITS:
        return f"reach and reach_in_colour must be numbers of bits up to {BITS}, the second no smaller"
    id_, kind, name, name_en, site, jurisdiction = cells[:6]
    return MarkLook(id_, LookKind(kind), name, name_en, site, jurisdiction, reach, coloured, colours, views)


def _views(written: str) -> Iterator[tuple[int, ...]]:
    """Base64 of 48 bytes a view, each hash little-endian."""
    packed = b64decode(written, validate=True)
    if not packed or len(packed) % _VIEW.size:
        raise ValueError(f"views have {_VIEW.size} bytes each, and these have {len(packed)} together")
    yield from _VIEW.iter_unpack(packed)
