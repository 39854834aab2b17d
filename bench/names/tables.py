"""The figures as tables for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.names.compared import Figures
from bench.names.growth import Growth

PEER = "rapidfuzz cdist"
FIND, REACH = "sieve, compiled: find", "sieve, compiled: reach"
RULE = "phishing_catcher's rule"
PLAIN_FIND, PLAIN_REACH = "sieve, plain: find", "sieve, plain: reach"


def of_one(figures: Figures) -> Iterator[str]:
    peer = figures.hosts_a_second[PEER]
    yield f"{figures.labels:,} labels of {figures.mean_length:.1f} letters"
    yield f"  {'':26} {'hosts/s/core':>14} {'against cdist':>14} {'spread':>7} {'hosts asked':>12}"
    for name, rate in figures.hosts_a_second.items():
        asked = figures.asked_hosts[name]
        yield f"  {name:26} {rate:>14,.0f} {rate / peer:>13,.4g}x {figures.spread[name]:>7.2f} {asked:>12,}"
    yield f"  {'path':10} {'recall':>7} {'extra':>6} {'of':>7} {'build s':>8} {'index':>6} {'grown':>6} {'peak MiB':>9}"
    for path in figures.recall:
        yield (
            f"  {path:10} {figures.recall[path]:>7.3f} {figures.extra[path]:>6,} {figures.exact_findings:>7,}"
            f" {figures.build_seconds[path]:>8.2f} {figures.index_mib[path]:>6.1f} {figures.grown_mib[path]:>6.0f}"
            f" {figures.peak_mib[path]:>9.0f}"
        )
    yield from (f"  {line}" for line in _beside(figures))


def _beside(figures: Figures) -> Iterator[str]:
    known, rule = figures.permutations, figures.phishing
    threads = ", ".join(f"{name} {ratio:.2f}x" for name, ratio in figures.two_threads.items())
    yield f"findings in {figures.hosts_with_findings:.1%} of hosts; two threads by the wall clock: {threads}"
    yield f"each name four times (two logs, precertificate and certificate) costs {figures.logged_again:.2f}x of once"
    yield (
        f"cdist is asked {figures.units_a_host:.2f} units a host; each unit of the stream once would be"
        f" {figures.distinct_units_a_host:.2f}"
    )
    yield (
        f"permutation set, from a sample of labels: {known['entries a label']:,.0f} names a label; all labels"
        f" {known['build seconds, all labels']:,.1f} s, {known['MiB, all labels']:,.0f} MiB;"
        f" {known['look-ups a second']:,.0f} hosts/s"
    )
    yield (
        f"  knows {known['recall, near misses']:.2f} of near misses ({known['recall, one edit']:.2f} of one edit),"
        f" the sieve {known['recall of the sieve']:.3f}"
    )
    yield (
        f"phishing_catcher's rule reports {rule['planted names reported']:.0%} of planted names and"
        f" {rule['everyday names reported']:.0%} of the others"
    )


@dataclass(frozen=True, slots=True)
class Goal:
    """``reached`` is None where no such number of labels was asked for."""

    what: str
    goal: str
    figure: float | None
    unit: str
    holds: Callable[[float], bool]

    def line(self) -> str:
        if self.figure is None:
            return f"  {self.what:58} {self.goal:>9} {'not asked':>10}"
        told = "" if self.holds(self.figure) else "missed"
        return f"  {self.what:58} {self.goal:>9} {self.figure:>9,.3f}{self.unit:4} {told}".rstrip()


def of_all(every: Sequence[Figures], grown: Growth) -> Iterator[str]:
    yield "ratios and growth"
    yield f"  {'':58} {'goal':>9} {'figure':>10}"
    yield from (goal.line() for goal in goals(every, grown))
    sizes = [figures.labels for figures in every]
    for asked, costs in grown.items():
        told = ", ".join(f"{size:,} labels {cost:.2f}" for size, cost in zip(sizes, costs, strict=True))
        yield f"  a host costs {asked}, compiled, in the same rounds: {told} us"
    for one, other in pairwise(every):
        peers = ", ".join(f"{name} {_slower(one, other, name):.1f}x" for name in (PLAIN_FIND, PEER, RULE))
        yield f"  {one.labels:,} -> {other.labels:,} labels: {peers}"


def _slower(one: Figures, other: Figures, name: str) -> float:
    return one.hosts_a_second[name] / other.hosts_a_second[name]


def goals(every: Sequence[Figures], grown: Growth) -> list[Goal]:
    of_size = {figures.labels: (at, figures) for at, figures in enumerate(every)}
    (at, middle), (last, large) = (of_size.get(size, (0, None)) for size in (15_000, 100_000))
    recall = min(value for one in every for value in one.recall.values())
    extra = sum(value for one in every for value in one.extra.values())
    slower = {asked: costs[last] / costs[at] if middle and large else None for asked, costs in grown.items()}
    return [
        Goal("recall against the exact answer, worst", "= 1", recall, "", lambda figure: figure == 1),
        Goal("findings that the exact answer does not have", "= 0", extra, "", lambda figure: figure == 0),
        _against("find, compiled, against cdist, 15,000 labels", middle, FIND, 500),
        _against("reach, compiled, against cdist, 15,000 labels", middle, REACH, 500),
        _against("find, plain, against cdist, 15,000 labels", middle, PLAIN_FIND, 50),
        _against("reach, plain, against cdist, 15,000 labels", middle, PLAIN_REACH, 50),
        _against("find, compiled, against cdist, 100,000 labels", large, FIND, 1_000),
        _against("reach, compiled, against cdist, 100,000 labels", large, REACH, 1_000),
        *(
            Goal(f"{asked}, compiled: a host at 100,000 against 15,000 labels", "<= 2", ratio, "x", lambda x: x <= 2)
            for asked, ratio in slower.items()
        ),
        *(_of_middle(middle) if middle else ()),
    ]


def _of_middle(figures: Figures) -> Iterator[Goal]:
    index, build = figures.index_mib["compiled"], figures.build_seconds["compiled"]
    yield Goal("index, compiled, 15,000 labels", "< 32", index, " MiB", lambda figure: figure < 32)
    yield Goal("building it", "< 1", build, " s", lambda figure: figure < 1)
    yield Goal("find in two threads", "near 2", figures.two_threads["find"], "x", lambda figure: figure > 1.7)
    yield Goal("each name four times against once", "near 1", figures.logged_again, "x", lambda figure: figure < 1.5)


def _against(what: str, figures: Figures | None, name: str, least: float) -> Goal:
    figure = figures.hosts_a_second[name] / figures.hosts_a_second[PEER] if figures else None
    return Goal(what, f">= {least:,.0f}", figure, "x", lambda reached: reached >= least)
