"""What a reported host comes to for an official: a case, an official site, looked at without a finding, or new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from zhenwang.domain.access import Actor
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.workdays import Calendar, Deadline, add_workdays
from zhenwang.store import inbox
from zhenwang.store.inbox import Group, Standing
from zhenwang.store.opening import Store

REPLY_WORKDAYS = 2
"""Art. 34 (Hubei 2018): the reply to whoever reported is proposed within two working days."""
MANY = 20
"""Reports of one genuine site from which somebody is told: people are being misled about it, or led to report it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One reported host. ``status`` is ``case``, ``official``, ``looked``, ``unseen``, ``waiting`` or ``unreadable``.

    ``reply_by`` is None once every reporter is answered; ``late`` when that day is over. ``alarm``: a genuine site that
    many report; it never becomes a case by being reported.
    """

    group: Group
    standing: Standing
    status: str
    official: OfficialSite | None
    reply_by: Deadline | None
    late: bool

    @property
    def alarm(self) -> bool:
        return self.official is not None and self.group.reports >= MANY


@dataclass(frozen=True, slots=True)
class Desk:
    """What the inbox is read with: the registry, the working days, and who reads when."""

    store: Store
    registry: Registry
    calendar: Calendar
    actor: Actor
    now: datetime

    def rows(self, groups: Sequence[Group]) -> list[Row]:
        """The groups that the actor may see, in the given order."""
        told = inbox.standings(self.store, [group.host for group in groups])
        return [self._row(group, told[group.host]) for group in groups if self.sees(told[group.host])]

    def sees(self, standing: Standing) -> bool:
        """A host without a case belongs to nobody's region yet: whoever reads reports sees it."""
        return not standing.case or self.actor.sees(standing.region, standing.system)

    def _row(self, group: Group, standing: Standing) -> Row:
        official = self.registry.owner(group.host) or self.registry.registrant(group.host)
        reply_by = self._reply_by(group, standing)
        late = reply_by is not None and reply_by.day < self.registry.day(self.now)
        return Row(group, standing, status(group.host, standing, official), official, reply_by, late)

    def _reply_by(self, group: Group, standing: Standing) -> Deadline | None:
        first: datetime | None = group.oldest
        if standing.answered_at is not None:
            first = inbox.oldest_unanswered(self.store, group.host, standing.answered_at)
        return add_workdays(self.calendar, self.registry.day(first), REPLY_WORKDAYS) if first else None


def status(host: str, standing: Standing, official: OfficialSite | None) -> str:
    """In one word. "Could not look" is never "looked": a host whose newest look saw nothing is ``unseen``."""
    if standing.case:
        return "case"
    if official is not None:
        return "official"
    if not host:
        return "unreadable"
    if standing.queued or standing.looked_on is None:
        return "waiting"
    return "looked" if standing.seen else "unseen"


def late(rows: Sequence[Row]) -> int:
    return sum(row.late for row in rows)


def counts(rows: Sequence[Row]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        found[row.status] = found.get(row.status, 0) + 1
    return found
