"""Histories and clocks for the tests of clocks: what happened, and when in Beijing."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from zhenwang.domain.case import Event, State
from zhenwang.domain.clock_rules import Clockwork
from zhenwang.domain.clocks import ClockState, clock_states
from zhenwang.domain.workdays import Calendar
from zhenwang.lists.clock_rows import read_clock_rules
from zhenwang.lists.workday_tables import CHINA, calendar, read_workday_rows
from zhenwang.settings import find_seeds

BEIJING = ZoneInfo("Asia/Shanghai")
_LEADS_TO = {
    "open": State.LEAD, "triage": State.TRIAGE, "analyse": State.ANALYSIS, "fix_evidence": State.EVIDENCE_FIXED,
    "ask_sponsor": State.SPONSOR_CHECK, "propose": State.REVIEW, "confirm": State.CONFIRMED, "return": State.ANALYSIS,
    "coordinate": State.COORDINATION, "hand_off": State.HANDED_OFF, "down": State.DOWN, "report": State.REPORTED,
    "close": State.CLOSED, "reopen": State.REOPENED, "exclude": State.NOT_FAKE, "watch": State.WATCH,
    "official_issue": State.OFFICIAL_ISSUE,
}  # fmt: skip


@cache
def china() -> Calendar:
    lines = (find_seeds() / "workday_overrides.csv").read_text(encoding="utf-8").splitlines()
    return calendar(CHINA, read_workday_rows(lines, "workday_overrides.csv")[0])


@cache
def work() -> Clockwork:
    lines = (find_seeds() / "clocks.csv").read_text(encoding="utf-8").splitlines()
    rules, bad = read_clock_rules(lines, "clocks.csv")
    assert not bad
    return Clockwork(rules, china(), BEIJING)


def at(text: str) -> datetime:
    """``2026-11-20 09:00`` in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def day(text: str) -> date:
    return date.fromisoformat(text)


def history(*steps: tuple[str, str] | tuple[str, str, dict[str, str]]) -> tuple[Event, ...]:
    """Events from ``(instant, action, facts)``; an ``undo`` leads back to where the case came from."""
    events: list[Event] = []
    for number, (when, action, *rest) in enumerate(steps, start=1):
        before = events[-1].after if events else State.LEAD
        after = _LEADS_TO.get(action, before)
        if action == "undo":
            after = next(event.before for event in reversed(events) if event.after is not event.before)
        facts = rest[0] if rest else {}
        events.append(Event("ZW-1", number, at(when), "王芳", action, before, after, "看过", facts, ""))
    return tuple(events)


def clock(events: tuple[Event, ...], key: str, now: str, severity: str = "S3") -> ClockState:
    """The last run of a clock."""
    return [one for one in clock_states(events, severity, work(), at(now)) if one.rule.key == key][-1]


def keys(events: tuple[Event, ...], now: str, severity: str = "S3") -> dict[str, str]:
    """How each clock stands, by its key; the last run of each."""
    return {one.rule.key: one.standing.value for one in clock_states(events, severity, work(), at(now))}
