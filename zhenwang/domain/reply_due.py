"""Until when whoever reported is to be answered: the one computation for inbox, case and front page. Pure.

Two clocks begin with the report, both data (``seeds/clocks.csv``): one runs until a reply is *proposed* (art. 34: two
working days), one until it is approved (办结: three). A reply that was returned was proposed in time; what presses then
is the approval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType

from zhenwang.domain.clock_due import due
from zhenwang.domain.clock_rules import ClockRule, Clockwork, Unit
from zhenwang.domain.reply import Stage

PROPOSE, SETTLE = "report_reply", "report_done"
"""The keys of the two rules."""
CLOCK_OF: Mapping[Stage, str] = MappingProxyType({
    Stage.WAITING: PROPOSE, Stage.PROPOSED: SETTLE, Stage.RETURNED: SETTLE,
})  # fmt: skip
"""Which of them presses at a stage; none where nobody waits."""
_LONGEST_HOLIDAY = 40


@dataclass(frozen=True, slots=True)
class ReplyDue:
    """The last instant in time. ``provisional``: a year's holidays are not known yet. ``key`` names the rule."""

    at: datetime
    provisional: bool
    late: bool
    key: str = PROPOSE


def reply_due(stage: Stage, since: datetime | None, work: Clockwork, now: datetime) -> ReplyDue | None:
    """When the reply to reports that wait ``since`` then is due; None when nobody waits, or no rule says so."""
    rule = _rule(work, CLOCK_OF.get(stage, ""))
    if rule is None or since is None:
        return None
    last, provisional = due(rule, since, (), work)
    return ReplyDue(last, provisional, now > last, rule.key)


def late_before(work: Clockwork, now: datetime) -> Mapping[Stage, datetime]:
    """By stage: reports that came in before that instant, and wait at that stage, are late. Stages without a rule have
    none. So a list of late hosts is one stretch of an index, and no date is kept that a new holiday would move.
    """
    found = {stage: _late_before(rule, work, now) for stage, key in CLOCK_OF.items() if (rule := _rule(work, key))}
    return {stage: at for stage, at in found.items() if at is not None}


def _late_before(rule: ClockRule, work: Clockwork, now: datetime) -> datetime | None:
    if not rule.counts_days:
        return now - (timedelta(hours=rule.amount) if rule.unit is Unit.HOUR else timedelta(minutes=rule.amount))
    today = now.astimezone(work.zone).date()
    # All reports of one day are due together, and those of a later day never before them.
    for back in range(2 * rule.amount + _LONGEST_HOLIDAY):
        day = today - timedelta(days=back)
        if due(rule, datetime.combine(day, time(12), work.zone), (), work)[0] < now:
            return datetime.combine(day + timedelta(days=1), time(), work.zone)
    return None


def _rule(work: Clockwork, key: str) -> ClockRule | None:
    return next((rule for rule in work.rules if rule.key == key), None)
