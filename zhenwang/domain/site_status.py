"""The life of a site as a transition table (art. 12-14), and the clocks that run in it.

A step that is not in the table does not exist. Every clock here counts calendar days (日); only art. 34 counts working
days. A period counts from the day after it begins (民法典第二百零一条), so a site taken down on 1 March has its 30th
day on 31 March. The diagram in docs/registry-rules.md is drawn from the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from zhenwang.domain.site import Status, StatusPeriod

OFFLINE_DAYS = 30
"""Art. 14: how long a site may be offline for a time."""
OFFLINE_TIMES = 1
"""Art. 14: how often a calendar year."""
NOTICE_DAYS = 30
"""Art. 13: how long the migration notice of a retired site is kept at least."""

_DOWN = (Status.TEMP_OFFLINE, Status.EMERGENCY_OFFLINE, Status.MIGRATING)


@dataclass(frozen=True, slots=True)
class Step:
    """``action`` leads from any of ``before`` to ``after``. ``approval``: of the provincial office (art. 12);
    ``notice``: on the site and on the portal of its level (art. 13, 14); ``counted``: against the year (art. 14).
    """

    action: str
    before: tuple[Status, ...]
    after: Status
    approval: bool = False
    notice: bool = False
    counted: bool = False


STEPS: tuple[Step, ...] = (
    Step("open", (Status.PLANNED,), Status.ACTIVE, approval=True, notice=True),
    Step("pause", (Status.ACTIVE,), Status.TEMP_OFFLINE, approval=True, notice=True, counted=True),
    Step("shut_down", (Status.ACTIVE,), Status.EMERGENCY_OFFLINE),
    Step("migrate", (Status.ACTIVE,), Status.MIGRATING, approval=True, notice=True),
    Step("return", _DOWN, Status.ACTIVE),
    Step("retire", _DOWN, Status.RETIRED, approval=True, notice=True),
)


@dataclass(frozen=True, slots=True)
class Stay:
    """A site in one status from ``since`` until ``until``, the day the next status began; None while it lasts.

    ``periods`` are the entries that make it up: a prolonged stay has several.
    """

    status: Status
    since: date
    until: date | None
    periods: tuple[StatusPeriod, ...]

    @property
    def approval(self) -> str:
        return next((period.approval for period in self.periods if period.approval), "")

    @property
    def notice(self) -> str:
        return next((period.notice for period in self.periods if period.notice), "")

    def days(self, today: date) -> int:
        """Calendar days it has lasted, or lasted until ``today``; the first day does not count."""
        return max(((min(self.until, today) if self.until else today) - self.since).days, 0)


def stays(periods: Iterable[StatusPeriod]) -> tuple[Stay, ...]:
    """The stays of one site in order of time. Entries that repeat a status prolong it: a stay is not begun twice."""
    ordered = sorted(periods, key=lambda period: period.since)
    groups = [tuple(group) for _, group in groupby(ordered, key=lambda period: period.status)]
    ends = [group[0].since for group in groups[1:]]
    return tuple(
        Stay(group[0].status, group[0].since, end, group) for group, end in zip(groups, (*ends, None), strict=False)
    )


def step(before: Status, after: Status) -> Step | None:
    """The step that leads from one status to another, or None when there is none."""
    return next((known for known in STEPS if before in known.before and known.after is after), None)


def missing_steps(found: Iterable[Stay]) -> Iterator[tuple[Stay, Stay]]:
    """Neighbouring stays between which the table knows no step."""
    return ((before, after) for before, after in pairwise(found) if step(before.status, after.status) is None)


def due_on(stay: Stay) -> date | None:
    """The last day of a temporary stay offline, or of a retired site's notice; None where no clock runs."""
    days = {Status.TEMP_OFFLINE: OFFLINE_DAYS, Status.RETIRED: NOTICE_DAYS}.get(stay.status)
    return stay.since + timedelta(days=days) if days is not None and _in_reach(stay.since, days) else None


def days_left(stay: Stay, today: date) -> int | None:
    """Calendar days until the clock runs out: 0 on its last day, negative after it; None where no clock runs."""
    due = due_on(stay)
    return (due - today).days if due else None


def pauses(found: Iterable[Stay], year: int) -> tuple[Stay, ...]:
    """The temporary stays offline that count for a calendar year: a pause over New Year counts where it began."""
    return tuple(stay for stay in found if stay.status is Status.TEMP_OFFLINE and stay.since.year == year)


def as_mermaid() -> str:
    """The table as a Mermaid state diagram, as docs/registry-rules.md shows it."""
    lines = [f"    {before} --> {known.after}: {_label(known)}" for known in STEPS for before in known.before]
    return "\n".join(["stateDiagram-v2", "    [*] --> planned", *lines, "    retired --> [*]"])


def _label(known: Step) -> str:
    needs = [word for word, needed in (("approval", known.approval), ("notice", known.notice)) if needed]
    needs += [f"at most {OFFLINE_DAYS} days, {OFFLINE_TIMES} a year"] if known.counted else []
    return f"{known.action} ({', '.join(needs)})" if needs else known.action


def _in_reach(day: date, days: int) -> bool:
    return (date.max - day).days >= days
