"""Triggers that let a table only grow: whoever wants to change or remove a row is told so by the database itself."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection


def guard(connection: Connection, table: str, *keys: tuple[str, ...]) -> None:
    """Refuse UPDATE, DELETE, TRUNCATE, and an INSERT that would replace a row which has the same of any of ``keys``:
    the columns of the primary key, and of every other unique one.
    """
    statements = _postgresql(table) if connection.dialect.name == "postgresql" else _sqlite(table, keys)
    for statement in statements:
        connection.exec_driver_sql(statement)


def _sqlite(table: str, keys: Sequence[tuple[str, ...]]) -> list[str]:
    refused = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    # A connection without recursive triggers would delete past the second one: INSERT OR REPLACE is stopped by itself.
    same = " OR ".join("(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in keys)
    replaced = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608  # our own names, of a migration
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refused}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refused}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {replaced} {refused}",
    ]


def _postgresql(table: str) -> list[str]:
    run = f"EXECUTE FUNCTION {table}_is_append_only()"
    return [
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {run}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}",
    ]
