"""Rows of the registry list while it is being made: what a row holds, where it came from, how it is written."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = (
    "name", "domain", "other_hosts", "short_names", "former_names", "aliases", "english_name", "kind", "level",
    "region_code", "region", "parent", "supervisor", "sponsor", "operator", "platform", "protected", "status",
    "site_code", "icp", "psb", "conac", "conflicts", "confidence", "sources", "note",
)  # fmt: skip
COMPOSED = "名称为组合"
_ORDER = {"central": 0, "province": 1, "prefecture": 2, "zone": 3, "county": 4}


@dataclass(slots=True)
class Row:
    """One line of the list. ``conflicts`` are ``(field, [(value, source), ...])``, the value in use first."""

    name: str
    host: str
    level: str
    region_code: str = ""
    region: str = ""
    protected: bool = True
    confidence: str = "medium"
    kind: str = ""
    other_hosts: list[str] = field(default_factory=list)
    short_names: list[str] = field(default_factory=list)
    former_names: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    english_name: str = ""
    parent: str = ""
    supervisor: str = ""
    sponsor: str = ""
    operator: str = ""
    platform: str = ""
    marks: dict[str, list[str]] = field(default_factory=dict)
    origins: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    conflicts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)

    def add_source(self, source: str) -> None:
        if source not in self.sources:
            self.sources.append(source)

    def add_note(self, note: str) -> None:
        if note and note not in self.note:
            self.note.append(note)

    def add_conflict(self, of: str, *values: tuple[str, str]) -> None:
        """Both values stay until a person settles it. The same value from two sources is no conflict."""
        kept = self.conflicts.setdefault(of, [])
        kept.extend(pair for pair in values if pair[0] not in {value for value, _ in kept})
        if len(kept) < 2:
            del self.conflicts[of]

    def as_cells(self) -> list[str]:
        several = {kind: ";".join(self.marks.get(kind, ())) for kind in ("site_code", "icp", "psb", "conac")}
        shorts = _once(self.short_names, {self.name})
        cells = {
            **{column: getattr(self, column) for column in COLUMNS if isinstance(getattr(self, column, None), str)},
            "domain": self.host, "protected": "yes" if self.protected else "no", "status": "",
            "other_hosts": ";".join(_once(self.other_hosts, {self.host})), "short_names": ";".join(shorts),
            "former_names": ";".join(_once(self.former_names, set())),
            "aliases": ";".join(_once(self.aliases, {self.name, *shorts})),
            "conflicts": ";".join(_as_text(of, values) for of, values in self.conflicts.items()),
            "sources": " + ".join(self.sources), "note": "; ".join(dict.fromkeys(self.note)), **several,
        }  # fmt: skip
        return [cells[column] for column in COLUMNS]


def _once(values: Iterable[str], but: set[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value and value not in but]


def _as_text(of: str, values: list[tuple[str, str]]) -> str:
    plain = ((value, " ".join(re.sub("[<>|;]", " ", source).split())) for value, source in values)
    return f"{of}=" + "|".join(f"{value}<{source}>" for value, source in plain)


def hosts_of(rows: Iterable[Row]) -> dict[str, Row]:
    """Whose a host is."""
    return {host: row for row in rows for host in (row.host, *row.other_hosts)}


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        yield from csv.DictReader(handle)


def write(rows: Iterable[Row], path: Path) -> None:
    """In a stable order, one line a row, so that a change of the list reads as a change."""
    ordered = sorted(rows, key=lambda row: (row.region_code, _ORDER.get(row.level, 9), row.host))
    write_cells(path, COLUMNS, (row.as_cells() for row in ordered))


def write_cells(path: Path, columns: Iterable[str], lines: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(lines)


def source_of(line: dict[str, str]) -> str:
    """A short source that finds the place again: repository, commit and path, or what was read."""
    origin, path = line["source_repo_or_url"], line["source_path"]
    if origin.startswith("github:"):
        repository, _, commit = origin.partition("@")
        return f"{repository}@{commit[:7]} {path}".strip()
    if "jycg.hubei.gov.cn" in origin:
        part = path.replace("footer link list", "页脚链接").replace("header links", "页头链接")
        return f"jycg.hubei.gov.cn 页面 2019-2020 {part}"
    number = re.search(r"file id (\d+)", origin)
    return f"public code file {number[1]} {path}" if number else f"{origin} {path}".strip()


def registrable(host: str) -> str:
    """The part of a gov.cn host that was registered: rsj.wuhan.gov.cn stands under wuhan.gov.cn."""
    return ".".join(host.split(".")[-3:]) if host.endswith(".gov.cn") else host


def portal_names(rows: Iterable[Row]) -> dict[str, Row]:
    """Portals by the name they were registered under, bare or with www: whatever stands below is of that place."""
    return {
        registrable(row.host): row
        for row in rows
        if row.kind == "government" and row.host in (registrable(row.host), "www." + registrable(row.host))
    }
