"""What it costs to load a registry and to ask it, against the plainest way to do the same, in one run on made lists.

usage: python bench/registry.py [--sites 10000] [--large 25000] [--rounds 5] [--seeds seeds]

Loading (CSV to index) is compared with ``csv.reader`` over the same bytes, asking with a scan of all sites for the
host. CPU time, rounds interleaved, median: only the ratios mean something elsewhere. Memory is the peak of a process
that does nothing but load. The lists are the shipped one, repeated under other hosts until it is long enough.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.lists.site_list import read_registry
from zhenwang.registry.look_alikes import look_alikes
from zhenwang.registry.standing import standing

ASKED = 2_000


def made_list(seeds: Path, size: int) -> str:
    """The shipped list as CSV, with as many made rows as are missing, or cut to size."""
    with (seeds / "official_sites.csv").open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = csv.reader(lines)
    host, name, others = header.index("domain"), header.index("name"), header.index("other_hosts")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    for number in range(size):
        row = list(rows[number % len(rows)])
        if turn := number // len(rows):
            row[host], row[name], row[others] = f"x{turn}{row[host]}", f"{row[name]}{turn}", ""
        writer.writerow(row)
    return text.getvalue()


def load(text: str) -> Registry:
    sites, _ = read_registry(io.StringIO(text, newline=""), "list.csv")
    return Registry.of(sites)


def plain(text: str) -> int:
    return sum(1 for _ in csv.reader(io.StringIO(text, newline="")))


def asked_hosts(registry: Registry) -> list[str]:
    """Half of them official, half of them not: under official names, and nobody's."""
    rng = random.Random(20261122)
    official = rng.sample(list(registry.sites), ASKED // 2)
    return official + [rng.choice((f"new.{host}", f"{host}.example.com")) for host in official]


def check(registry: Registry, hosts: list[str]) -> int:
    parsed = map(parse_host, hosts)
    return sum(standing(registry, host.ascii).site is not None for host in parsed if isinstance(host, Host))


def scan(sites: list[OfficialSite], hosts: list[str]) -> int:
    return sum(any(host in site.hosts for site in sites) for host in hosts)


def timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def medians(rounds: int, *work: Callable[[], object]) -> list[float]:
    taken = [[timed(each) for each in work] for _ in range(rounds)]
    return [statistics.median(times) for times in zip(*taken, strict=True)]


def peak() -> float:
    """MiB at the peak of this process. ``ru_maxrss`` would begin with what the parent had when it forked."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def peak_of_loading(text: str) -> float:
    """MiB at the peak, in a process of its own that reads the list from standard input."""
    command = [sys.executable, __file__, "--only-load"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=300)
    return float(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=25_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--only-load", action="store_true", help="load standard input, print the peak in MiB")
    asked = parser.parse_args()
    if asked.only_load:
        listed, _ = read_registry(io.TextIOWrapper(sys.stdin.buffer, "utf-8", newline=""), "list.csv")
        kept = Registry.of(listed)
        print(peak() if kept else 0)
        return
    text = made_list(asked.seeds, asked.sites)
    full, bare = medians(asked.rounds, lambda: load(text), lambda: plain(text))
    most, empty = peak_of_loading(text), peak_of_loading(made_list(asked.seeds, 1))
    print(f"load  {asked.sites:,} sites {full:.2f} s, csv.reader alone {bare:.2f} s: ratio {full / bare:.1f}x")
    print(f"      peak {most:.0f} MiB, of which {empty:.0f} MiB for the interpreter and an empty registry")
    large = load(made_list(asked.seeds, asked.large))
    hosts, sites = asked_hosts(large), list(large.sites.values())
    fast, slow = medians(asked.rounds, lambda: check(large, hosts), lambda: scan(sites, hosts[:: len(hosts) // 20]))
    each, scanned = fast / len(hosts), slow / 20
    print(f"check {asked.large:,} sites {each * 1e6:.1f} us a host, linear scan {scanned * 1e6:,.0f} us: ", end="")
    print(f"ratio {scanned / each:,.0f}x")
    every = load(text).sites.values()
    (near,) = medians(1, lambda: look_alikes(every))
    print(f"look-alikes of {len(every):,} sites {near:.1f} s")


if __name__ == "__main__":
    main()
