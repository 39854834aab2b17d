"""How long grouping takes: 100,000 cases with a few facts each, and the worst shapes. CPU time.

usage: python bench/campaigns.py
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping

from zhenwang.domain.campaign import Fact, FactKind, campaigns

CASES = 100_000
Held = Mapping[str, list[Fact]]


def main() -> None:
    for cases in (CASES // 8, CASES // 4, CASES // 2, CASES):
        _measure(f"{cases} cases, 4 facts each", _scattered(cases, 4))
    _measure(f"{CASES} cases, 12 facts each", _scattered(CASES, 12))
    _measure(f"{CASES} cases in one chain", _chain(CASES))
    _measure(f"{CASES} cases, templates of four keys", _kits(CASES))


def _measure(what: str, held: Held) -> None:
    begun = time.process_time()
    found = campaigns(held, {})
    took = time.process_time() - begun
    most = max(len(one.cases) for one in found)
    print(f"{what}: {took:.2f} s, {len(found)} campaigns, the largest of {most}")


def _case(number: int) -> str:
    return f"ZW-{20200101 + number // 9_000}-{number % 9_000 + 1:04d}"


def _scattered(cases: int, each: int) -> Held:
    """Four cases show a fact on average."""
    chance, kinds = random.Random(1), list(FactKind)
    values = cases * each // 4
    return {
        _case(number): [Fact(chance.choice(kinds), str(chance.randrange(values))) for _ in range(each)]
        for number in range(cases)
    }


def _chain(cases: int) -> Held:
    return {
        _case(number): [Fact(FactKind.PHONE, str(number)), Fact(FactKind.PHONE, str(number + 1))]
        for number in range(cases)
    }


def _kits(cases: int) -> Held:
    """Kits whose keys differ in how many pages share them, so that keys stand in each other's edges."""
    return {
        _case(number): [Fact(FactKind.TEMPLATE, f"{band}.{number // (band + 2)}") for band in range(4)]
        for number in range(cases)
    }


if __name__ == "__main__":
    main()
