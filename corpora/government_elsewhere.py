"""Make zhenwang/matching/government_elsewhere.tsv: government hosts whose names say so, outside government suffixes.

usage: python corpora/government_elsewhere.py us_govt_urls_non_dotgov.csv > zhenwang/matching/government_elsewhere.tsv

Many counties and cities of the United States stand at ``sfgov.org``. Their names read like an impostor's, so they have
to be known before names are matched. The list is that of the General Services Administration.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.matching.government import GOVERNMENT_WORDS, Suffixes


def hosts(path: str) -> Iterator[str]:
    governments = Suffixes.of(())
    with Path(path).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            host = parse_host(row["domain"].strip().lower())
            if isinstance(host, Host) and not governments.holds(host) and any(w in host.name for w in GOVERNMENT_WORDS):
                yield host.ascii.removeprefix("www.")


def main() -> None:
    print("# host; those under it are the same body's. Made by corpora/government_elsewhere.py from GSA/govt-urls")
    for host in sorted(set(hosts(sys.argv[1]))):
        print(host)


if __name__ == "__main__":
    main()
