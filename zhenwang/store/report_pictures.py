"""Pictures that came with reports, as drawn anew by us. They are no evidence, and lie apart from it: they expire."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from zhenwang.store.blobs import Blobs
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import report_pictures, reports

FOLDER = "reported"
ERASED = "erased"
"""Why there is no picture any more: its time was over."""
NO_ROOM = "no_room"
"""Why a picture was not kept: the disk has too little left, and what is left is for reports and evidence."""
LEAST_FREE = 1024**3
"""Bytes that pictures of reports leave free. Anybody may send them, so they must not be what fills the disk."""
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class SentPicture:
    """Picture ``number`` (from 0) of a report. ``original`` is the SHA-256 of what came; ``blob`` that of our PNG,
    empty when there is none, and ``refused`` says why.
    """

    number: int
    original: str
    blob: str
    refused: str
    codes: tuple[str, ...]


def blobs_of(store: Store) -> Blobs:
    """Where the bytes are: a folder of their own, so that erasing one can never take a piece of evidence with it."""
    return Blobs(store.blobs.root / FOLDER)


def keep(store: Store, png: bytes) -> str:
    """The digest under which our PNG is kept; empty when pictures have no room. StoreUnavailableError as ``Blobs``."""
    try:
        free = shutil.disk_usage(store.blobs.root).free
    except OSError:  # whoever writes says why it cannot
        free = LEAST_FREE
    return blobs_of(store).put(png) if free >= LEAST_FREE else ""


def of_report(store: Store, receipt: str) -> tuple[SentPicture, ...]:
    query = select(report_pictures).where(report_pictures.c.receipt == receipt).order_by(report_pictures.c.number)
    with store.read() as connection:
        found = connection.execute(query).all()
    return tuple(SentPicture(row.number, row.original, row.blob, row.refused, tuple(row.codes)) for row in found)


def erase_before(store: Store, received_before: datetime) -> int:
    """Erase the pictures of reports that were received before; returns how many. What came keeps its SHA-256."""
    erased = 0
    while some := _erase(store, received_before):
        erased += some
    return erased


def _erase(store: Store, received_before: datetime) -> int:
    mine = report_pictures.c
    old = (
        select(mine.receipt, mine.number, mine.blob)
        .join(reports, reports.c.receipt == mine.receipt)
        .where(reports.c.received_at < received_before, mine.refused != ERASED)
        .limit(_AT_ONCE)
    )
    with store.write() as connection:
        found = connection.execute(old).all()
        for row in found:
            one = (mine.receipt == row.receipt, mine.number == row.number)
            connection.execute(update(report_pictures).where(*one).values(blob="", refused=ERASED, codes=[]))
        digests = [row.blob for row in found if row.blob]
        still = set(connection.execute(select(mine.blob).where(mine.blob.in_(digests))).scalars())
        # Before the commit: afterwards another report may bring the same picture again.
        for digest in set(digests) - still:
            blobs_of(store).remove(digest)
    return len(found)
