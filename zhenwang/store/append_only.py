"""Triggers that let a table only grow: whoever wants to change or remove a row is told so by the database itself."""

from __future__ import annotations

from sqlalchemy import Connection


def guard(connection: Connection, table: str, key: str) -> None:
    """Refuse UPDATE, DELETE, TRUNCATE, and an INSERT that would replace the row with the same ``key``."""
    statements = _postgresql(table) if connection.dialect.name == "postgresql" else _sqlite(table, key)
    for statement in statements:
        connection.exec_driver_sql(statement)


def _sqlite(table: str, key: str) -> list[str]:
    refused = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    # A connection without recursive triggers would delete past the second one: INSERT OR REPLACE is stopped by itself.
    replaced = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608  # our own names, of a migration
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
