"""Runs of the flows: when each began and ended, and what each station counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from zhenwang.store.opening import Store
from zhenwang.store.schema import runs


@dataclass(frozen=True, slots=True)
class Run:
    """``state`` is ``running`` until ``finished_at`` is set. ``counts`` go by station; ``failures`` are sentences."""

    id: int
    flow: str
    day: date
    state: str
    counts: Mapping[str, int]
    begun_at: datetime
    finished_at: datetime | None
    failures: tuple[str, ...] = ()


def begin(store: Store, flow: str, day: date, now: datetime) -> int:
    """Note that a flow started for a day; the number is the run's."""
    values = {"flow": flow, "day": day, "state": "running", "counts": {}, "failures": [], "begun_at": now}
    with store.write() as connection:
        key = connection.execute(insert(runs).values(values)).inserted_primary_key
    if key is None:
        raise RuntimeError("the database gave the run no number")
    return int(key[0])


def finish(
    store: Store, run: int, state: str, counts: Mapping[str, int], now: datetime, failures: Sequence[str] = ()
) -> None:
    """Note how a run ended. A run that has ended keeps its first ending."""
    values = {"state": state, "counts": dict(counts), "failures": list(failures), "finished_at": now}
    with store.write() as connection:
        connection.execute(update(runs).where(runs.c.id == run, runs.c.finished_at.is_(None)).values(values))


def latest(store: Store, flow: str) -> Run | None:
    """The run that began last."""
    found = recent(store, flow, 1)
    return found[0] if found else None


def recent(store: Store, flow: str, limit: int = 30) -> list[Run]:
    """The last runs of a flow, the newest first."""
    query = select(runs).where(runs.c.flow == flow).order_by(runs.c.id.desc()).limit(limit)
    with store.read() as connection:
        return [_read(row) for row in connection.execute(query)]


def _read(row: Row[Any]) -> Run:
    return Run(row.id, row.flow, row.day, row.state, row.counts, row.begun_at, row.finished_at, tuple(row.failures))
