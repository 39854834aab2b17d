"""Government portals of every province, prefecture and county: two independent lists laid side by side."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from corpora.official_rows import COMPOSED, Row, read, source_of
from corpora.short_forms import government_short_names

ANYI, LAOSHENG = "cn_portals_anyi_2026.csv", "cn_portals_laosheng_2026.csv"
CORRECTIONS = Path(__file__).parent / "portal_corrections.csv"
_RANK = {"province": 3, "prefecture": 2, "county": 1}
_OWN_NAMES = {"新疆生产建设兵团人民政府": "新疆生产建设兵团", "济源示范区人民政府": "济源市人民政府"}
_LEVELS = {"新疆生产建设兵团": "province"}
# A prefecture that is no city and a league have no people's government of their own, but their province's office.
_PREFECTURE_OFFICE = re.compile(r"(?<=地区|.盟)人民政府\Z")
_ZONE = "开发区主机"
_ONLY_WWW = "两源仅差 www"
_NOT_SUBJECTS = ("810000", "820000")  # the special administrative regions: genuine, under other law


@dataclass(slots=True)
class Area:
    """One administrative area with the line that each list has for it."""

    code: str
    anyi: dict[str, str] | None
    laosheng: dict[str, str] | None

    @property
    def lines(self) -> list[dict[str, str]]:
        return [line for line in (self.anyi, self.laosheng) if line]

    @property
    def level(self) -> str:
        """As the code has it where there is one: 济源市 (419001) and 两江新区 (500157) are no prefectures."""
        level = _LEVELS.get(self.name, self.lines[0]["level"])
        return "county" if level == "prefecture" and self.code and not self.code.endswith("00") else level

    @property
    def name(self) -> str:
        name = self.lines[0]["name"]
        if "／" in name:  # 石河子市／第八师
            name = name.partition("／")[0] + "人民政府"
        return _OWN_NAMES.get(name, _PREFECTURE_OFFICE.sub("行政公署", name))

    @property
    def region(self) -> str:
        return max((line["region"] for line in self.lines), key=lambda region: region.count("/"))


def portals(folder: Path, zones: frozenset[str] = frozenset()) -> list[Row]:
    """One row for every area. Where the lists disagree on its host, both stand in the row's conflicts.

    ``zones`` are hosts that a list of zones names: of two hosts of an area, such a one is the zone's.
    """
    areas = _pair(list(read(folder / ANYI)), list(read(folder / LAOSHENG)))
    owners = _owners(areas)
    for area in areas:
        hosts = {line["domain"] for line in area.lines}
        if len(hosts) == 2 and len(hosts - zones) == 1:
            owners.update(dict.fromkeys(hosts & zones, _ZONE))
    corrections = {line["region_code"]: line for line in read(CORRECTIONS)}
    same_name = Counter(area.name for area in areas)
    rows = []
    for area in areas:
        row = _row(area, owners, corrections.get(area.code))
        if row is not None:
            _name(row, area, unique=same_name[area.name] == 1)
            rows.append(row)
    _say_claims(rows, areas)
    return rows


def _pair(anyi: list[dict[str, str]], laosheng: list[dict[str, str]]) -> list[Area]:
    by_code = {line["region_code"]: line for line in laosheng}
    areas = [Area(line["region_code"], line, by_code.pop(line["region_code"], None)) for line in anyi]
    left = list(by_code.values())
    for area in areas:
        if area.laosheng is not None or area.anyi is None:
            continue
        for line in left:
            place = line["name"].partition("／")[0]
            if line["domain"] == area.anyi["domain"] or (
                "／" in line["name"] and place + "人民政府" == area.anyi["name"]
            ):
                area.laosheng, area.code = line, area.code or line["region_code"]
                left.remove(line)
                break
    return areas + [Area(line["region_code"], None, line) for line in left]


def _owners(areas: list[Area]) -> dict[str, str]:
    """Which area a host belongs to when several claim it: the one more lists name it for, then the higher level."""
    claims: dict[str, Counter[str]] = defaultdict(Counter)
    levels = {area.region: _RANK[area.level] for area in areas}
    for area in areas:
        for line in area.lines:
            claims[line["domain"]][area.region] += 1
    return {host: max(by, key=lambda region: (by[region], levels[region])) for host, by in claims.items()}


def _row(area: Area, owners: dict[str, str], correction: dict[str, str] | None) -> Row | None:
    hosts, confidence, note = _judge(area, owners)
    if correction:
        hosts = [correction["host"], *(host for host in correction["other_hosts"].split(";") if host)]
        confidence, note = correction["confidence"], correction["note"]
    if not hosts:
        return None
    row = Row(area.name, hosts[0], area.level, area.code, area.region, area.code not in _NOT_SUBJECTS, confidence)
    row.kind = "government"
    row.other_hosts = hosts[1:]
    row.add_note(note)
    row.sources = [source_of(line) for line in area.lines]
    named = sorted(area.lines, key=lambda line: line["domain"] != row.host)
    if not note.startswith(_ONLY_WWW):
        row.add_conflict("domain", *((line["domain"], source_of(line)) for line in named))
    return row


def _judge(area: Area, owners: dict[str, str]) -> tuple[list[str], str, str]:
    """Hosts granted (primary first), confidence and note of an area. Another area's host is granted to nobody else."""
    named = list(dict.fromkeys(line["domain"] for line in area.lines))
    own = [host for host in named if owners[host] == area.region]
    if len(own) < len(named):
        other = next(host for host in named if host not in own)
        owner = _ZONE if owners[other] == _ZONE else owners[other] + "门户"
        return own, "low", f"两源不一致: 另一源作 {other}（{owner}）"
    if len(area.lines) == 1:
        return own, "medium", ""
    if len(own) == 1:
        return own, "high", ""
    first, second = own
    if first.removeprefix("www.") == second.removeprefix("www."):
        return own, "high", f"{_ONLY_WWW}: {second}"
    if not _reachable(area) or _is_parent_portal(second, first):
        first, second = second, first
    granted = [host for host in (first, second) if host.endswith(".gov.cn")] or [first]
    return granted, "low", f"两源不一致: 另一源作 {next(host for host in (second, first) if host != granted[0])}"


