"""What the day begins with: who was called about S1, what is due, what waits for whom, and what nobody has searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from zhenwang.domain.access import Actor, Permission, Role
from zhenwang.domain.case import Case, State
from zhenwang.domain.clock_rules import ClockRule
from zhenwang.domain.queue_filter import Wanted
from zhenwang.store import candidates, case_queue, deadlines, inbox, quarantine, runs, today
from zhenwang.store.case_queue import Seen
from zhenwang.store.runs import Run
from zhenwang.store.today import Call, Due, DueCounts
from zhenwang.web.clock_view import work_of
from zhenwang.web.house import House
from zhenwang.web.inbox_view import Desk

FLOWS = ("daily", "recheck", "baseline")
MOST_URGENT = 6
_UNSENT = (State.CONFIRMED.value, State.COORDINATION.value)
SHIFT_ENDS = time(17, 30)
"""What was opened after the last shift is new this morning."""
_REFRESHED = 200
_COUNTED = 100
"""Urgent cases are counted no further: with so many open, the queue is the place."""


@dataclass(frozen=True, slots=True)
class Urgent:
    """An open S1 case, and who was called about it, the last call first."""

    case: Case
    imitates: str
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """What waits for one role: ``key`` says what in the words ``task_…``, ``n`` how much, ``href`` where."""

    key: str
    n: int
    href: str


@dataclass(frozen=True, slots=True)
class Unsearched:
    """What was not looked at: ``key`` says what in the words ``gap_day_…``; ``n`` and ``text`` fill it in. ``grave``: a
    source that was to be searched was not.
    """

    key: str
    grave: bool = True
    n: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the page says; parts that the actor may not read are empty. ``names`` are those of the imitated
    bodies, by the number of a new case.
    """

    now: datetime
    urgent: tuple[Urgent, ...]
    more_urgent: int
    counts: DueCounts
    due: tuple[Due, ...]
    rules: Mapping[str, ClockRule]
    tasks: tuple[Task, ...]
    new: tuple[Case, ...]
    names: Mapping[str, str]
    new_count: int
    since: datetime
    unsearched: tuple[Unsearched, ...]
    runs: tuple[Run, ...]
    reported: int
    late_replies: int
    waiting_reports: int
    alarms: int


def overview(house: House, actor: Actor, plan: str, now: datetime) -> Overview:
    """For one actor; ``plan`` is what a daily run reads (settings)."""
    work, seen = work_of(house), Seen(actor, now)
    deadlines.refresh(house.store, work, now, _REFRESHED)
    tonight = datetime.combine(now.astimezone(work.zone).date(), time.max, work.zone)
    since = shift_start(now.astimezone(work.zone))
    reads = actor.may(Permission.READ_CASES)
    new_count, new = today.opened_since(house.store, actor, since) if reads else (0, [])
    urgent, more = _urgent(house, seen) if reads else ((), 0)
    desk = Desk(house.store, house.registry, work, actor, now)
    told = desk.counts() if actor.may(Permission.READ_REPORTS) else {}
    return Overview(
        now=now,
        urgent=urgent,
        more_urgent=more,
        counts=today.due_counts(house.store, actor, now, tonight, tonight + timedelta(days=2)),
        due=tuple(today.due_next(house.store, actor, tonight + timedelta(days=2))) if reads else (),
        rules={rule.key: rule for rule in work.rules},
        tasks=tuple(task for task in _tasks(house, actor, seen, told) if task.n),
        new=tuple(new),
        names={case.id: _name(house, case) for case in new},
        new_count=new_count,
        since=since,
        unsearched=tuple(unsearched(house, plan, now)),
        runs=tuple(run for flow in FLOWS if (run := runs.latest(house.store, flow))),
        reported=told.get("all", 0),
        late_replies=told.get("late", 0),
        waiting_reports=inbox.waiting(house.store) if told.get("all") else 0,
        alarms=told.get("alarm", 0),
    )


def shift_start(now: datetime) -> datetime:
    """When the last shift ended: what came since then nobody has seen."""
    ended = datetime.combine(now.date(), SHIFT_ENDS, now.tzinfo)
    return ended if ended <= now else ended - timedelta(days=1)


