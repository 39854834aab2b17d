"""Runs the migrations on the connection that ``zhenwang.store.migrating`` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from zhenwang.store import (  # noqa: F401  # their tables join the metadata
    access_schema,
    report_schema,
    statistics_schema,
    work_schema,
)
from zhenwang.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
)
context.run_migrations()
