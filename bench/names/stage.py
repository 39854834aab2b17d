"""The whole name stage: lines in, matches out, against a registry of made sites."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec

from bench.names.labels import made_sites
from bench.names.measured import interleaved, seconds_of
from bench.names.stream import Stream, as_logged
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.matching.command import match_lines
from zhenwang.matching.matcher import Matcher

SITES = 9_000
ONE_BY_ONE = 3_000
WHOLE = "lines to matches"
LOGGED = "the same, each name four times"
ALONE = "every host by the rules"
SCREENED = find_spec("zhenwang.matching.screen") is not None


@dataclass(slots=True)
class Stage:
    """``hosts_a_second`` of one core, by contender; ``lost`` and ``added``: matches of the rules alone that the stage
    does not put forward, and the other way round, in the hosts that both were asked.
    """

    sites: int
    build_seconds: float
    hosts_a_second: dict[str, float] = field(default_factory=dict)
    asked_hosts: dict[str, int] = field(default_factory=dict)
    put_forward: float = 0.0
    lost: int = 0
    added: int = 0

    def lines(self) -> Iterator[str]:
        yield f"the name stage, {self.sites:,} sites, built in {self.build_seconds:.1f} s"
        yield f"  {'':34} {'hosts/s/core':>14} {'hosts asked':>12}"
        for name, rate in self.hosts_a_second.items():
            yield f"  {name:34} {rate:>14,.0f} {self.asked_hosts[name]:>12,}"
        yield f"  put forward {self.put_forward:.2%}; of what the rules find, lost {self.lost:,}, added {self.added:,}"
        if not SCREENED:
            yield "  the screen before the rules is not built yet: every host goes by the rules"


def whole_stage(stream: Stream, rounds: int) -> Stage:
    sites = made_sites(SITES)
    matcher = Matcher.of(sites)
    stage = Stage(SITES, statistics.median(seconds_of(partial(Matcher.of, sites)) for _ in range(rounds)))
    every = stream if SCREENED else stream.sample(ONE_BY_ONE)
    few = stream.sample(ONE_BY_ONE)
    logged = as_logged(every.take(range(len(every) // 4)))
    asked = {
        WHOLE: (len(every), lambda: matched(every.names, matcher)),
        LOGGED: (len(logged), lambda: matched(logged.names, matcher)),
        ALONE: (len(few), lambda: by_rules(few.names, matcher)),
    }
    taken = interleaved({name: work for name, (_, work) in asked.items()}, rounds)
    for name, (hosts, _) in asked.items():
        stage.hosts_a_second[name], stage.asked_hosts[name] = hosts / taken[name].seconds, hosts
    stage.put_forward = len(matched(every.names, matcher)) / len(every)
    half = stream.sample(ONE_BY_ONE, planted=0.5).names
    ruled, put_forward = by_rules(half, matcher), matched(half, matcher)
    stage.lost, stage.added = len(ruled - put_forward), len(put_forward - ruled)
    return stage


def matched(names: list[str], matcher: Matcher) -> set[tuple[str, str]]:
    return {(str(row["host"]), str(row["site"])) for row in match_lines(names, matcher)}


def by_rules(names: list[str], matcher: Matcher) -> set[tuple[str, str]]:
    hosts = (host for host in map(parse_host, names) if isinstance(host, Host))
    return {(match.host, match.site) for match in map(matcher.match, hosts) if match}
