"""Make zhenwang/matching/frequent_strings.tsv: how often strings occur in hosts that are not government ones.

usage: python corpora/frequent_strings.py HOSTS.csv[:COLUMN]... > zhenwang/matching/frequent_strings.tsv
"""

from __future__ import annotations

import csv
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.matching.government import GOVERNMENT_WORDS, Suffixes
from zhenwang.matching.reading import SEPARATORS

LONGEST = 14
OFTEN = 20
OFTEN_WITH_GOVERNMENT_WORD = 3
OFTEN_WORD = 3  # a word of a language is rare and still far likelier than its letters say
WORD = 4
UNPREDICTED = math.log2(1.5)
WORD_UNPREDICTED = 2.0


def hosts(arguments: list[str]) -> Iterator[Host]:
    seen: set[str] = set()
    governments = Suffixes.of(())
    for argument in arguments:
        path, _, column = argument.partition(":")
        with Path(path).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                host = parse_host(row[column or "domain"])
                if not isinstance(host, Host) or host.ascii in seen:
                    continue
                if not governments.holds(host) and host.name not in GOVERNMENT_WORDS:
                    seen.add(host.ascii)
                    yield host


def substrings(host: Host) -> set[str]:
    """Every substring of every token, the token marked with ``^`` and ``$``."""
    found: set[str] = set()
    for token in SEPARATORS.split(host.ascii.removesuffix(host.suffix)):
        marked = f"^{token}$" if token else ""
        for start in range(len(marked)):
            found.update(marked[start:end] for end in range(start + 1, min(len(marked), start + LONGEST) + 1))
    return found


def kept(counts: Counter[str], total: int) -> dict[str, int]:
    """The frequent strings that their parts do not already predict."""
    model: dict[str, float] = {}
    keep: dict[str, int] = {}
    for string in sorted(counts, key=lambda s: (len(s), s)):
        often = _often(string)
        if counts[string] < often:
            continue
        seen = math.log2(total / counts[string])
        predicted = _predicted(string, model)
        if len(string) < 3 or abs(seen - predicted) > (UNPREDICTED if counts[string] >= OFTEN else WORD_UNPREDICTED):
            keep[string], model[string] = counts[string], seen
    return keep


def _often(string: str) -> int:
    if any(word in string for word in GOVERNMENT_WORDS):
        return OFTEN_WITH_GOVERNMENT_WORD
    return OFTEN_WORD if len(string) >= WORD else OFTEN


def _predicted(string: str, model: dict[str, float]) -> float:
    """What zhenwang.matching.background will say of a string that is not in the table."""
    if string in model:
        return model[string]
    if len(string) == 1:
        return math.inf
    left, right = _predicted(string[:-1], model), _predicted(string[1:], model)
    shared = _predicted(string[1:-1], model) if len(string) > 2 else 0.0
    model[string] = math.inf if math.inf in (left, right, shared) else max(left + right - shared, left, right)
    return model[string]


def main() -> None:
    counts: Counter[str] = Counter()
    total = 0
    for host in hosts(sys.argv[1:]):
        counts.update(substrings(host))
        total += 1
    sources = ", ".join(Path(argument.partition(":")[0]).stem for argument in sys.argv[1:])
    print(f"# string, hosts that hold it; * is the number of hosts. Made by corpora/frequent_strings.py from {sources}")
    print(f"*\t{total}")
    for string, count in sorted(kept(counts, total).items()):
        print(f"{string}\t{count}")


if __name__ == "__main__":
    main()
