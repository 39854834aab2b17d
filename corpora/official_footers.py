"""Marks seen in real footers, bound to the site whose host or body the footer shows.

A page that shows several codes shows them all: every one is bound, and the disagreement is kept as a conflict. A footer
whose body has no known host cannot become a site; its marks are kept under the body's name, or under the place that
the code names where the footer names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpora.body_kinds import is_subject, kind_of
from corpora.divisions import Divisions
from corpora.official_rows import COLUMNS as ROW_COLUMNS
from corpora.official_rows import Row, hosts_of, read, source_of, write_cells
from corpora.short_forms import short_names

BY_HAND = Path(__file__).parent / "footer_bodies.csv"
COLUMNS = (
    "name", "kind", "region_code", "region", "parent", "operator", "site_code", "icp", "psb", "conac", "conflicts",
    "confidence", "sources", "note",
)  # fmt: skip
NOBODY = "所属网站（单位名未见）"
_CONAC = re.compile(r"CONAC id ([0-9A-F]{32})")
_LINK_CODE = re.compile(r"jiucuo link (?:site_code=|carries )(\w{10})")


@dataclass(slots=True)
class Footers:
    """What became of the footers. ``by_line`` holds the row that each line of the observed footers was bound to."""

    hostless: list[Row] = field(default_factory=list)
    by_line: list[tuple[dict[str, str], Row]] = field(default_factory=list)


class _Bodies:
    """Rows by host and by name, and new ones for bodies that are in no list of links."""

    def __init__(self, rows: list[Row], divisions: Divisions, footers: Footers) -> None:
        self._rows, self._divisions, self._hostless = rows, divisions, footers.hostless
        self._by_host = hosts_of(rows)
        self._by_name: dict[str, Row] = {}
        for row in rows:
            self._name(row)

    def _name(self, row: Row) -> None:
        for name in (row.name, *row.short_names, *row.aliases):
            self._by_name.setdefault(name, row)

    def of(self, name: str, host: str, line: dict[str, str], code: str) -> Row:
        row = self._by_host.get(host) if host else self._by_name.get(name or "")
        if row is None:
            row = self._new(name, host, line, code)
            (self._rows if host else self._hostless).append(row)
            if name:
                self._name(row)
            if host:
                self._by_host[host] = row
        return row

    def _new(self, name: str, host: str, line: dict[str, str], code: str) -> Row:
        region = "/".join(self._divisions.path(code)) or line["region"]
        level = "province" if code and line["level"] == "central" else line["level"]
        row = Row(name or (region.replace("/", "") or "中央") + NOBODY, host, level, code, region)
        row.kind = "" if NOBODY in row.name else kind_of(name)
        row.protected = is_subject(row.kind)
        row.short_names += short_names(name)
        return row


def bind_footers(folder: Path, rows: list[Row], divisions: Divisions) -> Footers:
    footers = Footers()
    bodies = _Bodies(rows, divisions, footers)
    hands = {(line["site_code"], line["icp"]): line for line in read(BY_HAND)}
    for line, observed in _footers(folder):
        hand = hands.get((line["site_code"], line["icp"]), {})
        name = line["name"].partition("（")[0].removesuffix("门户网站").removeprefix("中华人民共和国")
        code = hand.get("region_code") or line["region_code"]
        for host in (hand.get("host") or line["domain"]).split(";"):
            row = bodies.of(hand.get("name") or name, host, line, code)
            _bind(row, line, hand)
        if observed:
            footers.by_line.append((line, row))
    return footers


def _footers(folder: Path) -> Iterator[tuple[dict[str, str], bool]]:
    """Observed footers, and the marks that only the merged list still carries."""
    seen = set()
    for line in read(folder / "cn_observed_footers.csv"):
        seen.add((line["domain"], line["site_code"]))
        yield line, True
    for line in read(folder / "cn_registry_merged.csv"):
        marked = line["site_code"] or line["icp"] or line["psb"]
        if marked and (line["domain"], line["site_code"]) not in seen:
            yield line, False


def _bind(row: Row, line: dict[str, str], hand: dict[str, str]) -> None:
    source = source_of(line)
    codes = [(line["site_code"], source), (hand.get("also_code", ""), source + " 找错链接")]
    if found := _LINK_CODE.search(line["note"]):
        codes.append((found[1], source + " 找错链接"))
    for code, where in codes:
        _add(row, "site_code", code, where)
    for kind in ("icp", "psb"):
        _add(row, kind, line[kind], source)
    if found := _CONAC.search(line["note"]):
        _add(row, "conac", found[1], source)
    row.add_source(source)
    row.operator = row.operator or hand.get("operator", "")
    row.sponsor = hand.get("sponsor") or row.sponsor or _organiser(row, line)
    row.add_note(hand.get("note", ""))
    if line["note"].startswith("quality B"):
        row.add_note("页脚取自他处引用，待核")
    elif row.confidence == "medium":
        row.confidence = "high"


def _organiser(row: Row, line: dict[str, str]) -> str:
    """The organiser printed in the footer, where it is another body than the site's own."""
    organiser = line["organiser"]
    whole = not re.search(r"[（、 ]|指导", organiser)
    return organiser if whole and row.name not in organiser.removeprefix("中华人民共和国") else ""


def _add(row: Row, kind: str, value: str, source: str) -> None:
    """A second site code or CONAC id on one site contradicts the first (art. 15); numbers of a platform do not."""
    values = row.marks.setdefault(kind, [])
    if not value or value in values:
        return
    values.append(value)
    row.origins.setdefault(kind, []).append((value, source))
    if kind in ("site_code", "conac") and len(values) > 1:
        row.conflicts[kind] = row.origins[kind]


def write_hostless(rows: Iterable[Row], path: Path) -> None:
    """Bodies whose marks are known and whose host is not."""
    ordered = sorted(rows, key=lambda row: (row.region_code, row.name, row.marks.get("site_code", [])))
    lines = (dict(zip(ROW_COLUMNS, row.as_cells(), strict=True)) for row in ordered)
    write_cells(path, COLUMNS, ([line[column] for column in COLUMNS] for line in lines))
