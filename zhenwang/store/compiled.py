"""Inserts that add to a row that is there already, compiled once: SQLAlchemy does not cache them by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Dialect


def upsert(connection: Connection, table: Table, build: Callable[[Any], Any], rows: list[dict[str, Any]]) -> None:
    """Run ``build(insert of the table)`` for the rows, which all have the same columns. Nothing without rows."""
    if rows:
        connection.execute(_compiled(connection.dialect, table, build, tuple(rows[0])), rows)


@lru_cache(maxsize=64)
def _compiled(dialect: Dialect, table: Table, build: Callable[[Any], Any], columns: tuple[str, ...]) -> Any:
    insert = postgresql_insert if dialect.name == "postgresql" else sqlite_insert
    return build(insert(table)).compile(dialect=dialect, column_keys=list(columns))
