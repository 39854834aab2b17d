"""Bytes that people sent and nobody could read: mails, tables, reports. They may say who sent them, so they lie apart
from evidence and go when their time is over; what was wrong with them stays in the quarantine.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from zhenwang.domain.report import CHANNELS
from zhenwang.store.blobs import Blobs
from zhenwang.store.faults import BlobDamagedError
from zhenwang.store.opening import Store
from zhenwang.store.schema import quarantine

SENT = frozenset({"report", *CHANNELS} - {""})
"""Sources of the quarantine whose bytes a person sent."""
FOLDER = "unread"
_AT_ONCE = 200


def put(store: Store, source: str, raw: bytes) -> str:
    """The digest under which the bytes are kept. StoreUnavailableError when the disk refuses."""
    return _sent(store).put(raw) if source in SENT else store.blobs.put(raw)


def get(store: Store, source: str, digest: str) -> bytes:
    """What ``put`` kept; BlobDamagedError when it is gone or changed. Bytes of before they lay apart are found too."""
    if source in SENT:
        try:
            return _sent(store).get(digest)
        except BlobDamagedError:
            return store.blobs.get(digest)
    return store.blobs.get(digest)


def held(store: Store, items: Iterable[str]) -> frozenset[str]:
    """Those of some items of the quarantine that are in it. Who reads a folder every day must not bring back what was
    erased.
    """
    wanted, found = list(items), set[str]()
    with store.read() as connection:
        for start in range(0, len(wanted), _AT_ONCE):
            some = quarantine.c.item.in_(wanted[start : start + _AT_ONCE])
            found |= set(connection.execute(select(quarantine.c.item).where(some)).scalars())
    return frozenset(found)


def erase_before(store: Store, kept_before: datetime) -> int:
    """Erase the bytes of what was kept before; returns of how many items. Place and reason of each stay."""
    erased = 0
    while some := _erase(store, kept_before):
        erased += some
    return erased


def _erase(store: Store, kept_before: datetime) -> int:
    mine = quarantine.c
    old = (mine.source.in_(sorted(SENT)), mine.kept_at < kept_before, mine.raw != "")
    with store.write() as connection:
        found = connection.execute(select(mine.id, mine.raw).where(*old).limit(_AT_ONCE)).all()
        connection.execute(update(quarantine).where(mine.id.in_([row.id for row in found])).values(raw=""))
        digests = {row.raw for row in found}
        mailed = (mine.source.in_(sorted(SENT)), mine.raw.in_(sorted(digests)))
        still = set(connection.execute(select(mine.raw).where(*mailed)).scalars())
        # Before the commit: afterwards the same bytes may come again.
        for digest in digests - still:
            _sent(store).remove(digest)
    return len(found)


def _sent(store: Store) -> Blobs:
    return Blobs(store.blobs.root / FOLDER)
