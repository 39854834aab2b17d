"""Sponsor checks: one single-use link a case, of which only the digest is kept, and the one answer it may bring.

A link is worth nothing to who reads the database. A new one ends the one before; answering is one transaction with the
event ``sponsor_answered`` and, for a site the body calls its own, with the finding that the registry lacks it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from zhenwang.domain import workflow
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.consequences import recorded, taken
from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.sponsor import GENUINE, Reply, SponsorAnswer, facts_of
from zhenwang.domain.workflow import Refused
from zhenwang.store import findings, history, journal
from zhenwang.store.case_rows import by_id, move, ruled_columns
from zhenwang.store.opening import Store
from zhenwang.store.work_schema import sponsor_checks

LASTS = timedelta(days=7)
"""How long a link may be answered."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}\Z")


class Standing(StrEnum):
    """What a link is good for now."""

    OPEN = "open"
    ANSWERED = "answered"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class SponsorCheck:
    """One link that was made. ``answer`` are the facts of the answer it brought, None while there is none."""

    id: int
    case: str
    site: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    standing: Standing
    answered_at: datetime | None = None
    answer: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """A link that takes no answer: ``standing`` says why."""

    standing: Standing


def make(store: Store, case: Case, site: str, actor: Actor, now: datetime) -> str | Refused:
    """A new link's token, 256 random bits that are kept nowhere; whatever link the case had is cancelled."""
    token = secrets.token_urlsafe(32)
    with store.write() as connection:
        held = by_id(connection, case.id)
        if held is None or held.state is not State.SPONSOR_CHECK:
            return Refused("the imitated body is asked while a case waits for its answer", "state")
        end(connection, case.id, now)
        values = {"case_id": case.id, "site": site, "token_digest": digest(token), "made_by": actor.name,
                  "made_at": now, "expires_at": now + LASTS}  # fmt: skip
        connection.execute(insert(sponsor_checks).values(values))
        facts = {"site": site, "until": (now + LASTS).isoformat(timespec="minutes")}
        journal.append(connection, actor, "sponsor_link_made", case.id, "a link for the imitated body", facts, now)
    return token


def found(store: Store, token: str, now: datetime) -> SponsorCheck | None:
    """What a token leads to; None when nobody made it. What cannot be a token is not looked for."""
    if not _TOKEN.match(token):
        return None
    with store.read() as connection:
        row = _row(connection, token)
        return _read(row, by_id(connection, row.case_id), now) if row else None


def of_case(store: Store, case_id: str, now: datetime) -> list[SponsorCheck]:
    """Every link of a case, the newest first."""
    query = select(sponsor_checks).where(sponsor_checks.c.case_id == case_id).order_by(sponsor_checks.c.id.desc())
    with store.read() as connection:
        held = by_id(connection, case_id)
        return [_read(row, held, now) for row in connection.execute(query)]


def answer(store: Store, token: str, reply: Reply, now: datetime) -> Case | Closed | Refused:
    """Take the one answer of a link. ``Closed`` when it was answered, ended or superseded; then nothing changes."""
    if not _TOKEN.match(token):
        return Closed(Standing.CANCELLED)
    with store.write() as connection:
        row = _row(connection, token)
        held = by_id(connection, row.case_id) if row else None
        if row is None or held is None:
            return Closed(Standing.CANCELLED)
        standing = _standing(row, held, now)
        if standing is not Standing.OPEN:
            return Closed(standing)
        after = _recorded(connection, held, reply, row.site, now)
        if isinstance(after, Case):
            given = {"answered_at": now, "answer": facts_of(reply, "link")}
            connection.execute(update(sponsor_checks).where(sponsor_checks.c.id == row.id).values(given))
        return after


def digest(token: str) -> str:
    """SHA-256 of a token, in hexadecimal: all that is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def own_site(case: Case, site: str, sponsor_answer: str) -> Finding | None:
    """The gentle finding that a body's own site is missing from the registry; None for any other answer."""
    if sponsor_answer not in GENUINE:
        return None
    ran = "系其开办" if sponsor_answer == SponsorAnswer.OURS else "系其委托他方开办"
    by = "runs it" if sponsor_answer == SponsorAnswer.OURS else "had it run by another"
    return Finding(
        FindingKind.UNREPORTED_SITE,
        site or case.host,
        case.host,
        f"经核实，域名{case.host}{ran}，名录中尚未登记；请补报网站信息，登记后不再列为待查站点。感谢配合核实。",
        f"Asked about {case.host}, the body says that it {by}; the registry does not list it yet. Please have it "
        "reported: once it is listed, it is no longer looked at.",
        "",
        case.host,
        case.host,
    )


def _recorded(connection: Connection, held: Case, reply: Reply, site: str, now: datetime) -> Case | Refused:
    """The event and its consequences. The link stands for the role: it is for this one case and this one step."""
    actor = Actor("", reply.name, "", (Grant(Role.SPONSOR),))
    said = reply.note or f"{reply.office} {reply.name}"
    ruling = Ruling("sponsor_answered", actor, said, facts_of(reply, "link"))
    step = workflow.rule(held, ruling)
    if isinstance(step, Refused):
        return step
    then = taken(held, step, ruling)
    moved = move(connection, held, reply.name, **ruled_columns(then))
    told = recorded(held, then, step, ruling)
    history.append(connection, history.Step(held.id, actor, step.action, held.state, then.state, said, told), now)
    if finding := own_site(held, site, reply.answer):
        findings.add(connection, finding, now)
    return moved


def end(connection: Connection, case_id: str, now: datetime) -> None:
    """End the open link of a case, within the transaction that ends the question or brings its answer."""
    still = (
        sponsor_checks.c.case_id == case_id,
        sponsor_checks.c.answered_at.is_(None),
        sponsor_checks.c.cancelled_at.is_(None),
    )
    connection.execute(update(sponsor_checks).where(*still).values(cancelled_at=now))


def _row(connection: Connection, token: str) -> Row[Any] | None:
    wanted = sponsor_checks.c.token_digest == digest(token)
    return connection.execute(select(sponsor_checks).where(wanted)).one_or_none()


def _standing(row: Row[Any], held: Case | None, now: datetime) -> Standing:
    if row.answered_at is not None:
        return Standing.ANSWERED
    if row.cancelled_at is not None or held is None or held.state is not State.SPONSOR_CHECK:
        return Standing.CANCELLED
    return Standing.OPEN if now < row.expires_at else Standing.EXPIRED


def _read(row: Row[Any], held: Case | None, now: datetime) -> SponsorCheck:
    return SponsorCheck(
        row.id, row.case_id, row.site, row.made_by, row.made_at, row.expires_at, _standing(row, held, now),
        row.answered_at, row.answer,
    )  # fmt: skip
