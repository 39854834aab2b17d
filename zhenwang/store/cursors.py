"""How far each source has been read, so that the next run goes on there."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from zhenwang.store.opening import Store
from zhenwang.store.schema import cursors


def get(store: Store, source: str) -> str:
    """The source's own words for its place; empty when it was never read."""
    with store.read() as connection:
        return read(connection, source)


def put(store: Store, source: str, cursor: str) -> str:
    """Move a source's place, once everything before it is committed. Returns the place."""
    with store.write() as connection:
        move(connection, source, cursor)
    return cursor


def read(connection: Connection, source: str) -> str:
    """The same within a transaction."""
    found = connection.execute(select(cursors.c.cursor).where(cursors.c.source == source)).scalar()
    return found or ""


def move(connection: Connection, source: str, cursor: str) -> None:
    """The same within the transaction that brings the source there."""
    changed = connection.execute(update(cursors).where(cursors.c.source == source).values(cursor=cursor))
    if not changed.rowcount:
        connection.execute(insert(cursors).values(source=source, cursor=cursor))
