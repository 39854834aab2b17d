"""What a case must be to stand in somebody's queue, as SQL: the actor's scope, and what a filter asks for.

Everything that is asked here stands in one index (``cases_in_queue``), in the queue's order, so that a page of a
hundred thousand cases reads that index and as many whole rows as it shows. States are asked through ``coalesce``: an
index of their own would lead to every row of a state, and to a sort.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from sqlalchemy import ColumnElement, and_, false, func, literal_column, or_

from zhenwang.domain.access import PERMISSIONS, Actor, Permission
from zhenwang.domain.case import State
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.queue_filter import AWAKE, Wanted
from zhenwang.store.columns import escaped
from zhenwang.store.schema import cases

UNINDEXED_STATE = func.coalesce(cases.c.state, literal_column("''"))
"""A case's state, asked in a way that no index of states answers."""
_MOST_SITES = 10_000  # what one statement can name, on either database
_BEIJING = timezone(timedelta(hours=8))  # China keeps one time all year


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks at the queue, when, and which bodies the text of the filter means. No ``actor``: the program itself."""

    actor: Actor | None
    now: datetime
    bodies: Collection[str] = ()

    @property
    def today(self) -> date:
        return self.now.astimezone(_BEIJING).date()


def found(wanted: Wanted, seen: Seen) -> tuple[ColumnElement[bool], ...]:
    """What a case must be to stand on this page, for whoever looks."""
    c = cases.c
    conditions = [*scope(seen.actor)]
    if len(wanted.states) < len(State):
        conditions.append(in_states(wanted.states))
    if wanted.tab in AWAKE:
        conditions.append(or_(c.suppressed_until.is_(None), c.suppressed_until <= seen.today))
    elif wanted.tab == "suppressed":
        conditions.append(c.suppressed_until > seen.today)
    equal = ((c.band, wanted.band), (c.severity, wanted.severity), (c.imitates, wanted.body))
    conditions += [column == value for column, value in equal if value]
    if wanted.region:
        conditions.append(c.region.startswith(wanted.region))
    if wanted.source:
        conditions.append(c.reports > 0 if wanted.source == "report" else c.reports == 0)
    if wanted.text:
        conditions.append(sought(wanted.text, seen.bodies))
    return (*conditions, *_held(wanted, seen), *_due(wanted.deadline, seen))


def scope(actor: Actor | None) -> tuple[ColumnElement[bool], ...]:
    """The cases that somebody's roles cover, as ``Actor.sees`` says of one."""
    if actor is None:
        return ()
    reading = [grant for grant in actor.grants if Permission.READ_CASES in PERMISSIONS[grant.role]]
    if any(not grant.region and not grant.system for grant in reading):
        return ()
    each = {
        cases.c.system == grant.system if grant.system else cases.c.region.startswith(grant.region, autoescape=True)
        for grant in reading
    }
    return (or_(false(), *each),)


def held_under(actor: Actor | None) -> str:
    """What a claim is held under: the account; the person, or the name, of an actor who has none."""
    return (actor.account or actor.person or actor.name)[:100] if actor else ""


def unclaimed(now: datetime) -> ColumnElement[bool]:
    return or_(cases.c.claim_account == "", cases.c.claim_until.is_(None), cases.c.claim_until <= now)


def in_states(states: Collection[State]) -> ColumnElement[bool]:
    return UNINDEXED_STATE.in_([state.value for state in states])


def _held(wanted: Wanted, seen: Seen) -> tuple[ColumnElement[bool], ...]:
    """Who holds it: I, nobody, or somebody."""
    c, held = cases.c, and_(cases.c.claim_account != "", cases.c.claim_until > seen.now)
    mine = "mine" in (wanted.tab, wanted.holder)
    conditions: tuple[ColumnElement[bool], ...] = ()
    if mine:
        conditions = (and_(c.claim_account == held_under(seen.actor), c.claim_until > seen.now),)
    if wanted.holder == "nobody":
        conditions = (*conditions, unclaimed(seen.now))
    return (*conditions, held) if wanted.holder == "somebody" else conditions


def _due(deadline: str, seen: Seen) -> tuple[ColumnElement[bool], ...]:
    midnight = datetime.combine(seen.today, time(), _BEIJING).astimezone(UTC)
    if deadline == "late":
        return (cases.c.due_at < seen.now,)
    if deadline == "today":
        return (cases.c.due_at >= midnight, cases.c.due_at < midnight + timedelta(days=1))
    return ()


def sought(text: str, bodies: Collection[str]) -> ColumnElement[bool]:
    """Number, host or imitated site that holds the text, or a body that it names. Keys are kept in one case."""
    plain = text.strip()[:2000].replace("[.]", ".").replace("[:]", ":")
    wanted = escaped((plain.split("://")[-1].split("/")[0] or plain)[:253])
    places = [cases.c.host.contains(wanted.lower(), autoescape=True)]
    places.append(cases.c.imitates.contains(wanted.lower(), autoescape=True))
    if wanted.isascii():
        places.append(cases.c.id.contains(wanted.upper(), autoescape=True))
    elif on_the_wire := _a_labels(wanted):
        places.append(cases.c.host.contains(on_the_wire, autoescape=True))
    if bodies:
        places.append(cases.c.imitates.in_(sorted(bodies)[:_MOST_SITES]))
    return or_(*places)


def _a_labels(name: str) -> str:
    """A host, or a whole label of one, as it is kept; empty for what can be neither."""
    below = ".invalid"  # a single label is no host: it is read below a name that nobody has (RFC 6761)
    host = parse_host(name.strip(".") + below)
    return host.ascii.removesuffix(below) if isinstance(host, Host) else ""
