"""When a clock is due, with the times it stood still taken out. Pure.

A day counts for a clock unless the clock stood still when that day ended: a pause within one day moves nothing, a pause
over one midnight moves the due date by that one day. Hours stand still for exactly as long as the pause lasts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from zhenwang.domain.clock_rules import ClockRule, Clockwork, Unit
from zhenwang.domain.workdays import counted, end_of, is_workday

Span = tuple[datetime, datetime]


def due(rule: ClockRule, begun: datetime, stops: Sequence[Span], work: Clockwork) -> tuple[datetime, bool]:
    """The last instant in time, and whether it is provisional. ``stops`` are the times it stood still, in order."""
    if not rule.counts_days:
        return _after_hours(rule, begun, stops), False

    def counts(day: date) -> bool:
        return (rule.unit is Unit.DAY or is_workday(work.calendar, day)) and not _stood_still(end_of(day, work.zone))

    def _stood_still(at: datetime) -> bool:
        return any(one <= at < other for one, other in stops)

    found = counted(work.calendar, begun.astimezone(work.zone).date(), rule.amount, counts)
    return end_of(found.day, work.zone), found.provisional and rule.unit is Unit.WORKDAY


def overlap(one: datetime, other: datetime, stops: Sequence[Span]) -> timedelta:
    """How much of a time the stops cover."""
    parts = (min(end, other) - max(begin, one) for begin, end in stops)
    return sum((part for part in parts if part > timedelta()), timedelta())


def _after_hours(rule: ClockRule, begun: datetime, stops: Sequence[Span]) -> datetime:
    # In UTC: where clocks are changed, an hour more or less by the clock on the wall is none.
    start = begun.astimezone(UTC)
    at = start + (timedelta(hours=rule.amount) if rule.unit is Unit.HOUR else timedelta(minutes=rule.amount))
    for begin, end in stops:
        if end > start and begin < at:
            at += end.astimezone(UTC) - max(begin.astimezone(UTC), start)
    return at
