"""Runs the migrations on the connection that ``zhenwang.store.migrating`` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from zhenwang.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can undo DDL too; Alembic only assumes it cannot.
    transactional_ddl=True,
)
context.run_migrations()
