"""What the whole judgement of a page costs, against the same features by BeautifulSoup, datasketch and loops.

usage: python bench/judge.py [--sites 9000] [--baselines 9000] [--rounds 7] [--sizes 1000 9000 25000]

The judge reads a made Chinese page of 60 kB (zones, structure), runs every detector and scores, in this process. Pages
differ every round, so that nothing is remembered from the round before. CPU time, rounds interleaved, median: only the
ratios mean something elsewhere. ``bench/judging/plain.py`` says which features the plain way has, and which it lacks.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import detectors
from bench.judging import made
from bench.judging.plain import PlainJudge
from models.scoring import Model
from zhenwang import line, runtime
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.reading.in_process import read

SLOWEST = 12
HOST = "wap.bylt88made26.top"
HEADERS = (("content-type", "text/html; charset=utf-8"),)


def look_at(body: bytes) -> Look:
    return Look(HOST, f"http://{HOST}/", made.AT, f"http://{HOST}/", 200, HEADERS, body)


def whole(body: bytes, registry: Registry, model: Model) -> object:
    signals = line.detect(read(look_at(body)), registry)
    return line.score(signals, registry, model)


def timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def medians(contenders: dict[str, Callable[[bytes], object]], pages: Sequence[bytes]) -> dict[str, float]:
    """Each contender on each page in turn; the first page only warms up."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for body in pages:
        for name, work in contenders.items():
            taken[name].append(timed(lambda work=work, body=body: work(body)))
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def breakdown(pages: Sequence[bytes], registry: Registry, model: Model) -> list[tuple[str, float]]:
    """Milliseconds a page for reading, each detector in turn, and scoring. What several share falls to the first."""
    taken: dict[str, list[float]] = {}
    for body in pages:
        held: list[Look] = []
        taken.setdefault("(reading the page)", []).append(
            timed(lambda body=body, held=held: held.append(read(look_at(body))))
        )
        for module in detectors.all_detectors():
            name = module.__name__.removeprefix("detectors.")
            taken.setdefault(name, []).append(
                timed(lambda module=module, held=held: list(module.detect(held[0], registry)))
            )
        signals = line.detect(held[0], registry)
        taken.setdefault("(scoring)", []).append(timed(lambda signals=signals: line.score(signals, registry, model)))
    return sorted(((name, statistics.median(times[1:])) for name, times in taken.items()), key=lambda item: -item[1])


def compare(sites: list[OfficialSite], registry: Registry, model: Model, rounds: int) -> None:
    held = list(registry.baselines.values())
    contenders: dict[str, Callable[[bytes], object]] = {"judge": lambda body: whole(body, registry, model)}
    for parser in ("html.parser", "lxml"):
        if parser == "lxml" and find_spec("lxml") is None:
            print("lxml is not installed: BeautifulSoup runs on html.parser only")
            continue
        for label, tuned in (("loops", False), ("Aho-Corasick and batches", True)):
            contenders[f"{parser}, {label}"] = PlainJudge(sites, held, parser, tuned=tuned).judge
    for script, traditional in (("Simplified", False), ("Traditional", True)):
        pages = [made.page(sites[seed], seed, traditional=traditional) for seed in range(2, rounds + 3)]
        taken = medians(contenders, pages)
        print(f"{script} page of {len(pages[0]):,} bytes, {len(sites):,} sites, {len(held):,} baselines")
        for name, seconds in taken.items():
            print(f"  {name:38} {seconds * 1e3:>9,.1f} ms   {seconds / taken['judge']:>6.1f}x")
    print("of the judge, in turn (ms a page):")
    for name, seconds in breakdown(pages, registry, model)[:SLOWEST]:
        print(f"  {name:38} {seconds * 1e3:>9.2f}")


def flatness(sizes: Sequence[int], held: int, model: Model, rounds: int) -> None:
    """The same pages against registries of several sizes, interleaved."""
    every = made.sites(max(sizes))
    known = made.baselines(every, held)
    registries = {f"{size:,} sites": made.registry(every[:size], known) for size in sizes}
    contenders = {
        name: (lambda body, registry=registry: whole(body, registry, model)) for name, registry in registries.items()
    }
    pages = [made.page(every[seed], seed) for seed in range(300, 301 + 2 * rounds)]
    taken = medians(contenders, pages)
    first = next(iter(taken.values()))
    for name, seconds in taken.items():
        many = len(registries[name].baselines)
        print(f"  {name:14} {many:>6,} baselines {seconds * 1e3:>9.2f} ms   {seconds / first - 1:>+6.1%}")


def peak() -> float:
    """MiB at the peak of this process. ``ru_maxrss`` would begin with what the parent had when it forked."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def memory(size: int, held: int) -> float:
    """MiB at the peak of a process of its own that makes such a registry and judges one page."""
    command = [sys.executable, __file__, "--only-judge", "--sites", str(size), "--baselines", str(held)]
    return float(subprocess.run(command, capture_output=True, check=True, timeout=600).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=9_000)
    parser.add_argument("--baselines", type=int, default=9_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 9_000, 25_000])
    parser.add_argument("--only-judge", action="store_true", help="judge one page, print the peak of memory in MiB")
    asked = parser.parse_args()
    model, sites = runtime.load_model(), made.sites(asked.sites)
    registry = made.registry(sites, made.baselines(sites, asked.baselines))
    if asked.only_judge:
        whole(made.page(sites[2], 2), registry, model)
        print(peak())
        return
    compare(sites, registry, model, asked.rounds)
    print(
        f"peak {memory(asked.sites, asked.baselines):.0f} MiB; {memory(1_000, 1):.0f} MiB with 1,000 sites, 1 baseline"
    )
    print("cost by size of the registry:")
    flatness(asked.sizes, asked.baselines, model, asked.rounds)


if __name__ == "__main__":
    main()
