"""What could not be read or would not be worked off: kept with its bytes and the reason, for a person to see."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from zhenwang.domain.candidate import Malformed
from zhenwang.store.columns import canonical
from zhenwang.store.conserve import count_in
from zhenwang.store.opening import Store
from zhenwang.store.records import read_candidate
from zhenwang.store.schema import candidates, quarantine


@dataclass(frozen=True, slots=True)
class Kept:
    """One item. ``raw`` is the digest of its bytes, empty for a candidate whose looks failed three times."""

    source: str
    locator: str
    reason: str
    names: tuple[str, ...]
    raw: str
    kept_at: datetime


def keep(store: Store, item: Malformed, now: datetime) -> None:
    """Keep an unreadable item. The same item, read again, is kept once."""
    raw = store.blobs.put(item.raw)
    identity = hashlib.sha256(canonical([item.source, item.locator, raw]).encode()).hexdigest()
    with store.write() as connection:
        if connection.execute(select(quarantine.c.id).where(quarantine.c.item == identity)).first():
            return
        connection.execute(
            insert(quarantine).values(
                source=item.source,
                item=identity,
                locator=item.locator,
                reason=item.reason,
                names=list(item.names),
                raw=raw,
                kept_at=now,
            )
        )
        count_in(connection, item.source, 1)


def items(store: Store, limit: int = 200) -> list[Kept]:
    """The newest items: unreadable ones, and candidates whose looks failed three times."""
    unread = select(quarantine).order_by(quarantine.c.kept_at.desc(), quarantine.c.id.desc()).limit(limit)
    poison = select(candidates).where(candidates.c.state == "quarantined").order_by(candidates.c.changed_at.desc())
    with store.read() as connection:
        kept = [
            Kept(row.source, row.locator, row.reason, tuple(row.names), row.raw, row.kept_at)
            for row in connection.execute(unread)
        ]
        for row in connection.execute(poison.limit(limit)):
            url = read_candidate(row.record).url
            kept.append(Kept(row.source, url, row.reason, (row.host,), "", row.changed_at))
    return sorted(kept, key=lambda item: item.kept_at, reverse=True)[:limit]


def count(store: Store) -> int:
    """How many items lie in quarantine."""
    poison = select(func.count()).select_from(candidates).where(candidates.c.state == "quarantined")
    with store.read() as connection:
        unread = connection.execute(select(func.count()).select_from(quarantine)).scalar_one()
        return unread + connection.execute(poison).scalar_one()
