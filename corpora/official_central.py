"""Central organs of two lists, under their own names. What is no government organ is a neighbour, or is left out."""

from __future__ import annotations

import re
from pathlib import Path

from corpora.body_kinds import is_subject, kind_of
from corpora.divisions import Divisions
from corpora.official_bodies import NAMES
from corpora.official_rows import COMPOSED, Row, read, source_of
from corpora.short_forms import full_name, short_names

_LISTS = ("fuwu/zhongyang.md", "data/government_org_map.json")
_CRAWLED = ("crawlers/govcms.py", "crawlers/trs.py", "crawlers/csrc.py", "crawlers/chinatax.py")
# Names in the source that are abbreviations, of another body, or no longer the body's own.
_ENGLISH_DOUBTFUL = ("SASAC", "CNCERT/CC", "China National Vulnerability Database", "State Council (General)",
                     "Supreme People's Court IP Tribunal", "National Bureau for Letters and Calls",
                     "Central Commission for Discipline Inspection / National Supervisory Commission",
                     "National Information Security Standardization Technical Committee")  # fmt: skip


def central(folder: Path, taken: dict[str, Row], divisions: Divisions, left_out: set[str]) -> list[Row]:
    """One row a host. A place's congress that stands in the list of central links gets its place."""
    own = {line["host"]: line for line in read(NAMES)}
    merged = list(read(folder / "cn_registry_merged.csv"))
    agreed = {(line["name"], line["domain"]) for line in merged if int(line["n_sources"]) > 1}
    orgmap = list(read(folder / "cn_central_orgmap_hulelan.csv"))
    listed = {line["domain"] for line in merged}
    lines = [line for line in orgmap if line["domain"] in listed or line["domain"] in own]
    lines += [line for line in merged if line["source_path"] == _LISTS[0]]
    lines += [line for line in merged if line["source_path"] in _CRAWLED and line["level"] == "central"]
    rows: dict[str, Row] = {}
    for line in lines:
        hand = own.get(line["domain"])
        host = (hand["same_as"] or line["domain"]) if hand else line["domain"]
        if host in left_out:
            continue
        if host in taken:
            taken[host].add_source(source_of(line))
        elif host in rows:
            _second(rows[host], line)
        else:
            rows[host] = _row(line, host, own.get(host), divisions)
        if host in rows and (line["name"], line["domain"]) in agreed and rows[host].confidence != "high":
            rows[host].confidence = "high"
            rows[host].add_note("另有独立来源同名同址")
    return list(rows.values())


def _second(row: Row, line: dict[str, str]) -> None:
    source = source_of(line)
    if source not in row.sources:
        row.confidence = "high"
        row.sources.append(source)
    if line["domain"] != row.host:
        row.other_hosts.append(line["domain"])
    if line["source_path"] != _LISTS[0] and "/" not in line["name"]:
        row.aliases.append(line["name"])


def _row(line: dict[str, str], host: str, own: dict[str, str] | None, divisions: Divisions) -> Row:
    row = Row(line["name"], host, "central", confidence=line.get("confidence") or "medium")
    row.sources = [source_of(line)]
    if line["domain"] != host:
        row.other_hosts.append(line["domain"])
    if line["source_path"] == _LISTS[1]:
        row.english_name = english(line["note"])
    if own:
        row.name = own["name"] or row.name
        row.aliases = [alias for alias in own["aliases"].split(";") if alias]
        row.sponsor = own["sponsor"]
        row.add_note(own["note"])
    if row.name.endswith("人大"):
        return _congress(row, line, divisions)
    row.kind = (own["kind"] if own else "") or kind_of(row.name)
    row.protected = is_subject(row.kind)
    row.short_names = list(short_names(row.name))
    if row.name.endswith(("部", "审计署", "海关总署")) and not row.sponsor and row.protected:
        row.aliases.append("中华人民共和国" + row.name)
    return row


def _congress(row: Row, line: dict[str, str], divisions: Divisions) -> Row:
    number = re.search(r"line: (\d\d)-", line["note"])
    code = number[1] + "0000" if number else line["region_code"]
    row.region = "/".join(divisions.path(code))
    row.name = full_name((row.region or row.name.removesuffix("人大")) + "人大")
    row.short_names = [*short_names(row.name), line["name"]]
    row.level, row.region_code, row.kind, row.protected = "province", code, "congress", False
    row.add_note(COMPOSED)
    return row


def english(note: str) -> str:
    """The English name before the rank, without an abbreviation in brackets; empty where it is doubtful."""
    name = note.partition("; rank")[0].strip()
    if name in _ENGLISH_DOUBTFUL or not name.isascii():
        return ""
    name = re.sub(r"\s*\([^)]*\)\Z", "", name)
    return "" if name.startswith("China National Vulnerability") else name
