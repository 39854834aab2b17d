"""What the office promises about its cases, checked on every case's whole history (invariants I9 and I10).

The chain says that nobody changed what was written; this says that what was written keeps the promises, and that the
case stands where its history leads, on the evidence and the package that its history names.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, select

from zhenwang.domain import two_people
from zhenwang.domain.case import Event, State
from zhenwang.domain.workflow import EXPORTABLE
from zhenwang.store.history import read_event
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases, history

_RESTS = frozenset({State.EVIDENCE_FIXED, State.SPONSOR_CHECK, State.REVIEW}) | EXPORTABLE
"""States in which a case rests on its evidence, and from review on, on its package."""


def broken(store: Store) -> list[str]:
    """One sentence per broken promise; empty when every history proves what it must."""
    with store.read() as connection:
        return list(_broken(connection))


def _broken(connection: Connection) -> Iterator[str]:
    stand = {row.id: row for row in connection.execute(_STANDING)}
    query = select(history).order_by(history.c.case_id, history.c.sequence).execution_options(yield_per=1000)
    for case_id, rows in groupby(connection.execute(query), attrgetter("case_id")):
        row = stand.get(case_id)
        if row is None:
            yield f"case {case_id} has a history and is gone"
        yield from _of_case(case_id, list(rows), row)


_STANDING = select(cases.c.id, cases.c.state, cases.c.evidence, cases.c.proposal)


def _of_case(case_id: str, rows: list[Row[Any]], standing: Row[Any] | None) -> Iterator[str]:
    try:
        events: list[Event] = [read_event(row) for row in rows]
        state = State(standing.state) if standing else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        yield f"the history of case {case_id} holds what this program never wrote"
        return
    yield from two_people.faults(events)
    if standing is not None and state in _RESTS:
        evidence, package = two_people.package(events)
        if standing.evidence != evidence:
            yield f"case {case_id} rests on other evidence than its history fixed"
        if state not in (State.EVIDENCE_FIXED, State.SPONSOR_CHECK) and standing.proposal != package:
            yield f"case {case_id} rests on another package than its history put to review"
