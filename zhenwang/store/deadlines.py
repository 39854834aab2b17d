"""The next deadline of each case, kept beside it so that a queue of 100,000 cases can be ordered by it.

A step, a report or a ruling on the calendar marks the case *stale*; ``refresh`` works stale ones out again from their
histories. Whatever forgets to call it shows an old date for a while and loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from zhenwang.domain.access import Actor
from zhenwang.domain.case import Case, Event, State
from zhenwang.domain.clock_rules import Clockwork
from zhenwang.domain.clocks import clock_states, next_due
from zhenwang.domain.forecast import Medians, Usual
from zhenwang.domain.reply import Reply, Step
from zhenwang.store import cursors, replies
from zhenwang.store.case_rows import read_case
from zhenwang.store.history import read_event
from zhenwang.store.opening import Store
from zhenwang.store.queue_conditions import scope
from zhenwang.store.records import read_score
from zhenwang.store.report_schema import inbox_hosts
from zhenwang.store.schema import cases, history

AT_ONCE = 250
"""Cases that one transaction works out: others wait no longer than a fraction of a second for it."""
_USUAL = "usual_times"
RECEIVED, PROPOSED, ANSWERED = "report_received", "reply_proposed", "report_answered"
"""What the rules of clocks call it when the public reported a case's host, when a reply was proposed (art. 34), and
when it was approved and so given.
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A case's next deadline as it is kept: ``at`` None when no clock runs; ``key`` is the rule's."""

    at: datetime | None
    key: str
    provisional: bool


def refresh(store: Store, work: Clockwork, now: datetime, most: int = 100_000) -> int:
    """Work out the deadlines of at most ``most`` stale cases, and return how many it was. Nothing stale, nothing
    written.
    """
    done = 0
    while done < most:
        wanted = min(AT_ONCE, most - done)
        if not _stale(store, wanted):
            break
        with store.write() as connection:
            done += _work_out(connection, work, now, wanted)
    return done


def events_of(store: Store, case: Case) -> tuple[Event, ...]:
    """A case's history with the reports of its host put in where they came: what its clocks are read from."""
    return next(iter(histories(store, (case,))))[1]


def histories(store: Store, wanted: Iterable[Case]) -> Iterator[tuple[Case, tuple[Event, ...]]]:
    """As ``events_of``, of many cases."""
    rest = iter(wanted)
    while chunk := list(islice(rest, AT_ONCE)):
        with store.read() as connection:
            told = _told(connection, {case.id: case.host for case in chunk})
        yield from ((case, told[case.id]) for case in chunk)


def live(store: Store, most: int, actor: Actor | None = None) -> list[Case]:
    """The cases with a deadline, the next one first; only those that ``actor`` may see, if one is given."""
    query = select(cases).where(cases.c.due_at.is_not(None), *scope(actor)).order_by(cases.c.due_at, cases.c.id)
    with store.read() as connection:
        return [read_case(row) for row in connection.execute(query.limit(max(0, most)))]


def silent(store: Store, now: datetime, most: int) -> list[Case]:
    """The cases whose imitated body was asked and has not answered, with a deadline that is over; not those whose
    silence was reported.
    """
    waiting = (cases.c.state == State.SPONSOR_CHECK.value, cases.c.due_at < now, cases.c.sponsor_answer == "")
    query = select(cases).where(*waiting, cases.c.escalated.is_(False)).order_by(cases.c.due_at, cases.c.id)
    with store.read() as connection:
        return [read_case(row) for row in connection.execute(query.limit(max(0, most)))]


def keep_usual(store: Store, known: Usual) -> None:
    """Keep how long steps usually take, for pages that have no time to work it out."""
    cursors.put(store, _USUAL, json.dumps([_spans(known.urgent), _spans(known.other)]))


def usual(store: Store) -> Usual:
    """What was last kept of it; nothing before that."""
    urgent, other = json.loads(cursors.get(store, _USUAL) or "[{}, {}]")
    return Usual(_medians(urgent), _medians(other))


def _spans(known: Medians) -> dict[str, list[float]]:
    return {state.value: [span.total_seconds(), known.worked[state].total_seconds()]
            for state, span in known.took.items()}  # fmt: skip


def _medians(spans: Mapping[str, Sequence[float]]) -> Medians:
    took = {State(state): timedelta(seconds=both[0]) for state, both in spans.items()}
    return Medians(took, {State(state): timedelta(seconds=both[1]) for state, both in spans.items()})


