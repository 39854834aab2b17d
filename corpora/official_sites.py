"""Makes seeds/official_sites.csv from a folder of published lists: ``python -m corpora.official_sites FOLDER``.

The folder holds the lists named in seeds/README.md. Facts are carried over, each with its source; where two lists
disagree both hosts are kept and the row says so.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from corpora.official_bodies import NEIGHBOURS, central, hubei
from corpora.official_portals import portals
from corpora.official_rows import Row, read, short_names, source_of, write

TARGET = Path(__file__).parents[1] / "seeds" / "official_sites.csv"
_CONAC = re.compile(r"CONAC id ([0-9A-F]{32})")


def make(folder: Path) -> list[Row]:
    """All rows, without two for one host."""
    rows = portals(folder)
    portal_hosts = _by_host(rows)
    rows += hubei(folder, portal_hosts)
    rows += central(folder, _by_host(rows))
    bind_footers(folder, rows)
    for row in rows:
        row.other_hosts = [host for host in row.other_hosts if host not in {other.host for other in rows}]
    return rows


def _by_host(rows: list[Row]) -> dict[str, Row]:
    return {host: row for row in rows for host in (row.host, *row.other_hosts)}


def bind_footers(folder: Path, rows: list[Row]) -> None:
    """Marks seen in real footers, bound to the site whose host the footer was seen on."""
    by_host = _by_host(rows)
    for line in _footers(folder):
        host = line["domain"]
        if host not in by_host:
            by_host[host] = _footer_row(line)
            rows.append(by_host[host])
        row = by_host[host]
        _bind(row, line)
        row.add_source(source_of(line))
        if not line["note"].startswith("quality B") and row.confidence == "medium":
            row.confidence = "high"


def _footers(folder: Path) -> Iterator[dict[str, str]]:
    """Observed footers with a host, and the marks that only the merged list still carries."""
    seen = set()
    for line in read(folder / "cn_observed_footers.csv"):
        if line["domain"]:
            seen.add((line["domain"], line["site_code"]))
            yield line
    for line in read(folder / "cn_registry_merged.csv"):
        if line["site_code"] and (line["domain"], line["site_code"]) not in seen:
            yield line


def _footer_row(line: dict[str, str]) -> Row:
    name = line["name"].partition("（")[0].removesuffix("门户网站")
    row = Row(name, line["domain"], line["level"], line["region_code"], line["region"])
    row.protected = not NEIGHBOURS.search(name)
    row.aliases += short_names(name)
    return row


def _bind(row: Row, line: dict[str, str]) -> None:
    conflict = "conflict" in line["note"] or "see row with" in line["note"]
    for kind in ("site_code", "icp", "psb"):
        value = line[kind]
        if value and not (kind == "site_code" and conflict):
            _add(row, kind, value)
    if found := _CONAC.search(line["note"]):
        _add(row, "conac", found[1])
    if conflict and line["site_code"]:
        row.note.append(f"页面标识码自相矛盾，未采: {line['site_code']}")
    elif line["note"].startswith("quality B"):
        row.note.append("页脚取自他处引用，待核")


def _add(row: Row, kind: str, value: str) -> None:
    values = row.marks.setdefault(kind, [])
    if value not in values:
        values.append(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with the published lists")
    parser.add_argument("--out", type=Path, default=TARGET)
    arguments = parser.parse_args()
    rows = make(arguments.folder)
    write(rows, arguments.out)
    print(f"{len(rows)} sites -> {arguments.out}")


if __name__ == "__main__":
    main()
