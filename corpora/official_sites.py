"""Makes seeds/official_sites.csv from a folder of published lists: ``python -m corpora.official_sites FOLDER``.

The folder holds the lists named in seeds/README.md. Facts are carried over, each with its source; where two lists
disagree both values stand in the row's ``conflicts``. What is left out stands in ``corpora/left_out.csv``, and why.
What was read and made stands with its hash in seeds/sources.csv; ``--check`` only says whether making the lists again
would change what is committed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpora.divisions import Divisions, read_divisions, write_divisions
from corpora.official_bodies import bodies
from corpora.official_central import central
from corpora.official_footers import Footers, bind_footers, write_hostless
from corpora.official_hosts import write_site_hosts
from corpora.official_portals import portals
from corpora.official_relations import relate
from corpora.official_rows import Row, hosts_of, read, write
from corpora.reforms import add_former_names
from corpora.same_names import flag_same_names, flag_strange_places
from corpora.seed_drift import KEYS, differences
from corpora.source_lists import LEFT_OUT, SOURCES, count, expected, unexpected, write_sources

SEEDS = Path(__file__).parents[1] / "seeds"
DIVISIONS = "cn_division_codes_gbt2260.csv"
_EVERYBODYS = ("政务服务网", "政府采购", "政府采购网", "公共资源交易网", "信息公开")


@dataclass(frozen=True, slots=True)
class Made:
    rows: list[Row]
    footers: Footers


def make(folder: Path) -> Made:
    """All rows, without two for one host."""
    divisions = Divisions.of(read_divisions(folder / DIVISIONS))
    left_out = {line["host"] for line in read(LEFT_OUT)}
    merged = list(read(folder / "cn_registry_merged.csv"))
    rows = portals(folder, frozenset(line["domain"] for line in merged if line["level"] == "zone"))
    rows += central(folder, hosts_of(rows), divisions, left_out)
    rows += bodies(merged, hosts_of(rows), divisions, left_out)
    footers = bind_footers(folder, rows, divisions)
    flag_same_names(rows)
    flag_strange_places(rows, divisions)
    add_former_names(rows)
    relate([*rows, *footers.hostless], divisions)
    primary = {row.host for row in rows}
    for row in rows:
        row.other_hosts = [host for host in row.other_hosts if host not in primary]
        _sort_names(row)
    return Made(rows, footers)


def _sort_names(row: Row) -> None:
    """An alias that only leaves characters out of the name is a short form of it: 国家发展改革委."""
    row.aliases = [alias for alias in row.aliases if not _placeless(alias, row)]
    shorter = [alias for alias in row.aliases if len(alias) < len(row.name) and _within(alias, row.name)]
    row.short_names = [short for short in dict.fromkeys([*row.short_names, *shorter]) if not _placeless(short, row)]
    row.aliases = [alias for alias in row.aliases if alias not in row.short_names]


def _placeless(name: str, row: Row) -> bool:
    """Whether a name lacks nothing but its place: 财政厅 or 发改委 is every province's, so it stands for none."""
    if name in _EVERYBODYS:
        return True
    places = [full.removesuffix(name) for full in (row.name, *row.short_names) if full != name and full.endswith(name)]
    return any(row.region.endswith(place) for place in places)


def _within(short: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in short)


def write_seeds(folder: Path, out: Path) -> int:
    """Make every list into ``out``, and say in sources.csv from what. Returns how many sites there are."""
    made = make(folder)
    write(made.rows, out / "official_sites.csv")
    write_hostless(made.footers.hostless, out / "marks_without_host.csv")
    write_site_hosts(made.rows, out / "site_hosts.csv")
    write_divisions(read_divisions(folder / DIVISIONS), out / "division_codes.csv")
    write_sources(folder, out, [name for name in KEYS if name != SOURCES], frozenset(hosts_of(made.rows)))
    return len(made.rows)


def main(words: Sequence[str] | None = None) -> int:
    """0 when done; 1 when a source list is not as expected, or with ``--check`` when something drifted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with the published lists")
    parser.add_argument("--out", type=Path, default=SEEDS, help="folder for the lists made")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the lists made would differ")
    arguments = parser.parse_args(words)
    lists = expected()
    if wrong := list(unexpected(count(arguments.folder, lists), lists)):
        print("nothing was made: the source lists are not as expected", *wrong, sep="\n", file=sys.stderr)
        return 1
    if not arguments.check:
        print(f"{write_seeds(arguments.folder, arguments.out)} sites -> {arguments.out}")
        return 0
    with TemporaryDirectory() as made:
        sites = write_seeds(arguments.folder, Path(made))
        drifted = list(differences(arguments.out, Path(made)))
    print(*(drifted or [f"{sites} sites: making the lists again changes nothing"]), sep="\n")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
