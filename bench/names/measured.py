"""CPU time of several contenders in one run: rounds interleaved, medians, no collector inside a round."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of one contender: the median of the rounds, and how far apart they were, as a part of it."""

    seconds: float
    spread: float


def interleaved(contenders: Mapping[str, Work], rounds: int) -> dict[str, Taken]:
    """CPU seconds of the whole process, so that a thread that somebody starts counts as well."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            taken[name].append(seconds_of(work, time.process_time))
    return {name: _summed_up(times) for name, times in taken.items()}


def seconds_of(work: Work, clock: Callable[[], float] = time.process_time) -> float:
    gc.collect()
    gc.disable()
    try:
        started = clock()
        work()
        return clock() - started
    finally:
        gc.enable()


def speed_up(whole: Work, halves: Sequence[Work], rounds: int) -> float:
    """How much sooner two threads are done than one, by the clock on the wall: the best round of each, because on a
    shared machine every other round tells of somebody else.
    """
    alone, together = [], []
    with ThreadPoolExecutor(len(halves)) as threads:
        for _ in range(rounds):
            alone.append(seconds_of(whole, time.perf_counter))
            together.append(seconds_of(lambda: list(threads.map(lambda half: half(), halves)), time.perf_counter))
    return min(alone) / min(together)


def peak() -> float:
    """MiB at the peak of this process. ``ru_maxrss`` would begin with what the parent had when it forked."""
    return _status("VmHWM")


def resident() -> float:
    """MiB that this process holds now."""
    return _status("VmRSS")


def run_alone(script: Path, options: Sequence[str], lines: Sequence[str]) -> str:
    """What ``script`` prints in a process of its own that reads ``lines``."""
    command = [sys.executable, str(script), *options]
    text = "\n".join(lines)
    return subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True, timeout=600, text=True).stdout


def _summed_up(times: Sequence[float]) -> Taken:
    middle = statistics.median(times)
    return Taken(middle, (max(times) - min(times)) / middle if middle else 0.0)


def _status(field: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field)) / 1024
