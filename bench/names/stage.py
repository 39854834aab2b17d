"""The whole name stage: lines of bytes in, matches out, against a registry of made sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from bench.names.labels import made_sites
from bench.names.measured import interleaved, seconds_of
from bench.names.stream import Stream, as_logged
from zhenwang.matching.command import match_stream
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.screen import Screen
from zhenwang.sieve.columns import Columns

SITES = 9_000
MOST, MOST_PLAIN, MOST_BY_RULES = 250_000, 50_000, 3_000
BOTH_WAYS = 12_000
BLOCK = 1 << 20


@dataclass(slots=True)
class Stage:
    """``hosts_a_second`` of one core, by contender. ``lost`` and ``added``: matches of the rules alone that the stage
    does not put forward, and the other way round, in hosts that both were asked, a third of them planted.
    """

    sites: int
    build_seconds: float
    screen_seconds: float = 0.0
    screen_mib: float = 0.0
    hosts_a_second: dict[str, float] = field(default_factory=dict)
    asked_hosts: dict[str, int] = field(default_factory=dict)
    by_rules: float = 0.0
    put_forward: float = 0.0
    lost: int = 0
    added: int = 0

    def lines(self) -> Iterator[str]:
        yield (
            f"the name stage, {self.sites:,} sites; matcher built in {self.build_seconds:.1f} s, its screen in"
            f" {self.screen_seconds:.1f} s and {self.screen_mib:.1f} MiB"
        )
        yield f"  {'':46} {'hosts/s/core':>14} {'hosts asked':>12}"
        for name, rate in self.hosts_a_second.items():
            yield f"  {name:46} {rate:>14,.0f} {self.asked_hosts[name]:>12,}"
        yield f"  the rules read {self.by_rules:.2%} of hosts and put {self.put_forward:.2%} forward"
        yield f"  of the matches that the rules find without a screen, {self.lost:,} are lost and {self.added:,} added"


def whole_stage(stream: Stream, rounds: int) -> Stage:
    sites, built = made_sites(SITES), list[Matcher]()
    stage = Stage(SITES, seconds_of(lambda: built.append(Matcher.of(sites))))
    matcher = built[0]
    screens = {path: Screen.of(matcher.index, compiled=path == "compiled") for path in ("compiled", "plain")}
    stage.screen_seconds = seconds_of(lambda: Screen.of(matcher.index, compiled=True))
    stage.screen_mib = screens["compiled"].nbytes / 2**20
    every = stream.take(range(min(len(stream), MOST)))
    _timed(stage, every, matcher, screens, rounds)
    stage.by_rules = screens["compiled"].may_match(Columns.of(every.bodies)).mean().item()
    stage.put_forward = len(found_by(matcher, screens["compiled"], True, every.names)) / len(every)
    both = stream.sample(BOTH_WAYS, planted=0.3).names
    ruled, screened = (found_by(matcher, screen, True, both) for screen in (None, screens["compiled"]))
    stage.lost, stage.added = len(ruled - screened), len(screened - ruled)
    return stage


def found_by(matcher: Matcher, screen: Screen | None, compiled: bool, names: list[str]) -> set[tuple[str, str, float]]:
    """Host, site and score of what is put forward of a file of names."""
    text = "\n".join(names).encode("ascii")
    blocks = (text[at : at + BLOCK] for at in range(0, len(text), BLOCK))
    found = match_stream(blocks, matcher, screen.may_match if screen else None, compiled=compiled)
    return {(match.host, match.site, match.score) for one in found for match in one.matches}


def _timed(stage: Stage, every: Stream, matcher: Matcher, screens: dict[str, Screen], rounds: int) -> None:
    logged = as_logged(every.take(range(len(every) // 4))).names
    some, few = every.names[:MOST_PLAIN], every.names[:MOST_BY_RULES]
    asked: dict[str, tuple[int, Callable[[], object]]] = {
        "lines to matches, compiled": (len(every), partial(found_by, matcher, screens["compiled"], True, every.names)),
        "compiled, each name four times": (len(logged), partial(found_by, matcher, screens["compiled"], True, logged)),
        "lines to matches, plain": (len(some), partial(found_by, matcher, screens["plain"], False, some)),
        "no screen, every host by the rules": (len(few), partial(found_by, matcher, None, False, few)),
    }
    taken = interleaved({name: work for name, (_, work) in asked.items()}, rounds)
    for name, (hosts, _) in asked.items():
        stage.hosts_a_second[name], stage.asked_hosts[name] = hosts / taken[name].seconds, hosts
