"""``zhenwang daily`` and ``zhenwang recheck``: the line for one day, without Prefect, with a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Column, Table

from zhenwang import line, runtime
from zhenwang.cli.output import err, fail, out, print_json
from zhenwang.domain.day import DaySummary, Discovered, Worked
from zhenwang.line import Stations
from zhenwang.rounds import rechecks
from zhenwang.rounds.reminders import day_end
from zhenwang.settings import Settings
from zhenwang.store import candidates

_Json = Annotated[bool, Parameter(name="--json", negative=())]


def daily(
    *,
    day: date | None = None,
    ct: Annotated[list[Path] | None, Parameter(negative=())] = None,
    hosts: Path | None = None,
    live: Annotated[bool, Parameter(negative=())] = False,
    as_json: _Json = False,
) -> None:
    """Run the line for one day: discover, look, detect, score, open cases. Safe to run again for the same day.

    Without options it does what the setting ZHENWANG_PLAN says; as shipped that is the recorded day, which needs no
    network. A source that gives nothing at all is a failure (exit code 1), but the others are worked off.

    Parameters
    ----------
    day
        The day to run, as 2026-11-20. Default: today where the offices are; for the recorded day its own date.
    ct
        Certificate-log files or folders to read instead. May be given several times.
    hosts
        A list of hosts or URLs, one a line.
    live
        Follow the logs of the shipped log list from their current head, and look at suspects over the network.
    as_json
        Print the day's counts as JSON.
    """
    settings = Settings()
    missing = [str(path) for path in (*(ct or ()), *((hosts,) if hosts else ())) if not path.exists()]
    if missing:
        fail(f"no such file or folder: {', '.join(missing)}", 2)
    if live or ct or hosts:
        given = {"ct": tuple(ct or ()), "hosts": hosts, "plan": "live" if live else "files"}
        settings = settings.model_copy(update=given)
    on = day or runtime.default_day(settings)
    summary = _run("daily", settings, on, lambda stations: _discover(stations, settings, on))
    _show(summary, as_json)


def recheck(*, day: date | None = None, as_json: _Json = False) -> None:
    """Look again at live cases, watched hosts, and hosts that could not be seen.

    Parameters
    ----------
    day
        The day to book the looks under. Default: today where the offices are; for the recorded day its own date.
    as_json
        Print the counts as JSON.
    """
    settings = Settings()
    on = day or runtime.default_day(settings)
    summary = _run("recheck", settings, on, lambda stations: [rechecks.admit(stations, on, runtime.now())], again=True)
    _show(summary, as_json)


def _run(
    flow: str, settings: Settings, day: date, find: Callable[[Stations], Sequence[Discovered]], *, again: bool = False
) -> DaySummary:
    with runtime.stations(settings) as opened:
        stations = rechecks.with_own_budget(opened, day) if again else opened
        with runtime.booked_run(stations.store, flow, day) as end:
            summary = line.summary(stations, day, find(stations), _look(stations, day, settings.batch))
            end(summary, remarks := day_end(settings, stations, runtime.now()).remarks())
    for remark in remarks:
        err.print(f"zhenwang: {remark}", markup=False, style="yellow")
    return summary


def _discover(stations: Stations, settings: Settings, day: date) -> list[Discovered]:
    found = []
    with _progress() as progress:
        sources = runtime.sources(settings, stations.store, stations.registry)
        bar = progress.add_task("discover", total=len(sources))
        for source in sources:
            progress.update(bar, description=f"discover: {source.name}")
            found.append(line.discover(stations, source, day, runtime.now()))
            progress.advance(bar)
    return [*found, line.carry_over(stations, day, runtime.now())]


def _look(stations: Stations, day: date, batch: int) -> Worked:
    total = Worked()
    candidates.take_back(stations.store, day, runtime.worker_is_gone, runtime.now())
    with _progress() as progress:
        waiting = candidates.counts(stations.store, day).get("waiting", 0)
        bar = progress.add_task("look", total=min(waiting, line.budget_left(stations, day)))
        while True:
            before = total.leased
            for outcome in line.work_batch(stations, day, runtime.worker_name(), batch, runtime.now):
                total += line.summed([outcome])
                progress.update(bar, advance=1, description=f"look: {total.opened} cases opened")
            if total.leased == before:
                return total


def _progress() -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=err, transient=not err.is_terminal)


def _show(summary: DaySummary, as_json: bool) -> None:
    if as_json:
        told = {"problems": list(summary.problems), "failures": list(summary.failures)}
        print_json({"day": str(summary.day), **summary.counts(), **told})
    else:
        _print(summary)
    for problem in summary.problems:
        err.print(f"quarantined: {problem}", markup=False, style="yellow")
    for failure in summary.failures:
        err.print(f"zhenwang: {failure}", markup=False, style="red")
    if summary.failures:
        raise SystemExit(1)


def _print(summary: DaySummary) -> None:
    titles = ("read", "malformed", "official", "exempt", "admitted", "unlisted", "known", "passed over")
    table = Table(Column("source", overflow="fold"), *titles, box=None)
    for s in summary.sources:
        numbers = (s.read, s.malformed, s.official, s.exempt, s.admitted, s.unlisted, s.known, s.passed_over)
        table.add_row(s.source, *(str(number) for number in numbers))
    out.print(table)
    out.print(summary.in_one_line(), markup=False)
    for title, counts in (("bands", summary.worked.bands), ("not seen", summary.worked.gaps)):
        if counts:
            out.print(f"{title}: " + ", ".join(f"{name} {n}" for name, n in sorted(counts.items())), markup=False)
