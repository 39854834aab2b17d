"""Every label against every host: the sieve, rapidfuzz, permutation sets and phishing_catcher's rule in one run.

usage: python bench/matching.py [--hosts 1000000] [--labels 1000 15000 100000] [--rounds 3] [--quick] [--json]

Labels are made from the divisions and offices of China, hosts from everyday words, and two in a hundred look like a
label (``bench/names/``): the same ones every time, nothing from elsewhere. What is slow is asked a sample, its figure
extrapolated. CPU time of the process, rounds interleaved, medians, no collector inside a round: only the ratios mean
something elsewhere. Recall is against the exact answer of ``bench/names/reference.py``.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from bench.names import tables
from bench.names.compared import Figures, compare, gains_of
from bench.names.growth import Growth, growth
from bench.names.labels import lexicon_of, made_labels
from bench.names.look_alikes import planted_beside
from bench.names.measured import peak, resident, seconds_of
from bench.names.reference import agrees
from bench.names.stage import Stage, whole_stage
from bench.names.stream import made_stream
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.sieve import Sieve

QUICK_HOSTS, QUICK_LABELS = 100_000, (1_000, 15_000)
SMALL_LABELS, SMALL_ROWS = 150, 12


def memory(path: str) -> str:
    """MiB that a process grows by when it builds the index and reads the rows, and its peak; labels and rows are read
    from standard input, an empty line between them.
    """
    labels, rows = (part.split("\n") for part in sys.stdin.read().split("\n\n", 1))
    lexicon, columns = lexicon_of(tuple(labels)), Columns.of(row.encode("ascii") for row in rows)
    Sieve.of(lexicon_of(tuple(labels[:SMALL_LABELS])), compiled=path == "compiled").find(columns)
    before = resident()
    sieve = Sieve.of(lexicon, compiled=path == "compiled")
    sieve.find(columns)
    return f"{peak() - before} {peak()}"


def used(sieve: Sieve, rows: Columns) -> None:
    """What is asked for the first time is compiled, or loaded from the disk."""
    sieve.find(rows)
    sieve.reach(rows, gains_of(lexicon_of(made_labels(SMALL_LABELS))))


def told(what: str) -> None:
    if sys.stderr.isatty():
        print(f"... {what}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=1_000_000)
    parser.add_argument("--labels", type=int, nargs="+", default=[1_000, 15_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="100,000 hosts, 1,000 and 15,000 labels: under a minute")
    parser.add_argument("--json", action="store_true", help="every figure as one JSON object")
    parser.add_argument("--only-memory", choices=("compiled", "plain"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only_memory:
        print(memory(asked.only_memory))
        return
    if asked.quick:
        asked.hosts, asked.labels = QUICK_HOSTS, list(QUICK_LABELS)
    run(asked)


def run(asked: argparse.Namespace) -> None:
    told("making hosts and labels")
    stream, small = made_stream(asked.hosts), made_labels(SMALL_LABELS)
    first = seconds_of(lambda: used(Sieve.of(lexicon_of(small)), Columns.of(stream.bodies[:10])))
    same = agrees(lexicon_of(small), planted_beside(small, SMALL_ROWS))
    every: list[Figures] = []
    for size in asked.labels:
        told(f"{size:,} labels")
        every.append(compare(size, stream, asked.rounds, Path(__file__)))
    told("growth")
    grown = growth(asked.labels, stream, asked.rounds)
    told("the whole name stage")
    stage = whole_stage(stream, asked.rounds)
    if asked.json:
        found = {"hosts": len(stream), "first_use_seconds": first, "reference_agrees": same}
        print(json.dumps(found | as_json(every, grown, stage), indent=1))
        return
    print(f"{len(stream):,} hosts, {len(stream.planted):,} of them planted; first use of the kernels {first:.1f} s")
    print(f"the exact answer and the brute force {'agree' if same else 'DISAGREE'} on a small sample\n")
    for figures in every:
        print("\n".join(tables.of_one(figures)), end="\n\n")
    print("\n".join(tables.of_all(every, grown)), end="\n\n")
    print("\n".join(stage.lines()))


def as_json(every: list[Figures], grown: Growth, stage: Stage) -> dict[str, object]:
    return {
        "by_labels": [dataclasses.asdict(figures) for figures in every],
        "microseconds_a_host": grown,
        "goals": [{"what": goal.what, "goal": goal.goal, "figure": goal.figure} for goal in tables.goals(every, grown)],
        "name_stage": dataclasses.asdict(stage),
    }


if __name__ == "__main__":
    main()
