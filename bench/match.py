"""Hosts a second of the name index against a plain rapidfuzz loop over the same labels, in one run on generated hosts.

usage: python bench/match.py [--hosts 10000] [--sites 3500] [--rounds 5]

The loop asks only for edit distance (``process.extractOne`` with OSA, cutoff 2, on the registrable name); the index
applies every rule of docs/matching.md. CPU time, rounds interleaved, median: only the ratio means something.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.matcher import Matcher

SYLLABLES = [
    "huang",
    "shi",
    "han",
    "jiang",
    "xi",
    "an",
    "yi",
    "chang",
    "wu",
    "gan",
    "su",
    "zhou",
    "lin",
    "fen",
    "tai",
    "yuan",
    "de",
    "jing",
    "men",
    "qian",
    "xian",
    "ning",
    "en",
    "li",
]
OFFICES = ("www", "rst", "czt", "gaj", "wjw", "jyj", "zrzy", "slj")
TOPS = ("com", "top", "net", "cn", "org", "xyz")
WORDS = [
    "shop",
    "news",
    "game",
    "cloud",
    "data",
    "home",
    "best",
    "tech",
    "media",
    "play",
    "auto",
    "travel",
    "book",
    "music",
    "bank",
    "live",
    "soft",
    "food",
    "sport",
    "info",
]


def registry(size: int, rng: random.Random) -> list[OfficialSite]:
    found: dict[str, OfficialSite] = {}
    while len(found) < size:
        place = "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4)))
        host = f"{rng.choice(OFFICES)}.{place}.gov.cn"
        found[host] = OfficialSite(host, f"Office of {place.title()}", (host,))
    return list(found.values())


def hosts(size: int, sites: list[OfficialSite], rng: random.Random) -> list[Host]:
    """98 % made of everyday words, 2 % look-alikes: a suffix inside, a letter missing, a government word."""
    names = []
    for _ in range(size):
        name = "".join(rng.choices(WORDS, k=rng.randint(1, 3))) + rng.choice(("", "", str(rng.randint(1, 99))))
        if rng.random() < 0.02:
            official = rng.choice(sites).id
            place = official.split(".")[1]
            name = rng.choice((f"{official}.{name}", place[:-2] + place[-1], f"{place}-gov"))
        names.append(f"{rng.choice(('www.', 'm.', ''))}{name}.{rng.choice(TOPS)}")
    return [host for host in map(parse_host, names) if isinstance(host, Host)]


def naive(every: Iterable[Host], labels: list[str]) -> int:
    return sum(process.extractOne(host.name, labels, scorer=OSA.distance, score_cutoff=2) is not None for host in every)


def indexed(every: Iterable[Host], matcher: Matcher) -> int:
    return sum(matcher.match(host) is not None for host in every)


def timed(work: Callable[[], int]) -> tuple[float, int]:
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=10_000)
    parser.add_argument("--sites", type=int, default=3_500)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    rng = random.Random(20261122)
    sites = registry(asked.sites, rng)
    every = hosts(asked.hosts, sites, rng)
    labels = sorted({label for site in sites for label in site.id.split(".")[:-2]})
    build, _ = timed(lambda: bool(Matcher.of(sites)))
    matcher = Matcher.of(sites)
    loops, indexes = [], []
    found = (0, 0)
    for _ in range(asked.rounds):
        loop, by_loop = timed(lambda: naive(every, labels))
        index, by_index = timed(lambda: indexed(every, matcher))
        loops.append(loop)
        indexes.append(index)
        found = (by_loop, by_index)
    slow, fast = statistics.median(loops), statistics.median(indexes)
    print(f"{len(every):,} hosts, {len(sites):,} sites, {len(labels):,} labels; index built in {build:.2f} s")
    print(f"rapidfuzz loop {len(every) / slow:>10,.0f} hosts/s, {found[0]:,} hits (edit distance on one label only)")
    print(f"name index     {len(every) / fast:>10,.0f} hosts/s, {found[1]:,} hits (all rules)")
    print(f"ratio {slow / fast:.1f}x")


if __name__ == "__main__":
    main()
