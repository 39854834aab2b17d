"""One number of labels: the sieve, what else is on offer, and the exact answer, on the same hosts."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from bench.names.home_task import near_misses
from bench.names.labels import lexicon_of, made_labels
from bench.names.measured import Taken, interleaved, run_alone, seconds_of, speed_up
from bench.names.permutations import bytes_of, permutation_set
from bench.names.phishing_rule import PhishingRule
from bench.names.reference import exact
from bench.names.stream import Stream, as_logged
from tests.sieve import brute
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.findings import Findings, Gains
from zhenwang.sieve.lexicon import LONGEST_UNIT, SHORTEST_UNIT, Lexicon
from zhenwang.sieve.once import Once
from zhenwang.sieve.sieve import Sieve

AT_ONCE = 256
BLOCK = 50_000
PERMUTED_LABELS = 300
MEMORY_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many hosts each contender is asked; what is slow is asked fewer, and its figure is per host all the same."""

    plain: int
    cdist: int
    phishing: int
    exact: int

    @classmethod
    def of(cls, labels: int, hosts: int) -> Sizes:
        pairs = 30_000_000 // labels
        return cls(*(min(hosts, most) for most in (100_000, min(2_000, pairs), min(200, pairs // 20 + 5), pairs)))


@dataclass(slots=True)
class Figures:
    """What was found out about one number of labels. ``hosts_a_second`` is by contender, of one core."""

    labels: int
    mean_length: float
    hosts_a_second: dict[str, float] = field(default_factory=dict)
    asked_hosts: dict[str, int] = field(default_factory=dict)
    spread: dict[str, float] = field(default_factory=dict)
    recall: dict[str, float] = field(default_factory=dict)
    extra: dict[str, int] = field(default_factory=dict)
    build_seconds: dict[str, float] = field(default_factory=dict)
    index_mib: dict[str, float] = field(default_factory=dict)
    grown_mib: dict[str, float] = field(default_factory=dict)
    peak_mib: dict[str, float] = field(default_factory=dict)
    two_threads: dict[str, float] = field(default_factory=dict)
    hosts_with_findings: float = 0.0
    exact_findings: int = 0
    units_a_host: float = 0.0
    distinct_units_a_host: float = 0.0
    logged_again: float = 0.0
    permutations: dict[str, float] = field(default_factory=dict)
    phishing: dict[str, float] = field(default_factory=dict)


def compare(size: int, stream: Stream, rounds: int, script: Path) -> Figures:
    labels = made_labels(size)
    lexicon = lexicon_of(labels)
    figures = Figures(size, statistics.mean(map(len, labels)))
    sieves = {"compiled": Sieve.of(lexicon, compiled=True), "plain": Sieve.of(lexicon, compiled=False)}
    _timed(figures, sieves, stream, lexicon, rounds)
    _against_the_exact(figures, sieves, stream, lexicon)
    _two_threads(figures, sieves["compiled"], stream, lexicon, rounds)
    _logged(figures, sieves["compiled"], stream, lexicon, rounds)
    _permuted(figures, sieves["compiled"], labels, stream)
    _reported(figures, PhishingRule(labels), stream)
    for path, sieve in sieves.items():
        figures.build_seconds[path] = statistics.median(
            seconds_of(partial(Sieve.of, lexicon, compiled=path == "compiled")) for _ in range(rounds)
        )
        figures.index_mib[path] = sieve.nbytes / 2**20
        rows = [body.decode("ascii") for body in stream.bodies[:MEMORY_ROWS]]
        alone = run_alone(script, ["--only-memory", path], [*labels, "", *rows])
        figures.grown_mib[path], figures.peak_mib[path] = map(float, alone.split())
    return figures


def gains_of(lexicon: Lexicon) -> Gains:
    """Bits that grow with the letters, less for every liberty taken: some labels are worth a look, most are not."""
    letters = np.array([len(text) for text in lexicon.texts], np.float32)
    worth = (2 * letters, 1.5 * letters - 2, 2 * letters - 8, 2 * letters - 14, 2 * letters - 6)
    return Gains(*(np.maximum(bits, 0).astype(np.float32) for bits in worth))


def units_of(rows: Sequence[bytes], lexicon: Lexicon) -> list[str]:
    """What rapidfuzz is asked: the units that may be misspelt, as the specification cuts them."""
    found = []
    for row in rows:
        squashed = brute.squash(row)
        units = (squashed[start:end] for start, end in brute.units_of(row, lexicon))
        found += [unit.decode("latin-1") for unit in units if SHORTEST_UNIT <= len(unit) <= LONGEST_UNIT]
    return found


def _timed(figures: Figures, sieves: dict[str, Sieve], stream: Stream, lexicon: Lexicon, rounds: int) -> None:
    sizes = Sizes.of(figures.labels, len(stream))
    labels = [text.decode("ascii") for text in lexicon.texts]
    gains, rule = gains_of(lexicon), PhishingRule(labels)
    few = stream.sample(sizes.plain)
    every, some = Columns.of(stream.bodies), Columns.of(few.bodies)
    units = units_of(stream.sample(sizes.cdist).bodies, lexicon)
    names = stream.sample(sizes.phishing).names
    figures.units_a_host = len(units) / sizes.cdist
    figures.distinct_units_a_host = len(set(units_of(few.bodies, lexicon))) / sizes.plain
    asked: dict[str, tuple[int, Callable[[], object]]] = {
        "sieve, compiled: find": (len(stream), lambda: sieves["compiled"].find(every)),
        "sieve, compiled: reach": (len(stream), lambda: sieves["compiled"].reach(every, gains)),
        "sieve, plain: find": (sizes.plain, lambda: sieves["plain"].find(some)),
        "sieve, plain: reach": (sizes.plain, lambda: sieves["plain"].reach(some, gains)),
        "rapidfuzz cdist": (sizes.cdist, lambda: _edit_distances(units, labels)),
        "phishing_catcher's rule": (sizes.phishing, lambda: rule.reported(names)),
    }
    taken: dict[str, Taken] = interleaved({name: work for name, (_, work) in asked.items()}, rounds)
    for name, (hosts, _) in asked.items():
        figures.hosts_a_second[name] = hosts / taken[name].seconds
        figures.asked_hosts[name], figures.spread[name] = hosts, taken[name].spread
    found = sieves["compiled"].find(every)
    figures.hosts_with_findings = len(np.unique(found.row)) / len(stream)


def _edit_distances(units: Sequence[str], labels: Sequence[str]) -> int:
    """Pairs within two edits, by the loop that everybody writes, in pieces that stay in the cache."""
    found = 0
    for first in range(0, len(units), AT_ONCE):
        asked = units[first : first + AT_ONCE]
        distances = process.cdist(asked, labels, scorer=Levenshtein.distance, score_cutoff=2, dtype=np.uint8, workers=1)
        found += int(np.count_nonzero(distances <= 2))
    return found


def _against_the_exact(figures: Figures, sieves: dict[str, Sieve], stream: Stream, lexicon: Lexicon) -> None:
    """Half of the sample looks like a label, so that there is something to miss."""
    rows = stream.sample(Sizes.of(figures.labels, len(stream)).exact, planted=0.5).bodies
    wanted = exact(lexicon, rows)
    figures.exact_findings = len(wanted)
    for path, sieve in sieves.items():
        found = sieve.find(Columns.of(rows)).as_set()
        figures.recall[path] = len(found & wanted) / max(1, len(wanted))
        figures.extra[path] = len(found - wanted)


def _two_threads(figures: Figures, sieve: Sieve, stream: Stream, lexicon: Lexicon, rounds: int) -> None:
    gains, middle, size = gains_of(lexicon), len(stream) // 8, len(stream) // 4
    every = Columns.of(stream.bodies[:size])
    halves = (Columns.of(stream.bodies[:middle]), Columns.of(stream.bodies[middle:size]))
    works: dict[str, Callable[[Columns], object]] = {"find": sieve.find, "reach": lambda rows: sieve.reach(rows, gains)}
    for name, work in works.items():
        asked = [partial(work, half) for half in halves]
        figures.two_threads[name] = speed_up(partial(work, every), asked, 3 * rounds)


def _logged(figures: Figures, sieve: Sieve, stream: Stream, lexicon: Lexicon, rounds: int) -> None:
    """What each name four times costs against each once, by way of ``Once``, as the line asks; 4 where repeated names
    are paid for again.
    """
    gains, once = gains_of(lexicon), stream.take(range(len(stream) // 8))

    def screened(rows: Sequence[bytes]) -> None:
        ask = Once.of(lambda asked: sieve.reach(asked, gains) > 0)
        for first in range(0, len(rows), BLOCK):
            ask(Columns.of(rows[first : first + BLOCK]))

    screened(once.bodies[:BLOCK])
    taken = interleaved(
        {"once": partial(screened, once.bodies), "logged": partial(screened, as_logged(once).bodies)}, rounds
    )
    figures.logged_again = taken["logged"].seconds / taken["once"].seconds


def _permuted(figures: Figures, sieve: Sieve, labels: Sequence[str], stream: Stream) -> None:
    sample = labels[:PERMUTED_LABELS]
    made: list[set[str]] = []
    seconds = seconds_of(lambda: made.append(permutation_set(sample)), time.process_time)
    names = made[0]
    misses = near_misses(sample)
    found: Findings = sieve.find(Columns.of([miss.name.encode("ascii") for miss in misses]))
    told = set(zip(found.row.tolist(), found.label.tolist(), strict=True))
    number_of = {label: number for number, label in enumerate(labels)}
    hosts = [body.decode("ascii").rpartition(".")[2] for body in stream.bodies]
    looking = seconds_of(lambda: sum(host in names for host in hosts))
    figures.permutations = {
        "entries a label": len(names) / len(sample),
        "build seconds, all labels": seconds / len(sample) * len(labels),
        "MiB, all labels": bytes_of(names) / len(sample) * len(labels) / 2**20,
        "recall, near misses": statistics.mean(miss.name in names for miss in misses),
        "recall, one edit": statistics.mean(miss.name in names for miss in misses if miss.edits == 1),
        "recall of the sieve": statistics.mean((row, number_of[miss.label]) in told for row, miss in enumerate(misses)),
        "look-ups a second": len(hosts) / looking,
    }


def _reported(figures: Figures, rule: PhishingRule, stream: Stream) -> None:
    sample = stream.sample(Sizes.of(figures.labels, len(stream)).phishing, planted=0.5)
    reported = rule.reported(sample.names)
    planted = set(sample.planted)
    figures.phishing = {
        "planted names reported": statistics.mean(reported[at] for at in planted),
        "everyday names reported": statistics.mean(hit for at, hit in enumerate(reported) if at not in planted),
    }
