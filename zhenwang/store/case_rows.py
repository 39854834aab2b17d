"""Cases as rows and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, update

from zhenwang.domain.case import Case, State
from zhenwang.domain.score import Band, Score
from zhenwang.domain.signal import Signal
from zhenwang.store.records import read_score, read_signal, score_record, signal_record
from zhenwang.store.schema import cases

_BANDS = (Band.CONFIRMABLE, Band.REVIEW, Band.WATCH, Band.CLEAR)


def read_case(row: Row[Any]) -> Case:
    return Case(
        id=row.id,
        host=row.host,
        url=row.url,
        day=row.day,
        state=State(row.state),
        imitates=row.imitates,
        score=read_score(row.score),
        signals=tuple(read_signal(item) for item in row.signals),
        opened_at=row.opened_at,
        look_digest=row.look_digest,
        evidence=row.evidence,
        proposer=row.proposer,
        reports=row.reports,
        version=row.version,
    )


def finding(look_digest: str, signals: Sequence[Signal], score: Score) -> dict[str, Any]:
    """The columns that say what the machine found."""
    return {
        "look_digest": look_digest,
        "imitates": score.imitates,
        "band": score.band.value,
        "urgency": urgency(score),
        "score": score_record(score),
        "signals": [signal_record(signal) for signal in signals],
    }


def urgency(score: Score) -> float:
    """Where a case stands in the queue, the smallest first: by band, within a band by probability."""
    return _BANDS.index(score.band) + 1.0 - score.probability


def by_id(connection: Connection, case_id: str) -> Case | None:
    row = connection.execute(select(cases).where(cases.c.id == case_id)).one_or_none()
    return read_case(row) if row else None


def by_host(connection: Connection, host: str) -> Case | None:
    row = connection.execute(select(cases).where(cases.c.host == host)).one_or_none()
    return read_case(row) if row else None


def move(connection: Connection, case: Case, actor: str, **values: Any) -> Case:
    """Change a case and its version in one step; whoever read it before must read it again."""
    values |= {"version": case.version + 1, "moved_by": actor}
    connection.execute(update(cases).where(cases.c.id == case.id, cases.c.version == case.version).values(values))
    moved = by_id(connection, case.id)
    if moved is None or moved.version != case.version + 1:
        raise RuntimeError(f"case {case.id} moved outside the transaction that was alone in writing")
    return moved
