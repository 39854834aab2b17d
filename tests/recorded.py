"""The recorded day as tests see it: worked off once, read by many."""

from __future__ import annotations

from dataclasses import dataclass

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
