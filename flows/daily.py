"""The scheduled flows: every day the line once, and again what must not be forgotten.

Tasks are sources and batches, never single certificates or pages: a task costs 20 to 60 ms and 23 kB of Prefect's
database. A task may run twice: the store's unique key on (host, day) and its leases decide what counts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar, cast

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.states import Completed, Failed
from prefect.utilities.annotations import quote

from zhenwang import line, runtime
from zhenwang.domain.day import Discovered, Worked
from zhenwang.line import Source, Stations
from zhenwang.rounds import rechecks
from zhenwang.rounds.reminders import day_end
from zhenwang.settings import Plan, Settings
from zhenwang.store import candidates

T = TypeVar("T")


@task(task_run_name="discover-{name}", retries=2, retry_delay_seconds=[5, 60], cache_policy=NO_CACHE)
def discover(name: str, stations: Stations, source: Source, day: date) -> Discovered:
    """One source, read to its end."""
    found = line.discover(stations, source, day, runtime.now())
    get_run_logger().info("%s: %s read, %s admitted, %s malformed", name, found.read, found.admitted, found.malformed)
    return found


@task(task_run_name="look-{number}", retries=2, retry_delay_seconds=[5, 60], cache_policy=NO_CACHE)
def look_batch(number: int, stations: Stations, day: date, most: int) -> Worked:
    """One batch of candidates, from look to case. ``number`` only names the task."""
    get_run_logger().info("batch %s: at most %s candidates", number, most)
    return line.summed(line.work_batch(stations, day, runtime.worker_name(), most, runtime.now))


@flow(name="daily", flow_run_name="daily-{day}")
def daily(day: date | None = None, plan: Plan | None = None) -> State:
    """The whole line for one day: discover, look, detect, score, open. ``day`` and ``plan`` default to settings."""
    return _run("daily", day, plan, _discover_all)


@flow(name="recheck", flow_run_name="recheck-{day}")
def recheck(day: date | None = None, plan: Plan | None = None) -> State:
    """See again what must not be forgotten: live cases, watched hosts, and hosts that could not be seen."""
    return _run("recheck", day, plan, lambda stations, _, on: (rechecks.admit(stations, on, runtime.now()),))


def _run(
    name: str,
    day: date | None,
    plan: Plan | None,
    find: Callable[[Stations, Settings, date], tuple[Discovered, ...]],
) -> State:
    settings = Settings() if plan is None else Settings(plan=plan)
    on = day or runtime.default_day(settings)
    with runtime.stations(settings) as opened, runtime.booked_run(opened.store, name, on) as end:
        stations = rechecks.with_own_budget(opened, on) if name == "recheck" else opened
        summary = line.summary(stations, on, find(stations, settings, on), _look_all(stations, on, settings.batch))
        end(summary, remarks := day_end(settings, stations, runtime.now()).remarks())
    report = summary.as_markdown() + "".join(f"\n> {remark}\n" for remark in remarks)
    create_markdown_artifact(report, key=f"{name}-{on}", description=f"{name} {on}: counts per station")
    if summary.failures:
        return Failed(message="; ".join(summary.failures))
    return Completed(message=summary.in_one_line())


def _untouched(value: T) -> T:
    """A task argument that Prefect hands through without walking into it: the registry alone has 3,650 sites."""
    return cast("T", quote(value))


def _discover_all(stations: Stations, settings: Settings, day: date) -> tuple[Discovered, ...]:
    sources = runtime.sources(settings, stations.store, stations.registry)
    found = [discover(source.name, _untouched(stations), _untouched(source), day) for source in sources]
    return (*found, line.carry_over(stations, day, runtime.now()))


def _look_all(stations: Stations, day: date, most: int) -> Worked:
    total, number = Worked(), 0
    candidates.take_back(stations.store, day, runtime.worker_is_gone, runtime.now())
    while True:
        number += 1
        done = look_batch(number, _untouched(stations), day, most)
        if not done.leased:
            return total
        total += done
