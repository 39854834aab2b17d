"""What disguises leave of a text's fingerprint, what swapped names leave, and what comparable text costs.

usage: python bench/text.py

Ten made texts, in ``tests/text``, each in every disguise; the worst of the ten is printed. CPU time, median of rounds,
against the pure-Python port of OpenCC, which converts the script and does nothing else of it: only the ratios mean
something elsewhere.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable

from opencc_purepy import OpenCC

from tests.text.disguises import LOSSLESS, mojibake, spun
from tests.text.gazette import TEXTS, elsewhere
from zhenwang.text.comparable import comparable
from zhenwang.text.fingerprint import containment, jaccard, shingles, simhash
from zhenwang.text.masking import masked
from zhenwang.text.traced import trace

SIZES = (10_000, 60_000)
ROUNDS = 9


def disguises() -> None:
    print(f"{'disguise':24} {'before':>7} {'J5':>7} {'J3':>7} {'held':>7} {'simhash':>7}")
    for name, way in (*LOSSLESS.items(), (mojibake.__name__, mojibake), (spun.__name__, spun)):
        rows = []
        for text in TEXTS.values():
            clean, other = comparable(text), way(text)
            seen = comparable(other)
            rows.append(
                (
                    jaccard(shingles(clean), shingles(other)),
                    jaccard(shingles(clean), shingles(seen)),
                    jaccard(shingles(clean, 3), shingles(seen, 3)),
                    containment(shingles(clean), shingles(seen)),
                    -(simhash(shingles(clean)) ^ simhash(shingles(seen))).bit_count(),
                )
            )
        *shares, bits = (min(column) for column in zip(*rows, strict=True))
        print(f"{name:24} " + " ".join(f"{share:7.3f}" for share in shares) + f" {-bits:7}")


def swapped() -> None:
    here = {name: comparable(text) for name, text in TEXTS.items()}
    there = {name: comparable(elsewhere(name)) for name in TEXTS}
    for label, way in (("names swapped, as they are", str), ("names swapped, masked", masked)):
        same = [jaccard(shingles(way(here[name])), shingles(way(there[name]))) for name in TEXTS]
        other = [jaccard(shingles(way(a)), shingles(way(b))) for a, b in itertools.combinations(here.values(), 2)]
        print(f"{label:28} least {min(same):.3f}, most of two different texts {max(other):.3f}")


def speed() -> None:
    plain = "".join(TEXTS.values())
    pure = OpenCC("t2s")
    for label, text in (("clean", plain), ("disguised", LOSSLESS["traditional_and_pinyin"](plain))):
        for size in SIZES:
            given = (text * (size // len(text) + 1))[:size]
            base = _cost(pure.convert, given)
            for way in (comparable, trace):
                cost = _cost(way, given)
                ratio = base / cost
                print(f"{label:10} {size:6} characters  {way.__name__:11} {cost * 1e3:7.2f} ms  {ratio:5.1f}x OpenCC")


def _cost(way: Callable[[str], object], text: str) -> float:
    costs = []
    for _ in range(ROUNDS + 1):
        started = time.process_time()
        way(text)
        costs.append(time.process_time() - started)
    return statistics.median(costs[1:])


if __name__ == "__main__":
    disguises()
    swapped()
    speed()
