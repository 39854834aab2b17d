"""Cases in front of people: the queue, and the rulings, each one transaction with its line of history."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, or_, select

from zhenwang.domain import workflow
from zhenwang.domain.access import MACHINE
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.consequences import recorded, taken
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.score import Band
from zhenwang.domain.transitions import Transition
from zhenwang.domain.workflow import Refused
from zhenwang.store import claims, history
from zhenwang.store.case_opening import open_case
from zhenwang.store.case_rows import by_host, by_id, move, read_case, ruled_columns
from zhenwang.store.columns import escaped
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases
from zhenwang.store.standing import current

__all__ = ["Conflict", "get", "of_host", "open_case", "queue", "rule"]

_MOST_SITES = 10_000  # what one statement can name, on either database
_ORDER = (cases.c.urgency, cases.c.opened_at, cases.c.id)


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


def queue(
    store: Store,
    states: Iterable[State] | None = None,
    band: Band | None = None,
    text: str = "",
    limit: int = 200,
    imitates: Collection[str] = (),
) -> list[Case]:
    """Cases in the order people should take them: band, then probability, then age. At most ``limit``.

    ``text`` is sought in id, host and the imitated site's id, or means one of the sites ``imitates``; a pasted address,
    defanged or not, and a host in its own script are sought by the host's A-labels.
    """
    found = select(cases.c.id).order_by(*_ORDER).limit(max(0, limit))
    if states is not None:
        found = found.where(cases.c.state.in_([state.value for state in states]))
    if band is not None:
        found = found.where(cases.c.band == band.value)
    if text.strip():
        found = found.where(or_(_contains(text), cases.c.imitates.in_(sorted(imitates)[:_MOST_SITES])))
    query = select(cases).where(cases.c.id.in_(found.scalar_subquery())).order_by(*_ORDER)
    with store.read() as connection:
        return [read_case(row) for row in connection.execute(query)]


def rule(store: Store, case_id: str, ruling: Ruling, now: datetime, expected_version: int) -> Case | Refused | Conflict:
    """Rule on the case as read at ``expected_version``: state and history change together, or neither does.

    Who the actor is, and what roles are left, is read again here: what was withdrawn a moment ago rules on nothing.
    """
    # "ada" and "ada " are one person to whoever reads the page, so they are one to the two-person rule.
    ruling = replace(ruling, actor=replace(ruling.actor, name=" ".join(ruling.actor.name.split())))
    with store.write() as connection:
        found = _may(connection, case_id, ruling, now)
        if isinstance(found, Refused):
            return found
        held, ruling = found
        if held.version != expected_version:
            return Conflict(_moved_by(connection, case_id), held)
        step = workflow.rule(held, ruling)
        return step if isinstance(step, Refused) else _take(connection, held, step, ruling, now)


def _may(connection: Connection, case_id: str, ruling: Ruling, now: datetime) -> tuple[Case, Ruling] | Refused:
    """The case and the ruling with its actor as of now, unless nobody in this place may rule on it just now."""
    held, actor = by_id(connection, case_id), current(connection, ruling.actor)
    if isinstance(actor, Refused):
        return actor
    if held is None or not (actor == MACHINE or actor.roles_for(held.region, held.system)):
        return Refused(f"there is no case {case_id[:80]!r}", "case")
    late = claims.fence(connection, case_id, actor, ruling.token, now)
    return late or (held, replace(ruling, actor=actor))


def _take(connection: Connection, held: Case, step: Transition, ruling: Ruling, now: datetime) -> Case:
    then = taken(held, step, ruling)
    handed_on = claims.freed() if claims.ends_with(held.state, then.state) else {}
    moved = move(connection, held, ruling.actor.name, **ruled_columns(then), **handed_on)
    facts = recorded(held, then, step, ruling)
    told = history.Step(held.id, ruling.actor, step.action, held.state, then.state, ruling.reason, facts)
    history.append(connection, told, now)
    return moved


def _moved_by(connection: Connection, case_id: str) -> str:
    return str(connection.execute(select(cases.c.moved_by).where(cases.c.id == case_id)).scalar_one())


def _contains(text: str) -> ColumnElement[bool]:
    plain = text.strip()[:2000].replace("[.]", ".").replace("[:]", ":")
    wanted = (plain.split("://")[-1].split("/")[0] or plain)[:253]
    columns = (cases.c.id, cases.c.host, cases.c.imitates)
    found = or_(*(column.icontains(escaped(wanted), autoescape=True) for column in columns))
    on_the_wire = "" if wanted.isascii() else _a_labels(wanted)
    return or_(found, cases.c.host.icontains(on_the_wire, autoescape=True)) if on_the_wire else found


def _a_labels(name: str) -> str:
    """A host, or a whole label of one, as it is kept; empty for what can be neither."""
    below = ".invalid"  # a single label is no host: it is read below a name that nobody has (RFC 6761)
    host = parse_host(name.strip(".") + below)
    return host.ascii.removesuffix(below) if isinstance(host, Host) else ""