def unsearched(house: House, plan: str, now: datetime) -> Iterator[Unsearched]:
    """Failed and empty sources, a plan without live logs, pages that could not be seen, and what was left waiting."""
    if plan != "live":
        yield Unsearched(f"plan_{plan}")
    run = runs.latest(house.store, "daily")
    if run is None:
        yield Unsearched("no_run")
        return
    if house.registry.day(run.begun_at) < house.registry.day(now):
        yield Unsearched("no_run_today", text=run.day.isoformat())
    if run.state == "running":
        yield Unsearched("running", grave=False)
    for told in run.failures:
        # A run that is done has no failure: what it notes is for somebody to read, and deadlines stand beside.
        if run.state == "failed":
            yield Unsearched("source", text=told)
        elif not told.startswith("deadlines:"):
            yield Unsearched("remark", grave=False, text=told)
    unseen = run.counts.get("looked", 0) - run.counts.get("seen", 0)
    if unseen > 0:
        yield Unsearched("unseen", grave=False, n=unseen)
    left = sum(candidates.counts(house.store, run.day)[state] for state in ("waiting", "leased"))
    if left:
        yield Unsearched("budget", n=left)
    kept = quarantine.count(house.store)
    if kept:
        yield Unsearched("quarantine", grave=False, n=kept)


def _urgent(house: House, seen: Seen) -> tuple[tuple[Urgent, ...], int]:
    """S1 cases that nobody was handed yet, confirmed ones first: their sites are up, and the letter is not out."""
    kinds = [Wanted("all", state=state, severity="S1") for state in _UNSENT] + [Wanted("open", severity="S1")]
    pages = [case_queue.page(house.store, wanted, seen, limit=MOST_URGENT) for wanted in kinds]
    rows = [row.case for page in pages for row in page.rows]
    called = today.calls(house.store, [case.id for case in rows[:MOST_URGENT]])
    shown = tuple(Urgent(case, _name(house, case), called.get(case.id, ())) for case in rows[:MOST_URGENT])
    if not any(page.next for page in pages):
        return shown, len(rows) - len(shown)
    return shown, sum(case_queue.count(house.store, wanted, seen, _COUNTED) for wanted in kinds) - len(shown)


def _name(house: House, case: Case) -> str:
    imitated = house.registry.site(case.ruled.get("imitates", "") or case.imitates)
    return imitated.name if imitated else case.imitates


def _tasks(house: House, actor: Actor, seen: Seen, told: Mapping[str, int]) -> Iterator[Task]:
    """By role, in the order of a case's way; a person of several roles has them all."""
    roles = {grant.role for grant in actor.grants}
    counted = today.by_state(house.store, seen) if actor.may(Permission.READ_CASES) else {}

    def of(state: State) -> int:
        return counted.get(state, 0)

    def where(state: State) -> str:
        return f"/queue?tab=all&state={state.value}"

    if actor.may(Permission.ENTER_REPORTS):
        yield Task("answer", told.get("answer", 0), "/inbox?tab=answer")
    if actor.may(Permission.REVIEW_REPLIES):
        yield Task("review_reply", told.get("review", 0), "/inbox?tab=review")
    if roles & {Role.CLERK, Role.ANALYST}:
        yield Task("triage", of(State.LEAD), where(State.LEAD))
    if Role.ANALYST in roles:
        yield Task("returned", today.returned(house.store, actor), where(State.ANALYSIS))
        yield Task("analyse", of(State.TRIAGE), where(State.TRIAGE))
        yield Task("reopened", of(State.REOPENED), where(State.REOPENED))
        yield Task("propose", of(State.EVIDENCE_FIXED), where(State.EVIDENCE_FIXED))
        yield Task("sponsor", of(State.SPONSOR_CHECK), where(State.SPONSOR_CHECK))
        yield Task("mine", case_queue.count(house.store, Wanted("mine"), seen), "/queue?tab=mine")
    if Role.REVIEWER in roles:
        yield Task("review", of(State.REVIEW), "/queue?tab=review")
    if Role.APPROVER in roles:
        yield Task("sign", today.unsigned(house.store, actor, State.COORDINATION), where(State.COORDINATION))
        late = today.unsigned(house.store, actor, State.HANDED_OFF, State.DOWN, State.REPORTED)
        yield Task("sign_late", late, "/handoffs")
    if Role.OFFICER in roles:
        yield Task("coordinate", of(State.CONFIRMED), where(State.CONFIRMED))
        yield Task("hand_off", of(State.COORDINATION), where(State.COORDINATION))
        yield Task("outcome", of(State.HANDED_OFF), "/handoffs")
        yield Task("report", of(State.DOWN), where(State.DOWN))
        yield Task("close", of(State.REPORTED), where(State.REPORTED))
