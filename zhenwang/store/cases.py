"""Cases in front of people, and the rulings on them, each one transaction with its line of history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from zhenwang.domain import workflow
from zhenwang.domain.access import MACHINE
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.consequences import recorded, taken
from zhenwang.domain.facts import malformed
from zhenwang.domain.transitions import Guard, Transition
from zhenwang.domain.workflow import Refused
from zhenwang.store import case_links, claims, history, journal, sponsor_checks, suppressions
from zhenwang.store.case_opening import open_case
from zhenwang.store.case_queue import queue
from zhenwang.store.case_rows import by_host, by_id, move, ruled_columns
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases
from zhenwang.store.standing import current

__all__ = ["Conflict", "get", "of_host", "open_case", "queue", "rule"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else moved the case first. ``actor`` is who, ``case`` is how it stands now."""

    actor: str
    case: Case


def get(store: Store, case_id: str) -> Case | None:
    with store.read() as connection:
        return by_id(connection, case_id)


def of_host(store: Store, host: str) -> Case | None:
    """The one case a host has (A-label name), in whatever state."""
    with store.read() as connection:
        return by_host(connection, host)


def rule(store: Store, case_id: str, ruling: Ruling, now: datetime, expected_version: int) -> Case | Refused | Conflict:
    """Rule on the case as read at ``expected_version``: state and history change together, or neither does.

    Who the actor is, and what roles are left, is read again here: what was withdrawn a moment ago rules on nothing.
    """
    # "ada" and "ada " are one person to whoever reads the page, so they are one to the two-person rule.
    ruling = replace(ruling, actor=replace(ruling.actor, name=" ".join(ruling.actor.name.split())))
    if refused := malformed(ruling.facts, ruling.reason):
        return refused
    with store.write() as connection:
        found = _may(connection, case_id, ruling, now)
        if isinstance(found, Refused):
            return found
        held, ruling = found
        if held.version != expected_version:
            return Conflict(_moved_by(connection, case_id), held)
        step = workflow.rule(held, ruling)
        if isinstance(step, Refused):
            _note_attempt(connection, held, ruling, step, now)
            return step
        refused = suppressions.unfit(ruling, now) or case_links.take(connection, held, ruling, now)
        return refused or _take(connection, held, step, ruling, now)


def _may(connection: Connection, case_id: str, ruling: Ruling, now: datetime) -> tuple[Case, Ruling] | Refused:
    """The case and the ruling with its actor as of now, unless nobody in this place may rule on it just now."""
    held, actor = by_id(connection, case_id), current(connection, ruling.actor)
    if isinstance(actor, Refused):
        return actor
    if held is None or not (actor == MACHINE or actor.roles_for(held.region, held.system)):
        return Refused(f"there is no case {case_id[:80]!r}", "case")
    late = claims.fence(connection, case_id, actor, ruling.token, now)
    return late or (held, replace(ruling, actor=actor))


def _note_attempt(connection: Connection, held: Case, ruling: Ruling, refused: Refused, now: datetime) -> None:
    """An auditor should see who tried to be the second person of a case of their own."""
    if refused.about == Guard.ANOTHER_PERSON:
        facts = {"action": ruling.action, "guard": refused.about}
        journal.append(connection, ruling.actor, "ruling_refused", held.id, refused.reason, facts, now)


def _take(connection: Connection, held: Case, step: Transition, ruling: Ruling, now: datetime) -> Case:
    then = taken(held, step, ruling)
    handed_on = claims.freed() if claims.ends_with(held.state, then.state) else {}
    moved = move(connection, held, ruling.actor.name, **ruled_columns(then), **handed_on)
    facts = recorded(held, then, step, ruling)
    told = history.Step(held.id, ruling.actor, step.action, held.state, then.state, ruling.reason, facts)
    history.append(connection, told, now)
    # A link is for one question: a later round asks anew, maybe another body, and no old link answers that.
    if step.action == "sponsor_answered" or State.SPONSOR_CHECK is held.state is not then.state:
        sponsor_checks.end(connection, held.id, now)
    return moved


def _moved_by(connection: Connection, case_id: str) -> str:
    return str(connection.execute(select(cases.c.moved_by).where(cases.c.id == case_id)).scalar_one())
