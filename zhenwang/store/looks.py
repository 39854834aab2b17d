"""Looks as they were: page, body and pictures as blobs, with the signals and the score they led to."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, func, insert, or_, select

from zhenwang.domain.campaign import Fact
from zhenwang.domain.case import State
from zhenwang.domain.look import Look
from zhenwang.domain.score import Band, Score
from zhenwang.domain.signal import Signal
from zhenwang.store import campaigns
from zhenwang.store.columns import canonical
from zhenwang.store.look_records import blob_digests, look_record, read_look
from zhenwang.store.opening import Store
from zhenwang.store.records import read_score, read_signal, score_record, signal_record
from zhenwang.store.schema import cases, looks

RECHECK_UNSEEN = timedelta(days=30)
_SETTLED = (State.NOT_FAKE, State.REFERRED, State.OFFICIAL_ISSUE)


@dataclass(frozen=True, slots=True)
class StoredLook:
    """A look with what was made of it at the time."""

    look: Look
    signals: tuple[Signal, ...]
    score: Score
    digest: str
    day: date


def save(
    store: Store,
    look: Look,
    signals: Sequence[Signal],
    score: Score,
    day: date,
    now: datetime,
    facts: Collection[Fact] = (),
) -> str:
    """Keep a look and return its digest, under which ``get`` finds it.

    One look counts per host and day: a second one changes nothing and returns the digest of the first. ``facts`` are
    what may link its host with others.
    """
    with store.read() as connection:
        held = connection.execute(_digest_of(look.host, day)).scalar()
    if held:
        return str(held)
    record = look_record(look, store.blobs.put)
    digest = store.blobs.put(canonical(record).encode())
    with store.write() as connection:
        held = connection.execute(_digest_of(look.host, day)).scalar()
        if held:
            return str(held)
        connection.execute(
            insert(looks).values(
                host=look.host,
                day=day,
                digest=digest,
                at=now,
                seen=look.seen,
                band=score.band,
                blobs=blob_digests(record),
                signals=[signal_record(signal) for signal in signals],
                score=score_record(score),
            )
        )
        campaigns.note_facts(connection, look.host, facts)
    return digest


def get(store: Store, digest: str) -> StoredLook:
    """The look of a digest. LookupError when there is none, BlobDamagedError when its bytes are gone or changed."""
    found = _one(store, select(looks).where(looks.c.digest == digest))
    if found is None:
        raise LookupError(f"no look is kept under {digest[:80]!r}")
    return found


def latest(store: Store, host: str) -> StoredLook | None:
    """The newest look at a host (A-label name)."""
    return _one(store, select(looks).where(looks.c.host == host).order_by(looks.c.day.desc()))


def to_recheck(store: Store, day: date, limit: int = 1000) -> list[str]:
    """Hosts to see again on ``day``, the longest unseen first: those of cases not ruled out, those under watch, and
    those that could not be seen within the last 30 days. Hosts already looked at on the day are left out.
    """
    last = select(looks.c.host, func.max(looks.c.day).label("day")).group_by(looks.c.host).subquery()
    silent = and_(looks.c.seen.is_(False), looks.c.day >= day - RECHECK_UNSEEN)
    query = (
        select(looks.c.host)
        .join(last, and_(last.c.host == looks.c.host, last.c.day == looks.c.day))
        .join(cases, cases.c.host == looks.c.host, isouter=True)
        .where(looks.c.day < day)
        .where(or_(cases.c.state.not_in(_SETTLED), and_(cases.c.id.is_(None), or_(looks.c.band == Band.WATCH, silent))))
        .order_by(looks.c.day, looks.c.host)
        .limit(limit)
    )
    with store.read() as connection:
        return list(connection.execute(query).scalars())


def _digest_of(host: str, day: date) -> Select[tuple[Any]]:
    return select(looks.c.digest).where(looks.c.host == host, looks.c.day == day)


def _one(store: Store, query: Select[Any]) -> StoredLook | None:
    with store.read() as connection:
        row = connection.execute(query.limit(1)).one_or_none()
    return _read(store, row) if row else None


def _read(store: Store, row: Row[Any]) -> StoredLook:
    return StoredLook(
        look=read_look(json.loads(store.blobs.get(row.digest)), store.blobs.get),
        signals=tuple(read_signal(item) for item in row.signals),
        score=read_score(row.score),
        digest=row.digest,
        day=row.day,
    )
