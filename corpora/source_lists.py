"""What the registry list was made from: every source list with its place, date, hash and counts, in seeds/sources.csv.

``corpora/source_lists.csv`` says which lists are expected and how many rows each may bring. A list that shrinks, grows
or comes from another commit is an error before anything is written, as in the crawlers of OpenSanctions: a source that
broke must not read like a country that closed its offices.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpora import divisions, official_bodies, official_footers, official_hosts, official_portals, reforms
from corpora.official_rows import read, source_of, write_cells

EXPECTED = Path(__file__).parent / "source_lists.csv"
LEFT_OUT = Path(__file__).parent / "left_out.csv"
BY_HAND = (
    LEFT_OUT,
    divisions.FURTHER,
    official_bodies.NAMES,
    official_footers.BY_HAND,
    official_hosts.BY_HAND,
    official_portals.CORRECTIONS,
    reforms.REFORMS,
)
"""What was decided by hand, and goes into every making of the list."""
SOURCES = "sources.csv"
COLUMNS = ("role", "file", "origin", "as_of", "sha256", "rows", "hosts", "least", "most")


@dataclass(frozen=True, slots=True)
class SourceList:
    """One list in one file. ``origin`` is how the source of its rows begins; ``rows`` may be ``least`` to ``most``."""

    file: str
    origin: str
    as_of: str
    least: int
    most: int


@dataclass(slots=True)
class Counted:
    """What a file brought: rows and hosts by list, and the sources of rows that belong to no expected list."""

    rows: Counter[SourceList] = field(default_factory=Counter)
    hosts: dict[SourceList, set[str]] = field(default_factory=lambda: defaultdict(set))
    unknown: Counter[str] = field(default_factory=Counter)


def expected(path: Path = EXPECTED) -> tuple[SourceList, ...]:
    lines = read(path)
    return tuple(
        SourceList(line["file"], line["origin"], line["as_of"], int(line["least"]), int(line["most"])) for line in lines
    )


def count(folder: Path, lists: Sequence[SourceList]) -> dict[str, Counted]:
    """Every expected file that is there, by file."""
    by_file: dict[str, list[SourceList]] = {}
    for one in lists:
        by_file.setdefault(one.file, []).append(one)
    return {file: _counted(read(folder / file), those) for file, those in by_file.items() if (folder / file).is_file()}


def _counted(lines: Iterable[dict[str, str]], lists: Sequence[SourceList]) -> Counted:
    counted = Counted()
    longest_first = sorted(lists, key=lambda one: -len(one.origin))
    for line in lines:
        source = source_of({name: line.get(name) or "" for name in ("source_repo_or_url", "source_path")})
        of = next((one for one in longest_first if source.startswith(one.origin)), None)
        if of is None:
            counted.unknown[source] += 1
        else:
            counted.rows[of] += 1
            counted.hosts[of].add(line.get("domain") or "")
    return counted


def unexpected(counts: dict[str, Counted], lists: Sequence[SourceList]) -> Iterator[str]:
    """One sentence for every list that is not as expected."""
    yield from (f"{file}: not there" for file in dict.fromkeys(one.file for one in lists) if file not in counts)
    for one in lists:
        rows = counts[one.file].rows[one] if one.file in counts else one.least
        if not one.least <= rows <= one.most:
            yield f"{one.file}: {rows} rows of '{one.origin}', expected {one.least} to {one.most}"
    for file, counted in counts.items():
        for source, rows in counted.unknown.items():
            yield f"{file}: {rows} rows of '{source}', which {EXPECTED.name} does not name"


def write_sources(folder: Path, seeds: Path, made: Sequence[str], taken: frozenset[str]) -> None:
    """Write ``seeds/sources.csv`` about the lists of ``folder``, the hand lists, and the files ``made`` in ``seeds``.

    ``taken`` are the hosts that the list made grants: of each source it is told how many of its hosts are among them.
    """
    lists = expected()
    counts = count(folder, lists)
    lines: list[tuple[object, ...]] = []
    for one in lists:
        counted = counts[one.file]
        numbers = (counted.rows[one], len(counted.hosts[one] & taken), one.least, one.most)
        lines.append(("read", one.file, one.origin, one.as_of, sha256(folder / one.file), *numbers))
    lines += [("by_hand", f"corpora/{path.name}", "", "", *_file(path)) for path in BY_HAND]
    lines += [("made", f"seeds/{name}", "", "", *_file(seeds / name)) for name in made]
    write_cells(seeds / SOURCES, COLUMNS, ([str(cell) for cell in line] for line in lines))


def _file(path: Path) -> tuple[object, ...]:
    return sha256(path), sum(1 for _ in read(path)), "", "", ""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
