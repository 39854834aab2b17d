"""The same content again on another host: the new case says which earlier one it continues, so it is no orphan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from zhenwang.domain.access import MACHINE
from zhenwang.domain.campaign import BANDED, Fact, case_order
from zhenwang.domain.case import State
from zhenwang.store import history
from zhenwang.store.schema import cases

SAME_PAGE = "the same page was seen in a case that the office acted on"
MOST = 3
"""Earlier cases that one note names, the latest first."""
_ASKED = 400
_ACTED_ON = frozenset({State.HANDED_OFF, State.DOWN, State.REPORTED, State.CLOSED, State.REOPENED})


def note(connection: Connection, case: str, linked: Mapping[str, Sequence[Fact]], now: datetime) -> tuple[str, ...]:
    """Note on a new case which cases that the office already acted on show the same page; returns those it names.

    ``linked`` are the cases that share rare facts with it, and which; only template and text tell the same content.
    """
    alike = [other for other, facts in linked.items() if any(fact.kind in BANDED for fact in facts)]
    query = select(cases.c.id, cases.c.state).where(cases.c.id.in_(sorted(alike)[:_ASKED]))
    acted_on = [row.id for row in connection.execute(query) if row.state in {state.value for state in _ACTED_ON}]
    named = tuple(sorted(acted_on, key=case_order, reverse=True)[:MOST])
    if named:
        kinds = sorted({fact.kind.value for one in named for fact in linked[one] if fact.kind in BANDED})
        told = {"earlier": ",".join(named), "shared": ",".join(kinds)}
        reason = f"{SAME_PAGE}: {', '.join(named)}"
        history.append(connection, history.Step(case, MACHINE, "note", State.LEAD, State.LEAD, reason, told), now)
    return named
