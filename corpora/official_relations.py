"""Who belongs to whom, by rule and only where the rule is certain: parent, supervisor (主管, art. 4), platform."""

from __future__ import annotations

from corpora.divisions import MUNICIPALITIES, Divisions
from corpora.official_rows import Row, portal_names, registrable

_SHARED_ICP = "鄂ICP备05011090号-1"
_PLATFORM = "湖北省政府网站共用平台（鄂ICP备05011090号-1）"
# 副省级市 whose government office is a 办公厅; other cities have a 办公室, provincial capitals one or the other.
_SUB_PROVINCIAL = (
    "2101", "2102", "2201", "2301", "3201", "3301", "3302", "3502", "3701", "3702", "4201", "4401", "4403", "5101",
    "6101",
)  # fmt: skip
_SEATS = ("人民政府", "行政公署")
_VERTICAL = (("气象局", "中国气象局"), ("地震局", "中国地震局"), ("税务局", "国家税务总局"))


def relate(rows: list[Row], divisions: Divisions) -> None:
    governments = {row.region_code: row.name for row in rows if row.kind == "government" and row.region_code}
    portals = {row.region_code: row for row in rows if row.kind == "government" and row.name.endswith(_SEATS)}
    governments.update({code: row.name for code, row in portals.items()})
    by_registrable = portal_names(portals.values())
    for row in rows:
        if row.level == "zone":
            _place_zone(row, by_registrable, divisions)
        if not row.region:
            row.region = "/".join(divisions.path(row.region_code))
        _parent(row, governments, by_registrable, divisions)
        _supervise(row, governments)
        if _SHARED_ICP in row.marks.get("icp", ()):
            row.platform = _PLATFORM


def _place_zone(row: Row, by_registrable: dict[str, Row], divisions: Divisions) -> None:
    """The list gives a zone's province only: its host stands under its city's, or its name begins with the city."""
    portal = by_registrable.get(registrable(row.host))
    named = {divisions.leading(text)[0] for text in (row.name, row.sponsor) if text} - {""}
    named = {code for code in named if code[:2] == row.region_code[:2] and code[2:4] != "00"}
    if portal is not None and portal.region_code[:2] == row.region_code[:2]:
        named = {portal.region_code} if portal.level != "province" else named
    if len(named) == 1:
        row.region_code = named.pop()
        row.region = "/".join(divisions.path(row.region_code))


def _bears_its_city(row: Row, divisions: Divisions) -> bool:
    """武汉长江新区 is of 武汉市. What bears its province's name only may be of any city in it."""
    city = row.region_code[2:4] != "00" or row.region_code in MUNICIPALITIES
    return city and any(divisions.leading(text)[0] == row.region_code for text in (row.name, row.sponsor) if text)


def _parent(row: Row, governments: dict[str, str], by_registrable: dict[str, Row], divisions: Divisions) -> None:
    vertical = next((head for office, head in _VERTICAL if row.name.endswith(office) and row.name != head), "")
    if vertical and row.level != "central":
        row.parent = vertical
    elif row.name.endswith("监狱管理局"):
        row.parent = row.name.removesuffix("监狱管理局") + ("司法局" if row.region_code in MUNICIPALITIES else "司法厅")
    elif row.kind == "department" and row.region_code:
        row.parent = governments.get(row.region_code, "")
    elif row.kind == "outpost" and (portal := by_registrable.get(registrable(row.host))) and portal is not row:
        row.parent = portal.name
    elif row.kind == "outpost" and _bears_its_city(row, divisions):
        row.parent = governments.get(row.region_code, "")
    elif row.kind == "government" and row.level in ("prefecture", "county"):
        above = row.region_code[:4] + "00" if row.level == "county" else row.region_code[:2] + "0000"
        row.parent = governments.get(above, governments.get(row.region_code[:2] + "0000", ""))
    elif row.level == "central" and row.kind == "department" and not row.sponsor:
        row.parent = "国务院" if row.name.endswith(("部", "委员会", "审计署", "海关总署", "银行")) else ""
    if row.parent == row.name:
        row.parent = ""


def _supervise(row: Row, governments: dict[str, str]) -> None:
    """国办发〔2017〕47号 and art. 4: the government office of the same level answers for its sites."""
    if not row.protected or row.kind == "":
        return
    vertical = next((head for office, head in _VERTICAL if row.name.endswith(office)), "")
    if row.level == "central":
        row.supervisor = "国务院办公厅"
    elif vertical:
        row.supervisor = vertical
    else:
        government = row.parent if row.kind == "outpost" else governments.get(row.region_code, "")
        if government.endswith(_SEATS):
            row.supervisor = government + _office(row)


def _office(row: Row) -> str:
    code = row.region_code
    if code[2:] == "0000" or (code[:4] in _SUB_PROVINCIAL and code[4:] == "00"):
        return "办公厅"
    return "办公厅（室）" if code[2:] == "0100" else "办公室"
