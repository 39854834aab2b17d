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
from corpora.district_courts import district_court
from corpora.divisions import MUNICIPALITIES, Divisions
from corpora.official_rows import COMPOSED, Row, read

NAMES = Path(__file__).parent / "body_names.csv"
PORTAL_LISTS = ("data/website-gov.xlsx", "fuwu/qianxian.md")
_RENAMED = ("湖北省扶贫开发办公室", "湖北省粮食局")  # merged or renamed after the page was saved
_RANK = {"province": 0, "prefecture": 1, "zone": 2, "county": 3}


def bodies(lines: Iterable[dict[str, str]], taken: dict[str, Row], divisions: Divisions, left_out: set[str]) -> list[Row]:
    """Rows for every host that no portal and no central organ holds; what the others claim is added to their rows."""
    own = {line["host"]: line for line in read(NAMES)}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for line in lines:
        host = line["domain"]
        if line["source_path"] in PORTAL_LISTS or host in left_out:
            continue
        host = (own[host]["same_as"] or host) if host in own else host
        claim = claim_of(line, divisions)
        claims[host].append(claim)
    rows = []
    for host, several in claims.items():
        if host in taken:
            _share(taken[host], several, divisions)
        else:
            rows.append(_row(host, several, own.get(host), divisions))
    by_host = {**taken, **{row.host: row for row in rows}}
    for host, line in own.items():
        if line["same_as"] in by_host and line["kind"] != "retired":
            by_host[line["same_as"]].other_hosts.append(host)
    return rows


def _row(host: str, claims: list[Claim], own: dict[str, str] | None, divisions: Divisions) -> Row:
    claims = _without_city(host, [claim for claim in claims if not claim.portal] or claims)
    for claim in claims:
        district_court(claim, divisions)
    owner = _owner(claims)
    row = Row(owner.name, host, owner.level, owner.code, owner.region, confidence=owner.confidence)
    row.short_names, row.aliases = list(owner.shorts), list(owner.aliases)
    row.sponsor, row.note = owner.sponsor, list(owner.note)
    row.add_source(owner.source)
    row.kind = kind_of(owner.sponsor if owner.sponsor and "网" in owner.name else owner.name)
    if owner.level == "zone":
        row.kind = "outpost"
    if own:
        _name_by_hand(row, own)
    row.protected = is_subject(row.kind)
    if "jycg.hubei.gov.cn" in owner.source and row.confidence == "medium":
        row.confidence = "high"
    if row.name in _RENAMED:
        row.confidence = "medium"
        row.add_note("机构已改革，名称为2019-2020年所见")
    if host.startswith("xxgk."):
        row.confidence = "low"
        row.add_note("主机为信息公开栏目，待核")
    _share(row, [claim for claim in claims if claim is not owner], divisions)
    return row


def _without_city(host: str, claims: list[Claim]) -> list[Claim]:
    """The list of the four municipalities prints the city before a district's link: the district's own line is right."""
    counties = [claim for claim in claims if claim.level == "county"]
    cities = [claim for claim in claims if claim.code in MUNICIPALITIES and claim.level == "province"]
    if len(counties) == 1 and cities and counties[0].name.endswith(("法院", "检察院")):
        return [claim for claim in claims if claim not in cities]
    return claims


def _owner(claims: list[Claim]) -> Claim:
    """Whose the host is: a named body before a composed one, the higher level, and the body its own label names."""

    def order(claim: Claim) -> tuple[bool, bool, int, str]:
        inferred = "由主机名推得" in "".join(claim.note)
        return inferred, COMPOSED in claim.note and claim.level != "zone", _RANK.get(claim.level, 9), claim.code

    return min(claims, key=order)


def _name_by_hand(row: Row, own: dict[str, str]) -> None:
    row.name = own["name"] or row.name
    row.kind = own["kind"] or kind_of(row.name)
    row.level, row.sponsor = own["level"] or row.level, own["sponsor"] or row.sponsor
    row.region_code = own["region_code"] or row.region_code
    row.region = own["region"] or row.region
    row.aliases = [*(name for name in own["aliases"].split(";") if name), *row.aliases]
    row.add_note(own["note"])


def _share(row: Row, claims: list[Claim], divisions: Divisions) -> None:
    for claim in claims:
        row.add_source(claim.source)
        names = {row.name, *row.short_names, *row.aliases}
        if claim.portal or claim.name in names:
            _agree(row, claim)
        elif claim.level == "zone" or row.level == "zone":
            row.aliases += [claim.name, *claim.aliases]
            if row.level == "zone" or not row.sponsor:
                row.sponsor = row.sponsor or ("" if row.kind == "government" else claim.sponsor)
        elif _lives_there(row, claim):
            row.aliases.append(claim.name)
            row.add_note(f"该主机另有{claim.name}的页面")
        else:
            row.confidence = "low"
            row.add_conflict("name", (row.name, row.sources[0]), (claim.name, claim.source))


def _agree(row: Row, claim: Claim) -> None:
    row.short_names += [short for short in claim.shorts if short not in row.short_names]
    if not claim.portal and claim.source != row.sources[0] and row.confidence == "medium":
        row.confidence = "high"


def _lives_there(row: Row, claim: Claim) -> bool:
    """Whether the claimed body can have its pages on the row's host: a body of the same place, or of one below it."""
    if not row.region_code or not claim.code:
        return bool(claim.region and row.region and claim.region.startswith(row.region))
    stem = re.sub(r"(?:00)+\Z", "", row.region_code)
    return claim.code.startswith(stem)
