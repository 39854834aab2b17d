"""Make zhenwang/matching/others_under.tsv: what stands under suffixes of countries that few other countries know.

usage: python -m corpora.others_under HOSTS.csv[:COLUMN]... > zhenwang/matching/others_under.tsv

The lists are of popular hosts, whoever's they are. ``com.cn``, ``org.uk`` and the like are left out: they are
everybody's wherever they occur (``zhenwang.matching.own_suffixes``).
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.matching.own_suffixes import place_of


def main(lists: list[str]) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for given in lists:
        path, _, column = given.partition(":")
        with Path(path).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                host = parse_host(row[column or "domain"])
                place = place_of(host.ascii) if isinstance(host, Host) else None
                if place and place.below not in ("", "www"):
                    found[place.suffix].add(place.below)
    names = ", ".join(sorted(Path(given.partition(":")[0]).stem for given in lists))
    print(f"# made by corpora/others_under.py from {names}")
    for suffix, below in sorted(found.items()):
        print(f"{suffix}\t{' '.join(sorted(below))}")


if __name__ == "__main__":
    main(sys.argv[1:])
