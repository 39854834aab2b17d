"""What a reported host comes to for an official: a case, an official site, looked at without a finding, or new."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from zhenwang.domain.access import Actor
from zhenwang.domain.case import State
from zhenwang.domain.clock_rules import Clockwork
from zhenwang.domain.inbox_filter import TABS, Place, Wanted
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.reply import Reply
from zhenwang.domain.reply_due import ReplyDue, late_before, reply_due
from zhenwang.store import inbox, inbox_list, replies
from zhenwang.store.inbox import Group, Standing
from zhenwang.store.inbox_list import Seen
from zhenwang.store.opening import Store

MANY = 20
"""Reports of one genuine site, unanswered, from which somebody is told: people are being misled about it, or led to
report it.
"""
COUNTED = 1000
"""The tabs count no further."""
_ALARMS = 200
_TOLD: Mapping[State, str] = MappingProxyType({
    **dict.fromkeys((State.CONFIRMED, State.COORDINATION, State.HANDED_OFF), "confirmed"),
    **dict.fromkeys((State.DOWN, State.REPORTED, State.CLOSED), "gone"),
    State.NOT_FAKE: "not_fake", State.OFFICIAL_ISSUE: "not_fake",
})  # fmt: skip
"""What reporters may be told of a case; before a confirmation, no more than that it is being examined."""


@dataclass(frozen=True, slots=True)
class Row:
    """One reported host. ``status`` is ``case``, ``official``, ``looked``, ``unseen``, ``waiting`` or ``unreadable``.

    ``due`` is None once every reporter is answered; ``answered_at`` is when they last were. ``proposed`` is the reply
    that waits for its review. ``alarm``: a genuine site that many report; it never becomes a case by being reported.
    """

    group: Group
    standing: Standing
    status: str
    official: OfficialSite | None
    due: ReplyDue | None
    answered_at: datetime | None = None
    proposed: Reply | None = None

    @property
    def late(self) -> bool:
        return self.due is not None and self.due.late

    @property
    def alarm(self) -> bool:
        return self.official is not None and self.group.waiting >= MANY

    @property
    def draft(self) -> str:
        """Which words (``inbox_draft_…``) are offered for the reply."""
        return _TOLD.get(self.standing.state, self.status) if self.standing.state else self.status


@dataclass(frozen=True, slots=True)
class Desk:
    """What the inbox is read with: the registry, the clocks and working days, and who reads when."""

    store: Store
    registry: Registry
    work: Clockwork
    actor: Actor
    now: datetime

    @property
    def seen(self) -> Seen:
        return Seen(self.actor, late_before(self.work, self.now))

    def rows(self, groups: Sequence[Group]) -> list[Row]:
        """The groups that the actor may see, in the given order; at most a few hundred."""
        hosts = [group.host for group in groups]
        told, answered = inbox.standings(self.store, hosts), replies.answered_at(self.store, hosts)
        proposed = replies.proposals(self.store, {group.proposal for group in groups if group.proposal})
        return [
            Row(
                group,
                standing,
                status(group.host, standing, official := self.official(group.host)),
                official,
                reply_due(group.stage, group.waiting_since, self.work, self.now),
                answered.get(group.host),
                proposed.get(group.proposal),
            )
            for group in groups
            if self.sees(standing := told[group.host])
        ]

    def known(self, hosts: Collection[str]) -> list[Row]:
        """The same of hosts that a text names, reported before or not, in their order; at most a few hundred."""
        held = inbox.some(self.store, hosts)
        return self.rows([held.get(host) or Group(host, 0, self.now, self.now) for host in hosts])

    def sees(self, standing: Standing) -> bool:
        """A host without a case belongs to nobody's region yet: whoever reads reports sees it."""
        return not standing.case or self.actor.sees(standing.region, standing.system)

    def official(self, host: str) -> OfficialSite | None:
        """Whose genuine site it is; None for any other."""
        return self.registry.owner(host) or self.registry.registrant(host)

    def alarms(self, text: str = "") -> list[Row]:
        """Genuine sites of which many reports wait for an answer, the most reported first."""
        loud = inbox_list.loudest(self.store, MANY, self.actor)
        found = [group for group in loud if text.lower() in group.host and self.official(group.host)]
        return self.rows(found[:_ALARMS])

    def counts(self) -> Mapping[str, int]:
        """How many hosts each tab holds, counted no further than ``COUNTED``."""
        found = dict(inbox_list.counts(self.store, self.seen, COUNTED)) | {"alarm": len(self.alarms())}
        return {tab: found[tab] for tab in TABS}

    def page(self, wanted: Wanted, after: Place | None, limit: int) -> tuple[list[Row], str]:
        """The rows of a tab behind a place, and where the next page begins, empty when this is the last."""
        if wanted.tab == "alarm":
            return self.alarms(wanted.text), ""
        groups = inbox_list.page(self.store, wanted, self.seen, after, limit + 1)
        more = str(inbox_list.place_of(wanted, groups[limit - 1])) if len(groups) > limit else ""
        return self.rows(groups[:limit]), more


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
