"""Bringing a database to this program's schema, inside the caller's transaction: all of it, or none."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy
from sqlalchemy import Connection

from zhenwang.store.faults import CannotOpenError
from zhenwang.store.schema import VERSION

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(connection: Connection) -> None:
    """Apply what is missing. CannotOpenError for a newer schema, and for another program's database."""
    found = version_of(connection)
    if found == VERSION:
        return
    if found is None and sqlalchemy.inspect(connection).get_table_names():
        raise CannotOpenError("This database belongs to another program: name a new one, or restore the right one.")
    if found is not None and found > VERSION:
        raise CannotOpenError(
            f"This database has schema {found}, and this program knows schemas up to {VERSION}:"
            " start the newer program, or restore the backup made before it ran."
        )
    _upgrade(connection)


def version_of(connection: Connection) -> str | None:
    """The schema a database has, None when it has none of ours."""
    if not sqlalchemy.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection) -> None:
    # Alembic takes a third of a second to import, and is needed once per release.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, VERSION)
