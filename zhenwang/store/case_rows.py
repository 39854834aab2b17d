"""Cases as rows and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, update

from zhenwang.domain import queue_order
from zhenwang.domain.case import Analyst, Case, Claim, State
from zhenwang.domain.score import Score
from zhenwang.domain.signal import Signal
from zhenwang.store.records import read_score, read_signal, score_record, signal_record
from zhenwang.store.schema import cases


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
        region=row.region,
        system=row.system,
        ruled=row.ruled,
        came_from=State(row.came_from) if row.came_from else None,
        mover=row.mover,
        analysts=tuple(Analyst(one["person"], one["name"]) for one in row.analysts),
        proposal=row.proposal,
        signer=row.signer,
        sponsor_answer=row.sponsor_answer,
        escalated=row.escalated,
        handoffs=row.handoffs,
        claim=_claim(row),
        suppressed_until=row.suppressed_until,
    )


def _claim(row: Row[Any]) -> Claim | None:
    if row.claim_until is None:
        return None
    return Claim(row.claim_account, row.claim_name, row.claim_token, row.claim_until)


FRESH: dict[str, Any] = {
    "evidence": "", "proposer": "", "version": 0, "region": "", "system": "", "severity": "", "ruled": {},
    "came_from": "", "mover": "", "analysts": [], "proposal": "", "signer": "", "sponsor_answer": "",
    "escalated": False, "handoffs": {}, "claim_account": "", "claim_name": "", "claim_token": 0, "due_key": "",
    "due_provisional": False, "due_stale": True,
}  # fmt: skip
"""The columns of a case that nobody has worked on."""


def ruled_columns(case: Case) -> dict[str, Any]:
    """The columns that people's steps change, as the case has them; those of the machine's finding stay."""
    return {
        "state": case.state.value,
        "evidence": case.evidence,
        "proposer": case.proposer,
        "severity": case.severity,
        "urgency": urgency(case.score, case.severity),
        "ruled": dict(case.ruled),
        "came_from": case.came_from.value if case.came_from else "",
        "mover": case.mover,
        "analysts": [{"person": one.person, "name": one.name} for one in case.analysts],
        "proposal": case.proposal,
        "signer": case.signer,
        "sponsor_answer": case.sponsor_answer,
        "escalated": case.escalated,
        "handoffs": dict(case.handoffs),
        "suppressed_until": case.suppressed_until,
    }


def finding(look_digest: str, signals: Sequence[Signal], score: Score) -> dict[str, Any]:
    """The columns that say what the machine found."""
    return {
        "look_digest": look_digest,
        "imitates": score.imitates,
        "band": score.band.value,
        "urgency": urgency(score),
        "severity": score.severity,
        "score": score_record(score),
        "signals": [signal_record(signal) for signal in signals],
    }


def urgency(score: Score, severity: str = "") -> float:
    """Where a case stands in the queue, the smallest first: by harm (S0 last), then band, then probability."""
    return queue_order.urgency(severity or score.severity, score.band, score.probability)


def by_id(connection: Connection, case_id: str) -> Case | None:
    row = connection.execute(select(cases).where(cases.c.id == case_id)).one_or_none()
    return read_case(row) if row else None


def by_host(connection: Connection, host: str) -> Case | None:
    row = connection.execute(select(cases).where(cases.c.host == host)).one_or_none()
    return read_case(row) if row else None


def move(connection: Connection, case: Case, actor: str, **values: Any) -> Case:
    """Change a case and its version in one step; whoever read it before must read it again."""
    values |= {"version": case.version + 1, "moved_by": actor, "due_stale": True}
    connection.execute(update(cases).where(cases.c.id == case.id, cases.c.version == case.version).values(values))
    moved = by_id(connection, case.id)
    if moved is None or moved.version != case.version + 1:
        raise RuntimeError(f"case {case.id} moved outside the transaction that was alone in writing")
    return moved
