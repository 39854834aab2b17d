"""The recorded day as tests see it: worked off once, read by many."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from zhenwang import line, runtime
from zhenwang.domain.day import Discovered
from zhenwang.line import Outcome, Stations
from zhenwang.settings import Settings


@dataclass(frozen=True)
class RecordedDay:
    """The day after the line has worked it off; read it, do not write to it."""

    settings: Settings
    stations: Stations
    found: tuple[Discovered, ...]
    outcomes: tuple[Outcome, ...]

    def of(self, host: str) -> Outcome:
        return next(outcome for outcome in self.outcomes if outcome.candidate.host.ascii == host)


def run_day(stations: Stations, settings: Settings) -> tuple[tuple[Discovered, ...], tuple[Outcome, ...]]:
    """Discover and work off the recorded day."""
    day, now = runtime.RECORDED_DAY, runtime.now()
    found = tuple(line.discover(stations, source, day, now) for source in runtime.sources(settings, stations.store))
    outcomes: list[Outcome] = []
    while batch := list(line.work_batch(stations, day, "test", 50, lambda: now)):
        outcomes += [outcome for outcome in batch if outcome]
    return found, tuple(outcomes)


@contextmanager
def worked_off(worked: Path, var: Path) -> Iterator[RecordedDay]:
    """The day in a folder of one's own: worked off by the first of all test processes that asks for it, then copied.

    ``worked`` is the same path in all of them, ``var`` is new.
    """
    with FileLock(f"{worked}.lock"):
        if not worked.exists():
            _work_off(worked)
    shutil.copytree(worked / "var", var)
    settings = Settings(plan="recorded", var=var, database_url="")
    with runtime.stations(settings) as stations:
        yield RecordedDay(settings, stations, *pickle.loads((worked / "outcomes").read_bytes()))


def _work_off(worked: Path) -> None:
    unfinished = worked.with_name(f"{worked.name}.{os.getpid()}")
    settings = Settings(plan="recorded", var=unfinished / "var", database_url="")
    with runtime.stations(settings) as stations:
        kept = pickle.dumps(run_day(stations, settings))
    (unfinished / "outcomes").write_bytes(kept)
    unfinished.rename(worked)
