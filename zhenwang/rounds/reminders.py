"""Who has to be reminded of what: clocks that are late, at risk or due today; silent sponsors go to who is above them.

Reminding changes nothing. Escalating is a step of the case like any other, taken by the machine, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from zhenwang import registry_in_use
from zhenwang.domain.access import MACHINE, Actor
from zhenwang.domain.case import Case, Event, Ruling
from zhenwang.domain.clock_rules import Clockwork
from zhenwang.domain.clocks import ClockState, Standing, clock_states
from zhenwang.domain.forecast import Medians, Usual, at_risk, stays
from zhenwang.domain.registry import Registry
from zhenwang.line import Stations
from zhenwang.rounds.clockwork import clockwork, usual
from zhenwang.rounds.expiry import NOTHING, Erased, erase_expired
from zhenwang.settings import Settings
from zhenwang.store import cases, deadlines, figures, reporter_trust
from zhenwang.store.opening import Store

MOST = 2_000
"""So many cases are gone through, those that are due first."""
SPONSOR = "sponsor"
ABOVE = "主管单位"
"""Whom a silence is reported to where the registry does not name the supervisor."""


_NOTHING_KNOWN = Usual(Medians({}, {}), Medians({}, {}))


class Urgency(StrEnum):
    LATE = "late"
    AT_RISK = "at_risk"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One clock of one case. ``holder`` is the role it waits for, ``name`` who that is where somebody is known."""

    case: Case
    clock: ClockState
    urgency: Urgency
    holder: str
    name: str


@dataclass(frozen=True, slots=True)
class Reminders:
    """``escalated`` are the numbers of the cases whose silent sponsor was reported; ``more``: there were more cases
    with deadlines than were gone through. ``erased`` says what was erased because its time was over.
    """

    found: tuple[Reminder, ...]
    escalated: tuple[str, ...] = ()
    more: bool = False
    erased: Erased = NOTHING

    def of(self, urgency: Urgency) -> tuple[Reminder, ...]:
        return tuple(one for one in self.found if one.urgency is urgency)

    def remarks(self) -> tuple[str, ...]:
        """Sentences for the report of a run; none when nothing is pressing."""
        names = {
            Urgency.LATE: "late", Urgency.AT_RISK: "at risk of being late", Urgency.TODAY: "due today",
        }  # fmt: skip
        counts = [f"{len(group)} {word}" for urgency, word in names.items() if (group := self.of(urgency))]
        told = (f"deadlines: {', '.join(counts)}; zhenwang clocks names them",) if counts else ()
        asked = f"silent sponsors reported to who is above them: {', '.join(self.escalated)}"
        return (*told, *((asked,) if self.escalated else ()), *self.erased.remarks())


@dataclass(frozen=True, slots=True)
class _Read:
    case: Case
    clocks: tuple[ClockState, ...]
    risky: frozenset[str] = field(default_factory=frozenset)


def remind(store: Store, work: Clockwork, now: datetime, actor: Actor | None = None, most: int = MOST) -> Reminders:
    """What presses, the most pressing first. ``actor`` sees only what its roles cover; None sees everything."""
    deadlines.refresh(store, work, now)
    known = usual(store, work)
    live = deadlines.live(store, most + 1, actor)
    read = [_read(case, events, work, known, now) for case, events in deadlines.histories(store, live[:most])]
    found = [reminder for one in read for reminder in _pressing(one, work, now)]
    order = list(Urgency)
    found.sort(key=lambda one: (order.index(one.urgency), one.clock.due, one.case.id))
    return Reminders(tuple(found), more=len(live) > most)


def per_holder(found: Iterable[Reminder]) -> dict[str, tuple[Reminder, ...]]:
    """The reminders by the role that is waited for."""
    grouped: dict[str, list[Reminder]] = {}
    for one in found:
        grouped.setdefault(one.holder, []).append(one)
    return {holder: tuple(group) for holder, group in grouped.items()}


def escalate(store: Store, work: Clockwork, registry: Registry, now: datetime) -> tuple[str, ...]:
    """Report every silent sponsor to who is above it, once a case and round; the numbers of the cases."""
    deadlines.refresh(store, work, now)
    silent = deadlines.histories(store, deadlines.silent(store, now, MOST))
    read = (_read(case, events, work, _NOTHING_KNOWN, now) for case, events in silent)
    late = [one for found in read for one in _pressing(found, work, now) if one.urgency is Urgency.LATE]
    return tuple(one.case.id for one in late if one.holder == SPONSOR and _escalated(store, one, registry, now))


def reminded(store: Store, work: Clockwork, registry: Registry, now: datetime) -> Reminders:
    """What a day ends with: silent sponsors reported, then what presses."""
    done = escalate(store, work, registry, now)
    after = remind(store, work, now)
    return Reminders(after.found, done, after.more)


def day_end(settings: Settings, stations: Stations, now: datetime) -> Reminders:
    """As ``reminded``, for a run that has its stations open; the figures of the statistics are counted up to here, what
    reporters said of themselves goes when its time is over, and what their reports came to is weighed.
    """
    while figures.refresh(stations.store):
        pass
    registry = stations.registry
    reporter_trust.weigh_all(stations.store, lambda host: registry.owner(host) is not None, registry.day(now))
    work = clockwork(registry_in_use.load_pack(settings), stations.store)
    pressing = reminded(stations.store, work, stations.registry, now)
    return replace(pressing, erased=erase_expired(stations.store, now))


def _read(case: Case, events: Sequence[Event], work: Clockwork, known: Usual, now: datetime) -> _Read:
    clocks = clock_states(events, case.score.severity, work, now)
    current = next((stay for stay in reversed(stays(events, work, now)) if stay.lasts), None)
    risky = {clock.rule.key for clock in clocks if at_risk(clock, current, known.of(case.severity), work, now)}
    return _Read(case, clocks, frozenset(risky))


def _pressing(one: _Read, work: Clockwork, now: datetime) -> Iterator[Reminder]:
    today = now.astimezone(work.zone).date()
    for clock in one.clocks:
        if not clock.binds or clock.standing is Standing.PAUSED:
            continue
        if clock.standing is Standing.LATE:
            urgency = Urgency.LATE
        elif clock.rule.key in one.risky:
            urgency = Urgency.AT_RISK
        elif clock.due.astimezone(work.zone).date() == today:
            urgency = Urgency.TODAY
        else:
            continue
        yield Reminder(one.case, clock, urgency, clock.rule.holder, _name(one.case, clock, now))


def _name(case: Case, clock: ClockState, now: datetime) -> str:
    if clock.rule.holder == SPONSOR:
        return clock.waits_for
    return case.claim.name if case.claim and case.claim.until > now else ""


def _escalated(store: Store, one: Reminder, registry: Registry, now: datetime) -> bool:
    imitated = one.case.ruled.get("imitates", "") or one.case.imitates
    site = registry.site(imitated)
    above = (site.supervisor if site else "") or ABOVE
    asked = one.name or (site.name if site else imitated)
    reason = f"{asked}逾期未答复（应于{one.clock.due.astimezone(now.tzinfo):%Y-%m-%d %H:%M}前），转请{above}督促。"
    ruling = Ruling("escalate", MACHINE, reason, {"escalated_to": above})
    return isinstance(cases.rule(store, one.case.id, ruling, now, one.case.version), Case)
