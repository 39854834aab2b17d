"""How much of a suspect's answer we take, and for how long."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from zhenwang.collectors.faults import timed_out

Clock = Callable[[], float]

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch with all its redirects. Sizes in bytes, times in seconds.

    ``decoded`` and ``deadline`` are the house's promise to the machine it runs on. ``raw`` is what travels: official
    pages that we saved stay below 0.5 MiB uncompressed, so 5 MiB leaves room and bounds what endless bodies cost a day.
    """

    decoded: int = 20 * MIB
    raw: int = 5 * MIB
    headers: int = 64 * 1024
    deadline: float = 30.0
    redirects: int = 10
    dns: float = 5.0
    connect: float = 10.0


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point in time, on the given monotonic clock, after which nothing more is waited for."""

    at: float
    clock: Clock = time.monotonic

    @classmethod
    def after(cls, seconds: float, clock: Clock = time.monotonic) -> Deadline:
        return cls(clock() + seconds, clock)

    def left(self) -> float:
        """Seconds that remain, more than zero; raises the ``timeout`` fault when there are none."""
        seconds = self.at - self.clock()
        if seconds <= 0:
            raise timed_out()
        return seconds
