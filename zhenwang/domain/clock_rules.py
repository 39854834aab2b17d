"""Clocks as data: what begins one, what ends it, and how long it runs. The rules stand in ``seeds/clocks.csv``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum

from zhenwang.domain.case import Event
from zhenwang.domain.workdays import Calendar

MAX_AMOUNT = 400
_TRIGGER = re.compile(r"([a-z_]{2,30}|\*)(?:@([a-z_]{2,20}))?(?:\?([a-z_]{2,30})(?:(!?=)([a-z0-9_]{1,40}))?)?\Z")


class Unit(StrEnum):
    """How time is counted: working days and days end at midnight, hours and minutes run through nights and weekends."""

    WORKDAY = "workday"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"


class ClockKind(StrEnum):
    """What a clock is for. ``CASE`` ends when its case is settled; ``LAW`` does so too, and no pause stops it;
    ``SITE`` goes on when the case is settled, and no pause stops it; ``INFORMS`` is another organ's: it is shown, and
    never late.
    """

    CASE = "case"
    LAW = "law"
    SITE = "site"
    INFORMS = "informs"

    @property
    def stops(self) -> bool:
        """Whether a pause stops it."""
        return self is ClockKind.CASE


@dataclass(frozen=True, slots=True)
class Trigger:
    """Events that it means: of this ``action`` (``*``: any), from the state ``before`` if one is named, with the
    ``fact`` if one is named: holding ``value`` (``=``), anything but it or nothing (``!=``), or anything at all.
    """

    action: str
    before: str = ""
    fact: str = ""
    sign: str = ""
    value: str = ""

    def means(self, event: Event) -> bool:
        if self.action not in ("*", event.action) or self.before not in ("", event.before.value):
            return False
        if not self.fact:
            return True
        held = event.facts.get(self.fact, "").strip()
        return bool(held) if not self.sign else (held == self.value) is (self.sign == "=")


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One clock. ``severities`` are those it runs for (empty: all), ``holder`` the role that it waits for, ``basis``
    the key of an article or ``internal``.
    """

    key: str
    name: str
    name_en: str
    begins: tuple[Trigger, ...]
    ends: tuple[Trigger, ...]
    amount: int
    unit: Unit
    severities: frozenset[str]
    holder: str
    kind: ClockKind
    basis: str
    note: str = ""

    @property
    def counts_days(self) -> bool:
        return self.unit in (Unit.WORKDAY, Unit.DAY)


@dataclass(frozen=True, slots=True)
class Clockwork:
    """All that deadlines are worked out with: the rules, the calendar, and the zone in which days end."""

    rules: tuple[ClockRule, ...]
    calendar: Calendar
    zone: tzinfo


def read_trigger(text: str) -> Trigger | None:
    """``hand_off``, ``analyse@watch``, ``progress?step=sent``, ``hand_off?step!=drafted`` or ``*?offline_since``; None
    for anything else.
    """
    found = _TRIGGER.match(text)
    return Trigger(*(part or "" for part in found.groups())) if found else None


def labelled(rules: tuple[ClockRule, ...]) -> Mapping[str, ClockRule]:
    """The rules by their keys."""
    return {rule.key: rule for rule in rules}
