"""Hash chains over append-only tables: every row's digest covers all its columns and the digest of the row before.

The history of the cases and the journal of everything else are such chains. Triggers refuse UPDATE and DELETE; whoever
gets past them breaks the chain, and ``verify`` names the first row and what was done to it. A chain that was cut off,
or written anew from some row to its end, can only be found against a ``Head`` that was kept elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, insert, select
from sqlalchemy.exc import DBAPIError

from zhenwang.domain.damage import Damage, Head, Kind
from zhenwang.store.columns import canonical
from zhenwang.store.faults import RecordUnwritableError

START = "0" * 64
"""What stands before the first row."""
_WINDOW = 5_000  # rows looked through, from the first broken one, to tell what was done

Row = Mapping[str, Any] | RowMapping


def link(row: Row, covered: Iterable[str], previous: object) -> str:
    """SHA-256, in hexadecimal, over the covered columns and the digest before; columns without a value are left out.

    ``str`` and ``repr`` of what SQLite let somebody put there instead of a text or a number: it must differ, not crash.
    """
    values = {
        name: row[name] if isinstance(row[name], int | str) else repr(row[name])
        for name in covered
        if row[name] is not None
    }
    return hashlib.sha256(canonical(values | {"previous": str(previous)}).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Chain:
    """A chained table: all its ``covered`` columns are in every digest. ``told`` names a row to a reader."""

    name: str
    table: Table
    covered: tuple[str, ...]
    told: Callable[[Row], str]

    def follows(self, row: Row, before: Head) -> bool:
        """Whether the row is what was written right after ``before``, wherever it stands now."""
        there = {**row, "position": before.position + 1}
        return bool(row["digest"] == link(there, self.covered, before.digest))


def append(connection: Connection, chain: Chain, columns: Row) -> str:
    """Write a row at the end of the chain, within the transaction it belongs to. Returns its digest.

    RecordUnwritableError when the database does not take it: then what it tells of must not be done either.
    """
    end = head(connection, chain)
    row = {**columns, "position": end.position + 1}
    digest = link(row, chain.covered, end.digest)
    try:
        connection.execute(insert(chain.table).values({**row, "digest": digest}))
    except DBAPIError as error:
        raise RecordUnwritableError(
            f"The {chain.name} takes no new line, so nothing was changed: {error.orig}"
        ) from error
    return digest


def head(connection: Connection, chain: Chain) -> Head:
    """The end of the chain as it stands; position 0 when nothing was written yet."""
    columns = chain.table.c
    query = select(columns.position, columns.digest).order_by(columns.position.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return Head(row.position, row.digest) if row else Head(0, START)


def verify(connection: Connection, chain: Chain, known: Head | None = None) -> list[Damage]:
    """What is wrong with a chain: its first broken row and what was done to it, how many more rows do not follow, and
    whether it still holds the ``known`` head. Empty when it is whole.
    """
    end, passed = Head(0, START), known is None or known.position == 0
    first, further = None, 0
    for row in _rows(connection, chain):
        if row["position"] != end.position + 1 or not chain.follows(row, end):
            further += first is not None
            first = first or (row, end)
        end = Head(row["position"], str(row["digest"]))
        passed = passed or end == known
    found = _first(connection, chain, *first, further, known) if first else []
    return found if passed or known is None else [*found, _lost(chain, end, known)]


def missing(connection: Connection, chain: Chain, heads: Iterable[Head]) -> list[Damage]:
    """The first of some heads kept elsewhere that the chain no longer holds, if any. Verifies nothing else."""
    columns, end = chain.table.c, head(connection, chain)
    for known in heads:
        digest = connection.execute(select(columns.digest).where(columns.position == known.position)).scalar()
        if known.position > 0 and digest != known.digest:
            return [_lost(chain, end, known)]
    return []


def _rows(connection: Connection, chain: Chain, start: object = None) -> Iterator[Row]:
    position = chain.table.c.position
    query = select(chain.table).order_by(position)
    query = query if start is None else query.where(position >= start)
    yield from connection.execution_options(yield_per=1000).execute(query).mappings()


def _first(connection: Connection, chain: Chain, row: Row, end: Head, further: int, known: Head | None) -> list[Damage]:
    kind = _kind(chain, list(islice(_rows(connection, chain, row["position"]), _WINDOW)), end, known)
    name, place = chain.told(row), end.position + 1
    sentence = {
        Kind.DELETED: f"{name} does not follow row {end.position}: rows between them are gone",
        Kind.INSERTED: f"{name} was put in: it follows no row, and row {place} stands further on",
        Kind.REORDERED: f"{name} stands where row {place} belongs: rows were moved",
    }.get(kind, f"{name} is not what was written, or the row before it is not")
    more = f"; {further} more rows do not follow the row before them" if further else ""
    return [Damage(chain.name, int(row["position"]), kind, sentence + more)]


def _kind(chain: Chain, rest: Sequence[Row], end: Head, known: Head | None) -> Kind:
    """What was done, told from where the rows that are left fit together."""
    row, *after = rest
    if any(chain.follows(other, end) for other in after):
        return Kind.REORDERED if _has_a_place(chain, rest, end) else Kind.INSERTED
    if chain.follows(row, end):
        return Kind.REORDERED  # it is the next row, at another position
    if row["position"] != end.position + 1:
        return Kind.DELETED if row["position"] > end.position else Kind.INSERTED
    return Kind.DELETED if _moved_up(chain, row, after, known) else Kind.EDITED


def _moved_up(chain: Chain, row: Row, after: Sequence[Row], known: Head | None) -> bool:
    """Whether a row took the place of one that was deleted: what follows it was written for a later place."""
    place, digest = int(row["position"]), str(row["digest"])
    if known and digest == known.digest:
        return place < known.position
    if not after or chain.follows(after[0], Head(place, digest)):
        return False
    return any(chain.follows(after[0], Head(place + by, digest)) for by in range(1, _WINDOW))


def _has_a_place(chain: Chain, rest: Sequence[Row], end: Head) -> bool:
    """Whether the first of the rows belongs further on in the chain that the others make."""
    left = dict(enumerate(rest))
    while (found := next((index for index, row in left.items() if chain.follows(row, end)), None)) is not None:
        if found == 0:
            return True
        end = Head(end.position + 1, str(left.pop(found)["digest"]))
    return False


def _lost(chain: Chain, end: Head, known: Head) -> Damage:
    missing = f"the {chain.name} holds no row {known.position} with digest {known.digest[:16]}…"
    if end.position < known.position:
        why = f"{missing}: it ends at row {end.position}, so its end was cut off or an older copy was put back"
        return Damage(chain.name, end.position, Kind.CUT_OFF, why)
    return Damage(chain.name, known.position, Kind.REWRITTEN, f"{missing}: it was written anew from an earlier row on")
