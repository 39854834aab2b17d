"""Cases in front of people: the queue, and the rulings, each one transaction with its line of history."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from zhenwang.domain import workflow
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.handoff_steps import HandoffStep
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.review import package_digest
from zhenwang.domain.score import Band
from zhenwang.domain.transitions import Transition
from zhenwang.domain.workflow import Refused
from zhenwang.store import history
from zhenwang.store.case_opening import open_case
from zhenwang.store.case_rows import UNREVIEWED, by_host, by_id, move, read_case, urgency
from zhenwang.store.columns import escaped
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases

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
    """Rule on the case as read at ``expected_version``: state and history change together, or neither does."""
    # "ada" and "ada " are one person to whoever reads the page, so they are one to the two-person rule.
    ruling = replace(ruling, actor=replace(ruling.actor, name=" ".join(ruling.actor.name.split())))
    with store.write() as connection:
        held = by_id(connection, case_id)
        if held is None:
            return Refused(f"there is no case {case_id[:80]!r}")
        if held.version != expected_version:
            return Conflict(_moved_by(connection, case_id), held)
        taken = workflow.rule(held, ruling)
        if isinstance(taken, Refused):
            return taken
        moved = move(connection, held, ruling.actor.name, **_consequences(held, taken, ruling))
        history.append(connection, _step(held, taken, ruling), now)
        return moved


def _consequences(held: Case, taken: Transition, ruling: Ruling) -> dict[str, Any]:
    """The columns that a step changes besides the version."""
    state = workflow.after(held, taken)
    moved = {"state": state.value, "came_from": held.state.value, "mover": ruling.actor.person}
    return (moved if state is not held.state else {}) | _told(held, taken, ruling)


def _told(held: Case, taken: Transition, ruling: Ruling) -> dict[str, Any]:
    facts = ruling.facts
    match taken.action:
        case "fix_evidence":
            return {"evidence": facts["evidence"], "analysts": _with(held, ruling)}
        case "propose":
            given = {fact: facts[fact] for fact in taken.facts}
            digest = package_digest(held, given, ruling.actor.name)
            ruled = dict(held.ruled) | {name: facts[name] for name in ("limb", "imitates") if facts.get(name)}
            proposed = {"proposer": ruling.actor.name, "analysts": _with(held, ruling), "proposal": digest}
            return proposed | {"ruled": ruled}
        case "return" | "withdraw" | "content_changed":
            return {"proposer": "", "proposal": ""}
        case "reopen":
            return dict(UNREVIEWED)
        case "exclude":
            return {"ruled": dict(held.ruled) | {"exclusion": facts["exclusion"]}}
        case "grade":
            ruled = dict(held.ruled) | {"severity": facts["severity"]}
            return {"ruled": ruled, "severity": facts["severity"], "urgency": urgency(held.score, facts["severity"])}
        case "sponsor_answered":
            return {"sponsor_answer": facts["sponsor_answer"]}
        case "escalate":
            return {"escalated": True}
        case "sign":
            return {"signer": ruling.actor.name}
        case "hand_off":
            return {"handoffs": dict(held.handoffs) | {facts["authority"]: HandoffStep.SENT.value}}
        case "progress":
            return {"handoffs": dict(held.handoffs) | {facts["authority"]: facts["step"]}}
        case "suppress":
            return {"suppressed_until": date.fromisoformat(facts["until"])}
        case "unsuppress":
            return {"suppressed_until": None}
        case _:
            return {}


def _with(held: Case, ruling: Ruling) -> list[dict[str, str]]:
    known = {(one.person, one.name) for one in held.analysts} | {(ruling.actor.person, ruling.actor.name)}
    return [{"person": person, "name": name} for person, name in sorted(known)]


def _step(held: Case, taken: Transition, ruling: Ruling) -> history.Step:
    # What the person had on the screen is part of what they decided.
    facts = dict(ruling.facts) | ({"seen_digest": ruling.seen_digest} if ruling.seen_digest else {})
    after = workflow.after(held, taken)
    return history.Step(held.id, ruling.actor, taken.action, held.state, after, ruling.reason, facts)


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
