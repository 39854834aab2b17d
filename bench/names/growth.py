"""What more labels cost a host: sieves of several sizes on the same hosts, in the same rounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from bench.names.compared import gains_of
from bench.names.labels import lexicon_of, made_labels
from bench.names.measured import interleaved
from bench.names.stream import Stream
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.sieve import Sieve

MOST = 250_000
Growth = dict[str, list[float]]


def growth(sizes: Sequence[int], stream: Stream, rounds: int) -> Growth:
    """Microseconds a host by what is asked, one for each size."""
    rows = Columns.of(stream.bodies[:MOST])
    contenders: dict[str, Callable[[], object]] = {}
    for size in sizes:
        lexicon = lexicon_of(made_labels(size))
        sieve = Sieve.of(lexicon, compiled=True)
        contenders[f"find {size}"] = partial(sieve.find, rows)
        contenders[f"reach {size}"] = partial(sieve.reach, rows, gains_of(lexicon))
    taken = interleaved(contenders, rounds)
    return {
        asked: [taken[f"{asked} {size}"].seconds / len(rows) * 1e6 for size in sizes] for asked in ("find", "reach")
    }