def kept(store: Store, case_ids: Collection[str]) -> Mapping[str, Due]:
    """The deadlines of at most a few hundred cases, as they were last worked out."""
    columns = (cases.c.id, cases.c.due_at, cases.c.due_key, cases.c.due_provisional)
    with store.read() as connection:
        found = connection.execute(select(*columns).where(cases.c.id.in_(sorted(case_ids))))
        return {row.id: Due(row.due_at, row.due_key, row.due_provisional) for row in found}


def recent_histories(store: Store, most: int) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """The severities and histories of the cases that moved last, one after the other: at most ``most`` rows of
    history.
    """
    joined = select(history, cases.c.severity).join(cases, cases.c.id == history.c.case_id)
    query = joined.order_by(history.c.position.desc()).limit(most)
    with store.read() as connection:
        rows = sorted(connection.execute(query).all(), key=lambda row: (row.case_id, row.sequence))
    for (_, severity), group in groupby(rows, key=lambda row: (row.case_id, row.severity)):
        yield severity, tuple(read_event(row) for row in group)


def _stale(store: Store, most: int) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(select(cases.c.id).where(cases.c.due_stale).limit(most)).scalars())


def _work_out(connection: Connection, work: Clockwork, now: datetime, most: int) -> int:
    columns = (cases.c.id, cases.c.host, cases.c.state, cases.c.score)
    rows = connection.execute(select(*columns).where(cases.c.due_stale).limit(most)).all()
    told = _told(connection, {row.id: row.host for row in rows})
    values = [_due(told[row.id], read_score(row.score).severity, work, now) | {"case": row.id} for row in rows]
    if values:
        change = update(cases).where(cases.c.id == bindparam("case"))
        found: dict[str, Any] = {f"due_{name}": bindparam(name) for name in ("at", "key", "provisional")}
        connection.execute(change.values(found | {"due_stale": False}), values)
    return len(values)


def _due(events: Sequence[Event], severity: str, work: Clockwork, now: datetime) -> dict[str, Any]:
    found = next_due(clock_states(events, severity, work, now))
    if found is None:
        return {"at": None, "key": "", "provisional": False}
    return {"at": found.due, "key": found.rule.key, "provisional": found.provisional}


def _told(connection: Connection, hosts: Mapping[str, str]) -> dict[str, tuple[Event, ...]]:
    """The events of cases given by number and host, with their reports among them."""
    query = select(history).where(history.c.case_id.in_(hosts)).order_by(history.c.case_id, history.c.sequence)
    events: dict[str, list[Event]] = {case: [] for case in hosts}
    for row in connection.execute(query):
        events[row.case_id].append(read_event(row))
    reported = _reports(connection, list(hosts.values()))
    for case, host in hosts.items():
        for at, action in reported.get(host, ()):
            events[case].append(_moment(case, at, action, events[case]))
    return {case: tuple(sorted(found, key=lambda event: event.at)) for case, found in events.items()}


def _moment(case: str, at: datetime, action: str, events: Sequence[Event]) -> Event:
    """Something that happened to a case's host and is no step of the case: it stays where it then stood."""
    stood = next((event.after for event in reversed(events) if event.at <= at), State.LEAD)
    return Event(case, 0, at, "", action, stood, stood, "", {}, "")


def _reports(connection: Connection, hosts: Sequence[str]) -> dict[str, list[tuple[datetime, str]]]:
    """When reports of hosts came in that were, or are to be, answered together; when a reply was proposed and given."""
    given = replies.threads(connection, hosts)
    found: dict[str, list[tuple[datetime, str]]] = {}
    for row in connection.execute(select(inbox_hosts).where(inbox_hosts.c.host.in_(list(hosts)))):
        waits = row.waiting_since if row.waiting else None
        begun = [(waits, RECEIVED)] if waits is not None else []
        found[row.host] = [*begun, *_replied(given.get(row.host, ()), waits)]
    return found


def _replied(thread: Sequence[Reply], waits: datetime | None) -> Iterator[tuple[datetime, str]]:
    """Rounds of a reply, each from the first report that it answers. One that ended after ``waits`` is left out: a
    letter that was entered late came in before it, and would begin no clock of its own.
    """
    rounds: list[list[Reply]] = [[]]
    for step in thread:
        rounds[-1].append(step)
        if step.step is Step.APPROVED:
            rounds.append([])
    for steps in rounds:
        approved = steps and steps[-1].step is Step.APPROVED
        if not steps or (approved and waits is not None and waits <= steps[-1].at):
            continue
        if approved and steps[-1].since is not None:
            yield steps[-1].since, RECEIVED
        # What was proposed before anybody reported again is a proposal to them too.
        earliest = waits if waits is not None and not approved else steps[0].at
        yield from ((max(step.at, earliest), PROPOSED) for step in steps if step.step is Step.PROPOSED)
        if approved:
            yield steps[-1].at, ANSWERED
