"""Marks seen in real footers, bound to the site whose host or body the footer shows.

A page that shows several codes shows them all: every one is bound, and the disagreement is kept as a conflict. A footer
whose body has no known host cannot become a site; its marks are kept under the body's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpora.body_kinds import is_subject, kind_of
from corpora.divisions import Divisions
from corpora.official_rows import Row, hosts_of, read, source_of, write_cells
from corpora.short_forms import short_names

BY_HAND = Path(__file__).parent / "footer_bodies.csv"
_CONAC = re.compile(r"CONAC id ([0-9A-F]{32})")
_LINK_CODE = re.compile(r"jiucuo link (?:site_code=|carries )(\w{10})")
COLUMNS = (
    "name", "kind", "region_code", "region", "site_code", "icp", "psb", "conac", "conflicts", "confidence", "sources", "note",
)  # fmt: skip


@dataclass(slots=True)
class Bound:
    """What became of the footers: rows in place, bodies without a host, and lines that name nobody."""

    sites: int = 0
    hostless: list[Row] = field(default_factory=list)
    nameless: list[dict[str, str]] = field(default_factory=list)


def bind_footers(folder: Path, rows: list[Row], divisions: Divisions) -> Bound:
    by_host = hosts_of(rows)
    by_name: dict[str, Row] = {}
    for row in rows:
        for name in (row.name, *row.short_names, *row.aliases):
            by_name.setdefault(name, row)
    hands = {(line["site_code"], line["icp"]): line for line in read(BY_HAND)}
    bound = Bound()
    for line in _footers(folder):
        hand = hands.get((line["site_code"], line["icp"]))
        host, name = _subject(line, hand)
        row = by_host.get(host) or (None if host else by_name.get(name))
        if row is None and not name:
            bound.nameless.append(line)
            continue
        if row is None:
            row = by_name[name] = _new_row(name, host, line, divisions)
            (rows if host else bound.hostless).append(row)
            by_host.update({host: row} if host else {})
        _bind(row, line, hand["note"] if hand else "")
        bound.sites += 1
    return bound


def _subject(line: dict[str, str], hand: dict[str, str] | None) -> tuple[str, str]:
    name = line["name"].partition("（")[0].removesuffix("门户网站").removeprefix("中华人民共和国")
    return (hand["host"] or line["domain"], hand["name"] or name) if hand else (line["domain"], name)


def _footers(folder: Path) -> Iterator[dict[str, str]]:
    """Observed footers, and the marks that only the merged list still carries."""
    seen = set()
    for line in read(folder / "cn_observed_footers.csv"):
        seen.add((line["domain"], line["site_code"]))
        yield line
    for line in read(folder / "cn_registry_merged.csv"):
        marked = line["site_code"] or line["icp"] or line["psb"]
        if marked and (line["domain"], line["site_code"]) not in seen:
            yield line


def _new_row(name: str, host: str, line: dict[str, str], divisions: Divisions) -> Row:
    row = Row(name, host, line["level"], line["region_code"], kind=kind_of(name))
    row.region = "/".join(divisions.path(line["region_code"])) or line["region"]
    row.protected = is_subject(row.kind)
    row.short_names += short_names(name)
    return row


def _bind(row: Row, line: dict[str, str], note: str) -> None:
    source = source_of(line)
    for kind in ("site_code", "icp", "psb"):
        if line[kind]:
            _add(row, kind, line[kind], source)
    if found := _CONAC.search(line["note"]):
        _add(row, "conac", found[1], source)
    if found := _LINK_CODE.search(line["note"]):
        _add(row, "site_code", found[1], source + " 找错链接")
    row.add_source(source)
    row.add_note(note)
    if line["note"].startswith("quality B"):
        row.add_note("页脚取自他处引用，待核")
    elif row.confidence == "medium":
        row.confidence = "high"


def _add(row: Row, kind: str, value: str, source: str) -> None:
    """A second site code or CONAC id on one site contradicts the first (art. 15); numbers of a platform do not."""
    values = row.marks.setdefault(kind, [])
    if value in values:
        return
    values.append(value)
    if kind in ("site_code", "conac") and len(values) > 1:
        kept = row.conflicts.get(kind) or [(values[0], row.sources[-1])]
        row.conflicts[kind] = [*kept, (value, source)]


def write_hostless(rows: Iterable[Row], path: Path) -> None:
    """Bodies whose marks are known and whose host is not."""
    ordered = sorted(rows, key=lambda row: (row.region_code, row.name))
    cells = ({**dict(zip(_row_columns(), row.as_cells(), strict=True))} for row in ordered)
    write_cells(path, COLUMNS, ([cell[column] for column in COLUMNS] for cell in cells))


def _row_columns() -> tuple[str, ...]:
    from corpora.official_rows import COLUMNS as columns

    return columns
