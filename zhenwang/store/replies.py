"""Replies to whoever reported a host: every step kept for good, and in the journal; told only once it is approved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from zhenwang.domain.access import Actor
from zhenwang.domain.reply import (
    Fault,
    Proposal,
    Reply,
    Review,
    Stage,
    Step,
    may_not_propose,
    may_not_review,
    pending,
)
from zhenwang.domain.reply import published as last_approved
from zhenwang.domain.workflow import Refused
from zhenwang.store import inbox_hosts, journal
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import replies
from zhenwang.store.schema import cases
from zhenwang.store.standing import current

JOURNALLED = {Step.PROPOSED: "reply_proposed", Step.RETURNED: "reply_returned", Step.APPROVED: "reply_approved"}
_STAGES = {Step.PROPOSED: Stage.PROPOSED, Step.RETURNED: Stage.RETURNED, Step.APPROVED: Stage.ANSWERED}


def propose(store: Store, actor: Actor, host: str, proposal: Proposal, now: datetime) -> Reply | Fault:
    """Put a reply to the reporters of a host before the reviewer (A-label name; empty: reports without an address)."""
    with store.write() as connection:
        held, known = inbox_hosts.held(connection, host), current(connection, actor)
        if isinstance(known, Refused):
            return Fault.NOBODY
        if held is None:
            return Fault.NOT_REPORTED
        if fault := may_not_propose(_thread(connection, host), proposal, known):
            return fault
        number = _next(connection)
        step = Reply(
            number, host, Step.PROPOSED, now, known.person, known.account, known.name, proposal.words.strip(),
            proposal.reason.strip(), number, now, proposal.public, held.waiting_since if held.waiting else None,
        )  # fmt: skip
        return _keep(connection, known, step)


def review(store: Store, actor: Actor, host: str, given: Review, now: datetime) -> Reply | Fault:
    """Approve the proposal that was read, or return it. Approved, it answers every report that was kept before."""
    with store.write() as connection:
        held, known = inbox_hosts.held(connection, host), current(connection, actor)
        if isinstance(known, Refused):
            return Fault.NOBODY
        thread = _thread(connection, host)
        fault = may_not_review(thread, given, known)
        proposed = pending(thread)
        if fault or held is None or proposed is None:
            return _turned_away(connection, known, host, fault or Fault.NOT_PENDING, now)
        step = Reply(
            _next(connection), host, Step.APPROVED if given.approve else Step.RETURNED, now, known.person,
            known.account, known.name, proposed.words if given.approve else "", given.reason.strip(), proposed.number,
            now, proposed.public, held.waiting_since if held.waiting else None,
        )  # fmt: skip
        return _keep(connection, known, step)


def thread(store: Store, host: str) -> tuple[Reply, ...]:
    """Every step of a host's replies, the first one first."""
    with store.read() as connection:
        return _thread(connection, host)


def published(store: Store, host: str) -> Reply | None:
    """The last approved reply of a host: what holders of its receipts may know. A later proposal changes nothing.

    Its words are for them when it is ``public``; else they read a neutral sentence and no more.
    """
    with store.read() as connection:
        return last_approved(_thread(connection, host))


def proposals(store: Store, numbers: Collection[int]) -> Mapping[int, Reply]:
    """Proposals by their numbers, at most a few hundred."""
    query = select(replies).where(replies.c.number.in_(sorted(numbers)))
    with store.read() as connection:
        return {row.number: _reply(row) for row in connection.execute(query)}


def answered_at(store: Store, hosts: Collection[str]) -> Mapping[str, datetime]:
    """When the last reply of each host was approved; hosts without one are left out."""
    approved = (replies.c.host.in_(list(hosts)), replies.c.state == Step.APPROVED.value)
    query = select(replies.c.host, func.max(replies.c.at)).where(*approved).group_by(replies.c.host)
    with store.read() as connection:
        return dict(connection.execute(query).tuples().all())


def threads(connection: Connection, hosts: Collection[str]) -> Mapping[str, tuple[Reply, ...]]:
    """The steps of at most a few hundred hosts; hosts without one are left out."""
    query = select(replies).where(replies.c.host.in_(list(hosts))).order_by(replies.c.host, replies.c.number)
    rows = connection.execute(query).all()
    return {host: tuple(_reply(row) for row in steps) for host, steps in groupby(rows, key=lambda row: str(row.host))}


def _thread(connection: Connection, host: str) -> tuple[Reply, ...]:
    return threads(connection, [host]).get(host, ())


def _next(connection: Connection) -> int:
    # The store lets one transaction write at a time, so nobody else takes this number.
    return int(connection.execute(select(func.coalesce(func.max(replies.c.number), 0))).scalar_one()) + 1


def _keep(connection: Connection, actor: Actor, step: Reply) -> Reply:
    connection.execute(
        insert(replies).values(
            number=step.number, host=step.host, state=step.step.value, at=step.at, person=step.person,
            account=step.account, name=step.name, public_words=step.words, reason=step.reason, proposal=step.proposal,
            covers_until=step.covers_until, public=step.public, since=step.since,
        )
    )  # fmt: skip
    inbox_hosts.put(
        connection, step.host, _STAGES[step.step], step.number if step.step is Step.PROPOSED else 0, step.at
    )
    connection.execute(update(cases).where(cases.c.host == step.host).values(due_stale=True))
    facts = {"reply": str(step.proposal), "public": "yes" if step.public else "no"}
    facts |= {"words": step.words} if step.words else {}
    journal.append(connection, actor, JOURNALLED[step.step], step.host, step.reason, facts, step.at)
    return step


def _turned_away(connection: Connection, actor: Actor, host: str, fault: Fault, now: datetime) -> Fault:
    """An auditor should see who tried to be the second person of a reply of their own."""
    if fault is Fault.SAME_PERSON:
        journal.append(connection, actor, "reply_review_refused", host, "", {"fault": fault.value}, now)
    return fault


def _reply(row: Any) -> Reply:
    return Reply(
        row.number, row.host, Step(row.state), row.at, row.person, row.account, row.name, row.public_words, row.reason,
        row.proposal, row.covers_until, row.public, row.since,
    )  # fmt: skip
