from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from tests.store.made import DAY, NOW
from zhenwang.store import (
    access_schema,  # noqa: F401  # its tables join the metadata
    opening,
    runs,
    statistics_schema,  # noqa: F401
    work_schema,  # noqa: F401
)
from zhenwang.store.faults import CannotOpenError, StoreUnavailableError
from zhenwang.store.migrating import SCRIPTS, version_of
from zhenwang.store.opening import Store, open_store, sqlite_driver
from zhenwang.store.schema import VERSION, metadata


def sqlite_at(path: Path) -> str:
    return f"sqlite:///{path}/store.db"


def pragma(store: Store, name: str) -> object:
    with store.read() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_the_migrations_build_exactly_the_tables(store: Store) -> None:
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert version_of(connection) == VERSION


def test_the_schema_version_is_the_last_migration() -> None:
    assert ScriptDirectory(str(SCRIPTS)).get_heads() == [VERSION]


def test_what_was_written_is_there_after_reopening(url: str, tmp_path: Path) -> None:
    first = open_store(url, tmp_path / "blobs")
    runs.begin(first, "daily", DAY, NOW)
    first.close()
    again = open_store(url, tmp_path / "blobs")
    assert runs.latest(again, "daily") is not None
    again.close()


def test_Q14_a_newer_schema_is_refused_with_both_versions(url: str, tmp_path: Path) -> None:
    store = open_store(url, tmp_path / "blobs")
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0007'")
    store.close()
    with pytest.raises(CannotOpenError, match=rf"schema 0007.*up to {VERSION}"):
        open_store(url, tmp_path / "blobs")


def test_Q14_a_migration_that_breaks_off_leaves_nothing(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Connection) -> None:
        real(connection)
        raise StoreUnavailableError("cut")

    real = opening.migrate
    monkeypatch.setattr(opening, "migrate", broken)
    with pytest.raises(CannotOpenError, match="cut"):
        open_store(url, tmp_path / "blobs")
    monkeypatch.setattr(opening, "migrate", real)
    open_store(url, tmp_path / "blobs").close()


def test_Q21_many_open_a_new_store_at_once(url: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(url, tmp_path / "blobs"), range(4)))
    assert {len(runs.recent(store, "daily")) for store in stores} == {0}
    for store in stores:
        store.close()


def test_Q10_another_programs_database_is_refused(tmp_path: Path) -> None:
    connection = sqlite_driver().connect(tmp_path / "store.db")
    connection.execute("CREATE TABLE albums (id INTEGER)")
    connection.close()
    with pytest.raises(CannotOpenError, match="another program"):
        open_store(sqlite_at(tmp_path), tmp_path / "blobs")


def test_Q10_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"not a database at all, " * 100)
    with pytest.raises(CannotOpenError, match="not a database"):
        open_store(sqlite_at(tmp_path), tmp_path / "blobs")
    assert (tmp_path / "store.db").read_bytes().startswith(b"not a database at all")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "no url", ""])
def test_an_address_that_keeps_nothing_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(CannotOpenError):
        open_store(url, tmp_path / "blobs")


def test_a_folder_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CannotOpenError, match="taken"):
        open_store(f"sqlite:///{tmp_path}/taken/store.db", tmp_path / "blobs")


def test_passwords_stay_out_of_the_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotOpenError) as refused:
        open_store("postgresql+psycopg://ada:secret@127.0.0.1:1/none", tmp_path / "blobs")
    assert "secret" not in str(refused.value)


def test_sqlite_is_durable_and_checks_references(tmp_path: Path) -> None:
    store = open_store(sqlite_at(tmp_path), tmp_path / "blobs")
    assert (pragma(store, "synchronous"), pragma(store, "foreign_keys")) == (2, 1)
    assert pragma(store, "busy_timeout") == 30_000
    store.close()


@pytest.mark.parametrize(("safe", "journal"), [(True, "wal"), (False, "delete")])
def test_Q8_the_journal_follows_the_version_even_in_an_old_file(
    safe: bool, journal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "wal_is_safe", lambda version: not safe)
    open_store(sqlite_at(tmp_path), tmp_path / "blobs").close()
    monkeypatch.setattr(opening, "wal_is_safe", lambda version: safe)
    store = open_store(sqlite_at(tmp_path), tmp_path / "blobs")
    assert pragma(store, "journal_mode") == journal
    store.close()


def test_Q8_an_unsafe_version_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = sqlite_driver()
    monkeypatch.setattr(driver, "sqlite_version_info", (3, 40, 1))
    store = open_store(sqlite_at(tmp_path), tmp_path / "blobs")
    assert "3.40.1" in store.notice
    assert pragma(store, "journal_mode") == "delete"
    store.close()


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    def fails() -> None:
        with store.write() as connection:
            connection.exec_driver_sql("INSERT INTO cursors (source, cursor) VALUES ('ct', '1')")
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM cursors").scalar() == 0


def test_Q7_writers_wait_for_each_other_and_readers_for_nobody(store: Store) -> None:
    inside, leave = Event(), Event()

    def slow() -> None:
        with store.write() as connection:
            connection.exec_driver_sql("INSERT INTO cursors (source, cursor) VALUES ('slow', '1')")
            inside.set()
            leave.wait(10)

    first = Thread(target=slow)
    first.start()
    assert inside.wait(10)
    second = Thread(target=runs.begin, args=(store, "daily", DAY, NOW))
    second.start()
    assert runs.latest(store, "daily") is None
    second.join(0.2)
    assert second.is_alive()
    leave.set()
    first.join(10)
    second.join(10)
    assert runs.latest(store, "daily") is not None


def test_Q7_waiting_ends_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    store = open_store(sqlite_at(tmp_path), tmp_path / "blobs")
    other = open_store(sqlite_at(tmp_path), tmp_path / "blobs")
    with store.write(), pytest.raises(StoreUnavailableError, match="locked"):
        runs.begin(other, "daily", DAY, NOW)
    store.close()
    other.close()


def test_Q7_sixty_four_writers_all_get_through(store: Store) -> None:
    with ThreadPoolExecutor(64) as pool:
        numbers = list(pool.map(lambda _: runs.begin(store, "daily", DAY, NOW), range(128)))
    assert len(set(numbers)) == 128
