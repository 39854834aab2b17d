"""Bodies below the centre, all but the portals: departments, zones, courts, congresses of every province.

One host is one site. Where several bodies are said to stand at a host, the host is its own body's, and the others are
bodies whose pages live there; what cannot be so is a disagreement of sources, and is kept as one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from corpora.body_kinds import is_subject, kind_of
from corpora.claims import Claim, claim_of
from corpora.divisions import MUNICIPALITIES, Divisions
from corpora.official_rows import COMPOSED, Row, portal_names, read, registrable
from corpora.short_forms import short_names

NAMES = Path(__file__).parent / "body_names.csv"
PORTAL_LISTS = ("data/website-gov.xlsx", "fuwu/qianxian.md")
_RENAMED = ("湖北省粮食局",)  # merged or renamed after the page was saved
_SLIP = "来源另作"  # in a note by hand: of several claims the named one is right, the others stay as conflicts
_RANK = {"province": 0, "prefecture": 1, "zone": 2, "county": 3}


def bodies(
    lines: Iterable[dict[str, str]], taken: dict[str, Row], divisions: Divisions, left_out: set[str]
) -> list[Row]:
    """Rows for every host that no portal and no central organ holds; what the others claim is added to their rows."""
    own = {line["host"]: line for line in read(NAMES)}
    places = {host: row.region_code for host, row in portal_names(taken.values()).items()}
    governments = {row.region: row for row in taken.values() if row.kind == "government"}
    rows = []
    by_host, twins = _by_host(lines, own, taken, divisions, left_out)
    for host, claims in by_host.items():
        if host in taken:
            _share(taken[host], claims)
        elif all(claim.portal for claim in claims) and (row := governments.get(_place(claims[0], divisions))):
            _further_portal(row, host, claims[0])
        else:
            rows.append(_row(host, claims, own.get(host), places))
    made = {**taken, **{row.host: row for row in rows}}
    same = {host: line["same_as"] for host, line in own.items() if line["kind"] != "retired"}
    for host, site in {**same, **twins}.items():
        if site in made:
            made[site].other_hosts.append(host)
    return rows


def _by_host(
    lines: Iterable[dict[str, str]],
    own: dict[str, dict[str, str]],
    taken: dict[str, Row],
    divisions: Divisions,
    left_out: set[str],
) -> tuple[dict[str, list[Claim]], dict[str, str]]:
    """Claims by host, and hosts that were joined to their twin with or without www."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    twins: dict[str, str] = {}
    for line in lines:
        host = line["domain"]
        if line["source_path"] in PORTAL_LISTS or line["level"] == "central" or host in left_out:
            continue
        host = (own[host]["same_as"] or host) if host in own else host
        if (twin := _twin(host)) in taken or twin in claims:
            twins[host] = host = twin
        claims[host].append(claim_of(line, divisions))
    return claims, twins


def _twin(host: str) -> str:
    """The same name with or without www: one site, whichever a list prints."""
    return host.removeprefix("www.") if host.startswith("www.") else "www." + host


def _place(claim: Claim, divisions: Divisions) -> str:
    """重庆市江北区 as a region: 重庆市/江北区."""
    province = "/".join(divisions.path(claim.code)[:1])
    return f"{province}/{claim.name.removeprefix(province)}"


def _further_portal(row: Row, host: str, claim: Claim) -> None:
    """A further list names another host for a portal: a disagreement, and a government host all the same."""
    row.confidence = "low"
    row.add_source(claim.source)
    row.add_conflict("domain", (row.host, row.sources[0]), (host, claim.source))
    row.other_hosts.append(host)
    row.add_note(f"两源不一致: 另一源作 {host}")


def _row(host: str, claims: list[Claim], own: dict[str, str] | None, places: dict[str, str]) -> Row:
    claims = _without_city([claim for claim in claims if not claim.portal] or claims)
    slip = own["name"] if own and _SLIP in own["note"] else ""
    owner = next((claim for claim in claims if claim.name == slip), None) or _owner(host, claims, places)
    row = Row(owner.name, host, owner.level, owner.code, owner.region, confidence=owner.confidence)
    row.short_names, row.aliases = list(owner.shorts), list(owner.aliases)
    row.sponsor, row.note = owner.sponsor, list(owner.note)
    row.add_source(owner.source)
    row.kind = (
        "outpost" if owner.level == "zone" else kind_of((owner.sponsor if "网" in owner.name else "") or owner.name)
    )
    others = [claim for claim in claims if claim is not owner]
    if own:
        _name_by_hand(row, own)
        others += [owner] if owner.code and owner.code != row.region_code else []
    row.level = _level(row)
    row.protected = is_subject(row.kind)
    _judge(row)
    _share(row, others)
    return row


