"""What reporters said of themselves and in their own words: sealed, in a table of its own, and only for a time.

Nothing here can be read without the key (``access.sealing``). When its time is over it is deleted: on SQLite its place
in the file is overwritten (https://www.sqlite.org/pragma.html#pragma_secure_delete); on PostgreSQL it goes with the
next VACUUM.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Text, cast, delete, select, update

from zhenwang.store.opening import Store
from zhenwang.store.report_schema import reporter_details, reports

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Details:
    """Sealed ``contact`` and ``words`` of one report, empty where nothing was said."""

    receipt: str
    contact: str
    words: str
    expires_at: datetime


def of_receipts(store: Store, receipts: Collection[str]) -> Mapping[str, Details]:
    """The details that are kept of some reports, by receipt; at most a few hundred are asked for."""
    query = select(reporter_details).where(reporter_details.c.receipt.in_(list(receipts)))
    with store.read() as connection:
        found = connection.execute(query).all()
    return {row.receipt: Details(row.receipt, row.contact, row.words, row.expires_at) for row in found}


def erase_expired(store: Store, now: datetime) -> int:
    """Delete all whose time is over; returns how many reports' there were. The reports and their counts stay."""
    erased = 0
    while some := _erase(store, now):
        erased += some
    return erased


def _erase(store: Store, now: datetime) -> int:
    """Few at once, so that reports are kept meanwhile."""
    over = select(reporter_details.c.receipt).where(reporter_details.c.expires_at <= now).limit(_AT_ONCE)
    with store.write() as connection:
        receipts = list(connection.execute(over).scalars())
        if receipts:
            overwriting(connection)
            connection.execute(delete(reporter_details).where(reporter_details.c.receipt.in_(receipts)))
    return len(receipts)


def erase_plain_words(store: Store, received_before: datetime) -> int:
    """Empty the notes of reports received before that stand in their records, as those do that were kept before words
    were sealed; returns how many.
    """
    erased = 0
    while some := _erase_plain(store, received_before):
        erased += some
    return erased


def _erase_plain(store: Store, received_before: datetime) -> int:
    written = cast(reports.c.record, Text)
    noted = (written.like('%"note":"%'), written.not_like('%"note":""%'))
    old = select(reports.c.receipt, reports.c.record).where(reports.c.received_at < received_before, *noted)
    with store.write() as connection:
        found = connection.execute(old.limit(_AT_ONCE)).all()
        overwriting(connection)
        for row in found:
            mine = update(reports).where(reports.c.receipt == row.receipt)
            connection.execute(mine.values(record=row.record | {"note": ""}))
    return len(found)


def overwriting(connection: Connection) -> None:
    """What this connection deletes from now on is overwritten in the file, where the database can do that."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def forget_log(store: Store) -> None:
    """Empty SQLite's write-ahead log, which holds older pages until it is written over. Readers may keep it a while."""
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            raw = connection.connection.cursor()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.fetchall()
            raw.close()
