"""Sites that lists give the same name: two hosts for one body (art. 6 allows one) are a disagreement to be settled."""

from __future__ import annotations

from collections import defaultdict

from corpora.divisions import Divisions
from corpora.official_rows import Row, portal_names, registrable


def flag_same_names(rows: list[Row]) -> None:
    """Both rows stay, each its own host first, and say what the other is."""
    named: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        named[row.name, row.region_code].append(row)
    for several in named.values():
        for row in several if len(several) > 1 else ():
            row.confidence = "low"
            others = [other for other in several if other is not row]
            row.add_note(f"同一单位另列 {'、'.join(other.host for other in others)}")
            row.add_conflict("domain", *((one.host, one.sources[0]) for one in (row, *others)))


def flag_strange_places(rows: list[Row], divisions: Divisions) -> None:
    """A body under the registered name of another place: one of the two is a slip of the list."""
    places = portal_names(rows)
    for row in rows:
        portal = places.get(registrable(row.host))
        if portal is None or portal is row or not row.region_code or not portal.region_code:
            continue
        here, there = divisions.path(row.region_code), divisions.path(portal.region_code)
        if here[: len(there)] != there and there[: len(here)] != here:
            row.confidence = "low"
            row.add_note(f"主机在{portal.region}门户域名之下，地区待核")