def _level(row: Row) -> str:
    """As its place's code has it: a centre of 仙桃市 (429004) is no prefecture's, one of 广州市 no province's."""
    code = row.region_code
    if not code or row.level in ("central", "zone"):
        return row.level
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def _without_city(claims: list[Claim]) -> list[Claim]:
    """The list of the four municipalities prints the city before a district's link: the district's line is right."""
    counties = [claim for claim in claims if claim.level == "county" and claim.name.endswith(("法院", "检察院"))]
    if not any(claim.code in MUNICIPALITIES for claim in claims):
        return claims
    if len(counties) == 1:
        return counties
    return [claim for claim in claims if not claim.name.endswith("市人民法院")] or claims


def _owner(host: str, claims: list[Claim], places: dict[str, str]) -> Claim:
    """Whose the host is: the body of the place under whose name the host stands, then the higher level."""
    place = places.get(registrable(host), "")

    def order(claim: Claim) -> tuple[bool, bool, int, str]:
        read_somewhere = claim.level == "zone" or COMPOSED not in claim.note
        rank = _RANK.get(claim.level, 9)
        return bool(place) and claim.code != place, not read_somewhere, -rank if lower else rank, claim.code

    lower = _is_lower_court(host, claims)
    return min(claims, key=order)


def _is_lower_court(host: str, claims: list[Claim]) -> bool:
    """Whether a host that a higher and a lower court are said to share reads as the lower one's: xnqfy, not xgzy."""
    label = host.partition(".")[0]
    courts = all(claim.name.endswith("法院") for claim in claims)
    return len(claims) == 2 and courts and label.endswith("fy") and "zy" not in label


def _name_by_hand(row: Row, own: dict[str, str]) -> None:
    if own["name"] and own["name"] != row.name:
        row.name, row.aliases, row.short_names = own["name"], [], list(short_names(own["name"]))
    row.kind = own["kind"] or kind_of(row.name)
    row.level, row.sponsor = own["level"] or row.level, own["sponsor"] or row.sponsor
    row.region_code = own["region_code"] or row.region_code
    row.region = own["region"] or row.region
    row.aliases = [*(name for name in own["aliases"].split(";") if name), *row.aliases]
    row.add_note(own["note"])


def _judge(row: Row) -> None:
    """What an official Hubei page links is high; what is stale or doubtful says so."""
    if row.sources[0].startswith("jycg.hubei.gov.cn") and row.confidence == "medium":
        row.confidence = "high"
    if row.name in _RENAMED:
        row.add_note("机构已改革，名称为2019-2020年所见")
    if any(note.startswith("机构已改革") for note in row.note):
        row.confidence = "medium"
    if any(note.startswith("疑") for note in row.note):
        row.confidence = "low"
    if row.host.startswith("xxgk."):
        row.confidence = "low"
        row.add_note("主机为信息公开栏目，待核")


def _share(row: Row, claims: list[Claim]) -> None:
    """Further bodies that lists name at a row's host."""
    below = sum(claim.code != row.region_code for claim in claims)
    for claim in claims:
        row.add_source(claim.source)
        if claim.portal or claim.name in {row.name, *row.short_names, *row.aliases}:
            _agree(row, claim)
        elif claim.level == "zone" or row.level == "zone":
            row.aliases += [claim.name, *claim.aliases]
            row.sponsor = row.sponsor or ("" if row.kind == "government" else claim.sponsor)
        elif _lives_there(row, claim, below):
            row.aliases += [claim.name, *claim.shorts]
            row.add_note(f"该主机另有{claim.name}的页面")
        else:
            row.confidence = "low"
            row.add_note(f"两源不一致: 另作 {claim.name}")
            row.add_conflict("name", (row.name, row.sources[0]), (claim.name, claim.source))


def _agree(row: Row, claim: Claim) -> None:
    if claim.portal:
        return
    row.short_names += [short for short in claim.shorts if short not in row.short_names]
    row.aliases += claim.aliases
    if claim.source != row.sources[0] and row.confidence == "medium":
        row.confidence = "high"


def _lives_there(row: Row, claim: Claim, below: int) -> bool:
    """Whether the claimed body can have its pages on the row's host: a government's bodies, or a body's lower ones.

    One lower court alone on a higher court's host is more likely a slip of the list; several are its columns.
    """
    stem = re.sub(r"(?:00)+\Z", "", row.region_code)
    if not stem or not claim.code.startswith(stem):
        return False
    if row.kind == "government" or (row.name.endswith(("司法局", "司法厅")) and "监狱" in claim.name):
        return True
    several = below > 1 or row.kind == "department"
    return several and claim.code != row.region_code and kind_of(claim.name) == row.kind