def _say_claims(rows: list[Row], areas: list[Area]) -> None:
    """A host that a list also names for an area without a portal of its own: its owner's row says so."""
    by_host, named = {row.host: row for row in rows}, {(row.region_code, row.region) for row in rows}
    for area in areas:
        if (area.code, area.region) not in named:
            for line in area.lines:
                row = by_host[line["domain"]]
                row.add_note(f"一源另列为{area.region}门户")
                if row.level == area.level:
                    row.confidence = "low"
                    row.add_conflict("name", (row.name, row.sources[0]), (area.name, source_of(line)))


def _reachable(area: Area) -> bool:
    return area.anyi is not None and area.anyi["status"].startswith("reachable")


def _is_parent_portal(host: str, other: str) -> bool:
    """Whether ``other`` is a channel below the portal ``host``: public.zhengzhou.gov.cn below www.zhengzhou.gov.cn."""
    return host.startswith("www.") and other.endswith("." + host.removeprefix("www."))


def _name(row: Row, area: Area, *, unique: bool) -> None:
    """A district is called by its city's name and its own; everybody is where the bare name stands for several."""
    parts = area.region.split("/")
    bare = area.name
    parent = parts[-2] if len(parts) > 1 else ""
    if area.level == "county" and parent and "兵团" not in parent and (not unique or bare.endswith("区人民政府")):
        row.name = parent + bare
        row.add_note(COMPOSED)
        if unique:
            row.short_names += [bare, *government_short_names(bare)]
    row.short_names += government_short_names(row.name)
    if row.name.endswith("行政公署"):
        row.aliases += [line["name"] for line in area.lines]
        row.add_note("来源作人民政府，地区、盟所设为行政公署")
    for line in area.lines:
        if "／" in line["name"]:
            row.aliases.append("新疆生产建设兵团" + line["name"].partition("／")[2])
