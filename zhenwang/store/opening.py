"""Opening a store: the right driver, the right journal, the right schema, or one sentence why not."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, event, exc
from sqlalchemy.engine import URL, make_url

from zhenwang.store.blobs import Blobs
from zhenwang.store.faults import CannotOpenError, StoreUnavailableError
from zhenwang.store.migrating import migrate
from zhenwang.store.wal import notice, wal_is_safe

BUSY_SECONDS = 30
_WRITES = "zhenwang_writes"
_READ_ONLY = "25006"
"""PostgreSQL's SQLSTATE read_only_sql_transaction: a standby, or a server that was made read-only."""
_WRITE_LOCK = 0x7A68656E  # any fixed number: the name of PostgreSQL's advisory lock


@dataclass(frozen=True, slots=True)
class Store:
    """An open database with its blobs; threads may share it. ``notice`` is a sentence to show, or empty."""

    engine: Engine
    blobs: Blobs
    notice: str = ""
    _turn: Lock = field(default_factory=Lock, repr=False, compare=False)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent snapshot. StoreUnavailableError when the database does not answer."""
        with _plainly(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that is alone in writing; it holds wholly or not at all. StoreUnavailableError after 30 s.

        Not to be nested: the second one would wait for the first.
        """
        with self._in_turn(), _plainly(), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """The writers of this process queue here: SQLite lets those who wait try again, and never in their order."""
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise StoreUnavailableError("The store did not take this now: it is busy writing.")
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str, blobs: Path) -> Store:
    """Open or create the store at a SQLAlchemy URL, with its bytes under ``blobs``; brings an older schema up to date.

    CannotOpenError, in one sentence, for a newer schema, another program's database, a damaged file or no access.
    """
    try:
        target = make_url(url)
    except exc.ArgumentError:
        raise CannotOpenError("The store's address is not a database URL such as sqlite:///var/zhenwang.db.") from None
    try:
        blobs.mkdir(parents=True, exist_ok=True)
        engine, said = _sqlite(target) if target.get_backend_name() == "sqlite" else (_server(target), "")
        store = Store(engine, Blobs(blobs), said)
        with store.write() as connection:
            migrate(connection)
    except (exc.ArgumentError, ImportError) as error:
        raise CannotOpenError(f"The store's address asks for a database this program cannot use: {error}.") from error
    except OSError as error:
        raise CannotOpenError(f"The store's folder cannot be used: {error}.") from error
    except (exc.DatabaseError, StoreUnavailableError) as error:
        where = target.render_as_string(hide_password=True)
        raise CannotOpenError(f"The store at {where} cannot be opened: {_first_line(error)}.") from error
    return store


def sqlite_driver() -> ModuleType:
    """``pysqlite3`` where it is installed, because it brings its own newer SQLite; else the interpreter's."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


def _sqlite(url: URL) -> tuple[Engine, str]:
    if not url.database or url.database == ":memory:":
        raise CannotOpenError("A store in memory would be lost: name a file, as in sqlite:///var/zhenwang.db.")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    driver = sqlite_driver()
    version: tuple[int, int, int] = driver.sqlite_version_info
    engine = sqlalchemy.create_engine(
        url, module=driver, pool_size=8, max_overflow=56, pool_timeout=2 * BUSY_SECONDS, hide_parameters=True
    )
    journal = "WAL" if wal_is_safe(version) else "DELETE"

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        used = _journal(connection, driver, journal)
        if used.upper() != journal:
            raise CannotOpenError(
                f"The store's journal stays {used} instead of {journal}: close the programs that use it."
            )
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")  # else REPLACE deletes past the history's trigger

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE: a transaction that will write waits at its first step, where waiting is still possible.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")

    return engine, notice(version)


def _journal(connection: Any, driver: ModuleType, journal: str) -> str:
    """The journal in use after asking for one. SQLite refuses at once while others open the file, whatever the timeout:
    several processes that start together on a new store try again.
    """
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            (used,) = connection.execute(f"PRAGMA journal_mode = {journal}").fetchone()
        except driver.OperationalError as refused:
            if "locked" not in str(refused) or time.monotonic() > patience:
                raise
            time.sleep(0.02)
        else:
            return str(used)


def _server(url: URL) -> Engine:
    # A worker that freezes inside a transaction must not hold the lock for ever.
    told = url.query.get("options", "")
    settings = f"-c lock_timeout={BUSY_SECONDS}s -c idle_in_transaction_session_timeout={2 * BUSY_SECONDS}s {told}"
    engine = sqlalchemy.create_engine(
        url, pool_size=8, max_overflow=24, pool_pre_ping=True, hide_parameters=True, connect_args={"options": settings}
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if _writes(connection):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")

    return engine


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(_WRITES))


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except (exc.OperationalError, exc.TimeoutError) as error:
        raise StoreUnavailableError(f"The store did not take this now: {_first_line(error)}.") from error
    except exc.InternalError as error:
        if getattr(error.orig, "sqlstate", "") != _READ_ONLY:
            raise
        raise StoreUnavailableError(f"The store did not take this now: {_first_line(error)}.") from error


def _first_line(error: BaseException) -> str:
    cause = error.orig if isinstance(error, exc.DBAPIError) and error.orig else error
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0].rstrip(".")
