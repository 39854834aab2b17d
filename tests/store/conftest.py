"""A fresh store per test: on SQLite always, on PostgreSQL when ZHENWANG_TEST_POSTGRES holds a SQLAlchemy URL."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy.engine import make_url

from zhenwang.store.opening import Store, open_store

POSTGRES = os.environ.get("ZHENWANG_TEST_POSTGRES", "")
BOTH = [
    "sqlite",
    pytest.param(
        "postgres",
        marks=[
            pytest.mark.postgres,
            pytest.mark.skipif(not POSTGRES, reason="ZHENWANG_TEST_POSTGRES names no server"),
        ],
    ),
]


@pytest.fixture(scope="session")
def pattern() -> Iterator[str]:
    """A migrated, empty PostgreSQL database to copy: migrating anew for every test is what would take the time."""
    name = f"pattern{secrets.token_hex(6)}"
    with new_database(name) as url:
        folder = Path(tempfile.mkdtemp())
        open_store(url, folder).close()
        yield name
        shutil.rmtree(folder)


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a store may be opened: empty, or for tests that ask for the ``store`` as that one left it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/store.db"
        return
    copied = request.getfixturevalue("pattern") if "store" in request.fixturenames else ""
    with new_database(f"t{secrets.token_hex(6)}", copied) as found:
        yield found


@contextmanager
def new_database(name: str, pattern: str = "") -> Iterator[str]:
    server = sqlalchemy.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {pattern or 'template0'} STRATEGY file_copy")
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        server.dispose()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite store: migrating anew for every test is what would take the time."""
    folder = tmp_path_factory.mktemp("empty")
    open_store(f"sqlite:///{folder}/store.db", folder / "blobs").close()
    return folder / "store.db"


@pytest.fixture
def store(url: str, tmp_path: Path, empty_file: Path) -> Iterator[Store]:
    if url.startswith("sqlite"):
        shutil.copy(empty_file, tmp_path / "store.db")
    opened = open_store(url, tmp_path / "blobs")
    yield opened
    opened.close()
