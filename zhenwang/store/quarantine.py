"""What could not be read or would not be worked off: kept with its bytes and the reason, for a person to see."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from zhenwang.domain.candidate import Malformed
from zhenwang.store import unread_bytes
from zhenwang.store.columns import canonical
from zhenwang.store.conserve import count_in
from zhenwang.store.opening import Store
from zhenwang.store.records import read_candidate
from zhenwang.store.schema import candidates, quarantine

_CHUNK = 500
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Kept:
    """One item. ``raw`` is the digest of its bytes (``unread_bytes.get``), empty for a candidate whose looks failed
    three times, and when they were erased.
    """

    source: str
    locator: str
    reason: str
    names: tuple[str, ...]
    raw: str
    kept_at: datetime


@dataclass(slots=True)
class Keeping:
    """Items on their way into the quarantine. ``kept`` counts them, ``told`` says what is wrong with the first few."""

    store: Store
    now: datetime
    kept: int = 0
    told: list[str] = field(default_factory=list)
    _held: list[Malformed] = field(default_factory=list)

    def keep(self, item: Malformed) -> None:
        self.kept += 1
        if len(self.told) < _TOLD:
            self.told.append(_sentence(item))
        self._held.append(item)
        if len(self._held) == _CHUNK:
            self.flush()

    def flush(self) -> None:
        """Commit what was held back."""
        held, self._held = self._held, []
        if held:
            _keep_all(self.store, held, self.now)


@contextmanager
def keeping(store: Store, now: datetime) -> Iterator[Keeping]:
    """Keep many items, 500 to a transaction; all of them are committed on leaving, whatever made us leave."""
    found = Keeping(store, now)
    try:
        yield found
    finally:
        found.flush()


def keep(store: Store, item: Malformed, now: datetime) -> None:
    """Keep an unreadable item. The same item, read again, is kept once."""
    _keep_all(store, (item,), now)


def _keep_all(store: Store, items: Sequence[Malformed], now: datetime) -> None:
    given = {_identity(item): item for item in items}
    known = unread_bytes.held(store, given)
    fresh = [(identity, item, unread_bytes.put(store, item.source, item.raw))
             for identity, item in given.items() if identity not in known]  # fmt: skip
    if fresh:
        with store.write() as connection:
            for identity, item, raw in fresh:
                _insert(connection, identity, item, raw, now)


def _identity(item: Malformed) -> str:
    raw = hashlib.sha256(item.raw).hexdigest()
    return hashlib.sha256(canonical([item.source, item.locator, raw]).encode()).hexdigest()


def _insert(connection: Connection, identity: str, item: Malformed, raw: str, now: datetime) -> None:
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


def _sentence(item: Malformed) -> str:
    """Place and reason on one line without control characters: both may quote what came from outside."""
    said = item.reason if item.locator in item.reason else f"{item.locator}: {item.reason}"
    return "".join(char if char.isprintable() else "�" for char in said)[:300]


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
