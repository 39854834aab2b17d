"""Makes seeds/site_hosts.csv: every further host of a site with its role, and where it is known from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpora.official_rows import Row, read, write_cells

BY_HAND = Path(__file__).parent / "further_hosts.csv"
COLUMNS = ("host", "site", "role", "valid_from", "valid_to", "sources", "note")
_CHANNELS = frozenset({"public", "xxgk", "credit", "wap", "zyk", "big5"})


def write_site_hosts(rows: Iterable[Row], path: Path) -> None:
    """Hosts that rows grant besides their own, and the hand list: gateways, business systems."""
    rows = list(rows)
    lines = [line for row in rows for line in _further(row)]
    primary = {row.host for row in rows}
    by_hand = ((line["host"], line["site"], line["role"], line["sources"], line["note"]) for line in read(BY_HAND))
    lines += [line for line in by_hand if line[0] not in primary and line[1] in primary]
    ordered = sorted({line[0]: line for line in lines}.values(), key=lambda line: (line[1], line[0]))
    write_cells(path, COLUMNS, ((*line[:3], "", "", *line[3:]) for line in ordered))


def _further(row: Row) -> Iterable[tuple[str, str, str, str, str]]:
    said = dict(row.conflicts.get("domain", ()))
    for host in dict.fromkeys(row.other_hosts):
        if host != row.host:
            note = "两源不一致，待核" if host in said else ""
            yield host, row.host, role_of(host, row.host), said.get(host, row.sources[-1] if row.sources else ""), note


def role_of(host: str, primary: str) -> str:
    """Read from the host itself: a Chinese name, a channel such as xxgk, a service platform, or an alias."""
    first = host.partition(".")[0]
    if not host.isascii():
        return "idn"
    if host.removeprefix("www.") == primary.removeprefix("www."):
        return "alias"
    if first in _CHANNELS:
        return "channel"
    return "business_system" if "zwfw" in first else "alias"
